"""Writes a poster as PDF: one page of the poster's size or of paper, real text, its own fonts inside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Literal

from fpdf import FPDF
from fpdf.enums import TextDirection

from sojourn.render.path_data import arc_segments
from sojourn.render.primitives import Circle, Link, Path, Picture, Poster, Primitive, Rect, Segment, Text
from sojourn.render.theme import Theme, channels
from sojourn.render.typefaces import MISSING, MISSING_ADVANCE, typeface

Paper = Literal["poster", "a4", "a3"]
PAPERS: Final[dict[str, tuple[float, float]]] = {"a4": (841.89, 595.28), "a3": (1190.55, 841.89)}
"""Width and height in points, lying."""

POINTS: Final = 0.75
"""Points (1/72 inch) per CSS pixel (1/96 inch)."""

LONGEST: Final = 14_400.0
"""The longest side that readers of PDF are bound to show, in points (ISO 32000, annex C)."""

PAPER_MARGIN: Final = 20.0
_ROUND: Final = 0.5523
"""Length of the handles that make a quarter circle of radius one out of a cubic."""


def write_pdf(poster: Poster, *, theme: Theme, paper: Paper = "poster", made_at: datetime) -> bytes:
    """Write a PDF file of one page.

    Args:
        poster: What to write.
        theme: Light or dark.
        paper: The page: as large as the poster, or lying A4 or A3 with the poster fitted in.
        made_at: What the file says about when it was made; equal input gives equal bytes.
    """
    width, height, scale, x, y = _page(poster, paper)
    page = _Page(theme, width=width, height=height)
    page.set_title(poster.title)
    page.set_author(poster.author)
    page.set_subject(poster.description)
    page.set_creator("Sojourn")
    page.set_lang("en")
    page.set_creation_date(made_at)
    page.draw(poster, scale=scale, x=x, y=y)
    return bytes(page.output())


def _page(poster: Poster, paper: Paper) -> tuple[float, float, float, float, float]:
    """Size of the page in points, points per pixel, and where the poster's top left corner stands."""
    if paper == "poster":
        scale = min(POINTS, LONGEST / max(poster.width, poster.height))
        return poster.width * scale, poster.height * scale, scale, 0, 0
    width, height = PAPERS[paper]
    inner_width, inner_height = width - 2 * PAPER_MARGIN, height - 2 * PAPER_MARGIN
    scale = min(inner_width / poster.width, inner_height / poster.height)
    return width, height, scale, (width - poster.width * scale) / 2, (height - poster.height * scale) / 2


class _Page(FPDF):
    """A document of one page, drawn in CSS pixels with plain operators: a big map is tens of thousands."""

    def __init__(self, theme: Theme, *, width: float, height: float) -> None:
        super().__init__(unit="pt", format=(width, height))
        self._theme = theme
        self._fonts: dict[str, Any] = {}
        self.set_margin(0)
        self.set_auto_page_break(auto=False)
        self.add_page()

    def draw(self, poster: Poster, *, scale: float, x: float, y: float) -> None:
        """Draw everything, back to front, then lay the links over it."""
        self._fill_page()
        flipped = poster.height * scale + y
        scaled = f"q {scale:.6f} 0 0 {scale:.6f} {x:.3f} {self.h - flipped:.3f} cm"
        self._out(scaled)
        for part in poster.parts:
            if isinstance(part, Picture):  # Pictures are placed on the bare page.
                self._out("Q")
                self._picture(part, scale=scale, x=x, y=y)
                self._out(scaled)
            for operator in self._operators(part, poster.height):
                self._out(operator)
        self._out("Q")
        for part in poster.parts:
            if isinstance(part, Link):
                self.link(
                    x + part.x * scale, y + part.y * scale, part.width * scale, part.height * scale, part.href
                )

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
        """The font under a key, embedded at its first use."""
        if face not in self._fonts:
            found = typeface(face)
            self.add_font(face, "", found.path, collection_font_number=found.number)
            self.set_font(face, "", size)
            self._fonts[face] = self.current_font
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
