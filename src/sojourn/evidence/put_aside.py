"""Rows that could not become events: each is kept with its place and its reason, never dropped."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

RAW_LIMIT: Final = 10_000
"""Characters of a row that are kept; a longer row ends in an ellipsis."""

COLUMNS: Final = ("file", "row", "line", "reason", "raw")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class PutAside:
    """One row that was put aside.

    Args:
        file: Number of the file in the import, from 0.
        row: Number of the data row in its file, from 1.
        line: Line of the file at which the row begins, from 1; ``None`` where the format has no lines.
        reason: Why, in words.
        raw: The row as it stood in the file.
    """

    file: int
    row: int
    line: int | None
    reason: str
    raw: str


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def shown(raw: str) -> str:
    """The row as it goes into the list: cut to a bearable length, with nothing that cannot be written."""
    cut = raw if len(raw) <= RAW_LIMIT else raw[:RAW_LIMIT] + "…"
    return cut.replace("\0", "␀").encode("utf-8", "replace").decode("utf-8")


class PutAsideFile:
    """Writes the rows that are put aside into a CSV file, as they come."""

    def __init__(self, path: Path, names: tuple[str, ...]) -> None:
        """Open ``path``; ``names`` are the names of the files of the import, in order."""
        self.count = 0
        self.reasons: Counter[str] = Counter()
        self._names = names
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(COLUMNS)

    def add(self, rows: Iterable[PutAside], *, kind: str | None = None) -> None:
        """Write rows down; ``kind`` counts them under one name instead of under each one's reason."""
        for row in rows:
            self.count += 1
            self.reasons[kind or row.reason.split(":")[0]] += 1
            line = "" if row.line is None else row.line
            self._writer.writerow(
                (
                    guarded(self._names[row.file]),
                    row.row,
                    line,
                    guarded(shown(row.reason)),
                    guarded(shown(row.raw)),
                )
            )

    def __enter__(self) -> PutAsideFile:
        """Ready to write."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()
