"""Adding to a map what really happens and is not on it."""

from __future__ import annotations

from sojourn.core.errors import UsageError, suggestion
from sojourn.core.ids import new_id
from sojourn.maps.document import MapDocument, Step
from sojourn.maps.operations import Add, Batch, Operation
from sojourn.maps.order import key_between
from sojourn.measure.wording import readable


class NoPlaceError(UsageError):
    """There is nowhere on the map to put a step."""


def add_step(document: MapDocument, event: str, *, after: str = "") -> Operation:
    """A batch that adds a step bound to ``event``.

    Args:
        document: The map.
        event: The name of the event.
        after: Id of the step behind which it goes, in its stage; empty for the beginning of the map.

    Raises:
        NoPlaceError: The map has no stage, or no such step.
    """
    stages = document.stages_in_order()
    if not stages:
        raise NoPlaceError("The map has no stage to put a step in. Add a stage first.")
    if after and after not in document.steps:
        raise NoPlaceError(f"The map has no step {after!r}. {suggestion(after, document.steps)}")
    stage = document.steps[after].stage if after else stages[0].id
    row = document.steps_in_order(stage)
    place = next((number for number, step in enumerate(row) if step.id == after), -1)
    low = row[place].order if place >= 0 else None
    high = row[place + 1].order if place + 1 < len(row) else None
    step = Step(
        id=new_id("stp"),
        stage=stage,
        order=key_between(low, high),
        title=readable(event),
        events=(event,),
    )
    record = step.model_dump(mode="json", exclude_defaults=True)
    return Batch(operations=(Add(table="steps", record=record),), label=f"Add the step {step.title}"[:200])
