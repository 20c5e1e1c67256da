"""A stage has no steps

**What it does.** Finds stages without steps on maps where other stages have some.

**Why it matters.** An empty stage promises a part of the journey that nobody looked at.

**Example.** Stage "Advocacy", with nothing beneath it.

**Use instead.** A step such as "Tell a neighbour about it", or a map without the stage.

**When to allow it.** While a workshop fills the map from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.operation_kinds import Remove


def find(question: Question) -> Iterator[Fault]:
    """Stages without steps."""
    document = question.document
    used = {step.stage for step in document.steps.values()}
    for stage in document.stages_in_order():
        if used and stage.id not in used:
            fix = Fix("Remove the stage", (Remove(table="stages", record_id=stage.id),))
            yield Fault(
                "stages", stage, f"The stage {stage.title!r} has no steps. Add one, or remove it.", (fix,)
            )


RULE = Rule("SJ124", "stage-without-steps", "hint", find)
