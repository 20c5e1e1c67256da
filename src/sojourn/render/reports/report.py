"""Writes a report: one picture, a PDF with the tables on pages of their own, or slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from sojourn.journeys.question import Answer, Table
from sojourn.render.formats import UnknownFormatError
from sojourn.render.layout.sheet import stacked
from sojourn.render.primitives import Drawing, Poster, Rect, Text
from sojourn.render.reports.charts import Chart, chart_of, ruled
from sojourn.render.reports.table_words import cell_text, column_title, told
from sojourn.render.styles import BODY, FACT_LABEL, LEAD, NOTE, STAGE, TITLE, colored, scaled
from sojourn.render.text_runs import unshown
from sojourn.render.theme import Theme
from sojourn.render.typesetting import set_text
from sojourn.render.wording import count

ReportFormat = Literal["pdf", "pptx", "png", "svg"]
REPORT_FORMATS: Final[tuple[ReportFormat, ...]] = get_args(ReportFormat)
PAGE: Final = (1123.0, 794.0)
"""A lying A4 in pixels."""
MARGIN: Final = 56.0
MOST_ROWS: Final = 200
"""Rows of a table that a report prints; files of numbers have all."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says around the numbers.

    ``title`` is the question in words, ``finding`` what came out, ``counted`` how it is counted, ``asked``
    the question's parameters and the selection, name by name.
    """

    title: str
    finding: str
    counted: str
    asked: tuple[tuple[str, str], ...]
    answer: Answer


def known_report_format(name: str) -> ReportFormat:
    """Check the name of a format.

    Raises:
        UnknownFormatError: Reports are not made in such a format.
    """
    for format in REPORT_FORMATS:
        if name == format:
            return format
    raise UnknownFormatError.of("format of reports", name, REPORT_FORMATS)


def write_report(report: Report, format: ReportFormat, *, made_at: datetime, theme: Theme = "light") -> bytes:
    """Write a report.

    Args:
        report: What to write.
        format: ``pdf`` and ``pptx`` have chart and tables, ``png`` and ``svg`` the chart.
        made_at: When it was made; stands in the file.
        theme: Light or dark.
    """
    from sojourn.render.writers.pdf import write_pages
    from sojourn.render.writers.png import write_png
    from sojourn.render.writers.svg import write_svg

    if format == "pptx":
        from sojourn.render.reports.slides import report_slides

        return report_slides(report, theme=theme, made_at=made_at)
    front = _front(report)
    if format == "svg":
        return write_svg(front, theme=theme)
    if format == "png":
        return write_png(write_pages([front], theme=theme, made_at=made_at))
    return write_pages([front, *_table_pages(report)], theme=theme, made_at=made_at)


def _front(report: Report) -> Poster:
    """The page with the chart: as tall as it needs."""
    width = PAGE[0] - 2 * MARGIN
    chart = chart_of(report.answer, width)
    return _page(report, [*_head(report, width), chart.drawing, *_foot(report, chart, width)])


def _head(report: Report, width: float) -> list[Drawing]:
    return [
        set_text(report.title, scaled(TITLE, 0.7), width=width),
        set_text(report.finding, LEAD, width=width),
        ruled(width),
    ]


def _foot(report: Report, chart: Chart, width: float) -> Iterator[Drawing]:
    if chart.note:
        yield set_text(chart.note, NOTE, width=width)
    yield ruled(width)
    if report.counted:
        yield set_text("How it is counted", FACT_LABEL, width=width)
        yield set_text(report.counted, colored(BODY, "muted"), width=width)
    if report.asked:
        yield set_text("What was asked", FACT_LABEL, width=width)
        yield set_text("; ".join(f"{name}: {value}" for name, value in report.asked), NOTE, width=width)


def _page(report: Report, parts: Sequence[Drawing]) -> Poster:
    body = stacked(parts, gap=12)
    drawing = Drawing(PAGE[0], max(PAGE[1], body.height + 2 * MARGIN))
    drawing.add(Rect(0, 0, PAGE[0], drawing.height, fill="paper"))
    drawing.place(body, MARGIN, MARGIN)
    return Poster(
        PAGE[0],
        drawing.height,
        title=report.title,
        description=report.finding,
        author="",
        parts=tuple(drawing.parts),
        unshown=unshown([part for part in drawing.parts if isinstance(part, Text)]),
    )


def _table_pages(report: Report) -> Iterator[Poster]:
    width = PAGE[0] - 2 * MARGIN
    for table in map(told, report.answer.tables()):
        if not table.rows:
            continue
        head = set_text(column_title(table.name), STAGE, width=width)
        lines: list[Drawing] = []
        room = PAGE[1] - 2 * MARGIN - head.height - 80
        used = 0.0
        for row in rows_of(table):
            drawn = _row(row, width)
            if lines and used + drawn.height > room:
                yield _page(report, [head, _heads(table, width), stacked(lines, gap=0)])
                lines, used = [], 0.0
            lines.append(drawn)
            used += drawn.height
        if len(table.rows) > MOST_ROWS:
            shown = f"The first {count(MOST_ROWS)} of {count(len(table.rows))} rows"
            lines.append(set_text(f"{shown}; CSV and Excel files have all.", NOTE, width=width))
        yield _page(report, [head, _heads(table, width), stacked(lines, gap=0)])


def rows_of(table: Table) -> Iterator[list[str]]:
    """The rows that a report prints, in words."""
    for row in table.rows[:MOST_ROWS]:
        yield [cell_text(name, cell) for name, cell in zip(table.columns, row, strict=True)]


def _heads(table: Table, width: float) -> Drawing:
    return _row([column_title(name) for name in table.columns], width, head=True)


def _row(cells: Sequence[str], width: float, *, head: bool = False) -> Drawing:
    """A row of equal columns; many columns stand in smaller letters."""
    each = width / len(cells)
    style = scaled(colored(NOTE, "muted" if head else "ink"), 1.0 if len(cells) <= 9 else 0.72)
    drawn = [set_text(cell, style, width=each - 8) for cell in cells]
    drawing = Drawing(width, max((one.height for one in drawn), default=0) + 7)
    for place, one in enumerate(drawn):
        drawing.place(one, place * each, 3)
    rule = ruled(width)
    drawing.place(rule, 0, drawing.height - 1)
    return drawing
