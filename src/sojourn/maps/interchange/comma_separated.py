"""Tables of plain text: separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from sojourn.core.spreadsheet_text import FORMULA_SIGNS, guarded_text
from sojourn.maps.document import MapDocument
from sojourn.maps.interchange.format import Kinds, Notation, Reading
from sojourn.maps.interchange.plain_text import decoded
from sojourn.maps.interchange.table_reading import MOST_ROWS, TableTooLargeError, read_table
from sojourn.maps.interchange.table_writing import kept_by_table, rows_of

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""
_NUMBER: Final = re.compile(r"[+-]?\d+([.]\d+)?")
_LONGEST_FIELD: Final = 10**7
_SEPARATORS: Final = ",;\t"


def notation(separator: str | None) -> Notation:
    """A table whose fields are separated by a sign; ``None``: found out on reading, a comma on writing."""
    name = "grid-tsv" if separator == "\t" else "grid-csv"
    return Notation(
        read=lambda data, kinds: _read(data, kinds, name=name, separator=separator),
        project=kept_by_table,
        write=lambda document: _write(document, separator=separator or ","),
    )


def _read(data: bytes, kinds: Kinds, *, name: str, separator: str | None) -> Reading:
    text = decoded(data)
    found = separator or max(_SEPARATORS, key=lambda sign: _regularity(text, sign))
    rows = _rows(text, found)
    if len(rows) > MOST_ROWS:
        raise TableTooLargeError.of("rows", MOST_ROWS)
    return read_table([[_unguarded(cell) for cell in row] for row in rows], format_name=name, kinds=kinds)


def _regularity(text: str, separator: str) -> tuple[int, int]:
    """How much the text looks like a table of this separator: the narrowest row, then the widest."""
    widths = [len(row) for row in _rows(text, separator) if any(row)]
    return (min(widths), max(widths)) if widths else (0, 0)


def _rows(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    rows = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            break
    return rows


def _write(document: MapDocument, *, separator: str) -> bytes:
    rows = rows_of(document)
    width = max(2, *map(len, rows))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([*map(_guarded, row), *[""] * (width - len(row))] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _guarded(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return text
    # An apostrophe of the text's own must not be taken for the guard.
    return f"'{text}" if text.startswith("'") and _runs(text) else guarded_text(text)


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _runs(text) else text


def _runs(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULA_SIGNS)


def comma() -> Notation:
    """The functions of CSV; on reading, any separator is found out."""
    return notation(None)


def tabs() -> Notation:
    """The functions of tables with tabs."""
    return notation("\t")
