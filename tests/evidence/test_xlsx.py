"""Workbooks: their values, dates of both calendars, sheets; nothing in them acts."""

from __future__ import annotations

import zipfile
from datetime import date, datetime  # A workbook knows no time zones.
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of

ROWS: list[list[Any]] = [
    ["customer", "event", "time", "price"],
    ["ann", "visited", datetime(2026, 1, 2, 3, 4, 5), 3],  # noqa: DTZ001
    ["bob", "bought", date(2026, 1, 3), 1.5],
    [None, None, None, None],
    [1001, True, datetime(2026, 1, 4), None],  # noqa: DTZ001
]


def workbook(path: Path, *, early: bool = False, rows: list[list[Any]] | None = None) -> Path:
    book = openpyxl.Workbook()
    if early:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.title = "Orders"
    for row in rows if rows is not None else ROWS:
        sheet.append(row)
    book.create_sheet("Read me").append(["Nothing here"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    for row in ROWS[:2]:
        hidden.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("early", [False, True])
def test_values_and_dates_of_both_calendars(tmp_path: Path, read_files: Any, early: bool) -> None:
    path = workbook(tmp_path / "log.xlsx", early=early)
    found = recognition_of(opened([path], [path.name]), Mapping())
    assert found.settled().part == "Orders"
    read = read_files([path], found.settled())
    told = [(one["customer_id"], one["event"], one["time"].isoformat(), one["value"]) for one in read.events]
    assert told == [
        ("ann", "visited", "2026-01-02T03:04:05+00:00", 3.0),
        ("bob", "bought", "2026-01-03T00:00:00+00:00", 1.5),
        ("1001", "true", "2026-01-04T00:00:00+00:00", None),
    ]
    assert read.rows == [1, 2, 4]


def test_another_sheet_can_be_chosen_and_is_asked_for(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsx")
    found = recognition_of(opened([path], [path.name]), Mapping())
    question = next(question for question in found.questions if question.code == "part")
    assert [choice.value for choice in question.choices] == ["Orders", "Old", "Read me"]
    assert "hidden" in question.choices[1].example
    assert recognition_of(opened([path], [path.name]), Mapping(part="Old")).settled().part == "Old"
    with pytest.raises(UnreadableFileError, match=r"no sheet 'Order'. Did you mean 'Orders'"):
        recognition_of(opened([path], [path.name]), Mapping(part="Order"))


def test_titles_above_the_table_are_no_rows(tmp_path: Path, read_files: Any) -> None:
    path = workbook(tmp_path / "log.xlsx", rows=[["Export of June"], [], *ROWS])
    found = recognition_of(opened([path], [path.name]), Mapping())
    assert [column.name for column in found.columns] == ["customer", "event", "time", "price"]
    assert read_files([path], found.settled()).customers == 3


def test_a_formula_gives_its_saved_result_and_is_never_computed(tmp_path: Path, read_files: Any) -> None:
    rows = [["customer", "event", "time"], ["ann", '=HYPERLINK("http://127.0.0.1/x")', datetime(2026, 1, 2)]]  # noqa: DTZ001
    path = workbook(tmp_path / "log.xlsx", rows=rows)
    mapping = Mapping(
        roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso", part="Orders"
    )
    assert [row["reason"] for row in read_files([path], mapping).aside] == ["no event"]


def with_entry(path: Path, name: str, content: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_macros_and_links_are_left_alone_and_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsm")
    with_entry(path, "xl/vbaProject.bin")
    with_entry(path, "xl/externalLinks/externalLink1.xml", b"<x/>")
    found = recognition_of(opened([path], [path.name]), Mapping())
    assert any("holds macros" in note for note in found.notes)
    assert any("links to other workbooks" in note for note in found.notes)


def test_an_archive_that_is_no_honest_workbook_is_refused(tmp_path: Path) -> None:
    many = workbook(tmp_path / "many.xlsx")
    with zipfile.ZipFile(many, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"../xl/{number}", b"")
    large = with_entry(workbook(tmp_path / "large.xlsx"), "xl/media/x", b"\0" * 70_000_000)
    plain = tmp_path / "plain.zip"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("log.csv", "customer,event,time\n")
    for path, said in ((many, "entries"), (large, "unpacks to more than"), (plain, "a zip archive")):
        with pytest.raises(UnreadableFileError, match=said):
            opened([path], [path.name])


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets><sheet name='a'/></sheets></workbook>")
    with pytest.raises(UnreadableFileError, match=r"damaged workbook|no sheet"):
        recognition_of(opened([path], [path.name]), Mapping())
    path.write_bytes(b"PK\x03\x04" + b"\0" * 100)
    with pytest.raises(UnreadableFileError, match="damaged"):
        opened([path], [path.name])
