"""The Parquet files of the events table: how a bucket's rows are written, and what is read of them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.evidence.coded import Coded, array_of, numbers_of
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.kernels import deduplication
from sojourn.journeys.log.bucket_rows import BucketRows

FILE_SCHEMA: Final = pa.schema(
    [
        *EVENT_SCHEMA,
        pa.field("sequence", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("key_hi", pa.int64(), nullable=False),
        pa.field("key_lo", pa.int64(), nullable=False),
    ]
)
"""What a file of the table holds: an event, its place in the order of arrival, its import, its key."""

GROUP_ROWS: Final = 4_194_304
DICTIONARY_BYTES: Final = 512 * 1024 * 1024
_PLAIN: Final = ("key_hi", "key_lo", "sequence", "time")
"""Random keys gain nothing from a dictionary, nor do numbers that are written as differences."""
_KEYS: Final = ("key_hi", "key_lo")

Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LogFile:
    """One Parquet file of a snapshot, with all rows that one import brought into one bucket."""

    path: Path
    bucket: int
    source: str
    rows: int
    size: int


def write_file(path: Path, rows: BucketRows, high: UInt64s, low: UInt64s, *, source: str) -> None:
    """Write rows and their keys into a new file."""
    count = rows.sequence.size
    columns: dict[str, pa.Array[Any]] = {
        "time": array_of(rows.events.times).cast(EVENT_SCHEMA.field("time").type),
        "sequence": array_of(rows.sequence),
        "source": pa.DictionaryArray.from_arrays(
            array_of(np.zeros(count, np.int8)), pa.array([source], pa.string())
        ),
        "key_hi": array_of(high.view(np.int64)),
        "key_lo": array_of(low.view(np.int64)),
        **{name: _written(column) for name, column in rows.events.columns.items()},
    }
    arrays = [columns.get(field.name, pa.nulls(count, field.type)) for field in FILE_SCHEMA]
    schema = pa.schema(
        [
            pa.field(field.name, array.type, nullable=field.nullable)
            for field, array in zip(FILE_SCHEMA, arrays, strict=True)
        ]
    )
    with pq.ParquetWriter(path, schema, **_OPTIONS) as writer:
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=GROUP_ROWS)


def _written(column: Coded) -> pa.Array[Any]:
    missing = column.codes < 0
    indices = array_of(column.codes, missing=missing if missing.any() else None)
    if pa.types.is_floating(column.values.type):
        return column.values.take(indices)
    return pa.DictionaryArray.from_arrays(indices, column.values)


_PACKED: Final = [name for name in FILE_SCHEMA.names if name not in _PLAIN]
_OPTIONS: Final[dict[str, Any]] = {
    "compression": {name: "zstd" if name in _PACKED else "none" for name in FILE_SCHEMA.names},
    "compression_level": dict.fromkeys(_PACKED, 1),
    "use_dictionary": _PACKED,
    "column_encoding": {"sequence": "DELTA_BINARY_PACKED", "time": "DELTA_BINARY_PACKED"},
    "dictionary_pagesize_limit": DICTIONARY_BYTES,
    # Statistics of ids would be copies of ids.
    "write_statistics": ["sequence", "time"],
    "store_schema": False,
}


def fresh_rows(high: UInt64s, low: UInt64s, known: Sequence[Path]) -> Booleans:
    """Which rows the files do not hold yet, by their keys (SPEC HA3).

    Needs memory for the new keys and those few of the known ones that may be among them.
    """
    if not known:
        return np.ones(high.size, np.bool_)
    seen = deduplication.bits_of(high)
    found: list[tuple[Int64s, Int64s]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for known_high, known_low in _keys(known):
        places = deduplication.suspects_of(known_high, seen)
        found.append((known_high[places], known_low[places]))
    suspects_high, suspects_low = (np.concatenate(half) for half in zip(*found, strict=True))
    fresh: Booleans = deduplication.new_rows(high, low, suspects_high, suspects_low)
    return fresh


def _keys(files: Sequence[Path]) -> Iterator[tuple[Int64s, Int64s]]:
    for path in files:
        with pq.ParquetFile(path, memory_map=True) as file:
            for group in range(file.num_row_groups):
                keys = file.read_row_group(group, columns=list(_KEYS), use_threads=False)
                high, low = (cast("Int64s", numbers_of(keys.column(name).combine_chunks())) for name in _KEYS)
                yield high, low
