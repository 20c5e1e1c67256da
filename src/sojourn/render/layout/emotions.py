"""The emotion lane: an elevation profile over the zero line, assumed by the team and measured from scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from sojourn.maps.document import Card, Lane, StepNumbers
from sojourn.render.icons import face
from sojourn.render.layout.curve import (
    Cubic,
    band_segments,
    monotone_cubics,
    segments_of,
    split_at_level,
)
from sojourn.render.layout.route import station_x
from sojourn.render.layout.sheet import LABELS, MARGIN, Column, Sheet, stacked
from sojourn.render.primitives import Circle, Drawing, Path, line
from sojourn.render.styles import BODY, MICRO, STRONG, colored
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_line, set_text
from sojourn.render.wording import SPACE, count, emotion

HEIGHT: Final = 190.0
AMPLITUDE: Final = 68.0
MIDDLE: Final = HEIGHT / 2
FACE: Final = 10.5
FACE_AMONG_OTHERS: Final = 8.0
FIGURE_WIDTH: Final = 52.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One point of a curve: its column's place and its value, with the interval where it was measured."""

    column: int
    x: float
    value: float
    low: float | None = None
    high: float | None = None
    n: int = 0

    @property
    def y(self) -> float:
        """Where the point stands in the drawing."""
        return level(self.value)


def level(value: float) -> float:
    """Height of an emotion (-1 to +1) in the drawing."""
    return MIDDLE - value * AMPLITUDE


def feeling_color(value: float) -> str:
    """Name of the colour of an emotion."""
    if abs(value) <= 0.25:
        return "emotion.middle"
    return "emotion.high" if value > 0 else "emotion.low"


def has_feelings(sheet: Sheet, lane: Lane) -> bool:
    """Whether anything was assumed or measured; an empty profile would be a large nothing."""
    return bool(_assumed(sheet, lane) or _measured(sheet))


def emotions(sheet: Sheet, lane: Lane) -> Drawing:
    """Draw the profile over the whole grid, and the words of the cards beneath it."""
    drawing = Drawing(sheet.width, HEIGHT)
    curves = _assumed(sheet, lane)
    measured = _measured(sheet)
    _axis(drawing, sheet)
    ground = _unbroken(measured) or (list(curves.values()) if len(curves) == 1 else [])
    for stretch in ground:
        _relief(drawing, stretch)
    _measured_band(drawing, measured)
    for persona, stops in curves.items():
        _assumed_line(drawing, stops, curve_color(sheet, persona))
    _measured_line(drawing, measured)
    for persona, stops in curves.items():
        _faces(drawing, stops, curve_color(sheet, persona) if len(curves) > 1 else None)
    words = [_words(sheet, lane, column, named=len(curves) > 1) for column in sheet.columns]
    for column, said in zip(sheet.columns, words, strict=True):
        drawing.place(said, column.text_x, HEIGHT + 2)
    drawing.height += 2 + max((said.height for said in words), default=0)
    return drawing


