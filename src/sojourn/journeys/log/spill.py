"""Staged rows sorted into one file for each bucket, so that the rest of an import fits into memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.log.rows import content_hashes, customer_buckets

BATCH_ROWS: Final = 131_072

SPILL_SCHEMA: Final = pa.schema(
    [
        *EVENT_SCHEMA,
        pa.field("sequence", pa.int64(), nullable=False),
        pa.field("high", pa.uint64(), nullable=False),
        pa.field("low", pa.uint64(), nullable=False),
    ]
)
"""A row with its place in the order of arrival and the 128-bit hash of its content."""


@dataclass(frozen=True, slots=True)
class Spilled:
    """One bucket's rows, in order of arrival."""

    bucket: int
    file: Path
    rows: int

    def read(self) -> pa.Table:
        """All rows, mapped into memory where they are not compressed."""
        with pa.memory_map(str(self.file)) as source:
            return pa.ipc.open_file(source).read_all()


def rows_in(parts: Sequence[Path]) -> int:
    """How many rows the Parquet files hold, by their footers."""
    return sum(pq.read_metadata(part).num_rows for part in parts)


def _batches(parts: Sequence[Path]) -> Iterator[pa.RecordBatch]:
    for part in parts:
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=EVENT_SCHEMA.names):
                yield batch.select(EVENT_SCHEMA.names).cast(EVENT_SCHEMA)


def spill(
    parts: Sequence[Path], folder: Path, *, buckets: int, first: int, advanced: Callable[[int], None]
) -> list[Spilled]:
    """Sort the rows of ``parts`` by bucket into files in ``folder``.

    Args:
        parts: Parquet files in ``EVENT_SCHEMA``, in order of arrival.
        folder: Where the files go; made here.
        buckets: How many buckets the table has.
        first: Sequence number of the first row.
        advanced: Told the number of rows after each batch.

    Returns:
        The buckets that received rows, in their order.
    """
    folder.mkdir(parents=True)
    counts = np.zeros(buckets, np.int64)
    with ExitStack() as stack:
        writers: dict[int, Any] = {}
        for batch in _batches(parts):
            for bucket, rows in _by_bucket(batch, buckets=buckets, first=first):
                if bucket not in writers:
                    options = pa.ipc.IpcWriteOptions(compression="lz4")
                    file = pa.ipc.new_file(str(folder / f"{bucket}.arrow"), SPILL_SCHEMA, options=options)
                    writers[bucket] = stack.enter_context(file)
                writers[bucket].write_batch(rows)
                counts[bucket] += rows.num_rows
            first += batch.num_rows
            advanced(batch.num_rows)
    return [
        Spilled(bucket=bucket, file=folder / f"{bucket}.arrow", rows=int(counts[bucket]))
        for bucket in np.flatnonzero(counts).tolist()
    ]


def _by_bucket(batch: pa.RecordBatch, *, buckets: int, first: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    high, low = content_hashes(batch)
    sequence = np.arange(first, first + batch.num_rows)
    columns = [*batch.columns, pa.array(sequence), pa.array(high), pa.array(low)]
    bucket = customer_buckets(batch.column("customer_id"), buckets=buckets)
    order = np.argsort(bucket, kind="stable")
    sorted_rows = pa.RecordBatch.from_arrays(columns, schema=SPILL_SCHEMA).take(order)
    starts = np.searchsorted(bucket[order], np.arange(buckets + 1))
    for number in range(buckets):
        if starts[number] < starts[number + 1]:
            yield number, sorted_rows.slice(starts[number], starts[number + 1] - starts[number])
