"""Reads CSV and its relatives in blocks: at once where a block is well-formed, carefully where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import polars as pl

from sojourn.evidence.dialect import Dialect, dialect_of
from sojourn.evidence.encoding import Utf8Stream
from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.put_aside import PutAside
from sojourn.evidence.readers.batches import Batch, Locate
from sojourn.evidence.readers.csv_records import Record, Split, split_at_once, split_carefully
from sojourn.evidence.readers.opening import SourceStream

BLOCK: Final = 8 * 1024 * 1024
LONGEST: Final = 64 * 1024 * 1024
"""Bytes without a line end after which a file is taken for no table."""
REPLACED: Final = "\ufffd"


def read_csv(
    file: SourceFile, mapping: Mapping | None, *, block: int = BLOCK, careful: bool = False
) -> Iterator[Batch]:
    """The rows of a CSV file, every column as text.

    Args:
        file: What to read.
        mapping: May name encoding, separator and header.
        block: Bytes to split at a time.
        careful: Never split at once; gives the same, more slowly.
    """
    dialect = dialect_of(file, mapping)
    reading = _Reading(file, dialect, careful=careful)
    with SourceStream(file) as stream:
        text = Utf8Stream(stream, dialect.encoding)
        rest, ended = b"", False
        while not ended:
            chunk = text.read(block)
            ended = not chunk
            if dialect.newline == b"\r":
                chunk = chunk.replace(b"\r", b"\n")
            rest = reading.without_heading(rest + chunk, ended=ended)
            if not rest:
                continue
            batch, rest = reading.batch(rest, ended=ended, replaces=text.replaces, position=stream.position)
            if batch is not None:
                yield batch
            if len(rest) > LONGEST:
                raise UnreadableFileError(
                    f"{file.name!r} has a row of more than {LONGEST >> 20} MiB. A table has line ends; is "
                    "this one?"
                )


class _Reading:
    """Where the reading of one file stands."""

    def __init__(self, file: SourceFile, dialect: Dialect, *, careful: bool) -> None:
        self._file = file
        self._dialect = dialect
        self._careful = careful
        self._row = 0
        self._line = 0
        self._skip = dialect.skip

    def without_heading(self, text: bytes, *, ended: bool) -> bytes:
        """The text without the lines before the first data row."""
        while self._skip:
            at = text.find(b"\n")
            if at < 0:
                return b"" if ended else text
            text = text[at + 1 :]
            self._skip -= 1
            self._line += 1
        return text

    def batch(self, text: bytes, *, ended: bool, replaces: bool, position: int) -> tuple[Batch | None, bytes]:
        """The next rows and the text that is left over."""
        if self._skip:
            return None, text
        split = None
        if not self._careful:
            split = split_at_once(text, self._dialect.separator, self._dialect.columns, ended=ended)
        if split is not None and not (replaces and REPLACED.encode() in text):
            return self._from_split(split, text, position), text[split.used :]
        return self._from_records(text, ended=ended, replaces=replaces, position=position)

    def _from_split(self, split: Split, text: bytes, position: int) -> Batch | None:
        frame = pl.DataFrame(pl.from_arrow(split.table))
        rows = pl.Series("row", np.arange(self._row + 1, self._row + 1 + frame.height))
        locate = _in_text(text, split, self._line)
        self._row += frame.height
        self._line += split.total_lines
        return Batch(frame, rows, locate, position) if frame.height else None

    def _from_records(
        self, text: bytes, *, ended: bool, replaces: bool, position: int
    ) -> tuple[Batch | None, bytes]:
        found = split_carefully(text, self._dialect.separator, ended=ended)
        width = len(self._dialect.columns)
        good: list[tuple[int, Record]] = []
        aside: list[PutAside] = []
        for record in found.records:
            self._row += 1
            fault = record.fault or _fault(record, width, replaces=replaces)
            if fault is None:
                good.append((self._row, record))
            else:
                raw = record.raw.decode("utf-8", "backslashreplace")
                aside.append(PutAside(self._file.number, self._row, self._line + record.line + 1, fault, raw))
        batch = self._of_records(good, aside, position) if found.records else None
        self._line += found.lines
        return batch, found.rest

    def _of_records(self, good: Sequence[tuple[int, Record]], aside: list[PutAside], position: int) -> Batch:
        fields = [record.fields or [] for _, record in good]
        columns = zip(*fields, strict=True) if fields else [()] * len(self._dialect.columns)
        frame = pl.DataFrame(
            [
                pl.Series(name, values, dtype=pl.String)
                for name, values in zip(self._dialect.columns, columns, strict=True)
            ]
        )
        rows = pl.Series("row", [row for row, _ in good], dtype=pl.Int64)
        return Batch(frame, rows, _in_records(good, self._line), position, aside)


def _fault(record: Record, width: int, *, replaces: bool) -> str | None:
    found = len(record.fields or ())
    if found != width:
        return f"wrong number of fields: {found} instead of {width}"
    if replaces and REPLACED in record.raw.decode("utf-8", "replace"):
        return "broken character: a part of the row is not in the encoding of the file"
    return None


def _in_text(text: bytes, split: Split, line: int) -> Locate:
    ends = np.append(split.starts[1:], split.used)

    def locate(positions: Sequence[int]) -> list[tuple[int | None, str]]:
        return [
            (
                line + int(split.lines[at]) + 1,
                text[int(split.starts[at]) : int(ends[at])]
                .strip(b"\r\n")
                .decode("utf-8", "backslashreplace"),
            )
            for at in positions
        ]

    return locate


def _in_records(good: Sequence[tuple[int, Record]], line: int) -> Locate:
    def locate(positions: Sequence[int]) -> list[tuple[int | None, str]]:
        return [
            (line + good[at][1].line + 1, good[at][1].raw.decode("utf-8", "backslashreplace"))
            for at in positions
        ]

    return locate
