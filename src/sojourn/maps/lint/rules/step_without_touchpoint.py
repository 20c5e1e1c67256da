"""A step has no touchpoint

**What it does.** Finds steps without a card in a lane of the kind `touchpoints`.

**Why it matters.** A step that happens nowhere cannot be improved anywhere. The touchpoint says where to
look: page, counter, parcel, person.

**Example.** "Receive the order", whose cell *Touchpoints* is empty.

**Use instead.** "Parcel", offline, by courier; "Pick-up counter", offline, in the shop.

**When to allow it.** For steps in the customer's head alone; better still, name the place where it happens.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import steps_with_cards_in


def find(question: Question) -> Iterator[Fault]:
    """Steps whose cell of touchpoints is empty."""
    covered = steps_with_cards_in(question.document, "touchpoints")
    for step in question.document.steps_in_order():
        if step.id not in covered:
            yield Fault(
                "steps",
                step,
                f"{step.title!r} has no touchpoint. Say where it happens, through which channel.",
            )


RULE = Rule("SJ105", "step-without-touchpoint", "warning", find)
