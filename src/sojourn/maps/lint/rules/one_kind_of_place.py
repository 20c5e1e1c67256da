"""All touchpoints are online, or all are offline

**What it does.** Finds maps with five placed touchpoints or more, all of them online or all offline, whose
`scope` is empty.

**Why it matters.** Customers change between screen, phone, shop and courier without noticing. What breaks
there is on no map of one side.

**Example.** Twelve touchpoints, all `place: online`.

**Use instead.** The courier, the parcel, the talk with a friend: offline. Or a `scope` that says the map is
of the web alone.

**When to allow it.** For services that truly live in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import cards_in_order

FEWEST: Final = 5


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where it knows one kind of place only."""
    document = question.document
    places = [card.place for card in cards_in_order(document, "touchpoints") if card.place]
    if len(places) < FEWEST or len(set(places)) > 1 or document.map.scope.strip():
        return
    other = "offline" if places[0] == "online" else "online"
    yield Fault(
        "map",
        document.map,
        f"All {len(places)} touchpoints are {places[0]}. "
        f"Add those that are {other}, or say in the scope that the "
        "map leaves them out.",
    )


RULE = Rule("SJ115", "one-kind-of-place", "hint", find)
