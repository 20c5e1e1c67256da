"""What is felt at a step: as it is said, or the moment itself and what the service adds, together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Final, Literal

from sojourn.maps.document import Card

Aspect = Literal["context", "service"]
ASPECTS: Final[tuple[Aspect, ...]] = ("context", "service")


def felt(cards: Sequence[Card]) -> float | None:
    """The feeling that the cards of one persona at one step add up to, from -1 to +1.

    That is the mean of the cards for the whole, where there are any; else the context, which is a level, and
    the service, which is a change to it, together.
    """
    said = part_of(cards, None)
    if said is not None:
        return said
    parts = [part for aspect in ASPECTS if (part := part_of(cards, aspect)) is not None]
    return max(-1.0, min(1.0, sum(parts))) if parts else None


def part_of(cards: Iterable[Card], aspect: Aspect | None) -> float | None:
    """The mean of the emotions of one aspect; ``None``: those for the whole."""
    found = [card.emotion for card in cards if card.aspect == aspect and card.emotion is not None]
    return fmean(found) if found else None


def felt_by_personas(cards: Iterable[Card]) -> dict[str | None, float]:
    """What each persona feels where these cards stand; the key ``None`` is customers in general."""
    own: dict[str | None, list[Card]] = defaultdict(list)
    for card in cards:
        own[card.persona].append(card)
    feelings = {persona: felt(found) for persona, found in own.items()}
    return {persona: feeling for persona, feeling in feelings.items() if feeling is not None}
