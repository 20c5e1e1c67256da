"""Tables in Excel workbooks: merged cells expand; the first sheet with something on it is read."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from sojourn.maps.document import Card, MapDocument
from sojourn.maps.interchange.cells import line_of
from sojourn.maps.interchange.format import Kinds, Loss, Notation, Reading, UnreadableMapFileError
from sojourn.maps.interchange.losses import counted
from sojourn.maps.interchange.table_reading import TableTooLargeError, read_table
from sojourn.maps.interchange.table_writing import kept_by_table, rows_of

LONGEST_CELL: Final = 32_767
"""UTF-16 units that a cell of a workbook holds."""
LARGEST_CONTENT: Final = 100 * 1024**2
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 1_000_000
"""Empty ones too: sheets are often formatted far beyond what is written on them."""
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")


def notation() -> Notation:
    """The functions of the format."""
    return Notation(read=_read, project=_project, write=_write)


def _read(data: bytes, kinds: Kinds) -> Reading:
    _check_size(data)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # What openpyxl warns of (validations, pictures, styles) is nothing that a map takes over.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise UnreadableMapFileError(
            "The workbook cannot be opened. Save it anew as .xlsx, or as CSV in UTF-8."
        ) from error
    sheets = [sheet for sheet in book.worksheets if _has_content(sheet)]
    if not sheets:
        raise UnreadableMapFileError("The workbook is empty: none of its sheets has a cell with text.")
    reading = read_table(_rows(sheets[0]), format_name="grid-xlsx", kinds=kinds)
    return _with_losses(reading, _unread(sheets[1:]) + _remarks(sheets[0]))


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= LARGEST_CONTENT:
                _check_merged(archive)
                return
    except zipfile.BadZipFile as error:
        raise UnreadableMapFileError(
            "This is no Excel workbook (.xlsx). An older .xls file must be saved anew as .xlsx first."
        ) from error
    raise UnreadableMapFileError(
        f"The workbook is larger than {LARGEST_CONTENT // 1024**2} MB when unpacked, too much for a map. "
        "Copy the sheet with the map into a workbook of its own."
    )


def _check_merged(archive: zipfile.ZipFile) -> None:
    """Merged ranges are refused by their size before anything expands them."""
    from openpyxl.utils.cell import range_boundaries

    for part in archive.namelist():
        if not part.startswith("xl/worksheets/"):
            continue
        area = 0
        for ref in _MERGED.findall(archive.read(part)):
            left, top, right, bottom = range_boundaries(ref.decode())
            area += (right - left + 1) * (bottom - top + 1)
        if area > MOST_CELLS:
            raise TableTooLargeError.of("merged cells", MOST_CELLS)


def _has_content(sheet: Any) -> bool:
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise TableTooLargeError.of("cells", MOST_CELLS)
    return any(_text(value) for row in sheet.iter_rows(values_only=True) for value in row)


def _rows(sheet: Any) -> list[list[str]]:
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        top, left = merged.min_row - 1, merged.min_col - 1
        text = rows[top][left]
        # A lane's name over several rows stands in the first: the others go on with the lane.
        bottom = top if left == 0 else merged.max_row - 1
        right = left if left == 0 else merged.max_col - 1
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [text] * len(row[left : right + 1])
    return _trimmed(rows)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without what is empty at their ends."""
    width = max((at for row in rows for at, text in enumerate(row, 1) if text), default=0)
    return [row[:width] for row in rows if any(row)]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _unread(sheets: Sequence[Any]) -> tuple[Loss, ...]:
    if not sheets:
        return ()
    names = ", ".join(f"“{sheet.title}”" for sheet in sheets[:4])
    said = f"{counted(len(sheets), ('sheet', 'sheets'))} not read: {names}"
    return (Loss("sheets", "skipped", len(sheets), said),)


def _remarks(sheet: Any) -> tuple[Loss, ...]:
    count = sum(cell.comment is not None for row in sheet.iter_rows() for cell in row)
    said = f"{counted(count, ('remark', 'remarks'))} on cells not read"
    return (Loss("remarks", "skipped", count, said),) if count else ()


def _with_losses(reading: Reading, losses: tuple[Loss, ...]) -> Reading:
    return Reading(reading.format, reading.document, (*reading.losses, *losses), reading.lanes)


def _project(document: MapDocument) -> MapDocument:
    """As by a table; the cards that go beyond what a cell holds are left out."""
    kept = kept_by_table(document)
    cards: dict[str, Card] = {}
    names = {key: persona.name for key, persona in kept.personas.items()}
    for lane in kept.lanes.values():
        for step in kept.steps:
            length = -1
            for card in kept.cards_in(lane.id, step):
                length += _units(line_of(lane.kind, card, personas=names)) + 1
                if length <= LONGEST_CELL:
                    cards[card.id] = card
    return kept.model_copy(update={"cards": cards})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _write(document: MapDocument) -> bytes:
    from xlsxwriter import Workbook

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        page = book.add_worksheet("Map")
        head = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1})
        plain = book.add_format({"valign": "top", "text_wrap": True})
        rows = rows_of(document)
        first = next(at for at, row in enumerate(rows) if len(row) > 1 or row == ["Stage"])
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                style = head if first <= at <= first + 1 or column == 0 else plain
                page.write_string(at, column, text, style)
        _merge_stages(page, rows[first], first, style=head)
        page.set_column(0, 0, 24)
        page.set_column(1, max(1, len(rows[first]) - 1), 32)
        page.freeze_panes(first + 2, 1)
    return target.getvalue()


def _merge_stages(page: Any, stages: Sequence[str], row: int, *, style: Any) -> None:
    starts = [at for at, title in enumerate(stages) if title and at]
    for start, after in pairwise([*starts, len(stages)]):
        if after - start > 1:
            page.merge_range(row, start, row, after - 1, stages[start], style)
