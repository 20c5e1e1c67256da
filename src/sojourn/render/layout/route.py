"""The route: stages as bands, steps as stations on one line, side paths as arcs above it."""

from __future__ import annotations

from typing import Final

from sojourn.maps.document import Stage, Step
from sojourn.render.icons import icon
from sojourn.render.layout.extras import picture_of
from sojourn.render.layout.sheet import INSET, LABELS, MARGIN, Column, Sheet, stacked
from sojourn.render.layout.side_paths import side_paths
from sojourn.render.primitives import Circle, Drawing, Path, Rect, line
from sojourn.render.styles import BODY, LANE, MICRO, NOTE, NUMBERED, ORDINAL, STAGE, STEP, TAG, colored
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_line, set_text
from sojourn.render.wording import DECISIONS, EMPTY_HINT, EMPTY_MAP, MAY_SWITCH, OUTCOMES, opens

LINE: Final = 6.0
STATION_X: Final = 12.0
"""How far right of the text's edge a station has its centre."""

RADII: Final = {None: 7.0, "low": 5.0, "medium": 8.5, "high": 12.0}
LARGEST: Final = 19.0


def station_x(column: Column) -> float:
    """Where the station of a column stands."""
    return column.text_x + STATION_X


def route(sheet: Sheet) -> Drawing:
    """Draw the bands of the stages, the line with its stations, and the titles of the steps."""
    if not sheet.columns:
        return _empty(sheet)
    drawing = Drawing(sheet.width, 0)
    bands = [
        _band(stage, place, color, width) for place, (stage, color, _, width) in enumerate(sheet.spans(), 1)
    ]
    drawing.height = max(band.height for band in bands) + 14
    for (_, color, x, width), band in zip(sheet.spans(), bands, strict=True):
        drawing.add(Rect(x, 0, width, drawing.height, fill=stage_color(color, "tint")))
        drawing.add(Rect(x, 0, width, 5, fill=stage_color(color, "base")))
        drawing.place(band, x + INSET, 15)
    paths = side_paths(sheet, station_x)
    drawing.place(paths, 0, drawing.height + 10)
    middle = drawing.height + 10 + paths.height + LARGEST + 4
    _draw_line(drawing, sheet, middle)
    for column in sheet.columns:
        if column.step:
            drawing.place(station(column.step, column.color), station_x(column), middle)
    titles = [_titles(sheet, column) for column in sheet.columns]
    for column, title in zip(sheet.columns, titles, strict=True):
        drawing.place(title, column.text_x, middle + LARGEST + 4)
    drawing.place(set_text("Steps", LANE, width=LABELS - 20), MARGIN, middle - 7)
    drawing.height = middle + LARGEST + 4 + max(title.height for title in titles) + 18
    return drawing


def _band(stage: Stage, place: int, color: int, width: float) -> Drawing:
    """The stage's title, what it is about, and its number at the far end."""
    ink, inner = stage_color(color, "ink"), width - 2 * INSET
    faint = mixed(stage_color(color, "tint"), stage_color(color, "base"), 0.42)
    figure = set_line(str(place), colored(ORDINAL, faint), anchor="end")
    reading = inner - figure.width - 12
    band = stacked(
        [
            set_text(stage.title or "Stage without a title", colored(STAGE, ink), width=reading),
            set_text(stage.description, colored(NOTE, ink), width=min(reading, 460)),
        ],
        gap=2,
    )
    band.height = max(band.height, 40)
    band.place(figure, inner, 29)
    return band


def _draw_line(drawing: Drawing, sheet: Sheet, y: float) -> None:
    """One line through all stages, each length in its stage's colour, with an arrow at its end."""
    spans = sheet.spans()
    start = station_x(sheet.columns[0])
    for place, (_, color, x, width) in enumerate(spans):
        to = spans[place + 1][2] if place + 1 < len(spans) else x + width - 16
        drawing.add(line(max(x, start), y, max(to, start), y, stroke=stage_color(color, "base"), width=LINE))
    _, color, x, width = spans[-1]
    end = x + width - 4
    drawing.add(
        Path(
            (("M", (end - 15, y - 9)), ("L", (end, y)), ("L", (end - 15, y + 9)), ("Z", ())),
            fill=stage_color(color, "base"),
        )
    )


def station(step: Step, color: int) -> Drawing:
    """The sign of a step around the origin: the larger, the more important; ringed where it decides."""
    base = stage_color(color, "base")
    radius = RADII[step.importance]
    drawing = Drawing(2 * radius, 2 * radius)
    if step.moment_of_truth:
        drawing.add(Circle(0, 0, radius + 6, fill="paper", stroke=base, stroke_width=2.2))
    heart = base if step.importance == "high" else "surface"
    drawing.add(Circle(0, 0, radius, fill=heart, stroke=base, stroke_width=3.5))
    if step.importance == "high":
        drawing.add(Circle(0, 0, radius - 5.5, fill="surface"))
    return drawing


def _titles(sheet: Sheet, column: Column) -> Drawing:
    step = column.step
    width = column.text_width
    if step is None:
        return set_text("" if sheet.room else "No steps yet", colored(NOTE, "faint"), width=width)
    ink = stage_color(column.color, "ink")
    return stacked(
        [
            set_text("Moment of truth" if step.moment_of_truth else "", colored(TAG, ink), width=width),
            set_text(step.title or "Step without a title", STEP, width=width),
            set_text(step.description, NOTE, width=width),
            set_text(DECISIONS[step.decision] if step.decision else "", MICRO, width=width),
            *_marks(sheet, step, width),
        ],
        gap=3,
    )


def _marks(sheet: Sheet, step: Step, width: float) -> list[Drawing]:
    """What may happen at the step beside going on, where it leads, and its picture."""
    marks = []
    if step.may_switch:
        marks.append(_mark("switch", MAY_SWITCH, "barrier", width))
    if step.outcome:
        color = "barrier" if step.outcome == "leaving" else "good"
        marks.append(_mark(step.outcome, OUTCOMES[step.outcome], color, width))
    if step.opens:
        title = sheet.surroundings.map_titles.get(step.opens, "")
        marks.append(_mark("map", opens(title), "accent", width))
    if step.image:
        marks.append(picture_of(sheet, step.image, step.image_text, width))
    return marks


def _mark(sign: str, text: str, color: str, width: float) -> Drawing:
    said = set_text(text, colored(NOTE, color), width=width - 21)
    drawing = Drawing(21 + said.width, said.height)
    drawing.add(icon(sign, 0, 1, size=15, color=color))
    drawing.place(said, 21, 0)
    return drawing


def _empty(sheet: Sheet) -> Drawing:
    """A route that is still to be drawn."""
    drawing = Drawing(sheet.width, 230)
    left, right = MARGIN + 16, sheet.width - MARGIN - 16
    drawing.add(line(left, 60, right, 60, stroke=mixed("paper", "accent", 0.55), width=4, dash=(2, 12)))
    for place in range(4):
        x = left + (right - left) * (0.04 + place * 0.3)
        drawing.add(Circle(x, 60, 11, fill="paper", stroke=mixed("paper", "accent", 0.55), stroke_width=3))
        label = set_text(str(place + 1), colored(NUMBERED, "faint"), width=30)
        drawing.place(label, x - label.width / 2, 52.5)
    drawing.place(set_text(EMPTY_MAP, STAGE, width=700), left, 104)
    drawing.place(set_text(EMPTY_HINT, colored(BODY, "muted"), width=700), left, 136)
    return drawing
