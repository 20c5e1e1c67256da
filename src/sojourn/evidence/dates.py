"""How a column writes its dates: decided by its values, or left to the person who knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from sojourn.evidence.times import (
    COMPACT,
    DAY_THEN_NAME,
    LATEST_US,
    MISSING,
    NAME_THEN_DAY,
    NUMBER,
    YEAR_FIRST,
    YEAR_LAST,
    TimeReader,
)

_LOWEST_EPOCH_US: Final = 300_000_000 * 1_000_000
"""July 1979: a smaller number is an amount or an id rather than a time."""
NO_DAY: Final = r"^(?:12/31/1899|12/30/1899|31/12/1899|30/12/1899|1899-12-3[01]|1900-01-00|0?1/0/1900)\b"
"""How spreadsheets write a time of day that belongs to no day."""
_EXCEL_DAYS: Final = (20_000, 75_000)


@dataclass(slots=True)
class DateEvidence:
    """What the values of one column say about the way it writes dates. Evidence of parts of a column adds up.

    Args:
        values: How many values there were, missing ones not counted.
        clear: Values with one reading only (year first, names of months, dots).
        day_first: Values such as ``25/12/2026``, that can only be day first.
        month_first: Values such as ``12/25/2026``.
        either: Values such as ``03/04/2026``.
        numbers: Values that could be an epoch or a spreadsheet's day, by way of writing.
        examples: A value for each finding.
    """

    values: int = 0
    clear: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    numbers: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, column: pl.Series) -> DateEvidence:
        """The evidence of one column, or of a part of it."""
        if column.dtype.is_temporal():
            present = len(column) - column.null_count()
            return cls(values=present, clear=present)
        text = column.cast(pl.String).str.strip_chars().drop_nulls()
        text = text.filter(~text.str.to_lowercase().is_in(list(MISSING)))
        found = cls(values=len(text))
        text = text.filter(~text.str.contains(NO_DAY))
        if len(text):
            found._count(text)
        return found

    def _count(self, text: pl.Series) -> None:
        parts = text.str.extract_groups(YEAR_LAST).struct.unnest()
        first = parts["first"].cast(pl.Int64, strict=False).fill_null(0)
        second = parts["second_part"].cast(pl.Int64, strict=False).fill_null(0)
        slashed = (first > 0) & (parts["mark"] != ".").fill_null(value=False)
        for name, mask in (
            ("day_first", slashed & (first > 12) & (second <= 12)),
            ("month_first", slashed & (second > 12) & (first <= 12)),
            ("either", slashed & (first <= 12) & (second <= 12)),
        ):
            setattr(self, name, int(mask.sum()))
            if mask.any():
                self.examples[name] = str(text.filter(mask)[0])
        rest = text.filter(~slashed)
        is_number = rest.str.contains(NUMBER) & ~rest.str.contains(COMPACT)
        self._count_numbers(rest.filter(is_number))
        self.clear = int(_is_time(rest.filter(~is_number)).sum())

    def _count_numbers(self, text: pl.Series) -> None:
        number = text.cast(pl.Float64, strict=False)
        for name, units_a_second in (
            ("epoch_s", 1),
            ("epoch_ms", 10**3),
            ("epoch_us", 10**6),
            ("epoch_ns", 10**9),
        ):
            low, high = _LOWEST_EPOCH_US / 1e6 * units_a_second, LATEST_US / 1e6 * units_a_second / 2
            self._note_number(name, text, (number >= low) & (number < high))
        self._note_number("excel", text, (number >= _EXCEL_DAYS[0]) & (number < _EXCEL_DAYS[1]))

    def _note_number(self, name: str, text: pl.Series, mask: pl.Series) -> None:
        if mask.any():
            self.numbers[name] += int(mask.sum())
            self.examples.setdefault(name, str(text.filter(mask)[0]))

    def __add__(self, other: DateEvidence) -> DateEvidence:
        """The evidence of both parts."""
        return DateEvidence(
            values=self.values + other.values,
            clear=self.clear + other.clear,
            day_first=self.day_first + other.day_first,
            month_first=self.month_first + other.month_first,
            either=self.either + other.either,
            numbers=self.numbers + other.numbers,
            examples={**other.examples, **self.examples},
        )

    @property
    def slashed(self) -> int:
        """Values that write day and month before the year, without dots."""
        return self.day_first + self.month_first + self.either

    @property
    def share(self) -> float:
        """Which part of the values, 0 to 1, can be a time in the best reading."""
        if not self.values:
            return 0.0
        _, numbers = self.best_number
        return max(self.clear + self.slashed, numbers) / self.values

    @property
    def best_number(self) -> tuple[str, int]:
        """The way of writing times as numbers that fits most values."""
        return max(self.numbers.items(), key=lambda item: item[1], default=("", 0))

    @property
    def is_ambiguous(self) -> bool:
        """Whether day and month could be exchanged in every single value that has them before the year."""
        return self.either > 0 and not self.day_first and not self.month_first

    @property
    def dates(self) -> str:
        """The way of writing, one of ``mapping.DATES``; ``auto`` where nobody can tell."""
        name, numbers = self.best_number
        if numbers > self.clear + self.slashed:
            return name
        if not self.slashed:
            return "iso"
        if self.is_ambiguous:
            return "auto"
        return "day_first" if self.day_first >= self.month_first else "month_first"

    def note(self, column: str) -> str | None:
        """In words, what decided between day first and month first; ``None`` where there was nothing to
        decide."""
        if self.dates not in ("day_first", "month_first"):
            return None
        words = self.dates.replace("_", " ")
        other = self.month_first if self.dates == "day_first" else self.day_first
        against = f"; {other:,} rows can only be the other way and will be put aside" if other else ""
        decider = self.examples[self.dates]
        return f"Dates in {column!r} are read {words}, as {decider!r} can be nothing else{against}."


def _is_time(text: pl.Series) -> pl.Series:
    form = pl.Series(text.name, [False]).new_from_index(0, len(text)) if len(text) else text.is_null()
    for pattern in (YEAR_FIRST, COMPACT, YEAR_LAST, DAY_THEN_NAME, NAME_THEN_DAY):
        form = form | text.str.contains(pattern)
    return form & TimeReader("iso").read(text).is_not_null()
