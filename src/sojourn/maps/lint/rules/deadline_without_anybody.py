"""A deadline is set, and nobody is to keep it

**What it does.** Finds cards with `due`, but without person and department, at steps where nobody is
responsible either.

**Why it matters.** A date without a name is kept by nobody.

**Example.** Opportunity "Show the delivery cost in the cart", `due: 2026-06-30`, without a person.

**Use instead.** The same with `department: Web team`.

**When to allow it.** For dates that bind everybody, such as a change of law.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import in_map_order, shortened, steps_with_cards_in


def find(question: Question) -> Iterator[Fault]:
    """Cards with a day and nobody."""
    covered = steps_with_cards_in(question.document, "responsible")
    for card in in_map_order(question.document):
        if card.due and not (card.person.strip() or card.department.strip()) and card.step not in covered:
            yield Fault(
                "cards",
                card,
                f"{shortened(card.text)!r} is due on {card.due}, but is nobody's. "
                "Name a person or a department.",
            )


RULE = Rule("SJ131", "deadline-without-anybody", "warning", find)
