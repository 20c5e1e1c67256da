"""A measure has a value and no unit

**What it does.** Finds cards in lanes of the kind `metrics` with a value and an empty unit, but for the
measure `conversion`, which is a share.

**Why it matters.** "Time to answer: 40" may be seconds or hours.

**Example.** `{text: Time to first answer, measure: time, value: 40}`.

**Use instead.** `{text: Time to first answer, measure: time, value: 40, unit: min}`.

**When to allow it.** For plain counts, where the text says what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import cards_in_order, shortened


def find(question: Question) -> Iterator[Fault]:
    """Values without a unit."""
    for card in cards_in_order(question.document, "metrics"):
        if card.value is not None and not card.unit.strip() and card.measure != "conversion":
            yield Fault(
                "cards", card, f"{shortened(card.text)!r} is {card.value:g}, but of what? Add the unit."
            )


RULE = Rule("SJ130", "value-without-unit", "hint", find)
