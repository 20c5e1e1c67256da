"""SPEC CA1 to CA4: days, weeks, months and hours of a place."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.journeys.calendar import (
    Period,
    Stretches,
    TooManyPeriodsError,
    UnknownZoneError,
    local_clock,
    local_periods,
    zone_of,
)
from sojourn.journeys.kernels.calendar import hours_of_week, stretches_at
from sojourn.journeys.selection import microseconds

from . import reference_calendar as reference

HOUR = 3_600_000_000
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
PERIODS: tuple[Period, ...] = ("day", "week", "month")
moments = st.integers(microseconds(datetime(1990, 1, 1)), microseconds(datetime(2030, 1, 1)))  # noqa: DTZ001


def us(text: str) -> int:
    return microseconds(datetime.fromisoformat(text))


def lengths(stretches: Stretches) -> list[float]:
    return (np.diff(stretches.bounds) / HOUR).tolist()


@given(
    times=st.lists(moments, min_size=1, max_size=8),
    zone=st.sampled_from(ZONES),
    period=st.sampled_from(PERIODS),
)
def test_every_time_lies_in_the_period_its_local_date_says(
    times: list[int], zone: str, period: Period
) -> None:
    calendar = local_periods(min(times), max(times), period=period, zone=zone)
    table = (calendar.stretches.bounds, calendar.stretches.slots, calendar.stretches.shift)
    found = [calendar.starts[place] for place in stretches_at(np.array(times), *table)]
    assert found == [reference.period_of(time, period, zone) for time in times]
    assert calendar.stretches.bounds[0] <= min(times)
    assert calendar.stretches.bounds[-1] > max(times)


@given(times=st.lists(moments, min_size=1, max_size=8), zone=st.sampled_from(ZONES))
def test_every_time_is_at_the_hour_that_the_clocks_show(times: list[int], zone: str) -> None:
    clock = local_clock(min(times), max(times), zone=zone)
    table = (clock.stretches.bounds, clock.stretches.slots, clock.stretches.shift)
    found = hours_of_week(np.array(times), *table, clock.ahead_us).tolist()
    assert found == [reference.hour_of_week(time, zone) for time in times]


def test_days_on_which_clocks_change_have_23_and_25_hours() -> None:
    spring = local_periods(
        us("2024-03-30T12:00Z"), us("2024-04-01T12:00Z"), period="day", zone="Europe/Berlin"
    )
    assert [start.isoformat() for start in spring.starts] == ["2024-03-30", "2024-03-31", "2024-04-01"]
    assert lengths(spring.stretches) == [24, 23, 24]
    autumn = local_periods(
        us("2024-10-27T12:00Z"), us("2024-10-27T12:00Z"), period="day", zone="Europe/Berlin"
    )
    assert lengths(autumn.stretches) == [25]


def test_a_month_knows_its_leap_day_and_weeks_begin_on_monday() -> None:
    month = local_periods(us("2024-02-10"), us("2024-02-10"), period="month", zone="UTC")
    assert lengths(month.stretches) == [29 * 24]
    week = local_periods(us("2024-12-31"), us("2025-01-05T23:59"), period="week", zone="UTC")
    assert week.starts == (date(2024, 12, 30),)


def test_a_day_whose_midnight_does_not_exist_begins_when_clocks_are_put_forward() -> None:
    day = local_periods(
        us("2018-11-04T12:00Z"), us("2018-11-04T12:00Z"), period="day", zone="America/Sao_Paulo"
    )
    assert day.stretches.bounds.tolist() == [us("2018-11-04T03:00Z"), us("2018-11-05T02:00Z")]


def test_a_date_that_a_place_left_out_holds_nothing() -> None:
    days = local_periods(us("2011-12-29T12:00Z"), us("2011-12-31T12:00Z"), period="day", zone="Pacific/Apia")
    by_date = dict(zip(days.starts, lengths(days.stretches), strict=True))
    assert by_date[date(2011, 12, 30)] == 0
    table = (days.stretches.bounds, days.stretches.slots, days.stretches.shift)
    assert days.starts[stretches_at(np.array([us("2011-12-30T10:00Z")]), *table)[0]] == date(2011, 12, 31)


def test_a_date_shown_again_when_clocks_go_back_over_midnight_is_not_begun_twice() -> None:
    # At 00:01 on 29 October 2006 the clocks of Newfoundland went back to 23:01 of the 28th.
    days = local_periods(
        us("2006-10-28T12:00Z"), us("2006-10-29T12:00Z"), period="day", zone="America/St_Johns"
    )
    assert days.starts == (date(2006, 10, 28), date(2006, 10, 29))
    assert days.stretches.bounds[1] == us("2006-10-29T02:30Z")
    assert lengths(days.stretches) == [24, 25]


def test_zones_are_known_without_the_machines_own() -> None:
    assert zone_of("Asia/Kathmandu").utcoffset(datetime(2026, 1, 1, tzinfo=UTC)) == timedelta(
        hours=5, minutes=45
    )


@pytest.mark.parametrize("name", ["Europe/Berln", "", "../etc/passwd", "America", "/etc/localtime"])
def test_an_unknown_zone_is_said(name: str) -> None:
    with pytest.raises(UnknownZoneError, match="There is no time zone"):
        zone_of(name)


def test_wrong_dates_do_not_cost_memory() -> None:
    with pytest.raises(TooManyPeriodsError, match="too many days"):
        local_periods(us("1000-01-01"), us("2026-01-01"), period="day", zone="UTC")
    with pytest.raises(TooManyPeriodsError, match="edge of the calendar"):
        local_periods(us("0001-01-01"), us("0001-01-02"), period="month", zone="UTC")
    with pytest.raises(TooManyPeriodsError, match="days: too many"):
        local_clock(us("1000-01-01"), us("2026-01-01"), zone="UTC")
    far = local_periods(us("9999-12-30"), us("9999-12-30"), period="month", zone="UTC")
    assert far.starts == (date(9999, 12, 1),)
