"""The stages of a map as the journeys know them: by the events of their steps."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.core.errors import UsageError, suggestion
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.stage_durations import StageEvents
from sojourn.maps.document import MapDocument


class NoBoundStageError(UsageError):
    """A map of which no stage has an event of the log."""


@dataclass(frozen=True, slots=True)
class BoundStages:
    """Stages that have events in a log.

    Attributes:
        stages: From left to right; each with the events of its steps that the log has.
        messages: What people should know: events and stages that were left out, one sentence each.
    """

    stages: tuple[StageEvents, ...]
    messages: tuple[str, ...]


def bound_stages(document: MapDocument, log: JourneyLog) -> BoundStages:
    """The stages of a map through the events that their steps are bound to.

    An event that is bound in two stages belongs to the first of them.

    Raises:
        NoBoundStageError: No step of the map is bound to an event of the log.
    """
    known = set(log.event_names)
    taken: dict[str, str] = {}
    stages: list[StageEvents] = []
    messages: list[str] = []
    for stage in document.stages_in_order():
        bound = [name for step in document.steps_in_order(stage.id) for name in step.events]
        for name in dict.fromkeys(bound):
            if name not in known:
                messages.append(
                    f"Stage {stage.title!r}: the log has no event {name!r}. "
                    f"{suggestion(name, log.event_names)}"
                )
            elif name in taken:
                messages.append(
                    f"The event {name!r} counts for the stage {taken[name]!r}, not for {stage.title!r} too."
                )
        own = tuple(name for name in dict.fromkeys(bound) if name in known and name not in taken)
        taken |= dict.fromkeys(own, stage.title)
        if own:
            stages.append(StageEvents(_unlike(stage.title, stages), own))
        else:
            messages.append(f"The stage {stage.title!r} has no event of the log, so it is left out.")
    if not stages:
        raise NoBoundStageError(
            "No step of the map is bound to an event of this log. Bind steps to events first, or draft a map "
            "from the log: sojourn draft"
        )
    return BoundStages(tuple(stages), tuple(messages))


def _unlike(title: str, stages: list[StageEvents]) -> str:
    """The title, numbered where an earlier stage has the same one."""
    titles = {stage.title for stage in stages}
    number, told = 1, title
    while told in titles:
        number += 1
        told = f"{title} ({number})"
    return told
