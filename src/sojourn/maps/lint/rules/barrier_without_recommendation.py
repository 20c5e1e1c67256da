"""A barrier has no recommendation

**What it does.** Finds cards in lanes of the kind `barriers` whose recommendation is empty.

**Why it matters.** A list of complaints tires its readers. A barrier with a way out becomes an opportunity
that can be ranked, planned and checked.

**Example.** Barrier "The delivery cost appears only at the checkout", with nothing beneath it.

**Use instead.** The same with "Show it in the cart from the postcode or as a range".

**When to allow it.** While a workshop collects barriers, before it looks for ways out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import cards_in_order, shortened


def find(question: Question) -> Iterator[Fault]:
    """Barriers without a recommendation."""
    for card in cards_in_order(question.document, "barriers"):
        if not card.recommendation.strip():
            title = question.document.steps[card.step].title
            yield Fault(
                "cards",
                card,
                (
                    f"The barrier {shortened(card.text)!r} at {title!r} has no recommendation. "
                    "Say what would remove it."
                ),
            )


RULE = Rule("SJ103", "barrier-without-recommendation", "warning", find)
