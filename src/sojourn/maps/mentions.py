"""What a map names that lies outside its document: pictures, and other maps."""

from __future__ import annotations

from sojourn.maps.document import MapDocument


def pictures_on(document: MapDocument) -> set[str]:
    """The ids of all pictures on cards and steps."""
    records = (*document.cards.values(), *document.steps.values())
    return {record.image for record in records if record.image}


def maps_opened_by(document: MapDocument) -> set[str]:
    """The ids of the maps that steps open."""
    return {step.opens for step in document.steps.values() if step.opens}
