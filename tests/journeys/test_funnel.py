"""SPEC FN1 to FN8."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.journeys.funnel import FunnelStepsError
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError

from . import reference
from .reference import Event, as_rows
from .strategies import NAMES, logs

EVERY_NAME: list[Event] = [
    ("zoe", name, 10**15 + number) for number, name in enumerate(sorted(NAMES, reverse=True))
]


def reached(log: JourneyLog, *steps: str, within: timedelta | None = None) -> list[int]:
    return [step.reached for step in log.funnel(steps, within=within).steps]


def journey(*events: tuple[str, int]) -> JourneyLog:
    return JourneyLog.from_events(as_rows([("ann", event, seconds * 1_000_000) for event, seconds in events]))


def test_other_events_may_lie_between() -> None:
    assert reached(journey(("a", 0), ("x", 1), ("b", 2), ("x", 3), ("c", 4)), "a", "b", "c") == [1, 1, 1]


def test_order_counts() -> None:
    assert reached(journey(("b", 0), ("a", 1)), "a", "b") == [1, 0]


def test_the_window_includes_its_end_and_counts_from_the_first_step() -> None:
    log = journey(("a", 0), ("b", 30), ("c", 60))
    assert reached(log, "a", "b", "c", within=timedelta(seconds=60)) == [1, 1, 1]
    assert reached(log, "a", "b", "c", within=timedelta(seconds=59)) == [1, 1, 0]


def test_a_window_may_be_written_as_people_write_it() -> None:
    log = journey(("a", 0), ("b", 3_600))
    assert log.funnel(["a", "b"], within="1h") == log.funnel(["a", "b"], within=timedelta(hours=1))
    assert reached(log, "a", "b", within=timedelta(minutes=59)) == [1, 0]
    with pytest.raises(UsageError, match="'soon' is not a span of time"):
        log.funnel(["a", "b"], within="soon")


def test_a_later_start_may_be_the_one_that_converts() -> None:
    log = journey(("a", 0), ("a", 100), ("b", 110))
    assert reached(log, "a", "b", within=timedelta(seconds=20)) == [1, 1]
    assert log.funnel(["a", "b"]).steps[1].median_seconds == 10


def test_an_earlier_start_is_kept_where_the_later_one_comes_after_the_second_step() -> None:
    assert (
        reached(journey(("a", 0), ("b", 5), ("a", 8), ("c", 10)), "a", "b", "c", within=timedelta(seconds=10))
        == [1] * 3
    )


def test_the_same_event_twice_must_happen_twice() -> None:
    assert reached(journey(("a", 0)), "a", "a") == [1, 0]
    assert reached(journey(("a", 0), ("a", 0)), "a", "a") == [1, 1]
    # The last event may be the second or the third, but not both, and three of them take eleven seconds.
    log = journey(("a", 0), ("a", 5), ("a", 11))
    assert reached(log, "a", "a", "a", within=timedelta(seconds=10)) == [1, 1, 0]
    assert reached(log, "a", "a", "a", within=timedelta(seconds=11)) == [1, 1, 1]


def test_equal_times_stand_in_order_of_arrival() -> None:
    assert reached(journey(("b", 0), ("a", 0)), "a", "b") == [1, 0]
    assert reached(journey(("a", 0), ("b", 0)), "a", "b") == [1, 1]


def test_what_those_who_left_did_next() -> None:
    log = JourneyLog.from_events(
        as_rows(
            [
                ("ann", "a", 0),
                ("ann", "x", 1),
                ("bea", "a", 0),
                ("cem", "a", 0),
                ("cem", "b", 1),
                ("dov", "x", 0),
            ]
            + [
                (f"c{number}", event, time)
                for number in range(6)
                for time, event in enumerate(["a", f"y{number}"])
            ]
        )
    )
    (left,) = log.funnel(["a", "b"]).left
    assert left.customers == 8
    assert [(one.event, one.customers) for one in left.following] == [
        ("x", 1), ("y0", 1), ("y1", 1), ("y2", 1), ("y3", 1), ("(other)", 2), ("(left)", 1)
    ]  # fmt: skip
    assert sum(one.share for one in left.following) == pytest.approx(1)


@given(
    events=logs(),
    steps=st.lists(st.sampled_from(NAMES), min_size=1, max_size=5)
    | st.lists(st.sampled_from(NAMES[:2]), min_size=2, max_size=4),
    within=st.none() | st.integers(1, 8_000_000) | st.integers(1, 8).map(lambda seconds: seconds * 1_000_000),
)
def test_equals_the_obvious_answer(events: list[Event], steps: list[str], within: int | None) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events))
    result = log.funnel(steps, within=None if within is None else timedelta(microseconds=within))
    assert [step.reached for step in result.steps] == reference.funnel(events, steps, within)

    journeys = list(reference.journeys(events).values())
    waits = [reference.funnel_waits(one, steps, within) for one in journeys]
    for number, step in enumerate(result.steps):
        reaching = [wait[number] for wait in waits if len(wait) > number]
        assert step.median_seconds == (pytest.approx(reference.median(reaching)) if reaching else None)

    for number, left in enumerate(result.left):
        stayed = [one for one in journeys if reference.funnel_depth(one, steps, within) == number + 1]
        following = Counter(reference.funnel_next(one, steps, within) for one in stayed)
        assert left.customers == len(stayed)
        assert {one.event: one.customers for one in left.following} == following


@given(events=logs(), steps=st.lists(st.sampled_from(NAMES), min_size=1, max_size=32))
def test_counts_never_rise(events: list[Event], steps: list[str]) -> None:
    result = JourneyLog.from_events(as_rows(events + EVERY_NAME)).funnel(steps)
    counts = [result.customers, *(step.reached for step in result.steps)]
    assert counts == sorted(counts, reverse=True)
    lost = [left.customers for left in result.left]
    assert lost == [
        one.reached - other.reached for one, other in zip(result.steps, result.steps[1:], strict=False)
    ]


@given(events=logs(), steps=st.lists(st.sampled_from(NAMES), min_size=2, max_size=4))
def test_a_longer_window_never_loses_anybody(events: list[Event], steps: list[str]) -> None:
    log = JourneyLog.from_events(as_rows(events + EVERY_NAME))
    counts = [
        reached(log, *steps, within=within) for within in (timedelta(seconds=2), timedelta(seconds=9), None)
    ]
    assert all(
        fewer <= more for less, most in pairwise(counts) for fewer, more in zip(less, most, strict=True)
    )


def test_thirty_two_steps() -> None:
    log = journey(*(("a", second) for second in range(40)))
    assert reached(log, *["a"] * 32) == [1] * 32


def test_questions_that_cannot_be_answered_say_why() -> None:
    log = journey(("open", 0), ("buy", 1))
    with pytest.raises(
        UnknownEventError, match=r"no event 'buyy'. Did you mean 'buy'\? There are 2: 'buy', 'open'."
    ):
        log.funnel(["open", "buyy"])
    with pytest.raises(FunnelStepsError, match="1 to 32 steps, but 33"):
        log.funnel(["open"] * 33)
    with pytest.raises(FunnelStepsError, match="but 0 were given"):
        log.funnel([])
    with pytest.raises(UsageError, match="longer than zero"):
        log.funnel(["open"], within=timedelta(0))


def test_the_longest_span_there_is_is_no_limit() -> None:
    log = JourneyLog.from_events([("ann", "open", "1970-01-01"), ("ann", "buy", "2026-01-02")])
    assert log.funnel(["open", "buy"], within=timedelta.max).steps[1].reached == 1
