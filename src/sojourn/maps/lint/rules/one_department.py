"""One department is responsible for everything

**What it does.** Finds maps with five steps or more whose responsible cards all name the same department.

**Why it matters.** Customers cross departments, and what goes wrong goes wrong in between. A map of one
department is a view from a silo.

**Example.** Every responsible card has `department: marketing`.

**Use instead.** Support, the warehouse, the couriers, finance: whoever the customer meets there.

**When to allow it.** For companies without departments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import cards_in_order

FEWEST: Final = 5


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where all of it is one department's."""
    document = question.document
    named = [card for card in cards_in_order(document, "responsible") if card.department.strip()]
    departments = {card.department.strip().casefold() for card in named}
    if len({card.step for card in named}) >= FEWEST and len(departments) == 1:
        yield Fault(
            "map",
            document.map,
            f"{named[0].department!r} is responsible for every step. "
            "Ask who else the customer meets on the way.",
        )


RULE = Rule("SJ134", "one-department", "hint", find)
