"""Columns as small numbers into a list of values: what is done once for each different value is cheap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from sojourn.evidence.events import EVENT_SCHEMA

Codes = npt.NDArray[Any]

CODED: Final = tuple(field.name for field in EVENT_SCHEMA if field.name != "time")
"""Every column but the time."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One column.

    Args:
        codes: A signed integer for each row, a number into ``values``; -1 where there is no value.
        values: The values, none missing. One may stand there twice, and one that no row has may stand there.
    """

    codes: Codes
    values: pa.Array[Any]

    @property
    def missing(self) -> int:
        """How many rows have no value."""
        return int(np.count_nonzero(self.codes < 0))

    def at(self, rows: npt.NDArray[Any] | slice) -> Coded:
        """Some of the rows, by their places or by a mask."""
        return Coded(self.codes[rows], self.values)

    def column(self) -> pa.Array[Any]:
        """The column written out."""
        return self.values.take(array_of(self.codes, missing=self.codes < 0))


@dataclass(frozen=True, slots=True)
class CodedEvents:
    """Some events in the order of their source.

    Args:
        times: int64; microseconds since 1970-01-01 UTC.
        columns: The other columns of ``EVENT_SCHEMA``; one that is absent has no value in any row.
    """

    times: npt.NDArray[np.int64]
    columns: dict[str, Coded]

    @property
    def rows(self) -> int:
        """How many events there are."""
        return self.times.size

    def missing(self, name: str) -> int:
        """How many events have no value in a column."""
        return self.columns[name].missing if name in self.columns else self.rows


def numbers_of(array: pa.Array[Any]) -> npt.NDArray[Any]:
    """An array of numbers or times, none missing, as it lies in memory.

    Not through Arrow's ``to_numpy``, which loads pandas where that is installed: half a second for every
    import.
    """
    kind = np.dtype(f"i{array.type.bit_width // 8}" if not pa.types.is_floating(array.type) else np.float64)
    buffers: list[Any] = array.buffers()
    if not len(array):
        return np.zeros(0, kind)
    return np.frombuffer(buffers[1], kind)[array.offset : array.offset + len(array)]


def array_of(numbers: npt.NDArray[Any], *, missing: npt.NDArray[np.bool_] | None = None) -> pa.Array[Any]:
    """Numbers as an Arrow array that shares their memory; some of them perhaps missing."""
    mask = None if missing is None else buffer_of(np.packbits(~missing, bitorder="little"))
    kind = pa.from_numpy_dtype(numbers.dtype)
    return pa.Array.from_buffers(kind, numbers.size, [mask, buffer_of(numbers)])


def buffer_of(numbers: npt.NDArray[Any]) -> pa.Buffer:
    """The memory of an array."""
    shared: Any = np.ascontiguousarray(numbers)
    return pa.py_buffer(shared)


def coded(column: pa.Array[Any] | pa.ChunkedArray[Any]) -> Coded:
    """Any column of plain values, coded."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries().combine_chunks()
    whole: Any = column
    codes = _codes_of(whole.indices)
    values = whole.dictionary
    if values.null_count:
        return recoded(codes, pl.Series(pl.from_arrow(values)), kind=values.type)
    return Coded(codes, values)


def _codes_of(indices: pa.Array[Any]) -> Codes:
    """Indices as they lie in memory, -1 where one is missing."""
    indices = indices.cast(pa.int32())
    buffers: list[Any] = indices.buffers()
    codes = np.frombuffer(buffers[1], np.int32)[indices.offset : indices.offset + len(indices)]
    if not indices.null_count:
        return codes
    bits = np.frombuffer(buffers[0], np.uint8)
    there = np.unpackbits(bits, count=indices.offset + len(indices), bitorder="little")[indices.offset :]
    # All bits of a missing one are set, which makes it -1.
    return codes | (there.astype(np.int32) - 1)


def recoded(codes: Codes, values: pl.Series, *, kind: Any) -> Coded:
    """Codes into new values for the old ones, of which some may be equal now, or none."""
    fresh = values.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(kind).dictionary_encode()
    lookup = numbers_of(fresh.indices.fill_null(-1))
    return Coded(np.append(lookup, np.int32(-1))[codes], fresh.dictionary)


def coded_events(events: pa.Table) -> CodedEvents:
    """The events of a table in ``EVENT_SCHEMA``; columns without a single value are left out."""
    times = numbers_of(events.column("time").cast(pa.timestamp("us", tz="UTC")).combine_chunks())
    columns = {}
    for name in CODED:
        if name in events.column_names and events.column(name).null_count < events.num_rows:
            kind = EVENT_SCHEMA.field(name).type
            columns[name] = _without_nan(coded(events.column(name).cast(kind)))
    return CodedEvents(times, columns)


def _without_nan(column: Coded) -> Coded:
    """No number is no value."""
    if not pa.types.is_floating(column.values.type):
        return column
    bad = np.append(np.isnan(numbers_of(column.values)), False)
    return Coded(np.where(bad[column.codes], -1, column.codes), column.values) if bad.any() else column


def joined(parts: Sequence[CodedEvents]) -> CodedEvents:
    """Several batches as one, in their order."""
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.columns)
    return CodedEvents(
        np.concatenate([part.times for part in parts]),
        {name: _joined([(part.columns.get(name), part.rows) for part in parts]) for name in names},
    )


def _joined(parts: Sequence[tuple[Coded | None, int]]) -> Coded:
    codes, values, before = [], [], 0
    for column, rows in parts:
        if column is None:
            codes.append(np.full(rows, -1, np.int32))
            continue
        codes.append(np.where(column.codes < 0, -1, column.codes + np.int32(before)).astype(np.int32))
        values.append(column.values)
        before += len(column.values)
    return Coded(np.concatenate(codes), pa.concat_arrays(values))
