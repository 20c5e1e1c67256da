"""What several rules look for on a map."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import fmean

from sojourn.maps.document import Card, LaneKind, MapDocument, Step


def steps_with_cards_in(document: MapDocument, kind: LaneKind) -> frozenset[str]:
    """Ids of the steps that have a card in a lane of that kind."""
    lanes = {lane.id for lane in document.lanes.values() if lane.kind == kind}
    return frozenset(card.step for card in document.cards.values() if card.lane in lanes)


def cards_in_order(document: MapDocument, kind: LaneKind) -> list[Card]:
    """The cards of all lanes of that kind, step by step."""
    lanes = [lane for lane in document.lanes_in_order() if lane.kind == kind]
    cells: dict[tuple[str, str], list[Card]] = {}
    for card in document.cards.values():
        cells.setdefault((card.step, card.lane), []).append(card)
    return [
        card
        for step in document.steps_in_order()
        for lane in lanes
        for card in sorted(cells.get((step.id, lane.id), ()), key=lambda card: (card.order, card.id))
    ]


def shortened(text: str, *, most: int = 60) -> str:
    """The beginning of a text, in one line.

    >>> shortened("one two three", most=9)
    'one two…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]}…"


def quoted_step_of(card: Card, document: MapDocument) -> str:
    """The title of the step where a card stands, as it is quoted in a message."""
    return repr(shortened(document.steps[card.step].title))


def feelings_in_order(document: MapDocument) -> list[tuple[Step, float]]:
    """The steps that carry an emotion, in order, each with the mean of its emotions as a whole.

    What only a part of the feeling is (the stage's own, the service's) adds up and is left out here.
    """
    found: list[tuple[Step, float]] = []
    cards = cards_in_order(document, "emotion")
    for step in document.steps_in_order():
        values = [
            card.emotion
            for card in cards
            if card.step == step.id and card.emotion is not None and card.aspect is None
        ]
        if values:
            found.append((step, fmean(values)))
    return found


def speaks_of(text: str, words: Iterable[str]) -> str | None:
    """The first of these words (or phrases) that stands whole in a text, however it is capitalised.

    >>> speaks_of("Our Funnel leaks", ["fun", "funnel"])
    'funnel'
    """
    return next((word for word in words if re.search(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", text)), None)


def begins_with(text: str, phrases: Iterable[str]) -> str | None:
    """The longest of these phrases with which a text begins, however it is capitalised.

    >>> begins_with("The customer pays", ["the", "the customer"]), begins_with("Payday", ["pay"])
    ('the customer', None)
    """
    start = " ".join(text.casefold().split())
    found = [phrase for phrase in phrases if re.match(rf"{re.escape(phrase.casefold())}(?!\w)", start)]
    return max(found, key=len, default=None)


def in_map_order(document: MapDocument) -> list[Card]:
    """All cards, step by step, in each step lane by lane."""
    steps = {step.id: place for place, step in enumerate(document.steps_in_order())}
    lanes = {lane.id: place for place, lane in enumerate(document.lanes_in_order())}
    return sorted(
        document.cards.values(), key=lambda card: (steps[card.step], lanes[card.lane], card.order, card.id)
    )
