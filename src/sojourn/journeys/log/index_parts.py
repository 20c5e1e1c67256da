"""One part of an index: the journeys of one bucket, read from the table or merged with older ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sojourn.evidence.coded import Coded, array_of, coded, numbers_of
from sojourn.journeys.kernels import coding, merging, ordering
from sojourn.journeys.log.columns import read_columns

KEPT_ATTRIBUTES: Final = ("channel", "device", "touchpoint", "department", "scale", "currency")
"""Columns of text that an index takes along where they have few values."""
KEPT_NUMBERS: Final = ("score", "value")

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Sparse:
    """A column of numbers: ``places`` (rising) of those events that have one, and the ``values`` there."""

    places: Int64s
    values: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """Journeys in order, as ``JourneyIndex`` has them, places counted from the first.

    Args:
        offsets: int64[customers + 1].
        times: int64[events].
        rows: uint32[events]; the row of the table's files at which an event stands.
        customers: Ids, in order of their first rows.
        columns: ``event`` and attributes, codes into values of their own; absent: no value anywhere.
        numbers: Columns of numbers; absent: no number anywhere.
    """

    offsets: Int64s
    times: Int64s
    rows: UInt32s
    customers: pa.Array[Any]
    columns: dict[str, Coded]
    numbers: dict[str, Sparse]


def part_of_files(files: Sequence[Path]) -> Part:
    """The journeys of a bucket's files, which come in order of arrival."""
    texts = ("customer_id", "event", *KEPT_ATTRIBUTES)
    return part_of_table(read_columns(files, [*texts, "time", *KEPT_NUMBERS], coded=texts))


def part_of_table(table: pa.Table, *, attributes: Sequence[str] = KEPT_ATTRIBUTES) -> Part:
    """The journeys of a table whose rows stand in order of arrival.

    Args:
        table: Columns ``customer_id``, ``event`` and ``time``, and further ones of ``EVENT_SCHEMA``.
        attributes: Which columns of text come along.
    """
    customers = coded(table.column("customer_id"))
    times = numbers_of(table.column("time").cast(pa.timestamp("us", tz="UTC")).combine_chunks())
    arrived = ordering.first_arrivals(customers.codes, len(customers.values))
    number = np.full(len(customers.values), -1, np.int32)
    number[arrived] = np.arange(arrived.size, dtype=np.int32)
    of_row = np.empty(customers.codes.size, np.int32)
    coding.look_up(customers.codes, number, of_row)
    offsets, rows = ordering.journey_order(of_row, times, arrived.size)
    columns = {
        name: coded(table.column(name)).at(rows)
        for name in ("event", *attributes)
        if name in table.column_names and table.column(name).null_count < table.num_rows
    }
    numbers: dict[str, Sparse] = {
        name: _sparse(table.column(name), rows)
        for name in KEPT_NUMBERS
        if name in table.column_names and table.column(name).null_count < table.num_rows
    }
    ids = customers.values.take(array_of(arrived)).cast(pa.large_string())
    return Part(offsets, times[rows], rows, ids, columns, numbers)


def _sparse(column: pa.ChunkedArray[Any], rows: UInt32s) -> Sparse:
    whole = column.combine_chunks()
    # Truth values are bits to Arrow, bytes to us.
    present = numbers_of(pc.is_valid(whole).cast(pa.uint8()))
    places = np.flatnonzero(present[rows])
    return Sparse(places, numbers_of(whole.fill_null(0.0))[rows[places]])


def merged_part(old: Part, new: Part) -> Part:
    """The journeys of both parts; the rows of ``new`` arrived after those of ``old``."""
    known = pc.index_in(new.customers, value_set=old.customers)
    number = numbers_of(known.fill_null(-1)).copy()
    fresh = np.flatnonzero(number < 0)
    before = len(old.customers)
    number[fresh] = before + np.arange(fresh.size, dtype=np.int32)
    new_of = np.full(before + fresh.size, -1, np.int32)
    new_of[number] = np.arange(number.size, dtype=np.int32)
    offsets, source = merging.merged_places(old.offsets, old.times, new.offsets, new.times, new_of)
    names = dict.fromkeys([*old.columns, *new.columns])
    after = merging.places_after(source)
    return Part(
        offsets,
        _gathered(source, old.times, new.times),
        _gathered(source, old.rows, new.rows + np.uint32(old.rows.size)),
        pa.concat_arrays([old.customers, new.customers.take(array_of(fresh))]),
        {name: _merged_column(source, old, new, name) for name in names},
        {
            name: _merged_numbers(after, old.numbers.get(name), new.numbers.get(name), old.times.size)
            for name in dict.fromkeys([*old.numbers, *new.numbers])
        },
    )


def _gathered(source: Int64s, old: npt.NDArray[Any], new: npt.NDArray[Any]) -> npt.NDArray[Any]:
    merged = np.empty(source.size, np.promote_types(old.dtype, new.dtype))
    merging.gathered(source, old, new, merged)
    return merged


def _merged_column(source: Int64s, old: Part, new: Part, name: str) -> Coded:
    first, later = (part.columns.get(name) or _without_values(part.times.size) for part in (old, new))
    shifted = np.empty(later.codes.size, np.int32)
    coding.shift(later.codes, len(first.values), shifted)
    values = pa.concat_arrays([first.values.cast(pa.string()), later.values.cast(pa.string())])
    return Coded(_gathered(source, first.codes, shifted), values)


def _without_values(events: int) -> Coded:
    return Coded(np.full(events, -1, np.int8), pa.array([], pa.string()))


def _merged_numbers(after: Int64s, old: Sparse | None, new: Sparse | None, before: int) -> Sparse:
    none = Sparse(np.zeros(0, np.int64), np.zeros(0, np.float64))
    old, new = old or none, new or none
    places = after[np.concatenate([old.places, new.places + before])]
    order = np.argsort(places, kind="stable")
    return Sparse(places[order], np.concatenate([old.values, new.values])[order])
