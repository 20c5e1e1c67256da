"""From objects with names and values (JSON, XES) to batches: the columns asked for, and the rest as
``props``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
import polars as pl

from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.put_aside import PutAside
from sojourn.evidence.readers.batches import Batch, Locate

BATCH: Final = 50_000
MOST_COLUMNS: Final = 2_000
_ABSENT: Final = object()
_NUMBERS: Final = frozenset({int, float, bool})
"""Types whose empty-looking values (0, false) say something."""


def as_text(value: Any) -> str | None:
    """A value of a source as text: text unchanged, nothing for none, everything else as JSON writes it."""
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value, default=str).decode()


def value_at(record: MappingABC[str, Any], column: str) -> Any:
    """The value of a column; ``a.b`` is the ``b`` inside ``a`` unless there is a column of that full name."""
    value = record.get(column, _ABSENT)
    if value is not _ABSENT:
        return value
    holder: Any = record
    for part in column.split("."):
        if not isinstance(holder, dict) or part not in holder:
            return None
        holder = holder[part]
    return holder


def flattened(record: MappingABC[str, Any]) -> dict[str, Any]:
    """The columns of a record, those inside an object one level down as ``a.b``."""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and value:
            flat.update({f"{name}.{inner}": held for inner, held in value.items()})
        else:
            flat[name] = value
    return flat


def without(record: MappingABC[str, Any], taken: frozenset[str]) -> dict[str, Any]:
    """What is left of a record when the columns ``taken`` and all empty values are left out."""
    left = {
        name: value
        for name, value in record.items()
        if name not in taken and (value or type(value) in _NUMBERS)
    }
    for column in taken:
        holder, _, inner = column.rpartition(".")
        if holder and column not in record and isinstance(left.get(holder), dict):
            left[holder] = {name: value for name, value in left[holder].items() if name != inner}
    return left


def column_of(records: Sequence[MappingABC[str, Any]], name: str) -> pl.Series:
    """One column of the records, as text."""
    values = [record.get(name) for record in records]
    if "." in name and None in values:
        values = [value_at(record, name) for record in records]
    kinds = set(map(type, values))
    if kinds <= {str, type(None)}:
        return pl.Series(name, values, dtype=pl.String)
    return pl.Series(name, [as_text(value) for value in values], dtype=pl.String)


@dataclass(slots=True)
class RecordBatcher:
    """Gathers records of one file into a batch.

    Args:
        file: The file.
        mapping: What is asked for; ``None`` asks for every column.
        raw_of: Row number and record → its raw text, where the format has no text of its own.
    """

    file: SourceFile
    mapping: Mapping | None
    raw_of: Callable[[dict[str, Any]], str] | None = None
    records: list[dict[str, Any]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    aside: list[PutAside] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether it is time to take the batch."""
        return len(self.rows) + len(self.aside) >= BATCH

    def add(self, row: int, record: dict[str, Any], *, line: int | None = None, raw: bytes = b"") -> None:
        """One more record."""
        self.records.append(record)
        self.rows.append(row)
        if line is not None:
            self.lines.append(line)
            self.raws.append(raw)

    def put_aside(self, row: int, line: int | None, reason: str, raw: str) -> None:
        """One more row that is no record."""
        self.aside.append(PutAside(self.file.number, row, line, reason, raw))

    def take(self, position: int) -> Batch:
        """The batch; gathering begins anew."""
        records, lines, raws, raw_of = self.records, self.lines, self.raws, self.raw_of
        batch = Batch(
            frame=self._frame(records),
            rows=pl.Series("row", self.rows, dtype=pl.Int64),
            locate=_locator(records, lines, raws, raw_of),
            position=position,
            aside=self.aside,
            props=self._props(records),
        )
        self.records, self.rows, self.lines, self.raws, self.aside = [], [], [], [], []
        return batch

    def _frame(self, records: Sequence[dict[str, Any]]) -> pl.DataFrame:
        if self.mapping is None:
            flat = [flattened(record) for record in records]
            names = list(dict.fromkeys(name for record in flat for name in record))[:MOST_COLUMNS]
            return pl.DataFrame(
                [
                    pl.Series(name, [as_text(record.get(name)) for record in flat], dtype=pl.String)
                    for name in names
                ]
            )
        names = sorted(self.mapping.taken | self.mapping.only.keys())
        return pl.DataFrame([column_of(records, name) for name in names])

    def _props(self, records: Sequence[dict[str, Any]]) -> pl.Series | None:
        if self.mapping is None:
            return None
        taken = self.mapping.taken
        encoded = [
            orjson.dumps(left, default=str).decode() if (left := without(record, taken)) else None
            for record in records
        ]
        return pl.Series("props", encoded, dtype=pl.String)


def _locator(
    records: Sequence[dict[str, Any]],
    lines: Sequence[int],
    raws: Sequence[bytes],
    raw_of: Callable[[dict[str, Any]], str] | None,
) -> Locate:
    def locate(positions: Sequence[int]) -> list[tuple[int | None, str]]:
        if raw_of is not None:
            return [(None, raw_of(records[at])) for at in positions]
        return [(lines[at], raws[at].decode("utf-8", "backslashreplace")) for at in positions]

    return locate
