"""The personas of a map, each with a drawn portrait and what is known of them."""

from __future__ import annotations

from typing import Final

from sojourn.maps.document import Persona
from sojourn.render.layout.sheet import Sheet, stacked
from sojourn.render.portraits import portrait
from sojourn.render.primitives import Drawing
from sojourn.render.styles import FACT_LABEL, NOTE, PERSONA, QUOTE, colored
from sojourn.render.typesetting import set_text

PERSONA_WIDTH: Final = 330.0
MOST_PERSONA_WIDTH: Final = 580.0
PERSONA_GAP: Final = 40.0
ROOM_FOR_TWO: Final = 360.0
AVATAR: Final = 27.0
TALL: Final = 900.0
"""Beyond it, personas take all the width that there is instead."""
MOST_READABLE: Final = 1600.0


def personas(sheet: Sheet, width: float) -> Drawing:
    """All personas side by side, in as many rows as they need."""
    people_across = max(1, int((width + PERSONA_GAP) // (PERSONA_WIDTH + PERSONA_GAP)))
    across = min(people_across, max(1, len(sheet.personas)))
    room = (width + PERSONA_GAP) / across - PERSONA_GAP
    each = min(MOST_PERSONA_WIDTH, room)
    drawing = Drawing(width, 0)
    people = [_persona(persona, each) for persona in sheet.personas]
    if room > each and max((person.height for person in people), default=0) > TALL:
        each = min(MOST_READABLE, room)
        people = [_persona(persona, each) for persona in sheet.personas]
    for start in range(0, len(people), across):
        row = people[start : start + across]
        top = drawing.height + (24 if start else 0)
        for place, person in enumerate(row):
            drawing.place(person, place * (each + PERSONA_GAP), top)
        drawing.height = top + max(person.height for person in row)
    return drawing


def _persona(persona: Persona, width: float) -> Drawing:
    x = 2 * AVATAR + 16
    inner = width - x
    told = stacked(
        [
            set_text(persona.name or "Persona without a name", PERSONA, width=inner),
            set_text(persona.role, NOTE, width=inner),
            set_text(f"“{persona.quote.strip()}”" if persona.quote.strip() else "", QUOTE, width=inner),
            set_text(persona.description, colored(NOTE, "ink"), width=inner),
            _traits(persona, inner),
        ],
        gap=5,
    )
    drawing = Drawing(width, max(told.height, 2 * AVATAR))
    face = portrait(persona.avatar, of=persona.id, color=persona.color, radius=AVATAR)
    drawing.place(face, AVATAR, AVATAR)
    drawing.place(told, x, 0)
    return drawing


def _traits(persona: Persona, width: float) -> Drawing:
    """What the persona wants, suffers from, does and prefers; two beside each other where there is room."""
    traits = [
        ("Wants", persona.goals),
        ("Suffers from", persona.pain_points),
        ("Does", persona.behaviours),
        ("Prefers", persona.preferences),
    ]
    traits = [(label, text) for label, text in traits if text.strip()]
    alone = len(traits) == 1 and width > MOST_PERSONA_WIDTH
    columns = 2 if width >= ROOM_FOR_TWO and not alone else 1
    each = (width - (columns - 1) * 20) / columns
    drawn = [
        stacked([set_text(label, FACT_LABEL, width=each), set_text(text, NOTE, width=each)], gap=0)
        for label, text in traits
    ]
    drawing = Drawing(width, 0)
    for start in range(0, len(drawn), columns):
        row = drawn[start : start + columns]
        top = drawing.height + (6 if start else 2)
        for place, trait in enumerate(row):
            drawing.place(trait, place * (each + 20), top)
        drawing.height = top + max(trait.height for trait in row)
    return drawing
