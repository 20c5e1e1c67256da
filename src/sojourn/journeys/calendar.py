"""Days, weeks and months as people live them: by the clock and the calendar of a place (SPEC CA1 to CA4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError, suggestion
from sojourn.journeys.selection import LATEST_US

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

Period = Literal["day", "week", "month"]
"""How long a period of the calendar is. Weeks begin on Monday (ISO 8601)."""

ZoneName = Annotated[str, Field(max_length=100)]
"""A time zone by its name in the IANA database: ``Europe/Berlin``."""

MOST_PERIODS: Final = 100_000
"""So many days are 270 years; more are the work of a wrong date, and would cost memory."""
LENGTHS: Final[dict[Period, int]] = {"day": 1, "week": 7, "month": 30}
"""How many days each period has at least, or nearly so."""
MOST_SLOTS: Final = 1 << 20
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
SECOND_US: Final = 1_000_000
DAY: Final = timedelta(days=1)


class UnknownZoneError(UsageError):
    """There is no such time zone."""


class TooManyPeriodsError(UsageError):
    """The journeys reach over more periods than can be told apart."""


def zone_of(name: str) -> tzinfo:
    """The time zone of a name in the IANA database, such as ``Europe/Berlin``; ``UTC`` for none.

    Raises:
        UnknownZoneError: There is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZoneError(
            f"There is no time zone {name!r}. {suggestion(name, sorted(available_timezones()), shown=3)}"
        ) from None


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches of time without a gap between them, and a table that finds the one a time lies in.

    Attributes:
        bounds: int64[stretches + 1]; microseconds at which each begins, and at which the last one ends.
        slots: int32[…]; the stretch in which each slot of ``2 ** shift`` microseconds begins.
        shift: A slot is no longer than the shortest stretch, so a time is at most a few steps from its own.
    """

    bounds: Int64s
    slots: Int32s
    shift: int

    @classmethod
    def between(cls, bounds: Int64s) -> Stretches:
        """Those between rising ``bounds``; where two are equal, the stretch between them holds nothing."""
        lengths = np.diff(bounds)
        reach = int(bounds[-1]) - int(bounds[0])
        shift = int(lengths[lengths > 0].min()).bit_length() - 1
        while reach >> shift >= MOST_SLOTS:
            shift += 1
        begins = int(bounds[0]) + (np.arange((reach >> shift) + 1, dtype=np.int64) << shift)
        slots = np.searchsorted(bounds, begins, side="right").astype(np.int32) - np.int32(1)
        return cls(bounds, np.minimum(slots, np.int32(lengths.size - 1)), shift)

    @property
    def count(self) -> int:
        """How many stretches there are."""
        return self.bounds.size - 1


@dataclass(frozen=True, slots=True, eq=False)
class LocalPeriods:
    """The days, weeks or months of a place that a span of time reaches over.

    Attributes:
        stretches: From when to when each lasts.
        starts: The first date of each.
    """

    stretches: Stretches
    starts: tuple[date, ...]


@lru_cache(maxsize=16)
def local_periods(first_us: int, last_us: int, *, period: Period, zone: str) -> LocalPeriods:
    """The periods of the calendar from the one that holds ``first_us`` to the one that holds ``last_us``.

    A period begins at the first moment at which the clocks of the place show its first date (CA1); so days on
    which clocks change have 23 or 25 hours.

    Args:
        first_us, last_us: Microseconds since 1970-01-01 UTC.
        period: How long each is.
        zone: Name of the time zone.

    Raises:
        UnknownZoneError: There is no such zone.
        TooManyPeriodsError: They are more than 100,000.
    """
    place = zone_of(zone)
    try:
        begin, end = (_date_at(moment, place) + way * DAY for moment, way in ((first_us, -1), (last_us, 1)))
    except OverflowError:
        raise TooManyPeriodsError(
            "The journeys reach to the year 1 or 9999, the edge of the calendar. Leave out wrong dates: "
            "select a period."
        ) from None
    if (end - begin).days > MOST_PERIODS * LENGTHS[period]:
        raise TooManyPeriodsError(
            f"The journeys reach from {begin} to {end}: too many {period}s to tell apart. "
            "Leave out wrong dates: select a period. Or count in longer ones."
        )
    # Clocks that were turned back over midnight show the last day's date again: one day more on either side.
    starts = list(_starts(begin, end, period))
    bounds = np.array([*(_begin_us(start, place) for start in starts), LATEST_US], np.int64)
    bounds[-1] = _begin_us(after, place) if (after := _after(starts[-1], period)) else LATEST_US
    bounds = np.maximum.accumulate(bounds)
    low = int(np.searchsorted(bounds, first_us, side="right")) - 1
    high = int(np.searchsorted(bounds, last_us, side="right"))
    return LocalPeriods(Stretches.between(bounds[low : high + 1]), tuple(starts[low:high]))


@dataclass(frozen=True, slots=True, eq=False)
class LocalClock:
    """What the clocks of a place show over a span of time.

    Attributes:
        stretches: Stretches in which the clocks were not changed.
        ahead_us: int64[stretches]; how far they are ahead of UTC, in microseconds.
    """

    stretches: Stretches
    ahead_us: Int64s


@lru_cache(maxsize=16)
def local_clock(first_us: int, last_us: int, *, zone: str) -> LocalClock:
    """The clock of a zone from ``first_us`` to ``last_us``; found by looking at it every day.

    Raises:
        UnknownZoneError: There is no such zone.
        TooManyPeriodsError: The span is longer than 100,000 days.
    """
    place = zone_of(zone)
    day_us = 86_400 * SECOND_US
    if (last_us - first_us) // day_us > MOST_PERIODS:
        raise TooManyPeriodsError(
            f"The journeys reach over {(last_us - first_us) // day_us:,} days: too many to look at the clock "
            "of each. Leave out wrong dates with a period."
        )
    bounds, ahead = [first_us], [_ahead_us(first_us, place)]
    for probe in (*range(first_us + day_us, last_us, day_us), last_us):
        now = _ahead_us(probe, place)
        if now != ahead[-1]:
            bounds.append(_changed_at(probe - day_us, probe, place))
            ahead.append(now)
    return LocalClock(Stretches.between(np.array([*bounds, last_us + 1])), np.array(ahead, np.int64))


def _date_at(moment_us: int, place: tzinfo) -> date:
    return (EPOCH + timedelta(microseconds=moment_us)).astimezone(place).date()


def _starts(begin: date, end: date, period: Period) -> Iterator[date]:
    """The first dates of the periods that hold the dates from ``begin`` to ``end``."""
    start: date | None = _start_of(begin, period)
    while start is not None and start <= end:
        yield start
        start = _after(start, period)


def _start_of(day: date, period: Period) -> date:
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else day


def _after(start: date, period: Period) -> date | None:
    """The first date of the next period; ``None`` at the end of the calendar."""
    try:
        if period == "month":
            return (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        return start + timedelta(days=7 if period == "week" else 1)
    except OverflowError:
        return None


def _begin_us(day: date, place: tzinfo) -> int:
    """The first moment at which the clocks show ``day`` (CA1)."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=place)
    before, after = _offset_us(midnight), _offset_us(midnight.replace(fold=1))
    naive = (midnight.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
    if after > before:
        # Clocks are put forward over midnight: the day begins when they are, wherever they stood then.
        return _changed_at(naive - after, naive - before, place)
    return naive - before


def _offset_us(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else offset // timedelta(microseconds=1)


def _ahead_us(moment_us: int, place: tzinfo) -> int:
    return _offset_us((EPOCH + timedelta(microseconds=moment_us)).astimezone(place))


def _changed_at(low_us: int, high_us: int, place: tzinfo) -> int:
    """When the clocks were changed after ``low_us`` and at ``high_us`` at the latest, to the second."""
    was = _ahead_us(low_us, place)
    low, high = low_us // SECOND_US, -(-high_us // SECOND_US)
    while high - low > 1:
        middle = (low + high) // 2
        if _ahead_us(middle * SECOND_US, place) == was:
            low = middle
        else:
            high = middle
    return high * SECOND_US
