"""From rows as the source has them to events in the one shape, or to the list of rows put aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl
import pyarrow as pa

from sojourn.core.errors import suggestion
from sojourn.evidence.errors import UnknownColumnError
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.props import props_of, with_values
from sojourn.evidence.put_aside import PutAside
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.times import MISSING, TimeReader

STAGED_SCHEMA: Final = EVENT_SCHEMA.append(pa.field("row", pa.int64(), nullable=False)).append(
    pa.field("file", pa.int16(), nullable=False)
)
"""What the reading process writes: an event, and where it stood."""

NOBODY: Final = tuple(MISSING - {"", "-", "na", "n/a"})
"""Values, in lower case, that stand for no customer; as a customer they would make one endless journey."""
TEXTS: Final = ("channel", "device", "touchpoint", "department", "session", "scale", "text", "currency")
_NUMBERS: Final = ("score", "value")
FILTERED: Final = "left out by the filter"


@dataclass(frozen=True, slots=True)
class Canonical:
    """A batch in the one shape.

    Args:
        events: The events (``STAGED_SCHEMA``).
        aside: The rows that became none, in order of row.
    """

    events: pa.Table
    aside: list[PutAside]


@dataclass(frozen=True, slots=True)
class Canonicaliser:
    """Applies one mapping to batches of one file. The mapping must be complete, its dates decided."""

    mapping: Mapping
    file: int
    name: str

    def __call__(self, batch: Batch) -> Canonical:
        """The events of a batch and the rows put aside; together they are all of its rows.

        Raises:
            UnknownColumnError: The batch lacks a column that the mapping names.
        """
        frame = batch.frame
        self._check(frame)
        customer = self._text(frame, "customer_id")
        event = self._event(frame)
        micros = self._times(frame)
        nobody = is_nobody(customer)
        left_out = self._left_out(frame)
        bad = nobody | event.is_null() | micros.is_null() | left_out
        aside = self._aside(batch, bad, left_out, nobody, event)
        good = ~bad
        columns = {
            "customer_id": customer,
            "event": event,
            "time": micros.cast(pl.Datetime("us")).dt.replace_time_zone("UTC"),
        }
        kept = frame.filter(good)
        events = pl.DataFrame(
            [column.filter(good).alias(name) for name, column in columns.items()]
            + self._further(kept, batch.props.filter(good) if batch.props is not None else None)
            + [
                batch.rows.filter(good).alias("row"),
                pl.repeat(self.file, kept.height, dtype=pl.Int16, eager=True).alias("file"),
            ]
        )
        return Canonical(_as_arrow(events), sorted([*batch.aside, *aside], key=lambda row: row.row))

    def _check(self, frame: pl.DataFrame) -> None:
        for column in [*self.mapping.roles.values(), *self.mapping.only]:
            if column not in frame.columns:
                raise UnknownColumnError(
                    f"{self.name!r} has no column {column!r}. {suggestion(column, frame.columns)}"
                )

    def _text(self, frame: pl.DataFrame, role: str) -> pl.Series:
        return as_text(frame[self.mapping.roles[role]])

    def _event(self, frame: pl.DataFrame) -> pl.Series:
        if self.mapping.constant_event is not None:
            return pl.repeat(self.mapping.constant_event, frame.height, dtype=pl.String, eager=True)
        return self._text(frame, "event")

    def _times(self, frame: pl.DataFrame) -> pl.Series:
        return TimeReader(self.mapping.dates, self.mapping.timezone).read(frame[self.mapping.roles["time"]])

    def _left_out(self, frame: pl.DataFrame) -> pl.Series:
        out = pl.repeat(value=False, n=frame.height, dtype=pl.Boolean, eager=True)
        for column, values in self.mapping.only.items():
            out = out | ~as_text(frame[column]).fill_null("").is_in(list(values))
        return out

    def _aside(
        self, batch: Batch, bad: pl.Series, left_out: pl.Series, nobody: pl.Series, event: pl.Series
    ) -> Iterator[PutAside]:
        at = bad.arg_true().to_list()
        if not at:
            return
        times = as_text(batch.frame[self.mapping.roles["time"]])
        customers = as_text(batch.frame[self.mapping.roles["customer_id"]])
        reader = TimeReader(self.mapping.dates, self.mapping.timezone)
        for position, (line, raw) in zip(at, batch.locate(at), strict=True):
            if left_out[position]:
                reason = FILTERED
            elif nobody[position]:
                said = customers[position]
                reason = f"no customer: the value is {said!r}" if said else "no customer"
            elif event[position] is None:
                reason = "no event"
            else:
                reason = reader.reason(times[position])
            yield PutAside(self.file, batch.rows[position], line, reason, raw)

    def _further(self, frame: pl.DataFrame, props: pl.Series | None) -> list[pl.Series]:
        roles = self.mapping.roles
        texts = [
            as_text(frame[roles[name]]).alias(name)
            if name in roles
            else _nothing(name, pl.String, frame.height)
            for name in TEXTS
        ]
        if "scale" not in roles and self.mapping.scale is not None:
            texts[TEXTS.index("scale")] = pl.repeat(
                self.mapping.scale, frame.height, dtype=pl.String, eager=True
            ).alias("scale")
        numbers = [
            as_number(frame[roles[name]]).alias(name)
            if name in roles
            else _nothing(name, pl.Float64, frame.height)
            for name in _NUMBERS
        ]
        if props is None:
            rest = [column for column in frame.get_columns() if column.name not in self.mapping.taken]
            props = props_of(rest, frame.height)
        for name, number in zip(_NUMBERS, numbers, strict=True):
            if name in roles:
                props = _keep_unread(props, frame[roles[name]], number, roles[name])
        return [*texts, *numbers, props.alias("props")]


def as_text(column: pl.Series) -> pl.Series:
    """A column as text without blanks around it; empty text is no value; a whole number has no ``.0``."""
    if column.dtype.is_float():
        whole = (column.floor() == column) & (column.abs() < 2**53)
        if (whole | column.is_null() | column.is_nan()).all():
            column = column.fill_nan(None).cast(pl.Int64)
    elif column.dtype.is_nested() or column.dtype == pl.Binary:
        column = pl.Series(
            column.name,
            [None if value is None else str(value) for value in column.to_list()],
            dtype=pl.String,
        )
    text = column.cast(pl.String).str.strip_chars()
    return text.set((text == "").fill_null(value=False), None)


def as_number(column: pl.Series) -> pl.Series:
    """A column as numbers; null where a value is no number."""
    if column.dtype.is_numeric() or column.dtype == pl.Boolean:
        number = column.cast(pl.Float64)
    else:
        text = as_text(column)
        number = text.cast(pl.Float64, strict=False)
    return number.set((~number.is_finite()).fill_null(value=False), None)


def _keep_unread(props: pl.Series, column: pl.Series, number: pl.Series, name: str) -> pl.Series:
    """What is no number, though its column should hold numbers, stays among the props: nothing is lost."""
    text = as_text(column)
    at = (number.is_null() & text.is_not_null()).arg_true().to_list()
    if not at:
        return props
    return props.scatter(at, [with_values(props[position], {name: text[position]}) for position in at])


def is_nobody(customer: pl.Series) -> pl.Series:
    """Which of some texts stand for no customer."""
    return customer.is_null() | customer.str.to_lowercase().is_in(list(NOBODY)).fill_null(value=False)


def _nothing(name: str, kind: type[pl.DataType], height: int) -> pl.Series:
    return pl.repeat(None, height, dtype=kind(), eager=True).alias(name)


def _as_arrow(events: pl.DataFrame) -> pa.Table:
    ordered = events.select(STAGED_SCHEMA.names)
    return ordered.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(STAGED_SCHEMA)
