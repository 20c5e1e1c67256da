"""A report as slides: the chart out of native shapes, the numbers as native tables."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from sojourn.journeys.question import Table
from sojourn.render.primitives import Circle, Drawing, Path, Rect, Text
from sojourn.render.reports.charts import chart_of
from sojourn.render.reports.table_words import cell_text, column_title, told
from sojourn.render.slides.deck import BOTTOM, CONTENT, MARGIN, TOP, Deck, Words, flatten
from sojourn.render.slides.tables import SlideCell, TablePlan, add_table
from sojourn.render.theme import Theme
from sojourn.render.wording import count

if TYPE_CHECKING:
    from sojourn.render.reports.report import Report

MOST_ROWS: Final = 24
MOST_COLUMNS: Final = 7
_FLAT: Final = 8
"""Straight pieces that stand for one bent piece of an outline."""


def report_slides(report: Report, *, theme: Theme, made_at: datetime) -> bytes:
    """Write a report as PPTX."""
    deck = Deck(report.title, "", theme)
    asked = "\n".join(f"{name}: {value}" for name, value in report.asked)
    slide = deck.slide(report.title, notes="\n\n".join((report.finding, report.counted, asked)))
    deck.text(slide, (MARGIN, 66, CONTENT, 18), [Words(report.finding, size=14, color="muted")])
    chart = chart_of(report.answer, 1100)
    room = BOTTOM - TOP - 46
    draw_native(
        deck,
        slide,
        chart.drawing,
        (MARGIN, TOP + 26),
        min(CONTENT / 1100, room / max(chart.drawing.height, 1)),
    )
    if chart.note:
        deck.text(slide, (MARGIN, BOTTOM - 12, CONTENT, 14), [Words(chart.note, size=10, color="muted")])
    for table in map(told, report.answer.tables()):
        if table.rows:
            _add_numbers(deck, table)
    counted = [
        Words(report.counted, size=18),
        Words(" ", size=10),
        Words(asked or " ", size=12, color="muted"),
    ]
    deck.text(deck.slide("How it is counted"), (MARGIN, TOP + 10, CONTENT, 200), counted)
    return deck.saved(author="", made_at=made_at)


def draw_native(deck: Deck, slide: Any, drawing: Drawing, place: tuple[float, float], scale: float) -> None:
    """Draw primitives as shapes of the program, which people can move, recolour and retype."""
    left, top = place
    for part in drawing.parts:
        match part:
            case Rect():
                box = (left + part.x * scale, top + part.y * scale, part.width * scale, part.height * scale)
                deck.shape(slide, MSO_SHAPE.RECTANGLE, box, fill=part.fill or "", stroke=part.stroke or "")
            case Circle():
                r = part.radius * scale
                box = (left + part.x * scale - r, top + part.y * scale - r, 2 * r, 2 * r)
                deck.shape(slide, MSO_SHAPE.OVAL, box, fill=part.fill or "", stroke=part.stroke or "")
            case Path():
                _draw_path(deck, slide, part, place, scale)
            case Text():
                size = max(5.0, part.size * scale)
                box = (
                    left + part.x * scale,
                    top + part.y * scale - size,
                    part.width * scale * 1.3 + 12,
                    size * 1.3,
                )
                deck.text(slide, box, [Words(part.text, size=size, color=part.color)])
            case _:
                continue  # Links and pictures are no part of a chart.


def _draw_path(deck: Deck, slide: Any, part: Path, place: tuple[float, float], scale: float) -> None:
    points = [(place[0] + x * scale, place[1] + y * scale) for x, y in _points(part)]
    if len(points) < 2:
        return
    builder = slide.shapes.build_freeform(int(Pt(points[0][0])), int(Pt(points[0][1])), scale=1.0)
    closed = part.segments[-1][0] == "Z"
    builder.add_line_segments([(int(Pt(x)), int(Pt(y))) for x, y in points[1:]], close=closed)
    shape = builder.convert_to_shape()
    flatten(shape)
    deck.paint(shape, fill=part.fill or "", stroke=part.stroke or "", width=part.stroke_width * scale)


def _points(part: Path) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for verb, values in part.segments:
        if verb in "ML":
            points.append((values[0], values[1]))
        elif verb == "C":
            a, (b, c, d) = points[-1], (values[0:2], values[2:4], values[4:6])
            for step in range(1, _FLAT + 1):
                t = step / _FLAT
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                x = sum(w * point[0] for w, point in zip(weights, (a, b, c, d), strict=True))
                y = sum(w * point[1] for w, point in zip(weights, (a, b, c, d), strict=True))
                points.append((x, y))
    return points


def _add_numbers(deck: Deck, table: Table) -> None:
    names = table.columns[:MOST_COLUMNS]
    rows = [
        tuple(
            SlideCell((Words(cell_text(name, cell), size=12),))
            for name, cell in zip(names, row, strict=False)
        )
        for row in table.rows[:MOST_ROWS]
    ]
    heads = tuple(
        SlideCell((Words(column_title(name), size=11, bold=True, color="muted"),), "sunken") for name in names
    )
    left = []
    if len(table.rows) > MOST_ROWS:
        left.append(f"the first {MOST_ROWS} of {count(len(table.rows))} rows")
    if len(table.columns) > MOST_COLUMNS:
        left.append(f"the first {MOST_COLUMNS} of {len(table.columns)} columns")
    intro = f"These are {' and '.join(left)}; CSV and Excel files have all." if left else ""
    title = column_title(table.name) + (f" ({', '.join(left)})" if left else "")
    add_table(
        deck,
        TablePlan(
            title, tuple(1.0 for _ in names), (heads,), tuple(rows), tuple("" for _ in rows), intro=intro
        ),
    )
