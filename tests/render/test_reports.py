"""Reports of answers: every kind of question becomes a chart, pages and slides that say what was counted."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pypdfium2
import pytest
from lxml import etree
from pptx import Presentation

from sojourn.journeys.question import Answer, Estimate, Table
from sojourn.render import UnknownFormatError
from sojourn.render.primitives import Path, Rect, Text
from sojourn.render.reports import Report, known_report_format, write_report
from sojourn.render.reports.charts import MOST_BARS, chart_of

MADE_AT = datetime(2026, 3, 1, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Told(Answer):
    """An answer out of given tables and figures."""

    told: tuple[Table, ...] = ()
    figures: tuple[Estimate, ...] = field(default=())

    def tables(self) -> tuple[Table, ...]:
        return self.told

    def estimates(self):  # type: ignore[no-untyped-def]  # as its base says
        return iter(self.figures)


def shares(count: int) -> Told:
    figures = tuple(
        Estimate(("step", str(n)), f"reached step {n}", 1 / (n + 1), "share", 1_000, 10, 0.01, 1.0)
        for n in range(count)
    )
    rows = tuple((f"step {n}", 1_000 - n, 1 / (n + 1)) for n in range(count))
    return Told((Table("funnel", ("event", "customers", "share"), rows),), figures)


FLOW = Told(
    (
        Table(
            "flow",
            ("position", "event", "customers", "share"),
            ((0, "a", 60, 0.6), (0, "b", 40, 0.4), (1, "c", 100, 1.0)),
        ),
        Table(
            "links",
            ("position", "from", "to", "customers", "share"),
            ((0, "a", "c", 60, 1.0), (0, "b", "c", 40, 1.0)),
        ),
    )
)
MATRIX = Told(
    (
        Table(
            "transitions",
            ("from", "to", "count", "share"),
            (("a", "b", 9, 0.9), ("a", "=c", 1, 0.1), ("b", "a", 5, 1.0)),
        ),
    )
)


def report(answer: Answer) -> Report:
    return Report(
        "Who gets to the end?", "One in nine.", "Customers count once.", (("Within", "7d"),), answer
    )


def words(answer: Answer) -> list[str]:
    return [part.text for part in chart_of(answer, 1000).drawing.parts if isinstance(part, Text)]


def test_a_bar_tells_value_interval_and_n() -> None:
    said = " ".join(words(shares(2)))
    for part in ("reached step 0", "100", "50", "1.0\u00a0% to 100\u00a0%", "n\u00a0=\u00a01,000"):
        assert part in said


def test_bars_are_as_long_as_their_shares() -> None:
    bars = [part for part in chart_of(shares(2), 1000).drawing.parts if isinstance(part, Rect)]
    (track, whole, _, half) = (part.width for part in bars)
    assert whole == pytest.approx(track)
    assert half == pytest.approx(track / 2)


def test_what_is_not_drawn_is_said() -> None:
    assert chart_of(shares(MOST_BARS), 1000).note == ""
    assert chart_of(shares(MOST_BARS + 3), 1000).note.startswith("3 more figures")


def test_streams_of_a_flow_are_as_thick_as_their_share() -> None:
    streams = [part for part in chart_of(FLOW, 1000).drawing.parts if isinstance(part, Path)]
    thick = sorted(part.segments[2][1][1] - part.segments[1][1][5] for part in streams)
    assert thick[1] / thick[0] == pytest.approx(1.5)


def test_a_matrix_names_rows_and_columns() -> None:
    assert {"a", "b", "=c", "90\u00a0%"} <= set(words(MATRIX))


@pytest.mark.parametrize(
    "answer", [shares(30), FLOW, MATRIX, Told()], ids=["bars", "flow", "matrix", "nothing"]
)
def test_every_answer_becomes_every_kind_of_report(answer: Told) -> None:
    drawn = etree.fromstring(write_report(report(answer), "svg", made_at=MADE_AT), None)
    said = " ".join(element.text or "" for element in drawn.iter(f"{SVG}text"))
    for part in ("Who gets to the end?", "One in nine.", "Customers count once.", "Within: 7d"):
        assert part in said
    assert write_report(report(answer), "png", made_at=MADE_AT).startswith(b"\x89PNG")
    document = pypdfium2.PdfDocument(write_report(report(answer), "pdf", made_at=MADE_AT))
    assert len(document) >= 1 + len(answer.told)
    document.close()
    slides = Presentation(io.BytesIO(write_report(report(answer), "pptx", made_at=MADE_AT))).slides
    assert slides[0].shapes.title.text_frame.text == "Who gets to the end?"
    assert "Customers count once." in slides[0].notes_slide.notes_text_frame.text
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert len(tables) >= len(answer.told)


def test_tables_say_how_many_rows_they_leave_out() -> None:
    document = pypdfium2.PdfDocument(write_report(report(shares(230)), "pdf", made_at=MADE_AT))
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "The first 200 of 230 rows" in said


def test_equal_reports_are_equal_files() -> None:
    for format in ("pdf", "pptx", "png", "svg"):
        first, second = (
            write_report(report(shares(3)), known_report_format(format), made_at=MADE_AT) for _ in range(2)
        )
        assert first == second


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnknownFormatError, match="docx"):
        known_report_format("docx")