def _assumed(sheet: Sheet, lane: Lane) -> dict[str | None, list[Stop]]:
    """One curve per persona, through the mean of its cards at each step."""
    values: dict[str | None, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for place, column in enumerate(sheet.columns):
        for card in sheet.cell(lane, column):
            if card.emotion is not None:
                values[card.persona][place].append(card.emotion)
    order = [*(persona.id for persona in sheet.personas), None]
    return {
        persona: [
            Stop(place, station_x(sheet.columns[place]), fmean(found)) for place, found in stops.items()
        ]
        for persona, stops in sorted(values.items(), key=lambda item: order.index(item[0]))
    }


def _measured(sheet: Sheet) -> list[Stop]:
    stops = []
    for place, column in enumerate(sheet.columns):
        numbers = column.step.numbers if column.step else None
        if numbers is not None and numbers.score is not None:
            low, high, n = numbers.score_low, numbers.score_high, numbers.score_n
            stops.append(Stop(place, station_x(column), numbers.score, low, high, n))
    return stops


def curve_color(sheet: Sheet, persona: str | None) -> str:
    found = sheet.document.personas.get(persona) if persona else None
    return stage_color(found.color, "base") if found else "assumed"


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
        drawing.add(Path(outline, fill=mixed("paper", color, 0.2)))


def _assumed_line(drawing: Drawing, stops: Sequence[Stop], color: str) -> None:
    """What the team believes: a dashed line."""
    cubics = monotone_cubics([(stop.x, stop.y) for stop in stops])
    if cubics:
        drawing.add(Path(segments_of(cubics), stroke=color, stroke_width=2.2, dash=(6, 5)))


def _measured_band(drawing: Drawing, stops: Sequence[Stop]) -> None:
    """Between the ends of the intervals of what customers answered."""
    for stretch in _unbroken(stops):
        upper = _chain(stretch, [stop.high if stop.high is not None else stop.value for stop in stretch])
        lower = _chain(stretch, [stop.low if stop.low is not None else stop.value for stop in stretch])
        if upper and lower:
            drawing.add(Path(band_segments(upper, lower), fill=mixed("paper", "measured", 0.16)))


def _measured_line(drawing: Drawing, stops: Sequence[Stop]) -> None:
    """What customers answered: a solid line, broken where a step has no answers."""
    for stretch in _unbroken(stops):
        middle = _chain(stretch, [stop.value for stop in stretch])
        if middle:
            drawing.add(Path(segments_of(middle), stroke="measured", stroke_width=2.6))
    for stop in stops:
        _measured_point(drawing, stop)


def _measured_point(drawing: Drawing, stop: Stop) -> None:
    if stop.low is not None and stop.high is not None:
        drawing.add(line(stop.x, level(stop.high), stop.x, level(stop.low), stroke="measured", width=1.4))
    drawing.add(Circle(stop.x, stop.y, 4.4, fill="measured", stroke="paper", stroke_width=1.4))


def _chain(stops: Sequence[Stop], values: list[float]) -> list[Cubic]:
    return monotone_cubics([(stop.x, level(value)) for stop, value in zip(stops, values, strict=True)])


def _unbroken(stops: Sequence[Stop]) -> list[list[Stop]]:
    stretches: list[list[Stop]] = []
    for stop in stops:
        if stretches and stretches[-1][-1].column == stop.column - 1:
            stretches[-1].append(stop)
        else:
            stretches.append([stop])
    return stretches


def _faces(drawing: Drawing, stops: Sequence[Stop], ring: str | None) -> None:
    radius = FACE if ring is None else FACE_AMONG_OTHERS
    for stop in stops:
        color = feeling_color(stop.value)
        if ring is not None:
            drawing.add(Circle(stop.x, stop.y, radius + 2.6, fill="surface", stroke=ring, stroke_width=2))
        else:
            drawing.add(Circle(stop.x, stop.y, radius, fill="surface"))
        drawing.add(face(stop.value, stop.x, stop.y, radius=radius, color=color))


def _words(sheet: Sheet, lane: Lane, column: Column, *, named: bool) -> Drawing:
    """The figures, what the cards say, and what was measured, in the column under the profile."""
    cards = sheet.cell(lane, column)
    silent = [card for card in cards if not card.text.strip() and not card.recommendation.strip()]
    said = [_figures(sheet, silent, column.text_width, named=named)]
    said.extend(_card(sheet, card, column.text_width, named=named) for card in cards if card not in silent)
    numbers = column.step.numbers if column.step else None
    if numbers is not None and numbers.score is not None:
        said.append(_score(column.text_width, numbers))
    return stacked(said, gap=7)


def _figures(sheet: Sheet, cards: Sequence[Card], width: float, *, named: bool) -> Drawing:
    """The values of cards without words, beside each other; a dot says whose they are."""
    drawing = Drawing(width, 0)
    x = top = 0.0
    for card in cards:
        figure = _figure(sheet, card, named=named)
        if x and x + figure.width > width:
            x, top = 0.0, top + BODY.leading
        drawing.place(figure, x, top)
        x += max(figure.width + 12, FIGURE_WIDTH)
        drawing.height = top + BODY.leading
    return drawing


def _figure(sheet: Sheet, card: Card, *, named: bool) -> Drawing:
    value = card.emotion if card.emotion is not None else 0.0
    figure = set_line(emotion(value), colored(STRONG, feeling_color(value)))
    drawing = Drawing(figure.width, BODY.leading)
    if named:
        drawing.add(Circle(4, BODY.leading / 2, 4, fill=curve_color(sheet, card.persona)))
        drawing.width += 14
    drawing.place(figure, 14 if named else 0, BODY.leading - 5)
    return drawing


def _card(sheet: Sheet, card: Card, width: float, *, named: bool) -> Drawing:
    figure = _figure(sheet, card, named=named)
    indent = FIGURE_WIDTH if named else FIGURE_WIDTH - 14
    drawing = Drawing(width, BODY.leading)
    drawing.place(figure, 0, 0)
    said = stacked(
        [
            set_text(card.text, BODY, width=width - indent),
            set_text(card.recommendation, colored(BODY, "good"), width=width - indent),
        ],
        gap=0,
    )
    drawing.place(said, indent, 0)
    drawing.height = max(drawing.height, said.height)
    return drawing


def _score(width: float, numbers: StepNumbers) -> Drawing:
    low, high = numbers.score_low, numbers.score_high
    known = low is not None and high is not None
    interval = (
        f" (95{SPACE}%:{SPACE}{emotion(low or 0)}{SPACE}to{SPACE}{emotion(high or 0)})" if known else ""
    )
    text = f"Measured {emotion(numbers.score or 0)}{interval}, n{SPACE}={SPACE}{count(numbers.score_n)}"
    return set_text(text, colored(MICRO, "muted"), width=width)
