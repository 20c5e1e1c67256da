"""The personas of a map, each with a drawn portrait and what is known of them."""

from __future__ import annotations

import math
from typing import Final

from sojourn.maps.document import Persona
from sojourn.render.layout.sheet import Sheet, stacked
from sojourn.render.path_data import arc_segments
from sojourn.render.primitives import Circle, Drawing, Path, Rect, Segment, moved_segments
from sojourn.render.styles import FACT_LABEL, NOTE, PERSONA, QUOTE, colored
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_text

PERSONA_WIDTH: Final = 330.0
MOST_PERSONA_WIDTH: Final = 580.0
PERSONA_GAP: Final = 40.0
ROOM_FOR_TWO: Final = 360.0
AVATAR: Final = 27.0


def personas(sheet: Sheet, width: float) -> Drawing:
    """All personas side by side, in as many rows as they need."""
    people_across = max(1, int((width + PERSONA_GAP) // (PERSONA_WIDTH + PERSONA_GAP)))
    across = min(people_across, max(1, len(sheet.personas)))
    each = min(MOST_PERSONA_WIDTH, (width + PERSONA_GAP) / across - PERSONA_GAP)
    drawing = Drawing(width, 0)
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
    drawing.place(avatar(persona.color, radius=AVATAR), AVATAR, AVATAR)
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
    columns = 2 if width >= ROOM_FOR_TWO else 1
    each = (width - (columns - 1) * 20) / columns
    drawn = [
        stacked([set_text(label, FACT_LABEL, width=each), set_text(text, NOTE, width=each)], gap=0)
        for label, text in traits
        if text.strip()
    ]
    drawing = Drawing(width, 0)
    for start in range(0, len(drawn), columns):
        row = drawn[start : start + columns]
        top = drawing.height + (6 if start else 2)
        for place, trait in enumerate(row):
            drawing.place(trait, place * (each + 20), top)
        drawing.height = top + max(trait.height for trait in row)
    return drawing


def avatar(color: int, *, radius: float) -> Drawing:
    """Head and shoulders in a disc around the origin; the hair tells neighbouring colours apart."""
    base, dark = stage_color(color, "base"), stage_color(color, "ink")
    skin = mixed(stage_color(color, "tint"), base, 0.24)
    drawing = Drawing(2 * radius, 2 * radius)
    drawing.add(Circle(0, 0, radius, fill=stage_color(color, "tint")))
    drawing.add(Path(moved_segments(_hair(color), 0, 0, scale=radius), fill=dark))
    drawing.add(Path(moved_segments(_shoulders(), 0, 0, scale=radius), fill=base))
    drawing.add(Rect(-0.11 * radius, 0.05 * radius, 0.22 * radius, 0.22 * radius, fill=skin))
    drawing.add(Circle(0, 0.27 * radius, 0.11 * radius, fill=skin))
    drawing.add(Circle(0, -0.14 * radius, 0.33 * radius, fill=mixed("surface", skin, 0.55)))
    drawing.add(Path(moved_segments(_fringe(color), 0, 0, scale=radius), fill=dark))
    drawing.add(Circle(0, 0, radius - 0.6, stroke=mixed("paper", base, 0.5), stroke_width=1.2))
    return drawing


def _shoulders() -> tuple[Segment, ...]:
    """What the unit disc shows of a person below the chin."""
    start, turn = math.radians(36), math.radians(108)
    x, y = math.cos(start), math.sin(start)
    return (
        ("M", (x, y)),
        *arc_segments(0, 0, 1, start=start, turn=turn),
        ("C", (-0.62, 0.3, -0.36, 0.24, 0, 0.24)),
        ("C", (0.36, 0.24, 0.62, 0.3, x, y)),
        ("Z", ()),
    )


def _hair(color: int) -> tuple[Segment, ...]:
    """Long, round, short or half-long hair behind the head."""
    fall = (0.36, 0.02, -0.12, 0.2)[color % 4]
    wide = (0.45, 0.46, 0.38, 0.43)[color % 4]
    return (
        ("M", (-wide, fall)),
        ("C", (-wide - 0.06, -0.78, wide + 0.06, -0.78, wide, fall)),
        ("C", (wide - 0.06, fall + 0.08, -wide + 0.06, fall + 0.08, -wide, fall)),
        ("Z", ()),
    )


def _fringe(color: int) -> tuple[Segment, ...]:
    """The hair over the forehead, parted on one side or in the middle."""
    part = (-0.12, 0.12, 0.03, -0.05)[color % 4]
    return (
        ("M", (-0.345, -0.16)),
        ("C", (-0.38, -0.66, 0.38, -0.66, 0.345, -0.16)),
        ("C", (0.3, -0.3, part + 0.14, -0.35, part, -0.37)),
        ("C", (part - 0.14, -0.35, -0.3, -0.3, -0.345, -0.16)),
        ("Z", ()),
    )
