"""Two steps are called the same

**What it does.** Finds steps whose title an earlier step of the map has too; letter case and spaces aside.

**Why it matters.** In lists, comments and exports nobody can tell them apart. Mostly one of the two is a
copy that was forgotten.

**Example.** "Wait" before the delivery, and "Wait" before the refund.

**Use instead.** "Wait for the parcel", "Wait for the money back".

**When to allow it.** For a step that returns exactly as it was; a loop says that better.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule


def find(question: Question) -> Iterator[Fault]:
    """Steps with the title of an earlier one."""
    first: dict[str, str] = {}
    for step in question.document.steps_in_order():
        name = " ".join(step.title.casefold().split())
        if name and name in first:
            yield Fault(
                "steps", step, f"Two steps are called {step.title!r}. Say in the title how they differ."
            )
        first.setdefault(name, step.id)


RULE = Rule("SJ126", "step-title-twice", "hint", find)
