"""An action is not told by the customer

**What it does.** Finds cards in lanes of the kind `actions` that begin with `The customer`, `Users`,
`They` or the like.

**Why it matters.** "I" makes the writer take the customer's place. "The user" lets the company speak, and
soon the map tells what the user should do.

**Example.** "The customer fills in the form."

**Use instead.** "I look for my customer number and fill in the form."

**When to allow it.** For maps that quote minutes of observation word for word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import begins_with, cards_in_order, shortened

OTHERS: Final = (
    "a customer",
    "a user",
    "buyers",
    "clients",
    "customer",
    "customers",
    "he",
    "people",
    "she",
    "the buyer",
    "the client",
    "the company",
    "the customer",
    "the guest",
    "the patient",
    "the system",
    "the user",
    "the visitor",
    "they",
    "user",
    "users",
    "visitors",
)


def find(question: Question) -> Iterator[Fault]:
    """Actions that somebody else tells."""
    for card in cards_in_order(question.document, "actions"):
        if speaker := begins_with(card.text, OTHERS):
            yield Fault(
                "cards",
                card,
                f"The action {shortened(card.text)!r} begins with {speaker!r}. "
                "Tell it as the customer would: I did this.",
            )


RULE = Rule("SJ113", "not-in-first-person", "warning", find)
