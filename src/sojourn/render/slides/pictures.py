"""Pictures on slides: drawn portraits of personas, and the pictures of steps and cards."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from pptx.util import Pt

from sojourn.maps.document import Persona
from sojourn.render.layout.sheet import Sheet
from sojourn.render.plain_words import UNNAMED_STEP, plain
from sojourn.render.portraits import portrait
from sojourn.render.primitives import Drawing, Poster
from sojourn.render.slides.deck import BOTTOM, CONTENT, MARGIN, TOP, Deck, Words
from sojourn.render.slides.fitting import LEADING, cut_to
from sojourn.render.surroundings import EmbeddedPicture
from sojourn.render.theme import Theme, stage_color
from sojourn.render.writers.pdf import write_pdf
from sojourn.render.writers.png import write_png

A_SLIDE: Final = 6
A_ROW: Final = 3
GAP: Final = 18.0
CAPTION: Final = 52.0
_RADIUS: Final = 80.0
"""Of a portrait as it is painted; on the slide it is smaller, and sharp."""
_UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)


def add_portrait(deck: Deck, slide: Any, persona: Persona, box: tuple[float, float, float]) -> None:
    """Put a persona's portrait into a square (left, top, side)."""
    left, top, side = box
    target = io.BytesIO(portrait_png(persona, theme=deck.theme))
    shape = slide.shapes.add_picture(target, Pt(left), Pt(top), Pt(side), Pt(side))
    describe(shape, f"Portrait of {plain(persona.name)}" if persona.name.strip() else "Portrait")


def portrait_png(persona: Persona, *, theme: Theme) -> bytes:
    """The drawn portrait as a round picture on clear ground."""
    from PIL import Image, ImageDraw

    face = portrait(persona.avatar, of=persona.id, color=persona.color, radius=_RADIUS)
    drawing = Drawing(2 * _RADIUS, 2 * _RADIUS)
    drawing.place(face, _RADIUS, _RADIUS)
    poster = Poster(drawing.width, drawing.height, "", "", "", tuple(drawing.parts))
    painted = write_png(write_pdf(poster, theme=theme, made_at=_UNDATED))
    with Image.open(io.BytesIO(painted), formats=("PNG",)) as opened:
        picture = opened.convert("RGBA")
    fine = 4
    disc = Image.new("L", (picture.width * fine, picture.height * fine))
    ImageDraw.Draw(disc).ellipse((fine, fine, disc.width - fine, disc.height - fine), fill=255)
    picture.putalpha(disc.resize(picture.size, Image.Resampling.LANCZOS))
    into = io.BytesIO()
    picture.save(into, "PNG", optimize=True)
    return into.getvalue()


@dataclass(frozen=True, slots=True)
class _Shown:
    picture: EmbeddedPicture
    step: str
    text: str
    color: str


def add_pictures(deck: Deck, sheet: Sheet) -> None:
    """The pictures of steps and cards that are at hand, in the order of the journey, six on a slide."""
    shown = list(_pictures(sheet))
    parts = [shown[start : start + A_SLIDE] for start in range(0, len(shown), A_SLIDE)]
    for number, part in enumerate(parts, 1):
        notes = "\n".join(": ".join(filter(None, (one.step, one.text))) for one in part)
        part_of = f"{number} of {len(parts)}" if len(parts) > 1 else ""
        slide = deck.slide("The journey in pictures", notes=notes, part=part_of)
        rows = -(-len(part) // A_ROW)
        across = min(A_ROW, len(part))
        wide = (CONTENT - GAP * (across - 1)) / across
        high = (BOTTOM - TOP - GAP * (rows - 1)) / rows
        for place, one in enumerate(part):
            row, column = divmod(place, A_ROW)
            box = (MARGIN + column * (wide + GAP), TOP + row * (high + GAP), wide, high)
            _add_picture(deck, slide, one, box)


def describe(shape: Any, text: str) -> None:
    """Say what a shape shows, for those who cannot see it."""
    shape._element._nvXxPr.cNvPr.set("descr", text)


def _pictures(sheet: Sheet) -> Iterator[_Shown]:
    at_hand = sheet.surroundings.pictures
    for column in sheet.columns:
        if column.step is None:
            continue
        title = plain(column.step.title) or UNNAMED_STEP
        ink = stage_color(column.color, "ink")
        if column.step.image in at_hand:
            said = plain(column.step.image_text)
            yield _Shown(at_hand[column.step.image], title, said, ink)
        for lane in sheet.lanes:
            for card in sheet.cell(lane, column):
                if card.image in at_hand:
                    said = plain(card.image_text).strip() or plain(card.text)
                    yield _Shown(at_hand[card.image], title, said, ink)


def _add_picture(deck: Deck, slide: Any, shown: _Shown, box: tuple[float, float, float, float]) -> None:
    left, top, wide, high = box
    picture = shown.picture
    scale = min(wide / picture.width, (high - CAPTION) / picture.height)
    width, height = picture.width * scale, picture.height * scale
    shape = slide.shapes.add_picture(io.BytesIO(picture.data), Pt(left), Pt(top), Pt(width), Pt(height))
    describe(shape, shown.text or shown.step)
    deck.color(shape.line.color, "line")
    title, _ = cut_to(shown.step, 1, size=13, width=wide * 0.94)
    text, cut = cut_to(shown.text, 1, size=12, width=wide)
    words = [Words(title, size=13, bold=True, color=shown.color)]
    if text.strip():
        words.append(Words(text + ("…" if cut else ""), size=12, color="muted"))
    deck.text(slide, (left, top + height + 6, wide, 2 * 13 * LEADING), words)
