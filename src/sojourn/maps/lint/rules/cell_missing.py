"""A cell is empty that the others fill

**What it does.** Finds steps without a card in a lane of actions, goals, thoughts or emotion that at least
four of five steps fill. With `--require`, steps without a card in a lane that you name.

**Why it matters.** A hole in an otherwise full row is mostly one that was forgotten, and just there
somebody will look.

**Example.** Nine of ten steps have thoughts, "Wait for the parcel" has none.

**Use instead.** "Will it come before I have to leave?"

**When to allow it.** For steps of which truly nothing is known: better a card that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.document import LaneKind
from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import steps_with_cards_in

KINDS: Final[tuple[LaneKind, ...]] = ("actions", "goals", "thoughts", "emotion")
FEWEST: Final = 5
MOST_FILL_IT: Final = 0.8


def find(question: Question) -> Iterator[Fault]:
    """Steps with a hole in a row that is otherwise full."""
    document = question.document
    steps = document.steps_in_order()
    kinds = {lane.kind: lane.title for lane in document.lanes_in_order()}
    for kind, title in kinds.items():
        filled = steps_with_cards_in(document, kind)
        usual = kind in KINDS and len(steps) >= FEWEST and len(filled) / len(steps) >= MOST_FILL_IT
        if usual or kind in question.required:
            for step in steps:
                if step.id not in filled:
                    yield Fault(
                        "steps", step, f"{step.title!r} has nothing in {title!r}. Fill it like the others."
                    )


RULE = Rule("SJ122", "cell-missing", "hint", find)
