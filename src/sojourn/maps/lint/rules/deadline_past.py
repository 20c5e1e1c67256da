"""A deadline has passed

**What it does.** Finds cards whose `due` lies before the day of looking.

**Why it matters.** A plan whose dates pass unnoticed stops being a plan.

**Example.** Opportunity "Show the delivery cost in the cart", `due: 2026-03-01`, looked at in April.

**Use instead.** A new date, or the card without it when the work is done.

**When to allow it.** Never for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import in_map_order, shortened


def find(question: Question) -> Iterator[Fault]:
    """Cards whose day has passed."""
    for card in in_map_order(question.document):
        if card.due and question.today is not None and date.fromisoformat(card.due) < question.today:
            yield Fault(
                "cards",
                card,
                f"{shortened(card.text)!r} was due on {card.due}. "
                "Set a new day, or take it away when it is done.",
            )


RULE = Rule("SJ123", "deadline-past", "warning", find, needs_today=True)
