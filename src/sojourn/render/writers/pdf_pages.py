"""Which part of a poster stands on which page of a PDF, and how large."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from sojourn.render.primitives import Circle, Path, Poster, Primitive, Text

Paper = Literal["poster", "a4", "a3"]
Orientation = Literal["landscape", "portrait"]
Pages = Literal["one", "several"]
ORIENTATIONS: Final[tuple[Orientation, ...]] = get_args(Orientation)
PAGES: Final[tuple[Pages, ...]] = get_args(Pages)
PAPERS: Final[dict[str, tuple[float, float]]] = {"a4": (841.89, 595.28), "a3": (1190.55, 841.89)}
"""Width and height in points, lying."""

POINTS: Final = 0.75
"""Points (1/72 inch) per CSS pixel (1/96 inch)."""

READABLE: Final = 0.6
"""Points per pixel at which running text is 8.4 points high: the least for a map on several pages."""

LONGEST: Final = 14_400.0
"""The longest side that readers of PDF are bound to show, in points (ISO 32000, annex C)."""

PAPER_MARGIN: Final = 24.0
"""Points that most printers leave white."""

FOOTER: Final = 16.0
OVERLAP: Final = 28.35
"""Points that neighbouring pages both show, so that they can be glued: one centimetre."""


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """The paper of a PDF: its size, how it lies, and whether the map goes over several sheets."""

    paper: Paper = "poster"
    orientation: Orientation = "landscape"
    pages: Pages = "one"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points; nothing to ask of a poster."""
        width, height = PAPERS[self.paper]
        return (width, height) if self.orientation == "landscape" else (height, width)

    @property
    def inner(self) -> tuple[float, float]:
        """Width and height between the margins, above the footer."""
        width, height = self.size
        return width - 2 * PAPER_MARGIN, height - 2 * PAPER_MARGIN - FOOTER


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the poster on a page: which column and row, and where its corner lies on the poster."""

    column: int
    row: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PagePlan:
    """Pages of one size. ``left`` and ``top`` are where a tile's corner stands on its page, in points."""

    width: float
    height: float
    scale: float
    left: float
    top: float
    tiles: tuple[Tile, ...]
    columns: int = 1
    rows: int = 1
    inner: tuple[float, float] | None = None
    """Width and height of a tile; none where the page shows the whole poster and no footer."""


def planned(poster: Poster, choice: PaperChoice) -> PagePlan:
    """Decide on the pages of a poster."""
    if choice.paper == "poster":
        scale = min(POINTS, LONGEST / max(poster.width, poster.height))
        return PagePlan(poster.width * scale, poster.height * scale, scale, 0, 0, (Tile(0, 0, 0, 0),))
    return _on_one(poster, choice) if choice.pages == "one" else _on_several(poster, choice)


def _on_one(poster: Poster, choice: PaperChoice) -> PagePlan:
    (width, height), (inner_width, inner_height) = choice.size, choice.inner
    scale = min(inner_width / poster.width, inner_height / poster.height)
    left = (width - poster.width * scale) / 2
    inner = (poster.width * scale, poster.height * scale)
    return PagePlan(width, height, scale, left, PAPER_MARGIN, (Tile(0, 0, 0, 0),), inner=inner)


def _on_several(poster: Poster, choice: PaperChoice) -> PagePlan:
    """As many pages across as readable text needs, filled to their last; as many down as follow from it."""
    (width, height), (inner_width, inner_height) = choice.size, choice.inner
    step_x, step_y = inner_width - OVERLAP, inner_height - OVERLAP
    columns = max(1, math.ceil((poster.width * READABLE - OVERLAP) / step_x))
    scale = (columns * step_x + OVERLAP) / poster.width
    rows = max(1, math.ceil((poster.height * scale - OVERLAP) / step_y - 0.001))
    tiles = tuple(
        Tile(column, row, column * step_x, row * step_y) for row in range(rows) for column in range(columns)
    )
    return PagePlan(
        width,
        height,
        scale,
        PAPER_MARGIN,
        PAPER_MARGIN,
        tiles,
        columns,
        rows,
        inner=(inner_width, inner_height),
    )


def seen_through(
    parts: tuple[Primitive, ...], window: tuple[float, float, float, float]
) -> Iterator[Primitive]:
    """The parts of a poster that reach into a window (left, top, right, bottom), in pixels."""
    left, top, right, bottom = window
    for part in parts:
        x1, y1, x2, y2 = _bounds(part)
        if x2 >= left and x1 <= right and y2 >= top and y1 <= bottom:
            yield part


def _bounds(part: Primitive) -> tuple[float, float, float, float]:
    """A rectangle that surely holds a part."""
    if isinstance(part, Text):
        reach = 2 * part.size
        return part.x - reach, part.y - reach, part.x + part.width + reach, part.y + reach
    if isinstance(part, Path):
        xs = [value for _, values in part.segments for value in values[0::2]]
        ys = [value for _, values in part.segments for value in values[1::2]]
        edge = part.stroke_width
        left, top = min(xs, default=0), min(ys, default=0)
        return left - edge, top - edge, max(xs, default=0) + edge, max(ys, default=0) + edge
    if isinstance(part, Circle):
        reach = part.radius + part.stroke_width
        return part.x - reach, part.y - reach, part.x + reach, part.y + reach
    return part.x - 2, part.y - 2, part.x + part.width + 2, part.y + part.height + 2
