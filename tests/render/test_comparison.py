"""Comparisons of maps as files."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from sojourn.core.errors import UsageError
from sojourn.maps.side_by_side import side_by_side
from sojourn.maps.yaml_io import from_yaml
from sojourn.render.comparison import ComparedMaps, write_comparison

A = """
map: {title: Now}
stages: [{title: Order, steps: [{title: Pay, cells: {emotion: [{emotion: -0.5}]}}, {title: "=1+1"}]}]
"""
B = """
map: {title: Later}
stages: [{title: Buy, steps: [{title: Pay, cells: {emotion: [{emotion: 1}]}}, {title: "=1+1"}]}]
"""


@pytest.fixture
def compared() -> ComparedMaps:
    return ComparedMaps(side_by_side(from_yaml(A), from_yaml(B)), "Now", "Later *draft*")


def test_csv_has_a_row_for_each_step_and_no_formula(compared: ComparedMaps) -> None:
    rows = list(csv.DictReader(io.StringIO(write_comparison(compared, "csv").decode("utf-8-sig"))))
    assert [row["step_a"] for row in rows] == ["Pay", "'=1+1"]
    assert rows[0]["stage"] == "Order → Buy"
    assert [rows[0][f"feeling_{one}"] for one in ("a", "b", "change")] == ["-1.0", "2.0", "3.0"]
    assert rows[1]["feeling_change"] == ""


def test_xlsx_has_steps_and_differences(compared: ComparedMaps) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_comparison(compared, "xlsx")))
    lines = [row[1].value for row in book["differences"].iter_rows(min_row=2)]
    assert any("−1 → +2" in str(line) for line in lines)
    assert book["steps"]["B3"].value == "=1+1"
    assert book["steps"]["B3"].data_type == "s"


def test_markdown_reads_as_text(compared: ComparedMaps) -> None:
    text = write_comparison(compared, "md").decode()
    assert "# Now against Later \\*draft\\*" in text
    assert "| Order → Buy | Pay | Pay | −1 | +2 | +3 |" in text
    assert "\n- " in text


def test_json_tells_old_and_new(compared: ComparedMaps) -> None:
    told = json.loads(write_comparison(compared, "json"))
    assert told["b"] == "Later *draft*"
    assert {"old": -0.5, "new": 1.0}.items() <= next(
        one for one in told["differences"] if one["field"] == "emotion"
    ).items()


def test_another_ending_is_refused_with_those_that_are_there(compared: ComparedMaps) -> None:
    with pytest.raises(UsageError, match=r"'docx'.*md"):
        write_comparison(compared, "docx")
