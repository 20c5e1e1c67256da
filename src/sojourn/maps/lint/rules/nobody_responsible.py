"""Nobody is responsible for a step

**What it does.** Finds steps without a card in a lane of the kind `responsible`.

**Why it matters.** What belongs to nobody is mended by nobody. Most maps fail because no action follows
them.

**Example.** "Go through the checkout", whose cell *Responsible* is empty.

**Use instead.** A role and a department: "Checkout product owner, web team".

**When to allow it.** For steps before the first contact, with a card that says so: "nobody yet".
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import steps_with_cards_in


def find(question: Question) -> Iterator[Fault]:
    """Steps whose cell of responsible people is empty."""
    covered = steps_with_cards_in(question.document, "responsible")
    for step in question.document.steps_in_order():
        if step.id not in covered:
            yield Fault(
                "steps", step, f"Nobody is responsible for {step.title!r}. Name a role and a department."
            )


RULE = Rule("SJ102", "nobody-responsible", "warning", find)
