"""The numbers of a journey log laid onto the steps of a map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sojourn.core.errors import suggestion
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.maps.document import MapDocument, Measured, Step, StepNumbers
from sojourn.maps.operations import Batch, Operation, Set
from sojourn.measure.binding import is_bound, names_in, step_measures_of


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """What measuring a map gave.

    Attributes:
        operation: One batch that sets ``numbers`` on the steps and ``measured`` on the map.
        measured: How many steps carry numbers now.
        unknown: By step id: bound events that the log does not have. A step without any known event has no
            numbers.
        unbound: Ids of the steps that stand for no event.
    """

    operation: Operation
    measured: int
    unknown: dict[str, tuple[str, ...]]
    unbound: tuple[str, ...]

    def messages(self, document: MapDocument, log: JourneyLog) -> list[str]:
        """What people should know, one sentence for each event name that the log does not have."""
        return [
            f"Step {document.steps[step].title!r}: the log has no event {name!r}. "
            f"{suggestion(name, log.event_names)}"
            for step, names in self.unknown.items()
            for name in names
        ]


def measure_map(document: MapDocument, log: JourneyLog, *, at: datetime | None = None) -> Operation:
    """One batch that lays the numbers of ``log`` onto the steps of ``document``. See ``measure``."""
    return measure(document, log, at=at).operation


def measure(document: MapDocument, log: JourneyLog, *, at: datetime | None = None) -> MeasureResult:
    """Measure every step of a map that is bound to events.

    Args:
        document: The map; its steps say which events they stand for.
        log: The journeys.
        at: When this was measured; by default now.

    Returns:
        A batch of ``set`` operations, and what could not be measured. Source of the definitions:
        ``docs/explanation/how-steps-are-measured.md``.
    """
    steps = document.steps_in_order()
    bound = [step for step in steps if names_in(log, step)]
    question = step_measures_of(log, bound)
    numbers = log.run(question) if bound else []
    by_step = dict(zip((step.id for step in bound), numbers, strict=True))
    changes = [
        _set_numbers(step, by_step.get(step.id)) for step in steps if step.numbers != by_step.get(step.id)
    ]
    head = Set(table="map", record_id=document.map.id, fields={"measured": _measured(log, at)})
    unknown = {
        step.id: missing
        for step in steps
        if (missing := tuple(name for name in step.events if name not in log.index.code_by_name))
    }
    return MeasureResult(
        operation=Batch(operations=(head, *changes), label="Measure the map"),
        measured=len(bound),
        unknown=unknown,
        unbound=tuple(step.id for step in steps if not is_bound(step)),
    )


def _set_numbers(step: Step, numbers: StepNumbers | None) -> Set:
    value: dict[str, Any] | None = numbers.model_dump(mode="json") if numbers else None
    return Set(table="steps", record_id=step.id, fields={"numbers": value})


def _measured(log: JourneyLog, at: datetime | None) -> dict[str, Any]:
    return Measured(
        at=(at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        customers=log.customers,
        events=log.events_count,
        first=log.first.isoformat(),
        last=log.last.isoformat(),
    ).model_dump(mode="json")
