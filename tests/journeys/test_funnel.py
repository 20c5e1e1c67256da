"""SPEC FN1 to FN15."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.differences import difference_of_shares
from sojourn.core.errors import UsageError
from sojourn.journeys import spread
from sojourn.journeys.funnel import FunnelQuestion, FunnelStepsError
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError

from . import reference, reference_funnel
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


def test_a_step_may_be_one_of_several_events() -> None:
    result = journey(("a", 0), ("c", 1), ("d", 2)).funnel(["a", ["c", "d"], "d"])
    assert [step.reached for step in result.steps] == [1, 1, 1]
    assert [step.event for step in result.steps] == ["a", "c or d", "d"]
    assert result.steps[1].events == ("c", "d")
    # The one event d cannot be both steps.
    assert [step.reached for step in journey(("a", 0), ("d", 2)).funnel(["a", "d", "d"]).steps] == [1, 1, 0]


def test_strict_lets_nothing_lie_between() -> None:
    log = journey(("a", 0), ("x", 1), ("b", 2), ("a", 5), ("b", 9), ("c", 10))
    result = log.funnel(["a", "b", "c"], order="strict")
    assert [step.reached for step in result.steps] == [1, 1, 1]
    assert [step.median_seconds for step in result.steps] == [0, 4, 5]
    assert [step.step_median_seconds for step in result.steps] == [None, 4, 1]
    apart = journey(("a", 0), ("b", 1), ("x", 2), ("c", 3)).funnel(["a", "b", "c"], order="strict")
    assert [step.reached for step in apart.steps] == [1, 1, 0]


def test_in_any_order_a_row_stands_for_so_many_different_steps() -> None:
    log = journey(("c", 0), ("a", 4), ("a", 5), ("b", 11))
    result = log.funnel(["a", "b", "c"], order="any-order")
    assert [(step.event, step.reached) for step in result.steps] == [
        ("1 of 3", 1),
        ("2 of 3", 1),
        ("3 of 3", 1),
    ]
    assert [step.median_seconds for step in result.steps] == [0, 4, 11]
    assert [step.step_median_seconds for step in result.steps] == [None, 4, 6]
    window = log.funnel(["a", "b", "c"], order="any-order", within="10s")
    assert [step.reached for step in window.steps] == [1, 1, 0]


def test_an_exclusion_ends_the_walk_and_a_new_start_may_begin_another() -> None:
    log = journey(("a", 0), ("x", 1), ("b", 2))
    assert [step.reached for step in log.funnel(["a", "b"], without=["x"]).steps] == [1, 0]
    again = journey(("a", 0), ("x", 1), ("b", 2), ("a", 3), ("b", 4), ("x", 5), ("c", 6))
    result = again.funnel(["a", "b", "c"], without=["x"])
    assert [step.reached for step in result.steps] == [1, 1, 0]
    assert result.steps[1].median_seconds == 1


def test_steps_that_contradict_each_other_say_so() -> None:
    log = journey(("a", 0), ("b", 1))
    with pytest.raises(FunnelStepsError, match="'b' is a step and ends the walk"):
        log.funnel(["a", "b"], without=["b"])
    with pytest.raises(FunnelStepsError, match="'a' is of two"):
        log.funnel(["a", ["b", "a"]], order="any-order")
    with pytest.raises(FunnelStepsError, match="Step 2 has no event"):
        log.funnel(["a", []])


def test_a_step_travels_as_text_or_as_a_list() -> None:
    question = FunnelQuestion.from_json({"steps": ["a", ["b", "c"]], "without": ["x"], "order": "strict"})
    assert question.steps == ("a", ("b", "c"))
    assert FunnelQuestion.from_json(question.to_json()) == question
    assert question.to_json()["steps"] == ["a", ["b", "c"]]


def test_what_those_who_converted_did_differently_by_hand() -> None:
    rows: list[Event] = []
    for number in range(8):
        seen = [("a", 0), ("help", 1), ("b", 2)] if number < 6 else [("a", 0), ("b", 2), ("help", 3)]
        rows += [(f"c{number}", event, time * 1_000_000) for event, time in seen]
        if number in (0, 1, 2, 3, 6):
            rows += [(f"c{number}", "pay", 4_000_000), (f"c{number}", "help", 5_000_000)]
    found = JourneyLog.from_events(as_rows(rows)).funnel(["a", "b", "pay"]).differences
    told = {(one.event, one.when): one for one in found}
    # Five paid, three left after b. Before b, four of the five and two of the three saw help; what came after
    # the payment is not counted.
    before, after = told["help", "before"], told["help", "after"]
    assert (before.converted, before.left, before.difference) == (4, 2, pytest.approx(4 / 5 - 2 / 3))
    assert (after.converted, after.left, after.lift) == (1, 1, pytest.approx(3 / 5))
    wanted = difference_of_shares(4, 5, 2, 3)
    assert wanted is not None
    assert (before.low, before.high, before.p_value) == (wanted.low, wanted.high, wanted.p)
    assert before.false_discovery_rate >= before.p_value
    assert set(told) == {("help", "before"), ("help", "after")}


def test_segments_stand_side_by_side() -> None:
    rows: list[Event] = []
    for number in range(12):
        names = ["app", "a", "b"] if number % 3 == 0 else ["a", "b"] if number % 3 == 1 else ["app", "a"]
        rows += [(f"c{number}", name, place * 1_000_000) for place, name in enumerate(names)]
    log = JourneyLog.from_events(as_rows(rows))
    result = log.funnel(["a", "b"], by=["did app", "not did app", "did app and not did a"])
    assert [part.customers for part in result.segments] == [8, 4, 0]
    for part in result.segments[:2]:
        alone = log.where(part.segment).funnel(["a", "b"])
        assert (part.steps, part.left) == (alone.steps, alone.left)
    assert [step.share for step in result.segments[2].steps] == [0.0, 0.0]
    inside = log.where("did b").funnel(["a", "b"], by=["did app"])
    assert [step.reached for step in inside.segments[0].steps] == [4, 4]


def test_estimates_are_shares_and_medians_with_their_intervals() -> None:
    rows: list[Event] = []
    for number in range(8):
        rows += [(f"c{number}", "a", 0), (f"c{number}", "b", (number + 1) * 1_000_000)]
    rows += [("left", "a", 0), ("other", "x", 0)]
    told = {one.key: one for one in JourneyLog.from_events(as_rows(rows)).funnel(["a", "b"]).estimates()}
    assert set(told) == {
        ("1 a", "share"), ("2 b", "share"), ("2 b", "share_of_previous"), ("2 b", "median")
    }  # fmt: skip
    assert (told["2 b", "share"].k, told["2 b", "share"].n) == (8, 10)
    assert (told["2 b", "share_of_previous"].k, told["2 b", "share_of_previous"].n) == (8, 9)
    median = told["2 b", "median"]
    assert (median.value, median.low, median.high, median.n) == (4.5, 1.0, 8.0, 8)


def test_the_histogram_holds_everybody_who_converted() -> None:
    rows: list[Event] = []
    for number, seconds in enumerate([0, 1, 1, 59, 3 * 365 * 86_400]):
        rows += [(f"c{number}", "a", 0), (f"c{number}", "b", seconds * 1_000_000)]
    told = JourneyLog.from_events(as_rows(rows)).funnel(["a", "b"]).histogram
    assert (told[0].low_seconds, told[0].customers) == (0, 1)
    assert (told[1].low_seconds, told[1].high_seconds, told[1].customers) == (1, 2, 2)
    assert (told[-1].low_seconds, told[-1].high_seconds, told[-1].customers) == (730 * 86_400, None, 1)
    assert sum(one.customers for one in told) == 5


questions = st.fixed_dictionaries(
    {
        "steps": st.lists(
            st.lists(st.sampled_from(NAMES[:3]), min_size=1, max_size=2, unique=True), min_size=1, max_size=4
        ),
        "within": st.none() | st.integers(1, 8).map(lambda seconds: seconds * 1_000_000),
        "order": st.sampled_from(["any-between", "strict"]),
        "without": st.sampled_from([(), (NAMES[3],)]),
    }
) | st.builds(
    lambda names, within, ends: {
        "steps": [[name] for name in names[:3]],
        "within": within,
        "order": "any-order",
        "without": names[3:] if ends else (),
    },
    names=st.permutations(NAMES),
    within=st.none() | st.integers(1, 8).map(lambda seconds: seconds * 1_000_000),
    ends=st.booleans(),
)


@given(events=logs(), asked=questions, sampled=st.booleans())
def test_every_order_and_exclusion_equals_the_obvious_answer(
    events: list[Event], asked: dict[str, Any], sampled: bool
) -> None:
    events = events + EVERY_NAME
    within: int | None = asked["within"]
    window = None if within is None else timedelta(microseconds=within)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread, "SMALL", 0 if sampled else 10**9)
        result = JourneyLog.from_events(as_rows(events)).funnel(**{**asked, "within": window})
    journeys = list(reference.journeys(events).values())
    walks = [reference_funnel.walk(one, **asked) for one in journeys]
    size = len(asked["steps"])
    for number, step in enumerate(result.steps):
        reaching = [walk[number] for walk in walks if len(walk) > number]
        assert step.reached == len(reaching)
        if reaching:
            assert step.median_seconds == reference.median([one.wait for one in reaching])
        if reaching and number:
            assert step.step_median_seconds == reference.median([one.since for one in reaching])
            assert step.step_mean_seconds == pytest.approx(
                sum(one.since for one in reaching) / len(reaching) / 1_000_000
            )
    for number, left in enumerate(result.left):
        ended = [
            (one, walk[-1].place)
            for one, walk in zip(journeys, walks, strict=True)
            if len(walk) == number + 1
        ]
        following = Counter(one[place + 1][0] if place + 1 < len(one) else "(left)" for one, place in ended)
        assert {one.event: one.customers for one in left.following} == following
        waits = [one[place + 1][1] - one[place][1] for one, place in ended if place + 1 < len(one)]
        assert left.median_seconds == (reference.median(waits) if waits else None)
    if size > 1:
        groups: dict[bool, list[tuple[set[str], set[str]]]] = {True: [], False: []}
        for one, walk in zip(journeys, walks, strict=True):
            if len(walk) >= size - 1:
                groups[len(walk) == size].append(reference_funnel.had(one, walk, size, within=within))
        for difference in result.differences:
            place = ("before", "after").index(difference.when)
            counts = {who: sum(difference.event in had[place] for had in groups[who]) for who in groups}
            assert (difference.converted, difference.left) == (counts[True], counts[False])
