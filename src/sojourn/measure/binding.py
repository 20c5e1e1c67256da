"""The steps of a map as the journeys know them: the events that they are bound to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.replay import ReplayError, ReplayQuestion, StepEvents, StepLink
from sojourn.journeys.replay_counts import marking_of
from sojourn.maps.document import MapDocument, Step
from sojourn.measure.step_summary import StepMeasures


@dataclass(frozen=True, slots=True)
class UnboundEvent:
    """An event of the log that no step of the map is bound to."""

    event: str
    count: int
    customers: int


def is_bound(step: Step) -> bool:
    """Whether a step stands for any events."""
    return bool(step.events or step.binding.strip())


def names_in(log: JourneyLog, step: Step) -> tuple[str, ...]:
    """The event names of a log that a step is bound to: all of them where only a condition is said."""
    if not step.events:
        return log.event_names if is_bound(step) else ()
    return tuple(name for name in step.events if name in log.index.code_by_name)


def step_measures_of(log: JourneyLog, steps: Sequence[Step]) -> StepMeasures:
    """The measures of steps as an analysis.

    Raises:
        ConditionError: The condition of a binding cannot be read.
    """
    return StepMeasures.of(
        log.index,
        [names_in(log, step) for step in steps],
        markings=[marking_of(step.binding, log) for step in steps],
    )


def replay_question(document: MapDocument, *, top: int = 10) -> ReplayQuestion:
    """The question whether journeys go as a map says.

    Raises:
        ReplayError: No step is bound to an event.
    """
    bound = tuple(
        StepEvents(step.id, step.title, step.events, step.binding)
        for step in document.steps_in_order()
        if is_bound(step)
    )
    if not bound:
        raise ReplayError(
            "No step of the map is bound to events, so no journey can be replayed on it. "
            "Suggest bindings: sojourn bind MAP --suggest"
        )
    ids = {step.id for step in bound}
    links = tuple(
        StepLink(link.source, link.target)
        for _, link in sorted(document.links.items())
        if {link.source, link.target} <= ids
    )
    return ReplayQuestion(bound, links, top)


def unbound_events(document: MapDocument, log: JourneyLog) -> tuple[UnboundEvent, ...]:
    """The events of the log that no step is bound to, those of most customers first."""
    bound = {name for step in document.steps.values() for name in step.events}
    rows = [one for one in log.events().names if one.event not in bound and one.count]
    rows.sort(key=lambda one: (-one.customers, one.event))
    return tuple(UnboundEvent(one.event, one.count, one.customers) for one in rows)
