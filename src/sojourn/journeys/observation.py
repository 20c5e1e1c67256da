"""Until when journeys were watched: what has not happened by then may still happen (SPEC OB1 to OB3)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from sojourn.core.errors import UsageError
from sojourn.journeys.calendar import Period, local_periods
from sojourn.journeys.log.index import moment
from sojourn.journeys.selection import microseconds

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

HOUR_US: Final = 3_600_000_000


class ObservedUntilError(UsageError):
    """The journeys are said to be observed until a time before their last event."""


def observed_until(log: JourneyLog, given: datetime | None = None) -> int:
    """Until when the selected journeys were observed, in microseconds since 1970-01-01 UTC.

    Without ``given`` that is the time of the last event of the whole log, whoever is selected, or the end of
    the selected period where that is earlier: a segment's silence is known as long as the log goes on.

    Args:
        log: The journeys.
        given: The time, where it is known; without a time zone it is taken for UTC.

    Raises:
        ObservedUntilError: ``given`` is before the last of the selected events.
    """
    if given is None:
        until = log.selection.bounds_us[1]
        end = log.source.bounds_us[1]
        return min(until, end)
    if microseconds(given) < microseconds(log.last):
        raise ObservedUntilError(
            f"The journeys cannot have been observed until {moment(microseconds(given)):%Y-%m-%d %H:%M:%S} "
            f"UTC, for their last event is at {log.last:%Y-%m-%d %H:%M:%S} UTC. "
            "Give a later time, or select a period that ends then."
        )
    return microseconds(given)


def observed_periods_until(
    log: JourneyLog, given: datetime | None = None, *, period: Period, zone: str
) -> int:
    """As ``observed_until``, for periods of the calendar: one that lacks little is over (OB3).

    Without ``given`` the day of the log's last event counts as observed to its end, for weeks and months; for
    days themselves only where the last event is in the day's last hour, or at its midnight, for then the log
    tells days and no hours.

    Args:
        log: The journeys.
        given: The time, where it is known; it is taken as it is.
        period: What is to be over.
        zone: Time zone of the calendar.
    """
    until, end = log.selection.bounds_us[1], log.source.bounds_us[1]
    if given is not None or until <= end:
        return observed_until(log, given)
    begins, ends = local_periods(end, end, period="day", zone=zone).stretches.bounds.tolist()
    is_whole = period != "day" or end == begins or ends - end <= HOUR_US
    return min(until, ends) if is_whole else end
