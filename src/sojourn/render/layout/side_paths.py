"""Branches, loops and alternatives: arcs above the route, on as many levels as they need to stay apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sojourn.maps.document import Link
from sojourn.render.layout.sheet import Column, Sheet
from sojourn.render.primitives import Drawing, Path, Rect, Segment
from sojourn.render.styles import NOTE
from sojourn.render.typesetting import set_snug

CORNER: Final = 10.0
DASHES: Final[dict[str, tuple[float, ...]]] = {"branch": (), "loop": (5, 4), "alternative": (1.5, 4)}
LANDING: Final = 19.0
"""How far below the drawing's foot the stations begin."""


@dataclass(slots=True)
class _Arc:
    link: Link
    start: float
    end: float
    label: Drawing
    level: int = 0

    @property
    def reach(self) -> tuple[float, float]:
        """What the arc and its label cover across the sheet."""
        middle, half = (self.start + self.end) / 2, self.label.width / 2 + 8
        return min(self.start, self.end, middle - half) - 4, max(self.start, self.end, middle + half) + 4


def side_paths(sheet: Sheet, station_x: Callable[[Column], float]) -> Drawing:
    """Draw every link above the line of the route; the drawing's foot is where the stations' tops are."""
    places = {column.step.id: station_x(column) for column in sheet.columns if column.step}
    arcs = [_arc(link, places) for link in sheet.document.links.values()]
    heights = _levels(sorted(arcs, key=lambda arc: (abs(arc.end - arc.start), arc.link.id)))
    total = sum(heights)
    drawing = Drawing(sheet.width, total)
    for arc in sorted(arcs, key=lambda arc: -arc.level):
        y = total - sum(heights[: arc.level + 1]) + 12
        _draw(drawing, arc, y=y, foot=total + LANDING - 16)
    return drawing


def _arc(link: Link, places: dict[str, float]) -> _Arc:
    start, end = places[link.source], places[link.target]
    nudge = 4 if end >= start else -4
    start, end = (start - 14, end + 14) if link.source == link.target else (start + nudge, end - nudge)
    return _Arc(link, start, end, set_snug(link.title, NOTE, width=max(150, abs(end - start) - 40)))


def _levels(arcs: list[_Arc]) -> list[float]:
    """Give each arc the lowest level where nothing is in its way; return the height of every level."""
    taken: list[list[tuple[float, float]]] = []
    heights: list[float] = []
    for arc in arcs:
        low, high = arc.reach
        free = (
            level
            for level, spans in enumerate(taken)
            if all(high <= left or low >= right for left, right in spans)
        )
        arc.level = next(free, len(taken))
        if arc.level == len(taken):
            taken.append([])
            heights.append(0)
        taken[arc.level].append((low, high))
        heights[arc.level] = max(heights[arc.level], 18, arc.label.height + 10)
    return heights


def _draw(drawing: Drawing, arc: _Arc, *, y: float, foot: float) -> None:
    turn = CORNER if arc.end >= arc.start else -CORNER
    across: tuple[Segment, ...] = (
        ("M", (arc.start, foot)),
        ("L", (arc.start, y + CORNER)),
        ("C", (arc.start, y, arc.start, y, arc.start + turn, y)),
        ("L", (arc.end - turn, y)),
        ("C", (arc.end, y, arc.end, y, arc.end, y + CORNER)),
        ("L", (arc.end, foot - 5)),
    )
    drawing.add(Path(across, stroke="muted", stroke_width=1.6, dash=DASHES[arc.link.kind]))
    drawing.add(
        Path(
            (
                ("M", (arc.end - 4.5, foot - 8)),
                ("L", (arc.end, foot)),
                ("L", (arc.end + 4.5, foot - 8)),
                ("Z", ()),
            ),
            fill="muted",
        )
    )
    if arc.label.parts:
        x, top = (arc.start + arc.end - arc.label.width) / 2, y - arc.label.height / 2
        drawing.add(Rect(x - 6, top, arc.label.width + 12, arc.label.height, fill="paper", radius=3))
        drawing.place(arc.label, x, top)
