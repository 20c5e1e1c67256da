"""Writes a poster as PDF: one page of its own size, or paper, with real text and its own fonts inside."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import TextDirection

from sojourn.render.path_data import arc_segments
from sojourn.render.primitives import (
    Circle,
    Drawing,
    Link,
    Path,
    Picture,
    Poster,
    Primitive,
    Rect,
    Segment,
    Text,
)
from sojourn.render.styles import NOTE, STRONG, colored
from sojourn.render.theme import Theme, channels
from sojourn.render.typefaces import MISSING, MISSING_ADVANCE, typeface
from sojourn.render.typesetting import set_line, set_text
from sojourn.render.writers.pdf_pages import (
    OVERLAP,
    PAPER_MARGIN,
    POINTS,
    PagePlan,
    PaperChoice,
    Tile,
    planned,
    seen_through,
)

SCHEMES: Final = ("http://", "https://", "mailto:")
ON_A_POSTER: Final = PaperChoice()
_ROUND: Final = 0.5523
"""Length of the handles that make a quarter circle of radius one out of a cubic."""


def write_pdf(
    poster: Poster, *, theme: Theme, choice: PaperChoice = ON_A_POSTER, mark: str = "", made_at: datetime
) -> bytes:
    """Write a PDF file.

    Args:
        poster: What to write.
        theme: Light or dark.
        choice: The pages: one as large as the poster, or paper, one sheet or several that join.
        mark: What a reader must know before relying on the map; at the foot of every sheet of paper.
        made_at: What the file says about when it was made; equal input gives equal bytes.
    """
    plan = planned(poster, choice)
    page = _Page(theme, width=plan.width, height=plan.height)
    page.set_title(poster.title)
    page.set_author(poster.author)
    page.set_subject(poster.description)
    page.set_creator("Sojourn")
    page.set_lang("en")
    page.set_creation_date(made_at)
    for number, tile in enumerate(plan.tiles, 1):
        page.add_page()
        page.draw(poster, plan, tile)
        if plan.inner:
            page.draw_marks(plan, tile)
            page.draw_footer(poster.title, mark, plan, number)
    return bytes(page.output())


def write_pages(posters: Sequence[Poster], *, theme: Theme, made_at: datetime) -> bytes:
    """Write a PDF file with a page for each poster, as large as it is; the first one names the file."""
    page = _Page(theme, width=posters[0].width * POINTS, height=posters[0].height * POINTS)
    page.set_title(posters[0].title)
    page.set_subject(posters[0].description)
    page.set_creator("Sojourn")
    page.set_lang("en")
    page.set_creation_date(made_at)
    for poster in posters:
        plan = planned(poster, ON_A_POSTER)
        page.add_page(format=(plan.width, plan.height))
        page.draw(poster, plan, plan.tiles[0])
    return bytes(page.output())


class _Page(FPDF):
    """A document drawn in CSS pixels with plain operators: a big map is tens of thousands."""

    def __init__(self, theme: Theme, *, width: float, height: float) -> None:
        super().__init__(unit="pt", format=(width, height))
        self._theme = theme
        self._fonts: dict[str, Any] = {}
        self._fonts_of_page: set[tuple[int, str]] = set()
        self.set_margin(0)
        self.set_auto_page_break(auto=False)

    def draw(self, poster: Poster, plan: PagePlan, tile: Tile) -> None:
        """Draw what a page shows of the poster, back to front, then lay the links over it."""
        scale, x, y = plan.scale, plan.left - tile.x, plan.top - tile.y
        self._fill_page()
        window = (0.0, 0.0, poster.width, poster.height)
        if plan.inner:
            width, height = plan.inner
            self._out(f"q {plan.left:.3f} {self.h - plan.top - height:.3f} {width:.3f} {height:.3f} re W n")
            window = (tile.x / scale, tile.y / scale, (tile.x + width) / scale, (tile.y + height) / scale)
        seen = tuple(seen_through(poster.parts, window))
        self._draw_parts(seen, poster.height, scale=scale, x=x, y=y)
        if plan.inner:
            self._out("Q")
        for part in seen:
            if isinstance(part, Link) and part.href.lower().startswith(SCHEMES):
                self.link(
                    x + part.x * scale, y + part.y * scale, part.width * scale, part.height * scale, part.href
                )

    def _draw_parts(
        self, parts: Iterable[Primitive], height: float, *, scale: float, x: float, y: float
    ) -> None:
        flipped = height * scale + y
        scaled = f"q {scale:.6f} 0 0 {scale:.6f} {x:.3f} {self.h - flipped:.3f} cm"
        self._out(scaled)
        for part in parts:
            if isinstance(part, Picture):  # Pictures are placed on the bare page.
                self._out("Q")
                self._picture(part, scale=scale, x=x, y=y)
                self._out(scaled)
            for operator in self._operators(part, height):
                self._out(operator)
        self._out("Q")

    def draw_marks(self, plan: PagePlan, tile: Tile) -> None:
        """Ticks in the margins where the neighbouring pages begin: there one cuts and glues."""
        if plan.inner is None:
            return
        right, foot = plan.left + plan.inner[0], plan.top + plan.inner[1]
        xs = [plan.left] if tile.column else []
        xs += [right - OVERLAP] if tile.column < plan.columns - 1 else []
        ys = [plan.top] if tile.row else []
        ys += [foot - OVERLAP] if tile.row < plan.rows - 1 else []
        for x in xs:
            self._tick(x, plan.top - 4, x, plan.top - 16)
            self._tick(x, foot + 2, x, foot + 6)
        for y in ys:
            self._tick(plan.left - 4, y, plan.left - 16, y)
            self._tick(right + 4, y, right + 16, y)

    def _tick(self, x1: float, y1: float, x2: float, y2: float) -> None:
        color = self._rgb("muted")
        self._out(f"q {color} RG 0.6 w {x1:.2f} {self.h - y1:.2f} m {x2:.2f} {self.h - y2:.2f} l S Q")

    def draw_footer(self, title: str, mark: str, plan: PagePlan, number: int) -> None:
        """What the page belongs to, what its reader must know, and which of the pages it is."""
        tile, pages = plan.tiles[number - 1], len(plan.tiles)
        place = f"Page {number} of {pages}"
        if plan.columns > 1 and plan.rows > 1:
            place += f" (column {tile.column + 1} of {plan.columns}, row {tile.row + 1} of {plan.rows})"
        right = set_line(place if pages > 1 else "", NOTE, anchor="end")
        y, edge = self.h - PAPER_MARGIN + 2, self.w - PAPER_MARGIN
        room = (edge - PAPER_MARGIN) / POINTS - right.width - 24
        sign = set_line(mark, colored(STRONG, "barrier"))
        room -= sign.width + 16
        name = set_text(title, NOTE, width=max(room, 60))
        first = [part for part in name.parts if isinstance(part, Text) and part.y < NOTE.leading]
        drawing = Drawing()
        drawing.place(sign, 0, 0)
        for part in first:
            drawing.add(part.shifted(sign.width + 16 if mark else 0, -_baseline(first)))
        self._draw_parts(drawing.parts, 0, scale=POINTS, x=PAPER_MARGIN, y=y)
        self._draw_parts(right.parts, 0, scale=POINTS, x=edge, y=y)

    def _picture(self, part: Picture, *, scale: float, x: float, y: float) -> None:
        left, top = x + part.x * scale, y + part.y * scale
        width, height = part.width * scale, part.height * scale
        self.image(io.BytesIO(part.data), left, top, width, height, alt_text=part.text)

    def _fill_page(self) -> None:
        self._out(f"{self._rgb('paper')} rg 0 0 {self.w:.3f} {self.h:.3f} re f")

    def _operators(self, part: Primitive, height: float) -> Iterator[str]:
        match part:
            case Rect():
                yield self._painted(part, _rect_outline(part), height)
            case Circle():
                yield self._painted(part, _circle_outline(part), height)
            case Path():
                yield self._painted(part, part.segments, height)
            case Text():
                yield from self._text(part, height)

    def _rgb(self, color: str) -> str:
        return " ".join(f"{channel / 255:.3f}" for channel in channels(color, self._theme))

    def _painted(self, part: Rect | Circle | Path, segments: tuple[Segment, ...], height: float) -> str:
        if not part.fill and not part.stroke:
            return ""
        words = ["q"]
        if part.fill:
            words.append(f"{self._rgb(part.fill)} rg")
        if part.stroke:
            words.append(f"{self._rgb(part.stroke)} RG {part.stroke_width:.2f} w")
        if isinstance(part, Path) and part.stroke:
            dashes = " ".join(f"{length:g}" for length in part.dash)
            words.append(f"[{dashes}] 0 d" if part.dash else "1 J 1 j")
        words.append(_outline(segments, height))
        words.append({(True, True): "B", (True, False): "f"}.get((bool(part.fill), bool(part.stroke)), "S"))
        words.append("Q")
        return " ".join(words)

    def _text(self, part: Text, height: float) -> Iterator[str]:
        if part.face == MISSING:
            yield from self._replacement(part, height)
            return
        font = self._font(part.face, part.size)
        yield (
            f"BT {self._rgb(part.color)} rg /F{font.i} {part.size:.2f} Tf {part.tracking:.2f} Tc "
            f"{_shaped(font, part, height)} ET"
        )

    def _font(self, face: str, size: float) -> Any:
        """The font under a key, embedded at its first use, and named on every page that uses it."""
        if face not in self._fonts:
            found = typeface(face)
            self.add_font(face, "", found.path, collection_font_number=found.number)
            self.set_font(face, "", size)
            self._fonts[face] = self.current_font
        if (self.page, face) not in self._fonts_of_page:
            self._fonts_of_page.add((self.page, face))
            self._out(self._set_font_for_page(self._fonts[face], size))
        return self._fonts[face]

    def _replacement(self, part: Text, height: float) -> Iterator[str]:
        """A small frame for every character that no typeface draws: seen to be missing, never cut out."""
        wide = MISSING_ADVANCE * part.size + part.tracking
        for place, character in enumerate(part.text):
            if not character.isspace():
                frame = Rect(
                    part.x + place * wide + 1,
                    part.y - part.size * 0.68,
                    MISSING_ADVANCE * part.size - 2,
                    part.size * 0.72,
                    stroke=part.color,
                    stroke_width=0.8,
                    radius=1.5,
                )
                yield self._painted(frame, _rect_outline(frame), height)


def _baseline(parts: list[Text]) -> float:
    return parts[0].y if parts else 0.0


def _outline(segments: tuple[Segment, ...], height: float) -> str:
    """Path operators, with y turned upwards."""
    words: list[str] = []
    for verb, values in segments:
        words.extend(f"{height - value if place % 2 else value:.2f}" for place, value in enumerate(values))
        words.append({"M": "m", "L": "l", "C": "c", "Z": "h"}[verb])
    return " ".join(words)


def _circle_outline(part: Circle) -> tuple[Segment, ...]:
    around = arc_segments(part.x, part.y, part.radius, start=0, turn=6.283185307179586)
    return (("M", (part.x + part.radius, part.y)), *around, ("Z", ()))


def _rect_outline(part: Rect) -> tuple[Segment, ...]:
    x, y, right, foot = part.x, part.y, part.x + part.width, part.y + part.height
    r = min(part.radius, part.width / 2, part.height / 2)
    if r <= 0:
        return (("M", (x, y)), ("L", (right, y)), ("L", (right, foot)), ("L", (x, foot)), ("Z", ()))
    h = r * (1 - _ROUND)
    return (
        ("M", (x + r, y)),
        ("L", (right - r, y)),
        ("C", (right - h, y, right, y + h, right, y + r)),
        ("L", (right, foot - r)),
        ("C", (right, foot - h, right - h, foot, right - r, foot)),
        ("L", (x + r, foot)),
        ("C", (x + h, foot, x, foot - h, x, foot - r)),
        ("L", (x, y + r)),
        ("C", (x, y + h, x + h, y, x + r, y)),
        ("Z", ()),
    )


def _shaped(font: Any, part: Text, height: float) -> str:
    """Glyphs of a run as the shaper placed them: a new position wherever the plain advance is not meant."""
    direction = TextDirection.RTL if part.rtl else TextDirection.LTR
    asked = {"features": {}, "fragment_direction": direction, "script": None, "language": None}
    em = part.size / font.ttfont["head"].unitsPerEm
    x, y = part.x, height - part.y
    words, run = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"], ""
    for glyph in font.shape_text(part.text, part.size, asked):
        if glyph["mapped_char"] is None:
            continue
        moved = glyph["x_offset"] != 0 or glyph["y_offset"] != 0
        if moved:
            words.append(_shown(run))
            words.append(f"1 0 0 1 {x + glyph['x_offset'] * em:.2f} {y + glyph['y_offset'] * em:.2f} Tm")
            run = ""
        run += font.escape_text(chr(glyph["mapped_char"]))
        x += glyph["x_advance"] * em + part.tracking
        if glyph["force_positioning"]:
            words.append(f"{_shown(run)} 1 0 0 1 {x:.2f} {y:.2f} Tm")
            run = ""
    words.append(_shown(run))
    return " ".join(words)


def _shown(run: str) -> str:
    return f"({run}) Tj" if run else ""
