"""Reads a sheet of an Excel workbook: the values that stand in its cells, never what would compute them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.archives import names_in
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.parts import Part, Parts
from sojourn.evidence.readers.text_frames import MOST_COLUMNS, text_batches, unique_names

MOST_JUNK: Final = 20
"""Rows that may stand above the names of the columns: titles and remarks."""
_MACROS: Final = "xl/vbaProject.bin"
_LINKS: Final = "xl/externalLinks/"


def read_xlsx(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The rows of one sheet, every value as text; dates as the workbook counts them (from 1900 or 1904).

    A formula gives the result that was saved with it. Macros are not run and links not followed.

    Raises:
        UnreadableFileError: The workbook is damaged, has no sheet of that name, or too many columns.
    """
    workbook = _opened(file)
    sheet = workbook.get_sheet_by_name(
        _parts(workbook, file).chosen(mapping.part if mapping else None, file.name)
    )
    rows = ((number, row) for number, row in enumerate(sheet.iter_rows(), 1))
    head = list(islice(rows, MOST_JUNK + 1))
    start = _start([row for _, row in head])
    if not head:
        raise UnreadableFileError(f"The sheet {sheet.name!r} of {file.name!r} is empty. Choose another one.")
    names = unique_names(_trimmed(head[start][1]))
    if len(names) > MOST_COLUMNS:
        raise UnreadableFileError(
            f"{file.name!r} has {len(names):,} columns; at most {MOST_COLUMNS:,} are read."
        )
    yield from text_batches(file, names, _data(head, rows, start), size=sheet.height)


def _data(
    head: list[tuple[int, list[Any]]], rows: Iterator[tuple[int, list[Any]]], start: int
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows below the names that hold anything, numbered from 1 as the sheet goes on."""
    first = head[start][0]
    for part in (iter(head[start + 1 :]), rows):
        for number, row in part:
            if any(value != "" for value in row):
                yield number - first, row


def xlsx_parts(file: SourceFile) -> Parts:
    """The sheets of a workbook, the first visible one with a table before all others."""
    return _parts(_opened(file), file)


def xlsx_notes(file: SourceFile) -> list[str]:
    """What is in a workbook and was left alone."""
    names = names_in(file.path, file.name)
    notes = []
    if _MACROS in names:
        notes.append(f"{file.name!r} holds macros. They are neither run nor kept; only values are read.")
    if any(name.startswith(_LINKS) for name in names):
        notes.append(
            f"{file.name!r} links to other workbooks. They are not opened; the values saved in it are read."
        )
    return notes


def _opened(file: SourceFile) -> CalamineWorkbook:
    if file.compressed:
        raise UnreadableFileError(f"{file.name!r} is a gzipped workbook. Unpack it and import that.")
    names_in(file.path, file.name)
    try:
        return CalamineWorkbook.from_path(str(file.path))
    except (CalamineError, OSError) as error:
        raise _damaged(file, error) from error


def _damaged(file: SourceFile, error: Exception) -> UnreadableFileError:
    said = [*str(error).splitlines(), ""][0][:200]
    return UnreadableFileError(
        f"{file.name!r} is a damaged workbook: {said}. Save it again, or save the sheet as CSV."
    )


def _parts(workbook: CalamineWorkbook, file: SourceFile) -> Parts:
    found: list[tuple[tuple[bool, bool], Part]] = []
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        opened = _sheet(workbook, sheet.name, file)
        hidden = sheet.visible != SheetVisibleEnum.Visible
        hint = f"{opened.height:,} rows, {opened.width:,} columns" + (", hidden" if hidden else "")
        found.append(((opened.height < 2, hidden), Part(sheet.name, hint)))
    if not found:
        raise UnreadableFileError(f"{file.name!r} has no sheet with cells. Check the export that wrote it.")
    ordered = tuple(part for _, part in sorted(found, key=lambda one: one[0]))
    return Parts("Which sheet of the workbook is to be read?", "sheet", ordered)


def _sheet(workbook: CalamineWorkbook, name: str, file: SourceFile) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(file, error) from error


def _trimmed(row: Sequence[Any]) -> list[Any]:
    """A row without the empty cells at its end."""
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return list(row[:end])


def _start(head: Sequence[Sequence[Any]]) -> int:
    """Where the names stand: the first row that is at least half as wide as the widest near the top."""
    widths = [sum(value != "" for value in row) for row in head]
    widest = max(widths, default=0)
    return next((at for at, width in enumerate(widths) if width * 2 > widest), 0)
