"""From typed columns to coded events: what ``canonical`` does to each value, once for each different one.

The way for Parquet whose columns are text, whole numbers and times. Rows that cannot become events go the
careful way one by one, and so does a batch that holds anything odd; both ways give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from sojourn.evidence.canonical import TEXTS, Canonicaliser, as_number, as_text, is_nobody
from sojourn.evidence.coded import (
    Coded,
    CodedEvents,
    array_of,
    coded,
    coded_events,
    numbers_of,
    recoded,
)
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.props import props_of
from sojourn.evidence.put_aside import PutAside
from sojourn.evidence.readers.parquet import batch_of
from sojourn.evidence.times import EARLIEST_US, LATEST_US, TimeReader

NUMBERS: Final = ("score", "value")
_MOST_COMBINATIONS: Final = 2**62

Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class CodedCanonicaliser:
    """Applies one mapping to record batches of one Parquet file. The mapping must be complete."""

    mapping: Mapping
    file: int
    name: str

    def fits(self, schema: pa.Schema) -> bool:
        """Whether the columns of a file are such that each value means the same wherever it stands."""
        names, roles = schema.names, self.mapping.roles
        if self.mapping.only or len(set(names)) < len(names) or not set(roles.values()) <= set(names):
            return False
        kinds = {name: schema.field(name).type for name in names}
        return all(
            _is_time(kinds[column])
            if role == "time"
            else _is_number(kinds[column])
            if role in NUMBERS
            else _is_text(kinds[column]) or pa.types.is_integer(kinds[column])
            for role, column in roles.items()
        ) and all(_is_plain(kinds[name]) for name in names if name not in self.mapping.taken)

    def __call__(self, batch: pa.RecordBatch, first: int) -> tuple[CodedEvents, list[PutAside]]:
        """The events of a batch and the rows put aside; together they are all of its rows.

        Args:
            batch: Of a file that fits.
            first: Number in the file of its first row, from 1.
        """
        numbers = {name: self._number(batch, name) for name in NUMBERS if name in self.mapping.roles}
        if None in numbers.values():
            return self._carefully(batch, first)
        micros, bad = self._times(batch)
        columns = {**self._texts(batch), "props": self._props(batch)}
        columns |= {name: column for name, column in numbers.items() if column is not None}
        bad = bad | _missing(columns["customer_id"], nobody=True) | _missing(columns["event"])
        if not bad.any():
            return CodedEvents(micros, columns), []
        kept = CodedEvents(micros[~bad], {name: column.at(~bad) for name, column in columns.items()})
        return kept, self._aside(batch, first, bad)

    @cached_property
    def _careful(self) -> Canonicaliser:
        return Canonicaliser(self.mapping, self.file, self.name)

    def _carefully(self, batch: pa.RecordBatch, first: int) -> tuple[CodedEvents, list[PutAside]]:
        rows = np.arange(first, first + batch.num_rows)
        found = self._careful(batch_of(batch, rows, position=0))
        return coded_events(found.events), found.aside

    def _aside(self, batch: pa.RecordBatch, first: int, bad: Booleans) -> list[PutAside]:
        at = np.flatnonzero(bad)
        return self._careful(batch_of(batch.take(array_of(at)), at + first, position=0)).aside

    def _times(self, batch: pa.RecordBatch) -> tuple[npt.NDArray[np.int64], Booleans]:
        """Microseconds, and the rows without a believable time."""
        column = batch.column(self.mapping.roles["time"])
        if column.type == pa.timestamp("us", "UTC") and not column.null_count:
            micros = numbers_of(column)
            if micros.min() >= EARLIEST_US and micros.max() < LATEST_US:
                return micros, np.zeros(micros.size, np.bool_)
        times = TimeReader(self.mapping.dates, self.mapping.timezone).read(pl.Series(pl.from_arrow(column)))
        return times.fill_null(0).to_numpy(), times.is_null().to_numpy()

    def _texts(self, batch: pa.RecordBatch) -> dict[str, Coded]:
        roles = self.mapping.roles
        given = {"event": self.mapping.constant_event, "scale": self.mapping.scale}
        columns: dict[str, Coded] = {}
        for name in ("customer_id", "event", *TEXTS):
            if name in roles and not (name == "event" and given["event"] is not None):
                columns[name] = _text(batch.column(roles[name]))
            elif given.get(name) is not None:
                values = pa.array([given[name]], pa.string())
                columns[name] = Coded(np.zeros(batch.num_rows, np.int8), values)
        return columns

    def _number(self, batch: pa.RecordBatch, name: str) -> Coded | None:
        """A column of numbers; ``None`` where a value is no finite one, which must be kept as it stands."""
        column = batch.column(self.mapping.roles[name])
        if column.null_count == batch.num_rows:
            return Coded(np.full(batch.num_rows, -1, np.int8), pa.array([], pa.float64()))
        found = coded(column)
        values = as_number(pl.Series(pl.from_arrow(found.values)))
        if values.null_count():
            return None
        return Coded(found.codes, values.to_arrow(compat_level=pl.CompatLevel.oldest()))

    def _props(self, batch: pa.RecordBatch) -> Coded:
        names = [name for name in batch.schema.names if name not in self.mapping.taken]
        rest = {name: coded(batch.column(name)) for name in names if _holds_any(batch.column(name))}
        used = np.zeros(batch.num_rows, np.bool_)
        for column in rest.values():
            used |= column.codes >= 0
        codes = np.full(batch.num_rows, -1, np.int32)
        if not used.any():
            return Coded(codes, pa.array([], pa.string()))
        found = _combined({name: column.at(used) for name, column in rest.items()}, int(used.sum()))
        codes[used] = found.codes
        return Coded(codes, found.values)


def _combined(columns: dict[str, Coded], rows: int) -> Coded:
    """The props of some rows; each combination of values is written out once."""
    sizes = [len(column.values) + 1 for column in columns.values()]
    keys, step = np.zeros(rows, np.int64), 1
    if float(np.prod(np.array(sizes, np.float64))) < _MOST_COMBINATIONS:
        for column, size in zip(columns.values(), sizes, strict=True):
            keys += (column.codes.astype(np.int64) + 1) * step
            step *= size
    else:
        keys = np.arange(rows)
    different = coded(array_of(keys))
    first = np.empty(len(different.values), np.int64)
    first[different.codes[::-1]] = np.arange(rows - 1, -1, -1)
    series = [pl.Series(name, pl.from_arrow(column.at(first).column())) for name, column in columns.items()]
    return recoded(different.codes, props_of(series, first.size), kind=pa.string())


def _text(column: pa.Array[Any]) -> Coded:
    """A column of text without blanks around it; empty text is no value."""
    if not _holds_any(column):
        return Coded(np.full(len(column), -1, np.int8), pa.array([], pa.string()))
    found = coded(column)
    values = pl.Series(pl.from_arrow(found.values))
    text = as_text(values)
    if values.dtype == pl.String and not text.null_count() and bool((text == values).all()):
        return Coded(found.codes, found.values.cast(pa.string()))
    return recoded(found.codes, text, kind=pa.string())


def _missing(column: Coded, *, nobody: bool = False) -> Booleans:
    """The rows without a value, or with one that stands for nobody."""
    missing: Booleans = column.codes < 0
    if nobody and len(column.values):
        nobodies = is_nobody(pl.Series(pl.from_arrow(column.values))).to_numpy()
        if nobodies.any():
            missing |= np.append(nobodies, True)[column.codes]
    return missing


def _holds_any(column: pa.Array[Any]) -> bool:
    return column.null_count < len(column)


def _is_text(kind: Any) -> bool:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return pa.types.is_string(value) or pa.types.is_large_string(value)


def _is_time(kind: Any) -> bool:
    return pa.types.is_timestamp(kind) or pa.types.is_date(kind)


def _is_number(kind: Any) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_float32(kind) or pa.types.is_float64(kind)


def _is_plain(kind: Any) -> bool:
    return _is_text(kind) or _is_number(kind) or _is_time(kind) or pa.types.is_boolean(kind)


def text_columns(schema: pa.Schema) -> Sequence[str]:
    """The columns that a reader can hand over coded as they lie in the file."""
    return [field.name for field in schema if pa.types.is_string(field.type)]
