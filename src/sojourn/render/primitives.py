"""What a laid-out map is made of: shapes, texts and links at exact places, in a writer's reach and no more.

Lengths are CSS pixels (1/96 inch), y grows downwards. Colours are names of the theme (see ``theme.py``), so
that one layout serves light and dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

Segment = tuple[str, tuple[float, ...]]
"""One piece of an outline: ``M x y``, ``L x y``, ``C x1 y1 x2 y2 x y`` or ``Z``, always absolute."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, with round corners where ``radius`` is above zero."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1
    radius: float = 0

    def shifted(self, dx: float, dy: float) -> Rect:
        """The same, moved."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc or a ring around ``x``, ``y``."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1

    def shifted(self, dx: float, dy: float) -> Circle:
        """The same, moved."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Path:
    """An outline of straight and curved pieces; ``dash`` are lengths of stroke and gap."""

    segments: tuple[Segment, ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1
    dash: tuple[float, ...] = ()

    def shifted(self, dx: float, dy: float) -> Path:
        """The same, moved."""
        return replace(self, segments=moved_segments(self.segments, dx, dy))


@dataclass(frozen=True, slots=True)
class Text:
    """One run of text in one typeface and one direction, its left end at ``x`` on the baseline ``y``.

    ``text`` stands in logical order also where ``rtl`` is set. ``face`` is a key of ``typefaces.py``;
    the empty key means that no typeface at hand has the characters.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    color: str
    width: float
    rtl: bool = False
    tracking: float = 0

    def shifted(self, dx: float, dy: float) -> Text:
        """The same, moved."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Link:
    """A place that leads to an address when it is clicked."""

    x: float
    y: float
    width: float
    height: float
    href: str

    def shifted(self, dx: float, dy: float) -> Link:
        """The same, moved."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, filled into a rectangle of its own shape; ``text`` says what it shows."""

    x: float
    y: float
    width: float
    height: float
    data: bytes
    media_type: str
    text: str

    def shifted(self, dx: float, dy: float) -> Picture:
        """The same, moved."""
        return replace(self, x=self.x + dx, y=self.y + dy)


Primitive = Rect | Circle | Path | Text | Link | Picture


def moved_segments(
    segments: Iterable[Segment], dx: float, dy: float, *, scale: float = 1
) -> tuple[Segment, ...]:
    """Scale an outline around the origin, then move it."""
    return tuple(
        (verb, tuple(value * scale + (dx, dy)[place % 2] for place, value in enumerate(values)))
        for verb, values in segments
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float = 1, dash: tuple[float, ...] = ()
) -> Path:
    """A straight stroke between two points."""
    return Path((("M", (x1, y1)), ("L", (x2, y2))), stroke=stroke, stroke_width=width, dash=dash)


@dataclass(slots=True)
class Drawing:
    """Primitives around an origin of their own, with the room that they take."""

    width: float = 0
    height: float = 0
    parts: list[Primitive] = field(default_factory=list)

    def add(self, *parts: Primitive) -> None:
        """Put primitives on top."""
        self.parts.extend(parts)

    def place(self, other: Drawing, x: float, y: float) -> None:
        """Put another drawing on top, its origin at ``x``, ``y``."""
        self.parts.extend(part.shifted(x, y) for part in other.parts)


@dataclass(frozen=True, slots=True)
class Poster:
    """A whole map, laid out: the sheet's size in CSS pixels and all that stands on it, back to front."""

    width: float
    height: float
    title: str
    description: str
    author: str
    parts: tuple[Primitive, ...]
    unshown: tuple[str, ...] = ()
    """Characters that no typeface at hand can draw, each once, in order of first sight."""
