"""SPEC RP1 to RP5."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.repeats import RepeatsError, RepeatsQuestion
from sojourn.journeys.spread import Spread, spread_of

from . import reference_calendar as reference
from .engines import CutEngine
from .reference import Event, as_rows
from .strategies import NAMES, SECOND, logs

EVERY_NAME: list[Event] = [("zoe", name, 10**15 + number) for number, name in enumerate(NAMES)]


def priced(rows: list[tuple[str, str, str, float | None]]) -> JourneyLog:
    """Customers, events, times and values."""
    names = ("customer_id", "event", "time", "value")
    table = pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)))
    times = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in table["time"].to_pylist()]
    return JourneyLog.from_frame(table.set_column(2, "time", pa.array(times, pa.timestamp("us", "UTC"))))


def test_by_hand() -> None:
    log = priced(
        [
            *(("ann", "buy", "2026-01-01", 10.0), ("ann", "look", "2026-01-02", 99.0)),
            *(("ann", "buy", "2026-01-11", 0.1), ("ann", "buy", "2026-03-01", None)),
            *(("bea", "buy", "2026-01-05", 0.2), ("cem", "look", "2026-02-01", None)),
            *(("dov", "buy", "2026-02-20", 30.5), ("dov", "buy", "2026-02-22", 1.0)),
        ]
    )
    result = log.repeats("buy", within="30d", value=True)
    assert (result.customers, result.started, result.event) == (4, 3, "buy")
    first, second, third = result.repeats
    assert (first.number, first.customers, first.again, first.share) == (1, 3, 2, pytest.approx(2 / 3))
    assert (second.customers, second.again, third.customers, third.again) == (2, 1, 1, 0)
    assert (first.between.least, first.between.most) == (2 * 86_400, 10 * 86_400)
    # dov's first order is too young to be judged by 30 days.
    assert (first.watched, first.within_again, first.within_share) == (2, 1, 0.5)
    assert (second.watched, second.within_again) == (1, 0)
    assert (third.watched, third.within_share) == (0, None)
    assert [(one.times, one.or_more, one.customers) for one in result.how_often] == [
        *((1, False, 1), (2, False, 1), (3, False, 1)),
    ]
    assert first.value is not None
    assert (first.value.n, first.value.total, first.value.median) == (3, 40.7, 10)
    assert result.value == pytest.approx(41.8)


@settings(max_examples=60)
@given(
    events=logs(),
    names=st.sampled_from([NAMES[:1], NAMES[1:3], NAMES]),
    within=st.sampled_from([3, 3_000, 30 * 86_400]),
    cuts=st.lists(st.integers(0, 10), max_size=3),
)
def test_equals_the_obvious_answer(
    events: list[Event], names: tuple[str, ...], within: int, cuts: list[int]
) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events))
    asked: dict[str, Any] = {"within": timedelta(seconds=within), "steps": 3}
    result = log.repeats(names, **asked)
    often, between = reference.repeats(events, names)
    assert result.started == sum(count > 0 for count in often)
    assert sum(one.customers for one in result.how_often) == result.started
    assert sum(one.share for one in result.how_often) == pytest.approx(1)
    for one in result.how_often:
        assert one.customers == sum(
            count == one.times or (one.or_more and count > one.times) for count in often
        )
    assert len(result.repeats) == min(3, max(often))
    until = max(time for *_, time in events)
    for one in result.repeats:
        assert one.customers == sum(count >= one.number for count in often)
        assert one.again == sum(count > one.number for count in often)
        spans = between.get(one.number, [])
        assert one.between == (spread_of(np.array(spans, np.int64)) if spans else Spread(0))
        assert (one.watched, one.within_again) == reference.repeated_in_time(
            events, names, number=one.number, within=within * SECOND, until=until
        )
    assert log.on(CutEngine(cuts)).repeats(names, **asked) == result


def test_values_add_up_the_same_in_any_order() -> None:
    rows = [(f"c{number}", "buy", "2026-01-01", 0.1 * number) for number in range(200)]
    whole = priced(rows)
    split = whole.on(CutEngine([3, 50, 120])).repeats("buy", value=True)
    assert split == whole.repeats("buy", value=True)
    assert split.value == pytest.approx(sum(0.1 * number for number in range(200)), abs=1e-4)


def test_without_values_the_sum_is_none_or_nothing() -> None:
    log = priced([("ann", "buy", "2026-01-01", None), ("ann", "buy", "2026-01-02", float("inf"))])
    assert log.repeats("buy").value is None
    assert log.repeats("buy", value=True).value == 0
    told = log.repeats("buy", value=True).repeats[0].value
    assert told is not None
    assert told.n == 0


def test_questions_that_cannot_be_are_refused() -> None:
    log = JourneyLog.from_events([("ann", "buy", "2026-01-01")])
    with pytest.raises(RepeatsError, match="1 to 100"):
        log.repeats("buy", steps=0)
    with pytest.raises(RepeatsError, match="longer than zero"):
        log.repeats("buy", within=timedelta(0))


def test_the_question_travels() -> None:
    log = priced([("ann", "buy", "2026-01-01", 1.0), ("ann", "buy", "2026-01-03", 2.0)])
    question = RepeatsQuestion.from_json({"event": "buy", "within": "7d", "value": True})
    assert RepeatsQuestion.from_json(question.to_json()) == question
    result = log.ask(question)
    assert result.to_json()["within_seconds"] == 7 * 86_400
    tables = result.tables()
    assert [table.name for table in tables] == ["repeats", "how_often"]
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert [one.key for one in result.estimates()][:2] == [("time 1", "share"), ("time 1", "between")]
