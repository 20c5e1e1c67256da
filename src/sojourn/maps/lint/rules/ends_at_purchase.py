"""The map ends at the purchase

**What it does.** Finds maps of two steps or more whose last step is the purchase: `Pay`, `Checkout`, `Sign
the contract`, `Place the order`.

**Why it matters.** For customers the purchase is where it begins: they wait, use, ask, return, tell others.
Loyalty is won or lost after the money has come in.

**Example.** Last step "Pay".

**Use instead.** Steps after it: waiting, using, getting help, buying again or leaving, recommending.

**When to allow it.** For a map of one episode whose scope says so, such as one checkout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule

PURCHASE: Final = frozenset(
    {
        "book",
        "booking",
        "buy",
        "buying",
        "checkout",
        "contract",
        "conversion",
        "order",
        "pay",
        "payment",
        "purchase",
        "sign",
        "subscribe",
        "transaction",
    }
)
SMALL: Final = frozenset(
    {"a", "an", "and", "by", "card", "for", "go", "it", "my", "place", "the", "through", "to", "up", "with"}
)


def is_purchase(title: str) -> bool:
    """Whether a title says that something is bought, and no more than that.

    >>> is_purchase("Pay the order"), is_purchase("Sign the contract"), is_purchase("Buy elsewhere")
    (True, True, False)
    """
    words = [word for word in re.findall(r"\w+", title.casefold()) if word not in SMALL]
    return bool(words) and all(word in PURCHASE for word in words)


def find(question: Question) -> Iterator[Fault]:
    """The last step, where it is the purchase."""
    steps = question.document.steps_in_order()
    if len(steps) > 1 and steps[-1].outcome is None and is_purchase(steps[-1].title):
        yield Fault(
            "steps",
            steps[-1],
            f"The map ends at the purchase, {steps[-1].title!r}. "
            "Add what follows: waiting, using, help, leaving.",
        )


RULE = Rule("SJ114", "ends-at-purchase", "warning", find)
