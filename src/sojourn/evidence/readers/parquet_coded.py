"""Reads typed Parquet in threads, piece by piece: columns of text stay the small numbers they are in the
file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import local
from typing import Final, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.core.threads import in_order
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.readers.parquet import MOST_COLUMNS, damaged

CELLS: Final = 8_000_000
"""Values of a batch: what is in memory grows with the columns of a file, not with its rows."""
MOST_ROWS: Final = 524_288
LEAST_ROWS: Final = 8_192

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some row groups of a file: ``first`` is the number of their first row, from 1."""

    groups: tuple[int, ...]
    first: int
    rows: int


@dataclass(frozen=True)
class CodedFile:
    """One Parquet file, to be read in pieces by several threads."""

    file: SourceFile
    schema: pa.Schema
    pieces: tuple[Piece, ...]
    batch_rows: int

    @classmethod
    def of(cls, file: SourceFile) -> CodedFile | None:
        """The file; ``None`` where it is none that could be read so."""
        if file.compressed:
            return None
        try:
            with pq.ParquetFile(file.path) as source:
                schema, metadata = source.schema_arrow, source.metadata
                rows = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
        except (pa.ArrowException, OSError) as error:
            raise damaged(file, error) from error
        if len(schema) > MOST_COLUMNS:
            return None
        batch_rows = min(MOST_ROWS, max(LEAST_ROWS, CELLS // max(1, len(schema))))
        return cls(file, schema, tuple(_pieces(rows, batch_rows)), batch_rows)

    def batches(self, piece: Piece, opened: pq.ParquetFile) -> Iterator[tuple[pa.RecordBatch, int]]:
        """The batches of a piece, each with the number of its first row."""
        first = piece.first
        try:
            for batch in opened.iter_batches(
                batch_size=self.batch_rows, row_groups=list(piece.groups), use_threads=False
            ):
                if batch.num_rows:
                    yield batch, first
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise damaged(self.file, error) from error

    def each(
        self, work: Callable[[Iterator[tuple[pa.RecordBatch, int]]], Done]
    ) -> Iterator[tuple[Piece, Done]]:
        """Do ``work`` on the batches of every piece, and give what came of it in the order of the file.

        A few pieces are under way at once; each thread reads with a handle of its own.
        """
        own = local()

        def done(piece: Piece) -> tuple[Piece, Done]:
            if not hasattr(own, "file"):
                own.file = self._opened()
            return piece, work(self.batches(piece, own.file))

        return in_order(done, self.pieces)

    def _opened(self) -> pq.ParquetFile:
        texts = [field.name for field in self.schema if pa.types.is_string(field.type)]
        return pq.ParquetFile(
            self.file.path, read_dictionary=texts, memory_map=False, buffer_size=1 << 20, pre_buffer=False
        )


def _pieces(rows: list[int], batch_rows: int) -> Iterator[Piece]:
    """Small row groups come together, so that a batch is worth its while."""
    groups: list[int] = []
    first, waiting = 1, 0
    for group, count in enumerate(rows):
        if groups and waiting + count > batch_rows:
            yield Piece(tuple(groups), first, waiting)
            groups, first, waiting = [], first + waiting, 0
        groups.append(group)
        waiting += count
    if groups:
        yield Piece(tuple(groups), first, waiting)
