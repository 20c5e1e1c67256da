"""Times are read to the microsecond, in UTC, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.evidence.times import TimeReader

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RECENT = st.datetimes(
    min_value=datetime.fromisoformat("1980-01-02"), max_value=datetime.fromisoformat("2030-01-01")
)
"""Years on whose clock changes all editions of the time zone database agree."""
MOMENTS = st.datetimes(
    min_value=datetime.fromisoformat("1900-01-02"), max_value=datetime.fromisoformat("2199-12-30")
)


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def read(*values: str | None, dates: str = "iso", zone: str = "UTC") -> list[int | None]:
    return TimeReader(dates, zone).read(pl.Series("t", values, dtype=pl.String)).to_list()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04 05:06:07",
        "2026-03-04T05:06:07Z",
        "2026-03-04T05:06:07+00:00",
        "2026-03-04T06:06:07+01:00",
        "2026-03-04 06:06:07+0100",
        "2026-03-03T21:36:07-07:30",
        "2026-03-04 05:06:07 UTC",
        "2026/03/04 05:06:07",
        "2026.3.4 5:06:07",
        "2026-03-04 05:06:07.000000000",
        "2026-03-04 05:06:07,000",
        "20260304T050607",
        "20260304050607",
        "4.3.2026 05:06:07",
        "4 Mar 2026 05:06:07",
        "Wed, 04 Mar 2026 05:06:07 GMT",
        "04/Mar/2026:05:06:07 +0000",
        "March 4, 2026 5:06:07 AM",
        "04-Mar-26 05:06:07",
        "  2026-03-04 05:06:07  ",
    ],
)
def test_one_moment_has_many_spellings(text: str) -> None:
    expected = micros(datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert read(text) == [expected]
    assert read(text, "no time", None) == [expected, None, None]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [("day_first", datetime(2026, 4, 3, tzinfo=UTC)), ("month_first", datetime(2026, 3, 4, tzinfo=UTC))],
)
def test_slashed_dates_are_read_as_told(dates: str, expected: datetime) -> None:
    assert read("03/04/2026", "03-04-2026", "3/4/26", dates=dates) == [micros(expected)] * 3


def test_slashed_dates_are_not_read_where_nobody_said_how() -> None:
    assert read("03/04/2026") == [None]
    assert "does not fit" in TimeReader("iso").reason("03/04/2026")


def test_afternoons_are_told_by_their_letters() -> None:
    hours = [micros(datetime(2026, 1, 2, hour, 30, tzinfo=UTC)) for hour in (0, 12, 23)]
    assert (
        read("02/01/2026 12:30 AM", "02/01/2026 12:30 pm", "02/01/2026 11:30 p.m.", dates="day_first")
        == hours
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "2026-01-01 24:00:00",
        "2026-01-01 10:60",
        "2026-01-01 10:00:60",
        "13:00 PM",
        "2026-01-01 13:00 PM",
        "1899-12-30",
        "0001-01-01 00:00:00",
        "9999-12-31",
        "2026-01-01 10:00+25:00",
        "12",
    ],
)
def test_what_is_no_believable_time_is_not_read(text: str) -> None:
    assert read(text) == [None]
    assert TimeReader("iso").reason(text).split(":")[0] in {"no time", "unreadable time", "unbelievable time"}


def test_digits_beyond_the_microsecond_are_cut_off() -> None:
    base = micros(datetime(2015, 9, 9, 8, 41, 16, 933000, tzinfo=UTC))
    assert read("2015-09-09 08:41:16.933000999", "2015-09-09 08:41:16.933") == [base, base]
    assert read("1969-12-31 23:59:59.9999999") == [-1]


@settings(deadline=None)
@given(st.lists(MOMENTS, min_size=1, max_size=20), st.booleans())
def test_the_quick_way_and_the_careful_way_agree(moments: list[datetime], with_zone: bool) -> None:
    texts = [
        moment.isoformat(sep=" ", timespec="microseconds") + ("+02:00" if with_zone else "")
        for moment in moments
    ]
    shift = timedelta(hours=2 if with_zone else 0)
    expected = [micros(moment.replace(tzinfo=UTC) - shift) for moment in moments]
    assert read(*texts) == expected
    assert read(*texts, "nothing")[:-1] == expected


@settings(deadline=None)
@given(
    MOMENTS,
    st.sampled_from(["%d/%m/%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d %b %Y %H:%M:%S", "%b %d, %Y %I:%M:%S %p"]),
)
def test_every_spelling_says_what_the_calendar_says(moment: datetime, form: str) -> None:
    moment = moment.replace(microsecond=0, year=max(1901, moment.year))
    assert read(moment.strftime(form), dates="day_first") == [micros(moment.replace(tzinfo=UTC))]


@settings(deadline=None)
@given(RECENT, st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "UTC"]))
def test_a_naive_time_is_taken_in_the_zone_that_was_named(moment: datetime, zone: str) -> None:
    moment = moment.replace(microsecond=0)
    there = moment.replace(tzinfo=ZoneInfo(zone))
    exists = there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == moment
    expected = micros(there.astimezone(UTC)) if exists else None
    assert read(moment.isoformat(), zone=zone) == [expected]


def test_an_hour_that_the_clocks_leave_out_is_no_time_and_one_they_repeat_is_its_first() -> None:
    left_out, repeated = "2026-03-29 02:30:00", "2026-10-25 02:30:00"
    first_pass = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    assert read(left_out, repeated, zone="Europe/Amsterdam") == [None, micros(first_pass)]
    assert "clocks" in TimeReader("iso", "Europe/Amsterdam").reason(left_out)


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ("epoch_s", "1541105830.796"),
        ("epoch_ms", "1541105830796"),
        ("epoch_ms", "1541105830796.0"),
        ("epoch_us", "1541105830796000"),
        ("epoch_ns", "1541105830796000123"),
    ],
)
def test_epochs_are_read_in_their_unit(dates: str, text: str) -> None:
    expected = micros(datetime(2018, 11, 1, 20, 57, 10, 796000, tzinfo=UTC))
    assert read(text, "x", dates=dates) == [expected, None]


@pytest.mark.parametrize("text", ["99999999999999999999", "-99999999999999999999", "1e30", "nan", "inf"])
def test_numbers_beyond_all_times_are_not_read(text: str) -> None:
    assert [
        read(text, dates=dates) for dates in ("epoch_s", "epoch_ms", "epoch_us", "epoch_ns", "excel")
    ] == [[None]] * 5


def test_days_of_a_spreadsheet_are_read() -> None:
    expected = micros(datetime(2026, 3, 4, 12, tzinfo=UTC))
    assert read("46085.5", "46085", dates="excel") == [expected, expected - 43_200_000_000]


def test_times_of_typed_sources_keep_their_meaning() -> None:
    noon = datetime.fromisoformat("2026-03-04T12:00")
    for unit in ("ms", "us", "ns"):
        naive = pl.Series([noon]).cast(pl.Datetime(unit))
        assert TimeReader("iso").read(naive).to_list() == [micros(noon.replace(tzinfo=UTC))]
        zoned = naive.dt.replace_time_zone("Europe/Amsterdam")
        assert TimeReader("iso").read(zoned).to_list() == [
            micros(noon.replace(tzinfo=ZoneInfo("Europe/Amsterdam")))
        ]
    assert TimeReader("iso").read(pl.Series([date(2026, 3, 4)])).to_list() == [
        micros(datetime(2026, 3, 4, tzinfo=UTC))
    ]
