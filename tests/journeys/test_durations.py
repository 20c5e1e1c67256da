"""SPEC DU1 to DU9, OB1, OB2, QU1 to QU3."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.journeys.durations import DurationsQuestion, DurationsResult, StartsBy
from sojourn.journeys.event_sets import EventSet, names_in
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError
from sojourn.journeys.spread import Spread, exact_sum, spread_of
from sojourn.journeys.stage_durations import StagesError

from . import reference, reference_calendar
from .engines import CutEngine
from .reference import Event, as_rows
from .strategies import NAMES, logs

EVERY_NAME: list[Event] = [("zoe", name, 10**15 + number) for number, name in enumerate(NAMES)]
US = 1_000_000

event_sets = st.sampled_from([*NAMES, NAMES[:2], NAMES[1:3]])


def figures(result: DurationsResult) -> Sequence[float | None]:
    return (
        *(result.median_seconds, result.p90_seconds, result.mean_seconds),
        *(result.min_seconds, result.max_seconds),
    )


def expected(spans: Sequence[int]) -> Sequence[float | None]:
    if not spans:
        return (None,) * 5
    return (
        *(reference.median(spans), reference.quantile(spans, Fraction(9, 10)), sum(spans) / len(spans) / US),
        *(min(spans) / US, max(spans) / US),
    )


@settings(max_examples=60)
@given(
    events=logs(),
    start=st.none() | event_sets,
    end=event_sets,
    cuts=st.lists(st.integers(0, 10), max_size=3),
)
def test_equals_the_obvious_answer(
    events: list[Event], start: EventSet | None, end: EventSet, cuts: list[int]
) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events))
    result = log.durations(start, end)
    ways = reference_calendar.ways(events, None if start is None else names_in(start), names_in(end))
    spans = [ended - begun for begun, ended in ways if ended is not None]
    assert (result.started, result.completed, result.not_completed) == (
        *(len(ways), len(spans), len(ways) - len(spans)),
    )
    assert figures(result) == pytest.approx(expected(spans))
    assert sum(one.customers for one in result.histogram) == len(spans)
    assert result.arrival is not None
    assert (result.arrival.customers, result.arrival.still_open) == (len(ways), len(ways) - len(spans))
    assert log.on(CutEngine(cuts)).durations(start, end) == result


@settings(max_examples=40)
@given(events=logs(), start=st.none() | st.sampled_from(NAMES))
def test_to_the_last_event_equals_the_obvious_answer(events: list[Event], start: str | None) -> None:
    events = events + EVERY_NAME
    result = JourneyLog.from_events(as_rows(events)).durations(start)
    started, spans = reference.durations(events, start, None)
    assert (result.started, result.completed) == (started, started)
    assert figures(result) == pytest.approx(expected(spans))
    assert result.arrival is None


@given(events=logs())
def test_the_histogram_adds_up_to_everybody_who_completed(events: list[Event]) -> None:
    result = JourneyLog.from_events(as_rows(events)).durations()
    assert sum(one.customers for one in result.histogram) == result.completed == result.customers
    assert result.histogram[0].low_seconds <= (result.min_seconds or 0)
    assert result.histogram[-1].high_seconds >= (result.max_seconds or 0)
    edges = [one.low_seconds for one in result.histogram]
    assert edges == sorted(set(edges))
    for one in result.histogram[:-1]:
        spans = reference.durations(events, None, None)[1]
        inside = sum(round(one.low_seconds * US) <= span < round(one.high_seconds * US) for span in spans)
        assert one.customers == inside


def test_nobody_on_the_way_gives_no_figures() -> None:
    result = JourneyLog.from_events([("ann", "pay", "2026-01-01"), ("ann", "open", "2026-01-02")]).durations(
        "open", "pay"
    )
    assert (result.started, result.completed, result.not_completed) == (1, 0, 1)
    assert result.to_json()["median_seconds"] is None
    assert result.histogram == ()
    assert result.arrival is not None
    assert result.arrival.median_seconds is None
    assert "<table" in result._repr_html_()


def test_open_journeys_are_waited_for_until_the_log_ends() -> None:
    log = JourneyLog.from_events(
        [
            *(("ann", "open", "2026-01-01"), ("ann", "pay", "2026-01-03")),
            *(("bea", "open", "2026-01-02"), ("bea", "look", "2026-01-03")),
            *(("cem", "open", "2026-01-01"), ("cem", "pay", "2026-01-09")),
            *(("dov", "open", "2026-01-05"), ("eva", "look", "2026-01-11")),
        ]
    )
    arrival = log.durations("open", "pay").arrival
    assert arrival is not None
    # 4 wait; 1 of 4 arrives after 2 d; dov is last seen after 6 d; 1 of 2 arrives after 8 d; bea after 9 d.
    assert [(point.seconds / 86_400, point.waiting, point.share) for point in arrival.curve] == [
        *((2, 4, 0.25), (8, 2, 0.625), (9, 1, 0.625)),
    ]
    assert arrival.median_seconds == 8 * 86_400
    later = log.durations("open", "pay", observed_until=datetime(2026, 1, 17, tzinfo=UTC)).arrival
    assert later is not None
    assert [(point.seconds / 86_400, point.waiting, point.share) for point in later.curve] == [
        *((2, 4, 0.25), (8, 3, 0.5), (15, 1, 0.5)),
    ]
    segment = log.where("not did look").durations("open", "pay").arrival
    assert segment is not None
    assert segment.curve[-1].seconds == 8 * 86_400


@settings(max_examples=40)
@given(
    events=logs(),
    by=st.sampled_from(["hour", "day", "week", "month"]),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe"]),
    cuts=st.lists(st.integers(0, 10), max_size=3),
)
def test_starts_are_set_side_by_side_by_the_local_clock(
    events: list[Event], by: StartsBy, zone: str, cuts: list[int]
) -> None:
    events = [*events, *((who, name, number) for number, (who, name, _) in enumerate(EVERY_NAME))]
    log = JourneyLog.from_events(as_rows(events))
    result = log.durations("open", "buy", by=by, zone=zone)
    groups: dict[int | date, list[int | None]] = {}
    for begun, ended in reference_calendar.ways(events, ["open"], ["buy"]):
        key: int | date = (
            reference_calendar.hour_of_week(begun, zone)
            if by == "hour"
            else reference_calendar.period_of(begun, by, zone)
        )
        groups.setdefault(key, []).append(None if ended is None else ended - begun)
    if by == "hour":
        assert [(one.weekday, one.hour) for one in result.starts] == [
            (day, hour) for day in range(1, 8) for hour in range(24)
        ]
    seen = {
        one.start or ((one.weekday or 0) - 1) * 24 + (one.hour or 0): one
        for one in result.starts
        if one.started
    }
    assert seen.keys() == groups.keys()
    for key, spans in groups.items():
        known = [span for span in spans if span is not None]
        assert (seen[key].started, seen[key].completed) == (len(spans), len(known))
        assert seen[key].median_seconds == pytest.approx(reference.median(known) if known else None)
    assert log.durations("open", "buy").median_seconds == result.median_seconds
    assert log.on(CutEngine(cuts)).durations("open", "buy", by=by, zone=zone) == result


@settings(max_examples=60)
@given(events=logs(), cuts=st.lists(st.integers(0, 10), max_size=3))
def test_stages_equal_the_obvious_answer(events: list[Event], cuts: list[int]) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events))
    stages = {"look": ["open", "view"], "order": ["buy"], "settle": ["pay"]}
    told = log.durations(stages=stages).stages
    stage_of = {"open": 0, "view": 0, "buy": 1, "pay": 2}
    inside, onward = reference_calendar.stages(events, stage_of, 3)
    assert [(one.title, one.customers, one.went_on) for one in told] == [
        (title, len(inside[number]), len(onward[number])) for number, title in enumerate(stages)
    ]
    for number, one in enumerate(told):
        for spread, spans in ((one.inside, inside[number]), (one.to_next, onward[number])):
            whole = spread_of(np.array(spans, np.int64)) if spans else Spread(0)
            assert spread == whole
    assert told[-1].share is None
    assert log.on(CutEngine(cuts)).durations(stages=stages).stages == told


def test_a_stage_by_hand() -> None:
    log = JourneyLog.from_events(
        [
            ("ann", "search", "2026-01-01T10:00:00"),
            ("ann", "view", "2026-01-01T10:20:00"),
            ("ann", "order", "2026-01-01T11:00:00"),
            ("ann", "view", "2026-01-01T12:00:00"),
            ("bea", "view", "2026-01-01T10:00:00"),
        ]
    )
    look, order = log.durations(stages={"look": ["search", "view"], "order": ["order"]}).stages
    assert (look.customers, look.went_on, look.share) == (2, 1, 0.5)
    # Looking again after ordering is no longer the stage's time.
    assert (look.to_next.median, look.inside.most, look.inside.n) == (3_600, 1_200, 2)
    assert (order.customers, order.went_on, order.share, order.inside.median) == (1, 0, None, 0)


def test_stages_that_do_not_fit_are_refused() -> None:
    log = JourneyLog.from_events([("ann", "open", "2026-01-01")])
    with pytest.raises(StagesError, match="'open' belongs to the stages 'one' and 'two'"):
        log.durations(stages={"one": ["open"], "two": ["open"]})
    with pytest.raises(UnknownEventError):
        log.durations(stages={"one": ["opened"]})


def test_the_question_travels_with_its_old_names() -> None:
    log = JourneyLog.from_events(
        [("ann", "open", "2026-01-01"), ("ann", "buy", "2026-01-02"), ("bea", "open", "2026-01-03")]
    )
    question = DurationsQuestion.from_json(
        {"start": "open", "end": ["buy"], "by": "hour", "stages": [{"title": "all", "events": ["open"]}]}
    )
    assert DurationsQuestion.from_json(question.to_json()) == question
    result = log.ask(question)
    told = result.to_json()
    assert (told["from"], told["to"], told["completed"], told["not_completed"]) == ("open", "buy", 1, 1)
    assert len(told["starts"]) == 168
    tables = result.tables()
    assert [table.name for table in tables] == ["durations", "histogram", "arrival", "starts", "stages"]
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert {one.key for one in result.estimates()} >= {("completed", "share"), ("completed", "median")}


def test_the_interval_of_a_median_needs_six_values_and_holds_it() -> None:
    assert spread_of(np.arange(5) * 1_000_000).median_low is None
    spread = spread_of(np.arange(1, 7) * 1_000_000)
    assert (spread.median_low, spread.median, spread.median_high) == (1.0, 3.5, 6.0)


def test_sums_beyond_64_bits_are_exact() -> None:
    values = np.array([2**62, 2**62, 2**62, 5, -3])
    assert exact_sum(values) == 3 * 2**62 + 2
