"""When customers come: the seasons of a garden store, the hours of a day, and who works when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sojourn.evidence.simulator.chance import between, compiled, uniform

DAY: Final = 86_400
HOUR: Final = 3_600
MONTHS: Final = (0.45, 0.60, 1.20, 1.75, 1.85, 1.40, 0.95, 0.80, 0.90, 0.75, 0.60, 0.95)
"""How much is wanted in each month, beside an average month: spring is the season of a garden store."""
MONTHS_OF_GIFTS: Final = (0.30, 0.75, 0.55, 0.80, 1.10, 0.70, 0.50, 0.45, 0.55, 0.75, 1.75, 3.80)
"""The same for those who buy presents."""
WEEKDAYS: Final = (1.00, 0.92, 0.92, 0.97, 0.95, 1.08, 1.16)
"""Monday to Sunday."""
HOURS_ONLINE: Final = (
    5,
    3,
    2,
    1,
    1,
    2,
    5,
    12,
    20,
    26,
    30,
    32,
    36,
    34,
    30,
    30,
    32,
    38,
    46,
    58,
    66,
    60,
    40,
    18,
)
"""Visits in each hour of the day, in no unit."""


def seasons(start: date, days: int) -> npt.NDArray[np.float64]:
    """How much is wanted on each day: row 0 for the garden, row 1 for presents; 1 is an average day.

    The months flow into each other, so that no season begins overnight.
    """
    table = np.empty((2, days))
    for offset in range(days):
        day = start + timedelta(days=offset)
        middle = (day.day - 15.5) / 30.5
        near = (day.month - 1 + (1 if middle > 0 else -1)) % 12
        for row, months in enumerate((MONTHS, MONTHS_OF_GIFTS)):
            month = months[day.month - 1] * (1 - abs(middle)) + months[near] * abs(middle)
            table[row, offset] = month * WEEKDAYS[day.weekday()]
    return table


def hours_of_the_day() -> npt.NDArray[np.float64]:
    """The part of a day's visits that is over at the end of each hour."""
    heights = np.array(HOURS_ONLINE, dtype=np.float64)
    return np.asarray(np.cumsum(heights) / heights.sum(), dtype=np.float64)


def bad_week(start: int, days: int) -> tuple[int, int]:
    """From and until when (seconds since 1970 UTC) the payment page is broken: in a year's spring rush."""
    first = start + int(days * 0.36) * DAY
    return first, first + 7 * DAY


@compiled
def moment_online(me: Any, hours: Any, day: int) -> int:
    """A second of the day that begins at ``day``, as likely as people are online then."""
    place = uniform(me)
    hour = 0
    while hour < 23 and hours[hour] < place:
        hour += 1
    return int(day + hour * HOUR + uniform(me) * HOUR)


@compiled
def moment_at_work(me: Any, earliest: int, opens: int, closes: int) -> int:
    """A second not before ``earliest``, Monday to Saturday between the hours ``opens`` and ``closes``."""
    day = earliest - earliest % DAY
    low = max(float(earliest), float(day + opens * HOUR))
    if low >= day + closes * HOUR:
        day += DAY
        low = float(day + opens * HOUR)
    # 1 January 1970 was a Thursday: Monday is 0 when three days are added.
    if (day // DAY + 3) % 7 == 6:
        day += DAY
        low = float(day + opens * HOUR)
    return int(between(me, low, float(day + closes * HOUR)))
