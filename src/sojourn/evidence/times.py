"""Times as sources write them, brought to microseconds since 1970 in UTC, without a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

DAY_US: Final = 86_400_000_000
EARLIEST_US: Final = -70 * 365 * DAY_US - 17 * DAY_US
"""1 January 1900. Spreadsheets and databases write 'no date' as a day before it."""
LATEST_US: Final = (230 * 365 + 56) * DAY_US
"""1 January 2200. Later dates stand for 'for ever'."""
EXCEL_ZERO_US: Final = -25_569 * DAY_US

_CLOCK = (
    r"(?:(?:,?[ T]+|:)(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?)?"
    r" *(?P<half>[AaPp]\.?[Mm]\.?)? *(?P<zone>Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
YEAR_FIRST: Final = r"^(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})" + _CLOCK
COMPACT: Final = (
    r"^(?P<year>(?:19|20|21)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:[T ]?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})(?:[.,]?(?P<fraction>[0-9]{1,9}))?"
    r" *(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$"
)
YEAR_LAST: Final = (
    r"^(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second_part>[0-9]{1,2})[-/.](?P<year>[0-9]{4}|[0-9]{2})"
    + _CLOCK
)
_WEEKDAY = r"^(?:[A-Za-z]{3,9}\.?,? +)?"
DAY_THEN_NAME: Final = (
    _WEEKDAY
    + r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ /-]"
    + _NAMED_MONTH
    + r",?[ /-](?P<year>[0-9]{4}|[0-9]{2})"
    + _CLOCK
)
NAME_THEN_DAY: Final = (
    _WEEKDAY + _NAMED_MONTH + r" +(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{4})" + _CLOCK
)
NUMBER: Final = r"^-?[0-9]{1,20}(?:\.[0-9]+)?(?:[eE]\+?[0-9]{1,2})?$"
EPOCHS: Final = {"epoch_s": 1_000_000.0, "epoch_ms": 1_000.0, "epoch_us": 1.0, "epoch_ns": 0.001}


@dataclass(frozen=True, slots=True)
class TimeReader:
    """Reads one column of times.

    Args:
        dates: One of ``mapping.DATES`` but ``auto``.
        timezone: Zone of the times that carry none.
    """

    dates: str
    timezone: str = "UTC"

    def read(self, column: pl.Series) -> pl.Series:
        """Microseconds since 1970 in UTC (int64); null where there is no believable time.

        Of finer times the digits beyond the microsecond are cut off. An hour that a change of clocks
        repeats is taken as its first pass; one that it leaves out does not exist and gives null.
        """
        micros = self._micros(column)
        return micros.set(((micros < EARLIEST_US) | (micros >= LATEST_US)).fill_null(value=False), None)

    def reason(self, text: str | None) -> str:
        """Why a value that ``read`` gave null for is no time."""
        value = (text or "").strip()
        if not value or value.lower() in MISSING:
            return "no time"
        micros = TimeReader(self.dates).without_limits(value)
        if micros is None:
            hint = self._hint(value)
            return f"unreadable time: {value!r}{hint}"
        if not EARLIEST_US <= micros < LATEST_US:
            return f"unbelievable time: {value!r} lies outside the years 1900 to 2199"
        return f"time left out by the clocks: {value!r} does not exist in {self.timezone}"

    def without_limits(self, value: str) -> int | None:
        """One value, whatever its year."""
        found: int | None = self._micros(pl.Series([value]))[0]
        return found

    def _hint(self, value: str) -> str:
        if self.dates in ("iso", "day_first", "month_first") and re.match(YEAR_LAST, value):
            return f" does not fit the dates of this source, which are read as {self.dates.replace('_', ' ')}"
        return ""

    def _micros(self, column: pl.Series) -> pl.Series:
        if column.dtype == pl.Datetime:
            return self._native(column)
        if column.dtype == pl.Date:
            return self._native(column.cast(pl.Datetime("us")))
        if column.dtype.is_numeric():
            if self.dates in EPOCHS or self.dates == "excel":
                return self._numbers(column)
            column = _whole_as_text(column)
        text = column.cast(pl.String).str.strip_chars()
        if self.dates in EPOCHS or self.dates == "excel":
            return self._numbers(text.set(~text.str.contains(NUMBER).fill_null(value=False), None))
        return self._written(text)

    def _native(self, column: pl.Series) -> pl.Series:
        zone = getattr(column.dtype, "time_zone", None)
        if zone is None:
            return self._from_local(_to_microseconds(column))
        return _to_microseconds(column.dt.convert_time_zone("UTC"))

    def _from_local(self, micros: pl.Series) -> pl.Series:
        if self.timezone in ("UTC", "Etc/UTC"):
            return micros
        outside = (micros < EARLIEST_US) | (micros >= LATEST_US)
        local = micros.set(outside.fill_null(value=False), 0).cast(pl.Datetime("us"))
        zoned = local.dt.replace_time_zone(self.timezone, ambiguous="earliest", non_existent="null")
        return (
            zoned.dt.convert_time_zone("UTC").to_physical().zip_with(~outside.fill_null(value=False), micros)
        )

    def _numbers(self, column: pl.Series) -> pl.Series:
        if column.dtype.is_integer() or (
            column.dtype == pl.String and not column.str.contains("[.eE]").any()
        ):
            whole = column.cast(pl.Int64, strict=False)
            return self._whole_numbers(whole)
        number = column.cast(pl.Float64, strict=False)
        if self.dates == "excel":
            micros = (number * 86_400_000).round() * 1000 + EXCEL_ZERO_US
        else:
            micros = (number * EPOCHS[self.dates]).round()
        believable = micros.is_finite() & (micros.abs() < 2**62)
        return micros.set(~believable.fill_null(value=False), None).cast(pl.Int64)

    def _whole_numbers(self, whole: pl.Series) -> pl.Series:
        if self.dates == "epoch_ns":
            return whole // 1000
        if self.dates == "epoch_us":
            return whole
        step = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "excel": DAY_US}[self.dates]
        whole = whole.set((whole.abs() > 2**62 // step).fill_null(value=False), None)
        return whole * step + (EXCEL_ZERO_US if self.dates == "excel" else 0)

    def _written(self, text: pl.Series) -> pl.Series:
        at_once = _all_iso(text)
        if at_once is not None:
            micros, zoned = at_once
            return micros if zoned else self._from_local(micros)
        found = np.zeros(len(text), dtype=np.int64)
        state = np.zeros(len(text), dtype=np.int8)  # 0 unread, 1 local, 2 with a zone
        for pattern in (YEAR_FIRST, YEAR_LAST, COMPACT, DAY_THEN_NAME, NAME_THEN_DAY):
            left = np.flatnonzero(state == 0)
            if not len(left):
                break
            _fill(text.gather(left), pattern, self.dates, at=left, micros=found, state=state)
        read = pl.Series(text.name, found)
        local = self._from_local(read.set(pl.Series(state != 1), None))
        return read.set(pl.Series(state == 0), None).zip_with(pl.Series(state != 1), local)


MISSING: Final = frozenset(
    {"", "null", "none", "nan", "nat", "\\n", "undefined", "(null)", "<na>", "n/a", "na", "-"}
)
"""What sources write where there is no value, in lower case."""


def _whole_as_text(column: pl.Series) -> pl.Series:
    return column.cast(pl.Int64, strict=False).cast(pl.String)


def _to_microseconds(column: pl.Series) -> pl.Series:
    unit = getattr(column.dtype, "time_unit", "us")
    physical = column.to_physical()
    return physical // 1000 if unit == "ns" else physical * 1000 if unit == "ms" else physical


def _all_iso(text: pl.Series) -> tuple[pl.Series, bool] | None:
    """The whole column at once, where every value has the same ISO form: the usual case, ten times as
    fast."""
    values = text.to_arrow().cast(pa.string())
    for kind, zoned in ((pa.timestamp("us"), False), (pa.timestamp("us", "UTC"), True)):
        try:
            parsed = pc.cast(values, kind)
        except pa.ArrowInvalid:
            continue
        return pl.Series(text.name, parsed.cast(pa.int64())).cast(pl.Int64), zoned
    return None


def _fill(
    text: pl.Series, pattern: str, dates: str, *, at: np.ndarray, micros: np.ndarray, state: np.ndarray
) -> None:
    """Read ``text`` by ``pattern`` and write what fits into ``micros`` and ``state`` at the places ``at``."""
    parts = text.str.extract_groups(pattern).struct.unnest()
    year, month, day, sure = _date(parts, dates)
    hour, sure_clock = _hour(parts)
    minute, second = _whole(parts, "minute", 0), _whole(parts, "second", 0)
    fraction = _fraction(parts)
    offset, zoned, sure_zone = _zone(parts, len(text))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    length = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[np.clip(month, 0, 12)] + (
        leap & (month == 2)
    )
    sure &= (month >= 1) & (month <= 12) & (day >= 1) & (day <= length) & (year >= 1)
    sure &= sure_clock & (minute <= 59) & (second <= 59) & sure_zone
    clock = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    value = _days(year, month, day) * DAY_US + clock - offset * 60_000_000
    micros[at[sure]] = value[sure]
    state[at[sure]] = np.where(zoned, 2, 1)[sure]


def _whole(parts: pl.DataFrame, name: str, absent: int) -> np.ndarray:
    if name not in parts.columns:
        return np.full(parts.height, absent, dtype=np.int64)
    return parts[name].cast(pl.Int64, strict=False).fill_null(absent).to_numpy()


def _date(parts: pl.DataFrame, dates: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    year = _whole(parts, "year", -1)
    sure = year >= 0
    if "first" in parts.columns:
        first, second = _whole(parts, "first", 0), _whole(parts, "second_part", 0)
        dotted = (parts["mark"] == ".").fill_null(value=False).to_numpy()
        day_first = dotted | (dates == "day_first")
        sure = sure & (dotted | (dates in ("day_first", "month_first")))
        day, month = np.where(day_first, first, second), np.where(day_first, second, first)
    else:
        day = _whole(parts, "day", 0)
        month = _month(parts) if "name" in parts.columns else _whole(parts, "month", 0)
    if "year" in parts.columns:
        short = (parts["year"].str.len_chars() == 2).fill_null(value=False).to_numpy()
        year = np.where(short, np.where(year >= 69, year + 1900, year + 2000), year)
    return year, month, day, sure


def _month(parts: pl.DataFrame) -> np.ndarray:
    names = {name: number for number, name in enumerate(_MONTHS, 1)}
    short = parts["name"].str.to_lowercase().str.slice(0, 3)
    return short.replace_strict(names, default=0, return_dtype=pl.Int64).fill_null(0).to_numpy()


def _hour(parts: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    hour = _whole(parts, "hour", 0)
    if "half" not in parts.columns:
        return hour, hour <= 23
    half = parts["half"].str.slice(0, 1).str.to_lowercase()
    has = half.is_not_null().to_numpy()
    late = (half == "p").fill_null(value=False).to_numpy()
    sure = np.where(has, (hour >= 1) & (hour <= 12), hour <= 23)
    return np.where(has, hour % 12 + 12 * late, hour), sure


def _fraction(parts: pl.DataFrame) -> np.ndarray:
    digits = parts["fraction"].str.slice(0, 6).str.pad_end(6, "0")
    return digits.cast(pl.Int64, strict=False).fill_null(0).to_numpy()


def _zone(parts: pl.DataFrame, height: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    zone = parts["zone"]
    if zone.null_count() == height:
        return np.zeros(height, dtype=np.int64), np.zeros(height, dtype=bool), np.ones(height, dtype=bool)
    digits = zone.str.replace_all(r"[^0-9]", "")
    hours = digits.str.slice(0, 2).cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    minutes = digits.str.slice(2, 2).cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    sign = np.where(zone.str.starts_with("-").fill_null(value=False).to_numpy(), -1, 1)
    sure = (hours <= 23) & (minutes <= 59)
    return sign * (hours * 60 + minutes), zone.is_not_null().to_numpy(), sure


def _days(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Days since 1970-01-01 of a date of the Gregorian calendar.

    Counts from March, so that a leap day ends its year. Source: Hinnant, chrono-Compatible Low-Level Date
    Algorithms.
    """
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + day - 1
    days: np.ndarray = era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468
    return days
