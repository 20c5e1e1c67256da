"""Arrow columns as the plain arrays that kernels take, and the hashes of rows made from them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.kernels import hashing

UInt64s = npt.NDArray[np.uint64]

HASHED_FIELDS: Final = tuple(EVENT_SCHEMA.names)
"""What makes a row what it is. Where it stood in a file does not."""


def _present(column: pa.Array[Any]) -> npt.NDArray[np.bool_]:
    if column.null_count == 0:
        return np.ones(len(column), np.bool_)
    return np.asarray(pc.is_valid(column))


def _texts(column: pa.Array[Any]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Offsets and bytes of a text column, as views where Arrow's buffers allow it."""
    buffers: list[Any] = column.buffers()
    starts = np.frombuffer(buffers[1], np.int32)[column.offset : column.offset + len(column) + 1]
    return starts, np.frombuffer(buffers[2], np.uint8) if buffers[2] else np.zeros(0, np.uint8)


def _words(column: pa.Array[Any]) -> UInt64s:
    """A time or a number as 64-bit words; what is missing is a zero, and zero has no sign."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    filled = column.fill_null(0) if column.null_count else column
    numbers: npt.NDArray[Any] = filled.to_numpy(zero_copy_only=False)
    if numbers.dtype.kind == "f":
        numbers = numbers + 0.0
    return np.ascontiguousarray(numbers).view(np.uint64)


def _add(column: pa.Array[Any], high: UInt64s, low: UInt64s) -> None:
    present = _present(column)
    if pa.types.is_string(column.type):
        offsets, data = _texts(column)
        hashing.hash_texts(offsets, data, present, high, low)
    else:
        hashing.hash_words(_words(column), present, high, low)


def _seeded(rows: int) -> tuple[UInt64s, UInt64s]:
    return np.full(rows, hashing.SEED_HIGH), np.full(rows, hashing.SEED_LOW)


def content_hashes(batch: pa.RecordBatch) -> tuple[UInt64s, UInt64s]:
    """The 128-bit hash of every row's content, as two arrays of 64 bits (SPEC HA1)."""
    high, low = _seeded(batch.num_rows)
    for name in HASHED_FIELDS:
        _add(batch.column(name), high, low)
    return high, low


def customer_buckets(customers: pa.Array[Any], *, buckets: int) -> npt.NDArray[np.int32]:
    """The bucket of each row's customer, 0 to ``buckets`` - 1 (SPEC HA2)."""
    high, low = _seeded(len(customers))
    _add(customers, high, low)
    return hashing.buckets_of(high, buckets)
