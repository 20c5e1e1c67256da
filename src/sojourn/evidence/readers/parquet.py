"""Reads Parquet, a row group at a time and of that some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch, Locate

BATCH: Final = 131_072
SAMPLE_BATCH: Final = 20_000
"""Rows at a time where only the first are wanted, to recognise the columns."""
MOST_COLUMNS: Final = 2_000


def read_parquet(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The rows of a Parquet file, in the types of its columns.

    Raises:
        UnreadableFileError: The file is damaged, compressed as a whole, or has too many columns.
    """
    if file.compressed:
        raise UnreadableFileError(
            f"{file.name!r} is a gzipped Parquet file. Unpack it; Parquet is compressed inside."
        )
    try:
        yield from _batches(file, SAMPLE_BATCH if mapping is None else BATCH)
    except (pa.ArrowException, OSError) as error:
        raise damaged(file, error) from error


def damaged(file: SourceFile, error: Exception) -> UnreadableFileError:
    """What to say of a Parquet file that breaks off or holds nonsense."""
    said = [*str(error).splitlines(), ""][0][:200]
    return UnreadableFileError(f"{file.name!r} is a damaged Parquet file: {said}. Fetch or export it again.")


def _batches(file: SourceFile, size: int) -> Iterator[Batch]:
    source = pq.ParquetFile(file.path, memory_map=False, buffer_size=1 << 20, pre_buffer=False)
    total = max(1, source.metadata.num_rows)
    if len(source.schema_arrow.names) > MOST_COLUMNS:
        raise UnreadableFileError(
            f"{file.name!r} has {len(source.schema_arrow.names):,} columns; at most {MOST_COLUMNS:,} are "
            "read."
        )
    row = 0
    for piece in source.iter_batches(batch_size=size, use_threads=False):
        rows = np.arange(row + 1, row + 1 + piece.num_rows)
        row += piece.num_rows
        yield batch_of(piece, rows, position=file.size * row // total)


def batch_of(piece: pa.RecordBatch, rows: npt.NDArray[np.int64], *, position: int) -> Batch:
    """Rows of a Parquet file, with their numbers in it."""
    frame = _frame(piece)
    return Batch(frame, pl.Series("row", rows), _locator(frame), position=position)


def _frame(piece: pa.RecordBatch) -> pl.DataFrame:
    names: list[str] = []
    for name in piece.schema.names:
        given, copy = name, 1
        while given in names:
            copy += 1
            given = f"{name} ({copy})"
        names.append(given)
    table = pa.Table.from_batches([piece]).rename_columns(names)
    frame = pl.DataFrame(pl.from_arrow(table))
    return frame.with_columns(
        pl.col(pl.Categorical, pl.Enum).cast(pl.String), pl.col(pl.Decimal).cast(pl.Float64)
    )


def _locator(frame: pl.DataFrame) -> Locate:
    def locate(positions: Sequence[int]) -> list[tuple[int | None, str]]:
        # Times as text: Python knows no years beyond 9999, and such a row must be listed too.
        rows = frame[list(positions)].with_columns(pl.col(pl.Datetime).dt.to_string("iso:strict"))
        return [
            (None, orjson.dumps(row, default=str).decode("utf-8", "replace"))
            for row in rows.iter_rows(named=True)
        ]

    return locate
