"""Writes a map as PPTX: title, personas, stages, curve, the grid, and what a meeting decides about."""

from __future__ import annotations

from datetime import datetime

from sojourn.maps.document import MapDocument
from sojourn.render.layout.sheet import plan_sheet
from sojourn.render.plain_words import plain
from sojourn.render.slides.curve_slides import add_curves
from sojourn.render.slides.deck import Deck
from sojourn.render.slides.list_slides import add_lists
from sojourn.render.slides.map_slides import add_map
from sojourn.render.slides.people_slides import add_personas, add_stages, add_title
from sojourn.render.slides.pictures import add_pictures
from sojourn.render.surroundings import NONE_AT_HAND, Surroundings
from sojourn.render.theme import Theme


def write_pptx(
    document: MapDocument, *, theme: Theme, around: Surroundings = NONE_AT_HAND, made_at: datetime
) -> bytes:
    """Write a map as slides.

    Args:
        document: The map.
        theme: Light or dark.
        around: Pictures by id, and what a reader must know before relying on the map.
        made_at: What the file says about when it was made; equal input gives equal bytes.
    """
    sheet = plan_sheet(document, around)
    title = " ".join(plain(document.map.title).split()) or "Untitled map"
    deck = Deck(title, around.mark, theme)
    add_title(deck, document)
    add_personas(deck, document)
    if sheet.columns:
        add_stages(deck, sheet)
        add_curves(deck, sheet)
        add_map(deck, sheet)
        add_pictures(deck, sheet)
    add_lists(deck, document)
    return deck.saved(author=document.map.owner, made_at=made_at)
