"""Further columns of the events (channel, score …), brought into the order of an index when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.core.errors import SojournError


class OutdatedIndexError(SojournError):
    """The files behind an index are gone."""


class Columns(Protocol):
    """Where an index finds what it did not take along."""

    def parts(self, name: str) -> Iterator[pa.ChunkedArray[Any]]:
        """The column in parts, one for each part of the index, rows in order of arrival."""


@dataclass(frozen=True, slots=True)
class MemoryColumns:
    """Columns of a table in memory: one part."""

    table: pa.Table

    def parts(self, name: str) -> Iterator[pa.ChunkedArray[Any]]:
        """The column, whole; nothing but missing values where the table has no such column."""
        if name in self.table.column_names:
            yield self.table.column(name)
        else:
            yield pa.chunked_array([pa.nulls(self.table.num_rows, pa.string())])


@dataclass(frozen=True, slots=True)
class FileColumns:
    """Columns of the files of one snapshot: one part for each bucket."""

    buckets: Sequence[Sequence[Path]]

    def parts(self, name: str) -> Iterator[pa.ChunkedArray[Any]]:
        """The column, bucket by bucket."""
        for files in self.buckets:
            try:
                part = read_columns(files, [name])
            except FileNotFoundError:
                raise OutdatedIndexError(
                    "The log has changed since it was opened: an import was removed. Open it again."
                ) from None
            yield part.column(name)


def read_columns(files: Sequence[Path], names: Sequence[str], *, coded: Sequence[str] = ()) -> pa.Table:
    """Some columns of Parquet files, one after the other; those in ``coded`` come dictionary-coded."""
    tables = []
    for path in files:
        with pq.ParquetFile(path, read_dictionary=list(coded)) as file:
            tables.append(file.read(columns=list(names), use_threads=False))
    return pa.concat_tables(tables)
