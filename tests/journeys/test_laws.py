"""What holds for every analysis, whatever the log (SPEC EN1, EN2, OR2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.journeys.durations import durations
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import Engine
from sojourn.journeys.events import events
from sojourn.journeys.flow import flow
from sojourn.journeys.funnel import funnel
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.transitions import transitions
from sojourn.journeys.variants import variants

from .engines import CutEngine
from .reference import Event, as_rows
from .strategies import DAY, logs

Question = Callable[[JourneyLog, Engine], Any]


def ask_funnel(log: JourneyLog, engine: Engine) -> Any:
    steps = [log.event_names[0], log.event_names[-1], log.event_names[0]]
    return funnel(log, steps, within=timedelta(seconds=3), engine=engine)


def ask_flow(log: JourneyLog, engine: Engine) -> Any:
    return flow(log, anchor=log.event_names[-1], direction="before", top=2, positions=4, engine=engine)


def ask_durations(log: JourneyLog, engine: Engine) -> Any:
    return durations(log, log.event_names[0], log.event_names[-1], engine=engine)


QUESTIONS: list[Question] = [
    lambda log, engine: events(log, engine=engine),
    lambda log, engine: transitions(log, engine=engine),
    ask_funnel,
    lambda log, engine: variants(log, top=3, engine=engine),
    ask_flow,
    lambda log, engine: durations(log, engine=engine),
    ask_durations,
]
WHOLE = LocalEngine(threads=1)

every_question = pytest.mark.parametrize(
    "ask", QUESTIONS, ids=["events", "transitions", "funnel", "variants", "flow", "durations", "way"]
)


@every_question
@given(events=logs(), cuts=st.lists(st.integers(0, 10), max_size=4))
def test_splitting_by_customer_and_merging_equals_the_whole(
    ask: Question, events: list[Event], cuts: list[int]
) -> None:
    log = JourneyLog.from_events(as_rows(events))
    assert ask(log, CutEngine(cuts)).to_json() == ask(log, WHOLE).to_json()


@every_question
@given(events=logs(), names=st.permutations(["ann", "bea", "cem", "dov", "eva"]))
def test_the_order_of_customers_does_not_matter(ask: Question, events: list[Event], names: list[str]) -> None:
    regrouped = sorted(events, key=lambda one: names.index(one[0]))
    one, other = JourneyLog.from_events(as_rows(events)), JourneyLog.from_events(as_rows(regrouped))
    assert ask(one, WHOLE).to_json() == ask(other, WHOLE).to_json()


@every_question
@given(events=logs(), shift=st.sampled_from([1, 1_000, 7_000_000, 400 * DAY]))
def test_shifting_time_changes_no_count_and_no_duration(
    ask: Question, events: list[Event], shift: int
) -> None:
    later = [(customer, event, time + shift) for customer, event, time in events]
    before = ask(JourneyLog.from_events(as_rows(events)), WHOLE).to_json()
    after = ask(JourneyLog.from_events(as_rows(later)), WHOLE).to_json()
    for told in (before, after):
        told.pop("first", None)
        told.pop("last", None)
    assert before == after


@every_question
@given(events=logs(), names=st.permutations(["ann", "bea", "cem", "dov", "eva"]))
def test_what_customers_are_called_does_not_matter(
    ask: Question, events: list[Event], names: list[str]
) -> None:
    renamed = [
        (dict(zip(["ann", "bea", "cem", "dov", "eva"], names, strict=True))[who], *rest)
        for who, *rest in events
    ]
    one, other = JourneyLog.from_events(as_rows(events)), JourneyLog.from_events(as_rows(renamed))
    assert ask(one, WHOLE).to_json() == ask(other, WHOLE).to_json()


@every_question
def test_every_result_shows_itself_in_a_notebook_with_names_escaped(ask: Question) -> None:
    log = JourneyLog.from_events([("ann", "<b>open</b>", "2026-01-01"), ("ann", "buy & pay", "2026-01-02")])
    shown = ask(log, WHOLE)._repr_html_()
    assert shown.startswith("<table")
    assert "<b>open" not in shown
    assert "buy & pay" not in shown


def test_many_chunks_in_threads_equal_one() -> None:
    rows = [(f"c{number % 9_001}", f"e{number * 7 % 11}", number * 1_000_000) for number in range(120_000)]
    log = JourneyLog.from_events(as_rows(rows))
    for ask in QUESTIONS:
        assert ask(log, LocalEngine(threads=2, chunk_events=17_000)).to_json() == ask(log, WHOLE).to_json()
