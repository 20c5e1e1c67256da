"""The numbers of answers as files: complete, typed, and text stays text."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pyarrow.parquet as pq
import pytest

from sojourn.journeys.catalogue import KINDS, question_class
from sojourn.journeys.export import UnknownFormatError, UnknownTableError, exported
from sojourn.journeys.log.journey_log import JourneyLog

HOSTILE = '=HYPERLINK("http://127.0.0.1","x")'


@pytest.fixture
def log() -> JourneyLog:
    return JourneyLog.from_events(
        [
            ("ann", "open", "2026-01-01"),
            ("ann", HOSTILE, "2026-01-02"),
            ("bea", "open", "2026-01-03"),
            ("bea", "open", "2026-01-03T00:10:00"),
        ]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_of_every_question_has_whole_rows(kind: str, log: JourneyLog) -> None:
    for question in question_class(kind).examples(log):
        for table in log.ask(question).tables():
            assert len(set(table.columns)) == len(table.columns)
            assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_comes_back_from_parquet(kind: str, log: JourneyLog) -> None:
    for question in question_class(kind).examples(log):
        answer = log.ask(question)
        for table in answer.tables():
            file = exported(answer, "parquet", table=table.name, about={})
            found = pq.read_table(io.BytesIO(file))
            assert tuple(found.column_names) == table.columns
            assert found.num_rows == len(table.rows)


def test_csv_holds_every_row_and_no_formula(log: JourneyLog) -> None:
    answer = log.events()
    rows = list(csv.reader(io.StringIO(exported(answer, "csv", about={}).decode())))
    assert rows[0] == ["event", "count", "customers", "share_of_customers"]
    assert rows[1] == ["open", "3", "2", "1.0"]
    assert rows[2] == [f"'{HOSTILE}", "1", "1", "0.5"]


def test_excel_has_a_sheet_for_each_table_and_keeps_text(log: JourneyLog) -> None:
    file = exported(log.transitions(), "xlsx", about={"question": "transitions", "segment": "did open"})
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert book.sheetnames == [*(table.name for table in log.transitions().tables()), "about"]
    texts = [cell for row in book["transitions"].iter_rows() for cell in row if cell.value == HOSTILE]
    assert texts
    assert all(cell.data_type == "s" for cell in texts)
    assert [row[1].value for row in book["about"].iter_rows(min_row=2)] == ["transitions", "did open"]


def test_json_is_the_answer(log: JourneyLog) -> None:
    answer = log.variants()
    assert json.loads(exported(answer, "json", about={})) == answer.to_json()


def test_what_there_is_not_is_said(log: JourneyLog) -> None:
    with pytest.raises(UnknownFormatError, match="cannot be written as 'docx'"):
        exported(log.events(), "docx", about={})
    with pytest.raises(UnknownTableError, match="'events'"):
        exported(log.events(), "csv", table="event", about={})
