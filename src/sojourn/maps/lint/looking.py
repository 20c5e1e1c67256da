"""What several rules look for on a map."""

from __future__ import annotations

from sojourn.maps.document import Card, LaneKind, MapDocument


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
