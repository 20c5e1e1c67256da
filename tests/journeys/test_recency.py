"""SPEC RC1 to RC6."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.journeys.log.index import moment
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.recency import RecencyError, RecencyQuestion

from . import reference, reference_calendar
from .engines import CutEngine
from .reference import Event, as_rows
from .strategies import NAMES, logs, steps_of_time
from .test_repeats import priced

EVERY_NAME: list[Event] = [("zoe", name, 10**10 + number) for number, name in enumerate(NAMES)]
US = 1_000_000


def test_by_hand() -> None:
    log = priced(
        [
            *(
                ("ann", "buy", "2026-01-01", 5.0),
                ("ann", "buy", "2026-01-05", 5.0),
                ("ann", "buy", "2026-01-09", 2.5),
            ),
            *(("bea", "buy", "2026-01-01", 1.0), ("bea", "buy", "2026-01-03", None)),
            *(("cem", "buy", "2026-01-01", 7.0), ("cem", "buy", "2026-01-11", 7.0)),
            *(("dov", "buy", "2026-01-13", 9.0), ("eva", "look", "2026-01-20", None)),
            *(("fay", "buy", "2026-01-30", 9.0),),
        ]
    )
    result = log.recency("buy", at=datetime(2026, 1, 19, tzinfo=UTC), value=True)
    assert (result.customers, result.counted) == (6, 4)
    # Rhythms of 4, 2 and 10 days; silences of 10, 16 and 8 days: 2.5, 8 and 0.8 rhythms.
    assert {one.state: one.customers for one in result.states} == {
        "active": 1,
        "lapsing": 1,
        "lost": 1,
        "no_rhythm": 1,
    }
    assert (result.median_seconds, result.max_seconds) == (9 * 86_400, 16 * 86_400)
    assert sum(one.customers for one in result.histogram) == 4
    assert result.frequency_bounds == (1, 2, 2, 3)
    assert result.value_bounds == (1, 9, 12.5, 14)
    assert {(one.recency, one.frequency, one.monetary): one.value for one in result.fifths} == {
        (5, 1, 2): 9,
        (4, 2, 4): 14,
        (3, 4, 3): 12.5,
        (2, 2, 1): 1,
    }


@settings(max_examples=60)
@given(
    events=logs(),
    names=st.sampled_from([NAMES[:1], NAMES]),
    at=steps_of_time,
    cuts=st.lists(st.integers(0, 10), max_size=3),
)
def test_equals_the_obvious_answer(
    events: list[Event], names: tuple[str, ...], at: int, cuts: list[int]
) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events))
    result = log.recency(names, at=moment(at))
    visits = reference_calendar.visits(events, names, at)
    assert result.counted == len(visits) == sum(one.customers for one in result.fifths)
    assert log.on(CutEngine(cuts)).recency(names, at=moment(at)) == result
    if not visits:
        assert (result.median_seconds, result.states, result.histogram) == (None, (), ())
        return
    silences = [silence for silence, *_ in visits]
    assert result.median_seconds == pytest.approx(reference.median(silences))
    states: Counter[str] = Counter()
    fifths: Counter[tuple[int, int]] = Counter()
    for silence, number, span in visits:
        rhythms = silence * (number - 1) / span if span else None
        states[
            "no_rhythm"
            if rhythms is None
            else "active"
            if rhythms <= 2
            else "lapsing"
            if rhythms <= 4
            else "lost"
        ] += 1
        fifths[
            6 - reference_calendar.fifth(silence, silences),
            reference_calendar.fifth(number, [one for _, one, _ in visits]),
        ] += 1
    assert {one.state: one.customers for one in result.states if one.customers} == states
    assert {(one.recency, one.frequency): one.customers for one in result.fifths} == fifths


def test_it_is_asked_when_the_journeys_were_last_observed() -> None:
    log = JourneyLog.from_events([("ann", "buy", "2026-01-01"), ("bea", "look", "2026-01-08")])
    assert log.recency("buy").max_seconds == 7 * 86_400
    assert log.where("did buy").recency("buy").max_seconds == 7 * 86_400
    assert log.between(until=datetime(2026, 1, 3, tzinfo=UTC)).recency().max_seconds == 2 * 86_400


def test_questions_that_cannot_be_are_refused() -> None:
    log = JourneyLog.from_events([("ann", "buy", "2026-01-01")])
    with pytest.raises(RecencyError, match="the second not the smaller"):
        log.recency(lapsing_after=4, lost_after=2)


def test_the_question_travels() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    log = JourneyLog.from_events(
        [(f"c{number}", "buy", start + timedelta(hours=number)) for number in range(10)]
    )
    question = RecencyQuestion(("buy",), at=start + timedelta(days=2), lost_after=3.5)
    assert RecencyQuestion.from_json(question.to_json()) == question
    result = log.ask(question)
    assert {one.recency: one.customers for one in result.fifths} == dict.fromkeys(range(1, 6), 2)
    tables = result.tables()
    assert [table.name for table in tables] == ["states", "fifths", "histogram", "silence"]
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert ("silence", "median") in {one.key for one in result.estimates()}
