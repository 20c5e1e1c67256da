"""The numbers of an answer as files: CSV, Excel, Parquet, JSON. Text stays text, whatever it looks like."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.core.errors import UsageError, suggestion
from sojourn.core.spreadsheet_text import guarded_text
from sojourn.journeys.question import Answer, Cell, Table

MOST_ROWS: Final = 1_048_575
"""Rows below the headings that an Excel sheet holds."""
SHEET_NAME: Final = 31


class UnknownFormatError(UsageError):
    """A file name whose ending stands for nothing that can be written."""


class UnknownTableError(UsageError):
    """The answer has no such table."""


class TooManyRowsError(UsageError):
    """More rows than a sheet holds."""


def exported(answer: Answer, kind: str, *, table: str | None = None, about: Mapping[str, Any]) -> bytes:
    """The numbers of an answer as one file.

    Args:
        answer: What was answered.
        kind: ``csv``, ``parquet`` (one table), ``xlsx`` (a sheet for each table and one about the question),
            or ``json`` (the whole answer).
        table: Which table; by default the main one. An Excel file has all unless one is named.
        about: What was asked, for the sheet about it.

    Raises:
        UnknownFormatError: Another ``kind``.
        UnknownTableError: The answer has no such table.
        TooManyRowsError: An Excel sheet cannot hold a table.
    """
    if kind not in FORMATS:
        raise UnknownFormatError(
            f"Numbers cannot be written as {kind!r}. {suggestion(kind, FORMATS, shown=len(FORMATS))}"
        )
    return FORMATS[kind](answer, table, about)


def kind_of(path: Path) -> str:
    """What to write, by the ending of a file's name.

    Raises:
        UnknownFormatError: The ending stands for nothing that can be written.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise UnknownFormatError(f"The file {path.name!r} ends in none of {known}. Name it with one of them.")
    return kind


def _chosen(answer: Answer, name: str | None) -> Table:
    tables = answer.tables()
    if name is None:
        return tables[0]
    found = next((table for table in tables if table.name == name), None)
    if found is None:
        names = [table.name for table in tables]
        raise UnknownTableError(
            f"The answer has no table {name!r}. {suggestion(name, names, shown=len(names))}"
        )
    return found


def _as_csv(answer: Answer, name: str | None, about: Mapping[str, Any]) -> bytes:
    del about
    table = _chosen(answer, name)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded_text(column) for column in table.columns])
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode()


def guarded(cell: Cell) -> Cell:
    """The cell as a CSV file may hold it."""
    return guarded_text(cell) if isinstance(cell, str) else cell


def _as_parquet(answer: Answer, name: str | None, about: Mapping[str, Any]) -> bytes:
    del about
    table = _chosen(answer, name)
    columns = [pa.array(_of_one_type(column)) for column in _columns(table)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, names=list(table.columns)), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _columns(table: Table) -> Sequence[Sequence[Cell]]:
    return list(zip(*table.rows, strict=True)) or [() for _ in table.columns]


def _of_one_type(column: Sequence[Cell]) -> list[Any]:
    kinds = {type(cell) for cell in column if cell is not None}
    if kinds <= {int, float} and float in kinds:
        return [None if cell is None else float(cell) for cell in column]
    return list(column) if len(kinds) <= 1 else [None if cell is None else str(cell) for cell in column]


def _as_xlsx(answer: Answer, name: str | None, about: Mapping[str, Any]) -> bytes:
    from xlsxwriter import Workbook

    tables = answer.tables() if name is None else (_chosen(answer, name),)
    for table in tables:
        if len(table.rows) > MOST_ROWS:
            raise TooManyRowsError(
                f"The table {table.name!r} has {len(table.rows):,} rows; an Excel sheet holds {MOST_ROWS:,}. "
                "Export it as CSV or Parquet."
            )
    told = Table("about", ("what", "value"), tuple((key, _in_words(value)) for key, value in about.items()))
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for table in (*tables, told):
            _add_sheet(book.add_worksheet(table.name[:SHEET_NAME]), table, bold)
    return content.getvalue()


def _in_words(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _add_sheet(sheet: Any, table: Table, bold: Any) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column, bold)
        sheet.set_column(place, place, max(10, min(40, len(column) + 2)))
    for line, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, place, cell)
            elif cell is not None:
                sheet.write_number(line, place, cell)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _as_json(answer: Answer, name: str | None, about: Mapping[str, Any]) -> bytes:
    del name, about
    return orjson.dumps(answer.to_json(), option=orjson.OPT_INDENT_2) + b"\n"


FORMATS: Final[dict[str, Callable[[Answer, str | None, Mapping[str, Any]], bytes]]] = {
    "csv": _as_csv,
    "xlsx": _as_xlsx,
    "parquet": _as_parquet,
    "json": _as_json,
}
"""What numbers can be written as, by the ending of the file."""
