"""A map in small, for lists: bands of the stages, the curve of feelings, the line with its stations.

No letters: at this size nobody reads them, and without them no font travels along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from sojourn.maps.outline import StageOutline, StepOutline
from sojourn.render.layout.curve import (
    Cubic,
    Point,
    band_segments,
    monotone_cubics,
    segments_of,
    split_at_level,
)
from sojourn.render.primitives import Circle, Drawing, Path, Poster, Rect, line
from sojourn.render.theme import mixed, stage_color

WIDTH: Final = 320.0
HEIGHT: Final = 128.0
_STRIP: Final = 4.0
_MIDDLE: Final = 48.0
"""Where a feeling of zero lies."""
_REACH: Final = 34.0
"""From there to the best and to the worst feeling."""
_ROUTE: Final = 106.0
_RADII: Final = {None: 3.0, "low": 2.6, "medium": 3.6, "high": 4.8}
_ROWS: Final = 4


def lay_out_thumbnail(stages: Sequence[StageOutline], *, title: str = "Map") -> Poster:
    """Lay out the picture of a map in small.

    Args:
        stages: The map in order; also stages without steps, and none at all.
        title: What the picture is called.

    Returns:
        A sheet of ``WIDTH`` by ``HEIGHT`` pixels without text.
    """
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.add(Rect(0, 0, WIDTH, HEIGHT, fill="surface"))
    columns = sum(max(1, len(stage.steps)) for stage in stages)
    room = WIDTH / max(1, columns)
    spots: list[tuple[float, int, StepOutline]] = []
    x = 0.0
    for stage in stages:
        width = room * max(1, len(stage.steps))
        _band(drawing, stage, x, width)
        spots += [(x + room * (place + 0.5), stage.color, step) for place, step in enumerate(stage.steps)]
        x += width
    _curve(
        drawing, [(x, _MIDDLE - _REACH * step.feeling) for x, _, step in spots if step.feeling is not None]
    )
    _route(drawing, spots)
    return Poster(WIDTH, HEIGHT, title=title, description="", author="", parts=tuple(drawing.parts))


def _band(drawing: Drawing, stage: StageOutline, x: float, width: float) -> None:
    tint, base = stage_color(stage.color, "tint"), stage_color(stage.color, "base")
    drawing.add(Rect(x, 0, width, HEIGHT, fill=tint), Rect(x, 0, width, _STRIP, fill=base))
    if not stage.steps:
        # Nothing is written yet: the empty rows of a table.
        gap = (HEIGHT - _STRIP) / _ROWS
        tops = (_STRIP + gap * row for row in range(1, _ROWS))
        drawing.add(*(line(x, top, x + width, top, stroke=mixed(tint, base, 0.3)) for top in tops))
        drawing.add(line(x + width, _STRIP, x + width, HEIGHT, stroke=mixed(tint, base, 0.3)))


def _curve(drawing: Drawing, points: Sequence[Point]) -> None:
    if len(points) < 2:
        return
    cubics = monotone_cubics(points)
    drawing.add(line(points[0][0], _MIDDLE, points[-1][0], _MIDDLE, stroke="faint", width=0.75, dash=(2, 3)))
    pieces = split_at_level(cubics, _MIDDLE)
    for kind, side in groupby(pieces, key=_kind):
        chain = list(side)
        area = band_segments(chain, [_flat(piece) for piece in chain])
        drawing.add(Path(area, fill=mixed(f"{kind}_tint", kind, 0.18)))
    drawing.add(Path(segments_of(cubics), stroke="ink", stroke_width=1.75))


def _kind(piece: Cubic) -> str:
    """Which side of zero a piece lies on."""
    return "good" if piece[0][1] + piece[3][1] < 2 * _MIDDLE else "barrier"


def _flat(piece: Cubic) -> Cubic:
    """The stretch of the line of zero under a piece."""
    start, first, second, end = ((x, _MIDDLE) for x, _ in piece)
    return start, first, second, end


def _route(drawing: Drawing, spots: Sequence[tuple[float, int, StepOutline]]) -> None:
    for (x, color, _), (to, _, _) in pairwise(spots):
        drawing.add(line(x, _ROUTE, to, _ROUTE, stroke=stage_color(color, "base"), width=2.5))
    for x, color, step in spots:
        drawing.add(*_station(x, stage_color(color, "base"), step))


def _station(x: float, base: str, step: StepOutline) -> Iterator[Circle]:
    radius = _RADII[step.importance]
    if step.moment_of_truth:
        yield Circle(x, _ROUTE, radius + 3.2, fill="surface", stroke=base, stroke_width=1.25)
    yield Circle(x, _ROUTE, radius, fill="surface", stroke=base, stroke_width=2)
