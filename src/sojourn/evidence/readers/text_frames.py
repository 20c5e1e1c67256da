"""From rows of plain values to batches whose columns are all text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import orjson
import polars as pl

from sojourn.evidence.formats import SourceFile
from sojourn.evidence.put_aside import PutAside
from sojourn.evidence.readers.batches import Batch, Locate

ROWS: Final = 20_000
MOST_COLUMNS: Final = 2_000
LONGEST: Final = 1024 * 1024
"""Characters of a row."""
MOST_TEXT: Final = 16 * 1024 * 1024
"""Characters of the rows that are gathered at a time."""


def plain_text(value: Any) -> str | None:  # noqa: PLR0911  # One line for each type.
    """A value as the text that a person would expect: whole numbers without a point, times in ISO 8601.

    >>> plain_text(3.0), plain_text(True), plain_text(""), plain_text(0.5)
    ('3', 'true', None, '0.5')
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return orjson.dumps(value, default=str).decode() if isinstance(value, dict | list) else str(value)


def unique_names(given: Sequence[Any]) -> list[str]:
    """Names of columns, each once; a column without a name is called by its number.

    >>> unique_names(["a", None, "a"])
    ['a', 'column 2', 'a (2)']
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, value in enumerate(given, 1):
        wanted = (plain_text(value) or "").strip() or f"column {number}"
        name, copy = wanted, 1
        while name in taken:
            copy += 1
            name = f"{wanted} ({copy})"
        taken.add(name)
        names.append(name)
    return names


def text_batches(
    file: SourceFile, names: Sequence[str], rows: Iterator[tuple[int, Sequence[Any]]], *, size: int
) -> Iterator[Batch]:
    """Batches of numbered rows, each as wide as ``names`` or narrower; what is too long is put aside.

    Args:
        file: Where the rows are from.
        names: Of the columns.
        rows: Number of the row, from 1, and its values.
        size: About how many rows there are, to tell the progress by.
    """
    waiting: list[list[str | None]] = []
    numbers: list[int] = []
    aside: list[PutAside] = []
    gathered = 0
    for number, values in rows:
        texts = [plain_text(value) for value in values[: len(names)]]
        texts += [None] * (len(names) - len(texts))
        length = sum(len(text) for text in texts if text is not None)
        if length > LONGEST:
            raw = " ".join(text[:200] for text in texts if text)
            aside.append(PutAside(file.number, number, None, "row longer than 1 MiB", raw))
            continue
        waiting.append(texts)
        numbers.append(number)
        gathered += length
        if len(waiting) >= ROWS or gathered > MOST_TEXT:
            yield _batch(file, names, waiting, numbers, aside, size)
            waiting, numbers, aside, gathered = [], [], [], 0
    yield _batch(file, names, waiting, numbers, aside, size)


def _batch(  # noqa: PLR0917
    file: SourceFile,
    names: Sequence[str],
    rows: list[list[str | None]],
    numbers: list[int],
    aside: list[PutAside],
    size: int,
) -> Batch:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    frame = pl.DataFrame(
        [pl.Series(name, values, dtype=pl.String) for name, values in zip(names, columns, strict=True)]
    )
    done = numbers[-1] if numbers else 0
    return Batch(
        frame=frame,
        rows=pl.Series("row", numbers, dtype=pl.Int64),
        locate=_locating(names, rows),
        position=min(file.size, file.size * done // max(1, size)),
        aside=aside,
    )


def _locating(names: Sequence[str], rows: list[list[str | None]]) -> Locate:
    def locate(positions: Sequence[int]) -> list[tuple[int | None, str]]:
        told = [
            {name: value for name, value in zip(names, rows[at], strict=True) if value is not None}
            for at in positions
        ]
        return [(None, orjson.dumps(row).decode("utf-8", "replace")) for row in told]

    return locate
