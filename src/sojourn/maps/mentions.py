"""What a map names that lies outside its document: pictures, and other maps."""

from __future__ import annotations

from sojourn.maps.document import MapDocument


def pictures_on(document: MapDocument) -> set[str]:
    """The ids of all pictures on cards and steps."""
    on_cards = {card.image for card in document.cards.values()}
    return (on_cards | {step.image for step in document.steps.values()}) - {""}


def maps_opened_by(document: MapDocument) -> set[str]:
    """The ids of the maps that steps open."""
    return {step.opens for step in document.steps.values() if step.opens}
