"""The lanes: calm strips under the route, each as tall as its fullest cell."""

from __future__ import annotations

from typing import Final

from sojourn.maps.document import Lane
from sojourn.render.layout.cards import Cell, cell_content
from sojourn.render.layout.emotions import emotions
from sojourn.render.layout.feelings import has_feelings
from sojourn.render.layout.sheet import LABELS, MARGIN, Sheet, stacked
from sojourn.render.primitives import Drawing, line
from sojourn.render.styles import LANE, MICRO, TAG, colored
from sojourn.render.theme import mixed
from sojourn.render.typesetting import set_text
from sojourn.render.wording import NOT_MEASURED

PADDING: Final = 14.0
LEAST_HEIGHT: Final = 44.0
FEELING_ROOM: Final = 1.6
"""How much more room a pen needs for a curve than for words."""
_BORDERS: Final = {
    "frontstage": "Line of interaction",
    "backstage": "Line of visibility",
    "support": "Line of internal interaction",
}
"""The lines of a blueprint run above the first lane of the kind that they shield."""


def lanes(sheet: Sheet) -> Drawing:
    """Draw all lanes below each other."""
    drawing = Drawing(sheet.width, 0)
    kinds = [lane.kind for lane in sheet.lanes]
    for place, lane in enumerate(sheet.lanes):
        strip = _strip(sheet, lane)
        _border(drawing, sheet, "" if lane.kind in kinds[:place] else _BORDERS.get(lane.kind, ""))
        drawing.place(strip, 0, drawing.height)
        drawing.height += strip.height
    return drawing


def _border(drawing: Drawing, sheet: Sheet, name: str) -> None:
    """A hairline, or one of the named lines of a blueprint."""
    left, right = MARGIN, sheet.width - MARGIN
    if not name:
        hairline = mixed("paper", "ink", 0.16)
        drawing.add(line(left, drawing.height, right, drawing.height, stroke=hairline, width=1))
        return
    label = set_text(name, colored(TAG, "muted"), width=300)
    drawing.add(line(left, drawing.height, right, drawing.height, stroke="muted", width=1.4, dash=(7, 5)))
    drawing.place(label, right - label.width - 6, drawing.height + 3)
    drawing.height += 8


def _strip(sheet: Sheet, lane: Lane) -> Drawing:
    drawing = Drawing(sheet.width, 0)
    label = _label(sheet, lane)
    drawing.place(label, MARGIN, PADDING + 2)
    if lane.kind == "emotion" and has_feelings(sheet, lane):
        body = emotions(sheet, lane)
        drawing.place(body, 0, 4)
        drawing.height = max(4 + body.height + PADDING, label.height + 2 * PADDING)
        return drawing
    tallest = label.height + 2
    for column in sheet.columns:
        if column.step is None:
            continue
        cell = Cell(sheet, column.step, sheet.cell(lane, column), column.color, column.text_width)
        content = cell_content(lane.kind, cell)
        drawing.place(content, column.text_x, PADDING)
        tallest = max(tallest, content.height)
    room = sheet.room * (FEELING_ROOM if lane.kind == "emotion" else 1)
    drawing.height = max(LEAST_HEIGHT, room, tallest + 2 * PADDING)
    return drawing


def _label(sheet: Sheet, lane: Lane) -> Drawing:
    """The lane's name and what it is about; a lane of numbers says where none were taken."""
    width = LABELS - 58 if lane.kind == "emotion" else LABELS - 22
    title = lane.title if lane.title.strip() else lane.kind
    unmeasured = lane.kind == "numbers" and not any(step.numbers for step in sheet.document.steps.values())
    return stacked(
        [
            set_text(title, LANE, width=width),
            set_text(lane.description, MICRO, width=width),
            set_text(NOT_MEASURED if unmeasured else "", MICRO, width=width),
        ],
        gap=3,
    )
