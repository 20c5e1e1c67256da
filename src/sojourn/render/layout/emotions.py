"""The emotion lane: an elevation profile over the zero line, assumed by the team and measured from scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sojourn.maps.document import Lane
from sojourn.maps.feelings import Aspect
from sojourn.render.icons import face
from sojourn.render.layout.curve import Cubic, band_segments, monotone_cubics, segments_of, split_at_level
from sojourn.render.layout.feeling_words import feeling_words
from sojourn.render.layout.feelings import (
    HEIGHT,
    MIDDLE,
    Stop,
    assumed,
    curve_color,
    feeling_color,
    ground,
    level,
    measured,
    unbroken,
)
from sojourn.render.layout.sheet import LABELS, MARGIN, Sheet
from sojourn.render.primitives import Circle, Drawing, Path, line
from sojourn.render.styles import MICRO
from sojourn.render.theme import mixed
from sojourn.render.typesetting import set_line
from sojourn.render.wording import emotion

FACE: Final = 10.5
FACE_AMONG_OTHERS: Final = 8.0
PART_DASHES: Final[dict[Aspect, tuple[float, ...]]] = {"context": (1.5, 5.0), "service": (9.0, 4.0, 1.5, 4.0)}


def emotions(sheet: Sheet, lane: Lane) -> Drawing:
    """Draw the profile over the whole grid, and the words of the cards beneath it."""
    drawing = Drawing(sheet.width, HEIGHT)
    curves = assumed(sheet, lane)
    scored = measured(sheet)
    _axis(drawing, sheet)
    for stretch in ground(curves, scored):
        _relief(drawing, stretch)
    _measured_band(drawing, scored)
    several = len({track.persona for track in curves}) > 1
    for track, stops in curves.items():
        color = curve_color(sheet, track.persona)
        if track.aspect is None:
            _assumed_line(drawing, stops, color)
        else:
            _part_line(drawing, stops, color, PART_DASHES[track.aspect])
    _measured_line(drawing, scored)
    for track, stops in curves.items():
        if track.aspect is None:
            _faces(drawing, stops, curve_color(sheet, track.persona) if several else None)
    words = [feeling_words(sheet, lane, column, named=several) for column in sheet.columns]
    for column, said in zip(sheet.columns, words, strict=True):
        drawing.place(said, column.text_x, HEIGHT + 2)
    drawing.height += 2 + max((said.height for said in words), default=0)
    return drawing


def _axis(drawing: Drawing, sheet: Sheet) -> None:
    """The zero line, faint lines at the ends of the scale, and faces that say which way is up."""
    left, right = MARGIN + LABELS, sheet.width - MARGIN
    faint = mixed("paper", "ink", 0.2)
    for value in (1.0, -1.0):
        y = level(value)
        drawing.add(line(left, y, right, y, stroke=faint, width=1, dash=(1, 5)))
    drawing.add(line(left, MIDDLE, right, MIDDLE, stroke=mixed("paper", "ink", 0.42), width=1))
    for value in (1.0, 0.0, -1.0):
        y = level(value)
        drawing.add(face(value, left - 18, y, radius=7, color=feeling_color(value)))
        drawing.place(set_line(emotion(value), MICRO, anchor="end"), left - 34, y + 4)


def _relief(drawing: Drawing, stops: Sequence[Stop]) -> None:
    """Tint the land above and below the zero line."""
    for cubic in split_at_level(monotone_cubics([(stop.x, stop.y) for stop in stops]), MIDDLE):
        middle = (cubic[0][1] + cubic[3][1]) / 2
        if middle == MIDDLE:
            continue
        color = "emotion.high" if middle < MIDDLE else "emotion.low"
        outline = (
            *segments_of([cubic]),
            ("L", (cubic[3][0], MIDDLE)),
            ("L", (cubic[0][0], MIDDLE)),
            ("Z", ()),
        )
        drawing.add(Path(outline, fill=mixed("paper", color, 0.3)))


def _assumed_line(drawing: Drawing, stops: Sequence[Stop], color: str) -> None:
    """What the team believes: a dashed line."""
    cubics = monotone_cubics([(stop.x, stop.y) for stop in stops])
    if cubics:
        drawing.add(Path(segments_of(cubics), stroke=color, stroke_width=2.2, dash=(6, 5)))


def _part_line(drawing: Drawing, stops: Sequence[Stop], color: str, dash: tuple[float, ...]) -> None:
    """What the moment itself brings, or what the service adds: lighter than the two together."""
    light = mixed("paper", color, 0.62)
    cubics = monotone_cubics([(stop.x, stop.y) for stop in stops])
    if cubics:
        drawing.add(Path(segments_of(cubics), stroke=light, stroke_width=2, dash=dash))
    for stop in stops:
        drawing.add(Circle(stop.x, stop.y, 3.6, fill="paper", stroke=light, stroke_width=1.8))


def _measured_band(drawing: Drawing, stops: Sequence[Stop]) -> None:
    """Between the ends of the intervals of what customers answered."""
    for stretch in unbroken(stops):
        upper = _chain(stretch, [stop.high if stop.high is not None else stop.value for stop in stretch])
        lower = _chain(stretch, [stop.low if stop.low is not None else stop.value for stop in stretch])
        if upper and lower:
            drawing.add(Path(band_segments(upper, lower), fill=mixed("paper", "measured", 0.24)))


def _measured_line(drawing: Drawing, stops: Sequence[Stop]) -> None:
    """What customers answered: a solid line, broken where a step has no answers."""
    for stretch in unbroken(stops):
        middle = _chain(stretch, [stop.value for stop in stretch])
        if middle:
            drawing.add(Path(segments_of(middle), stroke="measured", stroke_width=3))
    for stop in stops:
        _measured_point(drawing, stop)


def _measured_point(drawing: Drawing, stop: Stop) -> None:
    if stop.low is not None and stop.high is not None:
        drawing.add(line(stop.x, level(stop.high), stop.x, level(stop.low), stroke="measured", width=1.4))
    drawing.add(Circle(stop.x, stop.y, 4.4, fill="measured", stroke="paper", stroke_width=1.4))


def _chain(stops: Sequence[Stop], values: list[float]) -> list[Cubic]:
    return monotone_cubics([(stop.x, level(value)) for stop, value in zip(stops, values, strict=True)])


def _faces(drawing: Drawing, stops: Sequence[Stop], ring: str | None) -> None:
    radius = FACE if ring is None else FACE_AMONG_OTHERS
    for stop in stops:
        color = feeling_color(stop.value)
        if ring is not None:
            drawing.add(Circle(stop.x, stop.y, radius + 2.6, fill="surface", stroke=ring, stroke_width=2))
        else:
            drawing.add(Circle(stop.x, stop.y, radius, fill="surface"))
        drawing.add(face(stop.value, stop.x, stop.y, radius=radius, color=color))
