"""SPEC SN1 to SN8."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.journeys.engines.protocol import chunk_of
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError
from sojourn.journeys.session_cuts import session_numbers, session_offsets

from . import reference, reference_ways
from .reference import Event, as_rows
from .strategies import DAY, SECOND, logs

GAPS = [1, 1_000, SECOND, 3 * SECOND, 20 * DAY, 60 * DAY, 1_000 * DAY]
"""Some longer than 32 bits of the gaps' unit can tell."""


def test_by_hand() -> None:
    minutes = [
        ("ann", "open", 0),
        ("ann", "view", 10),
        ("ann", "view", 40),  # exactly half an hour later: still the same session (SN1)
        ("ann", "open", 71),
        ("ann", "buy", 72),
        ("bea", "open", 5),
    ]
    log = JourneyLog.from_events(as_rows([(who, what, at * 60 * SECOND) for who, what, at in minutes]))
    result = log.sessions(gap="30m", goal="buy")
    assert (result.customers, result.events, result.sessions, result.bounced) == (2, 6, 3, 1)
    assert result.bounce_share == pytest.approx(1 / 3)
    assert (result.length.n, result.length.median_seconds, result.length.max_seconds) == (3, 60.0, 2_400.0)
    assert (result.pause.n, result.pause.median_seconds) == (1, 31 * 60.0)
    assert [(one.event, one.sessions) for one in result.entries] == [("open", 3)]
    assert [(one.event, one.sessions) for one in result.exits] == [("buy", 1), ("open", 1), ("view", 1)]
    assert [(one.number, one.customers, one.converted, one.first_converted) for one in result.by_number] == [
        (1, 2, 0, 0),
        (2, 1, 1, 1),
    ]
    assert [[(cell.event, cell.customers) for cell in row.cells] for row in result.matrix] == [
        [("open", 2), ("buy", 0), ("view", 1)],
        [("open", 1), ("buy", 1), ("view", 0)],
    ]
    assert (result.sessions_per_customer.mean, result.sessions_per_customer.most) == (1.5, 2)
    assert [(one.count, one.n) for one in result.events_per_session.counts] == [(1, 1), (2, 1), (3, 1)]


@settings(max_examples=60)
@given(events=logs(), gap=st.sampled_from(GAPS), numbers=st.integers(1, 4))
def test_equal_the_obvious_answer(events: list[Event], gap: int, numbers: int) -> None:
    log = JourneyLog.from_events(as_rows(events))
    goal = log.event_names[-1]
    result = log.sessions(gap=timedelta(microseconds=gap), goal=goal, numbers=numbers, top=10)
    customers = reference_ways.sessions(events, gap)
    every = [session for sessions in customers for session in sessions]
    assert result.sessions == len(every)
    assert result.bounced == sum(len(session) == 1 for session in every)
    assert {one.event: one.sessions for one in result.entries} == Counter(one[0][0] for one in every)
    assert {one.event: one.sessions for one in result.exits} == Counter(one[-1][0] for one in every)
    lengths = [session[-1][1] - session[0][1] for session in every]
    assert result.length.median_seconds == pytest.approx(reference.median(lengths))
    pauses = [later[0][1] - one[-1][1] for sessions in customers for one, later in pairwise(sessions)]
    assert result.pause.n == len(pauses)
    if pauses:
        assert result.pause.median_seconds == pytest.approx(reference.median(pauses))
    for numbered, row in zip(result.by_number, result.matrix, strict=True):
        came = [sessions for sessions in customers if len(sessions) >= numbered.number]
        here = [{event for event, _ in sessions[numbered.number - 1]} for sessions in came]
        before = [
            any(event == goal for session in sessions[: numbered.number - 1] for event, _ in session)
            for sessions in came
        ]
        assert numbered.customers == row.customers == len(came)
        assert numbered.converted == sum(goal in names for names in here)
        assert numbered.first_converted == sum(
            goal in names and not earlier for names, earlier in zip(here, before, strict=True)
        )
        assert {cell.event: cell.customers for cell in row.cells if cell.customers} == Counter(
            event for names in here for event in names
        )
    assert len(result.by_number) == min(numbers, max(len(sessions) for sessions in customers))


@settings(max_examples=60)
@given(events=logs(), gap=st.sampled_from(GAPS))
def test_sessions_as_arrays_cover_every_event_once(events: list[Event], gap: int) -> None:
    log = JourneyLog.from_events(as_rows(events))
    chunk = chunk_of(log.index, 0, log.customers)
    span = timedelta(microseconds=gap)
    starts = session_offsets(chunk, span)
    assert starts[0] == 0
    assert starts[-1] == len(events)
    assert (np.diff(starts) > 0).all()
    assert set(chunk.offsets.tolist()) <= set(starts.tolist())
    sizes = sorted(len(one) for sessions in reference_ways.sessions(events, gap) for one in sessions)
    assert sorted(np.diff(starts).tolist()) == sizes
    numbers = session_numbers(chunk, span)
    assert numbers.size == len(events)
    for start, end in pairwise(starts):
        assert len(set(numbers[start:end].tolist())) == 1
    assert (numbers[chunk.offsets[:-1]] == 1).all()


@given(events=logs())
def test_parts_add_up_to_the_whole(events: list[Event]) -> None:
    result = JourneyLog.from_events(as_rows(events)).sessions(gap="2s", numbers=2, top=100)
    assert sum(one.sessions for one in result.entries) == result.sessions
    assert sum(one.sessions for one in result.exits) == result.sessions
    assert sum(one.n for one in result.sessions_per_customer.counts) == result.customers
    assert sum(one.n for one in result.events_per_session.counts) == result.sessions
    assert sum(one.share for one in result.events_per_session.counts) == pytest.approx(1)
    assert result.pause.n == result.sessions - result.customers
    assert result.by_number[0].customers == result.customers


def test_a_longer_gap_never_makes_more_sessions() -> None:
    rows = [(f"c{number % 7}", "open", number * number * 1_000_000) for number in range(200)]
    log = JourneyLog.from_events(as_rows(rows))
    counts = [log.sessions(gap=gap).sessions for gap in ("1s", "1m", "30m", "12h", "7d", "100d", "1000d")]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 200
    assert counts[-1] == 7


def test_figures_to_compare_and_tables_fit_each_other() -> None:
    log = JourneyLog.from_events(as_rows([("ann", "a", 0), ("ann", "b", 10**10), ("bea", "a", 0)]))
    result = log.sessions(goal="b")
    estimates = {one.key: one for one in result.estimates()}
    assert (estimates["bounce",].k, estimates["bounce",].n) == (3, 3)
    assert (estimates["2", "conversion"].k, estimates["2", "conversion"].n) == (1, 1)
    for table in result.tables():
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_questions_that_cannot_be_answered_say_why() -> None:
    log = JourneyLog.from_events([("ann", "open", "2026-01-01")])
    with pytest.raises(UnknownEventError, match="no event 'buy'"):
        log.sessions(goal="buy")
    with pytest.raises(UsageError, match="longer than zero"):
        log.sessions(gap=timedelta(0))
    with pytest.raises(UsageError, match="numbers is 101"):
        log.sessions(numbers=101)
    with pytest.raises(UsageError, match="top is 0"):
        log.sessions(top=0)
