"""A touchpoint should go, and nothing says how

**What it does.** Finds touchpoints that are marked unnecessary, where the step has neither a recommendation
nor an opportunity.

**Why it matters.** Marking what should go is easy. Without a plan it is still there next year.

**Example.** "Printed form", unnecessary.

**Use instead.** The same with the recommendation "Take the address from the account".

**When to allow it.** For touchpoints that the law demands; then they are not unnecessary.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import cards_in_order, quoted_step_of, shortened, steps_with_cards_in


def find(question: Question) -> Iterator[Fault]:
    """Unnecessary touchpoints that nobody plans to end."""
    planned = steps_with_cards_in(question.document, "opportunities") | {
        card.step for card in question.document.cards.values() if card.recommendation.strip()
    }
    for card in cards_in_order(question.document, "touchpoints"):
        if card.unnecessary and card.step not in planned:
            at = quoted_step_of(card, question.document)
            yield Fault(
                "cards",
                card,
                f"The touchpoint {shortened(card.text)!r} at {at} should go. "
                "Say what takes its place, or how it ends.",
            )


RULE = Rule("SJ128", "unnecessary-without-plan", "warning", find)
