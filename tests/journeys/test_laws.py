"""What holds for every analysis, whatever the log (SPEC EN1, EN2, OR2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sojourn.journeys.catalogue import KINDS, question_class
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import Chunk, Engine
from sojourn.journeys.log.index import moment
from sojourn.journeys.log.journey_log import EmptySelectionError, JourneyLog

from .engines import CutEngine
from .reference import Event, as_rows
from .strategies import DAY, logs, steps_of_time

WHOLE = LocalEngine(threads=1)

CALENDAR = frozenset({"retention"})
"""Kinds that count in the days of a calendar: another date is another cohort, and may be a longer month."""

few = settings(max_examples=30)
"""Every law is held by every kind of question, each with several examples: together that is many logs."""
every_question = pytest.mark.parametrize("kind", KINDS)
every_question_without_a_calendar = pytest.mark.parametrize("kind", sorted(KINDS.keys() - CALENDAR))


def answers(kind: str, log: JourneyLog, engine: Engine) -> list[Any]:
    """What every example of a kind of question is answered, as JSON."""
    counted = log.on(engine)
    return [counted.ask(question).to_json() for question in question_class(kind).examples(log)]


@every_question
@few
@given(events=logs(), cuts=st.lists(st.integers(0, 10), max_size=4))
def test_splitting_by_customer_and_merging_equals_the_whole(
    kind: str, events: list[Event], cuts: list[int]
) -> None:
    log = JourneyLog.from_events(as_rows(events))
    assert answers(kind, log, CutEngine(cuts)) == answers(kind, log, WHOLE)


@every_question
@few
@given(events=logs(), names=st.permutations(["ann", "bea", "cem", "dov", "eva"]))
def test_the_order_of_customers_does_not_matter(kind: str, events: list[Event], names: list[str]) -> None:
    regrouped = sorted(events, key=lambda one: names.index(one[0]))
    one, other = JourneyLog.from_events(as_rows(events)), JourneyLog.from_events(as_rows(regrouped))
    assert answers(kind, one, WHOLE) == answers(kind, other, WHOLE)


@every_question_without_a_calendar
@few
@given(events=logs(), shift=st.sampled_from([1, 1_000, 7_000_000, 400 * DAY]))
def test_shifting_time_changes_no_count_and_no_duration(kind: str, events: list[Event], shift: int) -> None:
    later = [(customer, event, time + shift) for customer, event, time in events]
    before = answers(kind, JourneyLog.from_events(as_rows(events)), WHOLE)
    after = answers(kind, JourneyLog.from_events(as_rows(later)), WHOLE)
    for told in (*before, *after):
        for moment_of_the_log in ("first", "last", "observed_until", "at"):
            told.pop(moment_of_the_log, None)
    assert before == after


@every_question
@few
@given(events=logs(), names=st.permutations(["ann", "bea", "cem", "dov", "eva"]))
def test_what_customers_are_called_does_not_matter(kind: str, events: list[Event], names: list[str]) -> None:
    renamed = [
        (dict(zip(["ann", "bea", "cem", "dov", "eva"], names, strict=True))[who], *rest)
        for who, *rest in events
    ]
    one, other = JourneyLog.from_events(as_rows(events)), JourneyLog.from_events(as_rows(renamed))
    assert answers(kind, one, WHOLE) == answers(kind, other, WHOLE)


@every_question
def test_every_result_shows_itself_in_a_notebook_with_names_escaped(kind: str) -> None:
    log = JourneyLog.from_events([("ann", "<b>open</b>", "2026-01-01"), ("ann", "buy & pay", "2026-01-02")])
    for question in question_class(kind).examples(log):
        shown = log.ask(question)._repr_html_()
        assert shown.startswith("<table")
        assert "<b>open" not in shown
        assert "buy & pay" not in shown


def test_many_chunks_in_threads_equal_one() -> None:
    rows = [(f"c{number % 9_001}", f"e{number * 7 % 11}", number * 1_000_000) for number in range(120_000)]
    log = JourneyLog.from_events(as_rows(rows))
    for kind in KINDS:
        assert answers(kind, log, LocalEngine(threads=2, chunk_events=17_000)) == answers(kind, log, WHOLE)


@every_question
@few
@given(
    events=logs(),
    who=st.sets(st.sampled_from(["ann", "bea", "cem", "dov", "eva"])),
    cuts=st.lists(st.integers(0, 10), max_size=4),
)
def test_a_segment_equals_the_log_of_its_customers(
    kind: str, events: list[Event], who: set[str], cuts: list[int]
) -> None:
    log, alone = JourneyLog.from_events(as_rows(events)), [one for one in events if one[0] in who]
    assume(alone)
    questions = question_class(kind).examples(JourneyLog.from_events(as_rows(alone)))
    for question in questions:
        expected = JourneyLog.from_events(as_rows(alone)).ask(question).to_json()
        for engine in (WHOLE, CutEngine(cuts)):
            assert log.where(Named(frozenset(who))).on(engine).ask(question).to_json() == expected


@every_question
@few
@given(events=logs(), bounds=st.tuples(steps_of_time, steps_of_time))
def test_a_period_equals_the_log_of_its_events(
    kind: str, events: list[Event], bounds: tuple[int, int]
) -> None:
    since, until = sorted(bounds)
    alone = [one for one in events if since <= one[2] < until]
    assume(alone)
    cut = JourneyLog.from_events(as_rows(events)).between(moment(since), moment(until))
    for question in question_class(kind).examples(JourneyLog.from_events(as_rows(alone))):
        expected = JourneyLog.from_events(as_rows(alone)).ask(question).to_json()
        assert cut.ask(question).to_json() == expected


def test_nobody_selected_is_a_clear_error() -> None:
    log = JourneyLog.from_events([("ann", "open", "2026-01-01")])
    for kind in KINDS:
        question = question_class(kind).examples(log)[0]
        with pytest.raises(EmptySelectionError, match="in the segment 'nobody'"):
            log.where(Named(frozenset())).ask(question)


@dataclass(frozen=True)
class Named:
    """The customers with the given names."""

    who: frozenset[str]

    @property
    def text(self) -> str:
        return ", ".join(sorted(self.who)) or "nobody"

    def holds(self, chunk: Chunk) -> npt.NDArray[np.bool_]:
        names = chunk.customer_ids(np.arange(chunk.customers))
        return np.array([name in self.who for name in names], np.bool_)
