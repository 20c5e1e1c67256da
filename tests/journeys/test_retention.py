"""SPEC RT1 to RT5, OB1 to OB3."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.journeys.calendar import Period
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.log.index import moment
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError
from sojourn.journeys.observation import ObservedUntilError
from sojourn.journeys.retention import RetentionPeriodsError, RetentionQuestion, RetentionResult

from . import reference_calendar as reference
from .engines import CutEngine
from .reference import Event, as_rows
from .strategies import DAY, NAMES, logs

EVERY_NAME: list[Event] = [("zoe", name, 10**15 + number) for number, name in enumerate(NAMES)]
START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: float, *, hour: float = 12) -> datetime:
    return START + timedelta(days=number, hours=hour)


def shares(result: RetentionResult, cohort: int) -> list[float | None]:
    return [None if one is None else one.share for one in result.cohorts[cohort].periods]


@pytest.fixture
def shop() -> JourneyLog:
    return JourneyLog.from_events(
        [
            ("ann", "open", day(0)),
            ("ann", "buy", day(1)),
            ("ann", "open", day(3)),
            ("bea", "open", day(0)),
            ("cem", "open", day(1)),
            ("cem", "buy", day(2)),
            ("cem", "buy", day(2)),
            ("dov", "buy", day(4)),
        ]
    )


def test_by_hand(shop: JourneyLog) -> None:
    result = shop.retention(period="day", periods=3, observed_until=day(5))
    assert [(one.start, one.customers) for one in result.cohorts] == [
        (date(2026, 1, 1), 2),
        (date(2026, 1, 2), 1),
        (date(2026, 1, 5), 1),
    ]
    assert shares(result, 0) == [1, 0.5, 0, 0.5]
    assert shares(result, 1) == [1, 1, 0, 0]
    assert shares(result, 2) == [1, None, None, None]
    assert [(one.active, one.customers) for one in result.overall if one] == [(4, 4), (2, 3), (0, 3), (1, 3)]


def test_unbounded_counts_who_was_there_later_too(shop: JourneyLog) -> None:
    result = shop.retention(period="day", periods=3, unbounded=True, observed_until=day(5))
    assert shares(result, 0) == [1, 0.5, 0.5, 0.5]
    assert shares(result, 1) == [1, 1, 0, 0]


def test_a_start_and_an_event_of_ones_own(shop: JourneyLog) -> None:
    result = shop.retention(start="open", event=("buy",), period="day", periods=2, observed_until=day(5))
    assert (result.customers, result.started, result.start, result.event) == (4, 3, "open", "buy")
    assert shares(result, 0) == [0, 0.5, 0]
    assert shares(result, 1) == [0, 1, 0]


@settings(max_examples=60)
@given(
    events=logs(),
    start=st.none() | st.sampled_from(NAMES),
    event=st.none() | st.sampled_from(NAMES),
    period=st.sampled_from(["day", "week", "month"]),
    unbounded=st.booleans(),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
    cuts=st.lists(st.integers(0, 10), max_size=3),
)
def test_equals_the_obvious_answer(
    events: list[Event],
    start: str | None,
    event: str | None,
    period: Period,
    unbounded: bool,
    zone: str,
    cuts: list[int],
) -> None:
    events = [(who, name, time + 20_000 * DAY) for who, name, time in events] + [
        (who, name, 20_000 * DAY) for who, name, _ in EVERY_NAME
    ]
    asked: dict[str, Any] = {
        "start": start,
        "event": event,
        "period": period,
        "periods": 4,
        "unbounded": unbounded,
        "zone": zone,
    }
    log = JourneyLog.from_events(as_rows(events))
    result = log.retention(**asked, observed_until=log.last)
    cohorts, active = reference.retention(events, **asked)
    assert {one.start: one.customers for one in result.cohorts} == cohorts
    seen = {
        (one.start, number): cell.active
        for one in result.cohorts
        for number, cell in enumerate(one.periods)
        if cell is not None
    }
    assert seen == {place: active.get(place, 0) for place in seen}
    assert log.on(CutEngine(cuts)).retention(**asked, observed_until=log.last) == result
    last = reference.period_of(max(time for *_, time in events), period, zone)
    for one in result.cohorts:
        over = reference.periods_between(one.start, last, period)
        assert [cell is not None for cell in one.periods] == [number < over for number in range(5)]


def test_shifting_by_whole_weeks_changes_no_count() -> None:
    rows = [("ann", "open", day(0)), ("ann", "buy", day(8)), ("bea", "open", day(9)), ("bea", "buy", day(30))]
    later = [(who, name, time + timedelta(weeks=5)) for who, name, time in rows]
    one, other = (JourneyLog.from_events(events).retention() for events in (rows, later))
    assert one.overall == other.overall
    assert [cohort.periods for cohort in one.cohorts] == [cohort.periods for cohort in other.cohorts]


def test_local_days_part_what_utc_puts_together() -> None:
    log = JourneyLog.from_events(
        [("ann", "open", "2026-06-01T21:30:00Z"), ("ann", "open", "2026-06-01T22:30:00Z")]
    )
    until = datetime(2026, 6, 9, tzinfo=UTC)
    one = log.retention(period="day", periods=1, observed_until=until)
    other = log.retention(period="day", periods=1, zone="Europe/Berlin", observed_until=until)
    assert [shares(one, 0), shares(other, 0)] == [[1, 0], [1, 1]]


def test_a_period_that_is_not_over_has_no_share() -> None:
    rows = [("ann", "open", "2026-01-05T10:00:00Z"), ("bea", "open", "2026-01-31T14:00:00Z")]
    log = JourneyLog.from_events(rows)
    # The month's last day is taken as observed; a day that goes on is not.
    assert shares(log.retention(period="month", periods=1), 0) == [1, None]
    assert shares(log.retention(period="day", periods=26), 0)[-2:] == [0, None]
    # To the end of a week there is one more day.
    assert shares(log.retention(period="week", periods=3), 0) == [1, 0, 0, None]
    assert shares(
        log.retention(period="week", periods=3, observed_until=datetime(2026, 2, 2, tzinfo=UTC)), 0
    ) == [
        *(1, 0, 0, 0),
    ]


def test_a_log_of_dates_and_the_last_hour_of_a_day_are_whole_days() -> None:
    for last in ("2026-01-06T00:00:00Z", "2026-01-06T23:10:00Z"):
        log = JourneyLog.from_events([("ann", "open", "2026-01-05T00:00:00Z"), ("ann", "open", last)])
        assert shares(log.retention(period="day", periods=2), 0) == [1, 1, None]
        assert log.retention(period="day").observed_until == datetime(2026, 1, 7, tzinfo=UTC)


def test_a_segment_is_observed_as_long_as_the_log_is() -> None:
    log = JourneyLog.from_events(
        [("ann", "open", day(0)), ("bea", "open", day(0)), ("bea", "buy", day(40))]
    ).where("not did buy")
    assert log.customers == 1
    assert shares(log.retention(period="week", periods=5), 0) == [1, 0, 0, 0, 0, 0]


def test_a_selected_period_ends_the_observation() -> None:
    log = JourneyLog.from_events([("ann", "open", day(0)), ("ann", "buy", day(40))])
    assert shares(log.between(until=day(12, hour=0)).retention(period="day", periods=12), 0)[10:] == [
        0,
        0,
        None,
    ]


def test_questions_that_cannot_be_are_refused(shop: JourneyLog) -> None:
    with pytest.raises(UnknownEventError):
        shop.retention(start="opened")
    with pytest.raises(ObservedUntilError, match="for their last event is at 2026-01-05"):
        shop.retention(observed_until=day(1))
    with pytest.raises(RetentionPeriodsError, match="1 to 400"):
        shop.retention(periods=0)
    long = JourneyLog.from_events([("ann", "open", moment(0)), ("ann", "open", moment(10**15 * 8))])
    with pytest.raises(RetentionPeriodsError, match="a table holds"):
        long.retention(period="day", periods=400)


def test_the_question_travels(shop: JourneyLog) -> None:
    question = RetentionQuestion(start=("open", "buy"), period="day", observed_until=day(5))
    assert RetentionQuestion.from_json(question.to_json()) == question
    tables = shop.ask(question).tables()
    assert [table.name for table in tables] == ["retention", "cells", "overall"]
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert {one.key for one in shop.ask(question).estimates()} >= {("day 1", "share")}
    assert shop.on(LocalEngine(threads=2)).ask(question) == shop.ask(question)
