"""SPEC TR1 to TR8, QU1 to QU3, OR4."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.statistics import quantile_ranks, wilson
from sojourn.journeys import spread, transition_counts
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.main_road import views

from . import reference, reference_transitions
from .reference import Event, as_rows
from .strategies import logs


def log_of(events: list[Event]) -> JourneyLog:
    return JourneyLog.from_events(as_rows(events))


def test_by_hand() -> None:
    log = JourneyLog.from_events(
        [
            ("ann", "open", "2026-03-01T10:00:00"),
            ("ann", "view", "2026-03-01T10:00:10"),
            ("ann", "open", "2026-03-01T10:00:30"),
            ("ann", "view", "2026-03-01T10:01:00"),
            ("bea", "view", "2026-03-02T09:00:00"),
        ]
    )
    result = log.transitions()
    found = {
        (one.source, one.target): (one.count, one.customers, one.share, one.median_seconds, one.total_seconds)
        for one in result.transitions
    }
    assert found == {
        ("open", "view"): (2, 1, 1.0, 20.0, 40.0),
        ("view", "(end)"): (2, 2, 2 / 3, None, None),
        ("view", "open"): (1, 1, 1 / 3, 20.0, 20.0),
        ("(start)", "open"): (1, 1, 0.5, None, None),
        ("(start)", "view"): (1, 1, 0.5, None, None),
    }
    assert [(one.event, one.count, one.customers) for one in result.names] == [("view", 3, 2), ("open", 2, 1)]


@given(events=logs())
def test_equal_the_obvious_answer(events: list[Event]) -> None:
    result = log_of(events).transitions()
    found = {(one.source, one.target): one for one in result.transitions}
    assert {pair: (one.count, one.customers) for pair, one in found.items()} == {
        pair: answer[:2] for pair, answer in reference.transitions(events).items()
    }
    times = reference_transitions.gaps(events)
    for pair, one in found.items():
        assert (pair in times) == (one.total_seconds is not None)
    for pair, gaps in times.items():
        one, bounds = found[pair], quantile_ranks(len(gaps), 0.5)
        assert one.median_seconds == pytest.approx(reference.median(gaps), abs=1e-9)
        p90 = reference.quantile(gaps, Fraction(9, 10))
        assert one.p90_seconds == pytest.approx(p90, rel=1e-12, abs=1e-9)
        assert one.mean_seconds == pytest.approx(sum(gaps) / len(gaps) / 1_000_000, abs=1e-9)
        assert one.total_seconds == sum(gaps) / 1_000_000
        assert one.median_low_seconds == (sorted(gaps)[bounds[0]] / 1_000_000 if bounds else None)
        assert one.median_high_seconds == (sorted(gaps)[bounds[1]] / 1_000_000 if bounds else None)
    counts = Counter(event for _, event, _ in events)
    assert {one.event: one.count for one in result.names} == counts
    for name in result.names:
        assert name.customers == len({customer for customer, event, _ in events if event == name.event})


@given(events=logs())
def test_what_flows_in_flows_out_and_shares_sum_to_one(events: list[Event]) -> None:
    result = log_of(events).transitions()
    inwards: dict[str, int] = defaultdict(int)
    outwards: dict[str, int] = defaultdict(int)
    shares: dict[str, float] = defaultdict(float)
    for one in result.transitions:
        outwards[one.source] += one.count
        inwards[one.target] += one.count
        shares[one.source] += one.share
    for name in result.names:
        assert inwards[name.event] == outwards[name.event] == name.count
    assert inwards["(end)"] == outwards["(start)"] == result.customers
    assert all(total == pytest.approx(1) for total in shares.values())


@given(events=logs())
def test_hashed_counting_of_many_names_equals_dense_counting(events: list[Event]) -> None:
    log = log_of(events)
    dense = log.transitions()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transition_counts, "DENSE_NAMES", 0)
        assert log.transitions() == dense
        patch.setattr(spread, "SMALL", 0)
        assert log.transitions() == dense


def test_many_gaps_of_every_size_are_exact_in_chunks_and_threads() -> None:
    drawn = np.random.default_rng(3)
    seconds = np.cumsum(np.exp(drawn.normal(8, 4, 120_000)).astype(np.int64) % 10_000_000)
    names = drawn.integers(0, 3, seconds.size)
    rows: list[Event] = [
        (f"c{place // 40}", f"e{name}", int(time) * 1_000)
        for place, (name, time) in enumerate(zip(names, seconds, strict=True))
    ]
    found = log_of(rows).on(LocalEngine(threads=2, chunk_events=17_000)).transitions()
    times = reference_transitions.gaps(rows)
    between = [one for one in found.transitions if one.median_seconds is not None]
    assert len(between) == len(times) == 9
    for one in between:
        gaps = times[one.source, one.target]
        assert one.median_seconds == np.median(gaps) / 1e6
        assert one.p90_seconds == pytest.approx(np.quantile(gaps, 0.9) / 1e6, rel=1e-12)
        assert one.total_seconds == sum(gaps) / 1e6


def test_more_transitions_than_a_table_holds_at_first() -> None:
    rows = [(f"c{number % 3}", f"e{number * 7919 % 2_003}", number * 1_000_000) for number in range(9_000)]
    result = log_of(rows).transitions()
    assert {(one.source, one.target): one.count for one in result.transitions} == {
        pair: answer[0] for pair, answer in reference.transitions(rows).items()
    }


@pytest.mark.parametrize("unit", [1_000, 1])
def test_gaps_too_long_for_32_bits_are_exact(unit: int) -> None:
    day = 86_400_000_000
    rows: list[Event] = []
    for number, days in enumerate([60, 70, 80, 1, 100]):
        rows += [(f"c{number}", "open", unit * number), (f"c{number}", "buy", unit * number + days * day)]
    log = log_of(rows)
    assert log.index.gap_unit_us == unit
    assert log.index.long_gaps.size == (4 if unit == 1_000 else 5)
    (between,) = [one for one in log.transitions().transitions if one.source == "open"]
    assert between.median_seconds == 70 * 86_400
    assert between.mean_seconds == pytest.approx((60 + 70 + 80 + 1 + 100) / 5 * 86_400)
    assert between.p90_seconds == pytest.approx((80 + 0.6 * 20) * 86_400)
    assert between.total_seconds == 311 * 86_400


def test_a_gap_just_below_32_bits_is_not_taken_for_a_long_one() -> None:
    edge = 2**32 * 1_000
    times = [edge - 4_000, edge - 3_000, edge - 2_000, edge - 1_000, edge, edge + 1_000]
    rows: list[Event] = []
    for number, time in enumerate(times):
        rows += [(f"c{number}", "open", 1_000), (f"c{number}", "buy", 1_000 + time)]
    (between,) = [one for one in log_of(rows).transitions().transitions if one.source == "open"]
    assert between.median_seconds == (times[2] + times[3]) / 2_000_000
    assert (between.median_low_seconds, between.median_high_seconds) == (times[0] / 1e6, times[5] / 1e6)


def test_events_named_like_the_ends_of_a_journey_are_events() -> None:
    log = JourneyLog.from_events(
        [("ann", "(start)", "2026-01-01"), ("ann", "(end)", "2026-01-02"), ("bea", "(end)", "2026-01-01")]
    )
    told = sorted((one.source, one.target, one.count) for one in log.transitions().transitions)
    assert told == [
        ("(end)", "(end)", 2), ("(start)", "(end)", 1), ("(start)", "(end)", 1), ("(start)", "(start)", 1)
    ]  # fmt: skip


def test_the_main_road_by_hand() -> None:
    rows: list[Event] = []
    for number in range(10):
        names = ["a", "b", "c"] if number < 7 else ["a", "c"] if number < 9 else ["b", "a"]
        rows += [(f"c{number}", name, place * 1_000_000) for place, name in enumerate(names)]
    found = {
        (one.source, one.target): (one.view, one.cover) for one in log_of(rows).transitions().transitions
    }
    # 9 begin with a, 9 end with c, 7 go a b c; then 2 go a c; then one goes b a.
    assert found == {
        ("(start)", "a"): (1, 32 / 37), ("a", "b"): (1, 32 / 37), ("b", "c"): (1, 32 / 37),
        ("c", "(end)"): (1, 32 / 37), ("a", "c"): (2, 34 / 37), ("(start)", "b"): (3, 1.0),
        ("b", "a"): (3, 1.0), ("a", "(end)"): (3, 1.0),
    }  # fmt: skip


ways = st.lists(st.lists(st.integers(0, 4), max_size=5), min_size=1, max_size=12)


@settings(max_examples=60)
@given(ways=ways)
def test_every_view_is_what_lies_on_ways_from_start_to_end(ways: list[list[int]]) -> None:
    start, end = 5, 6
    counts = Counter(pair for way in ways for pair in pairwise([start, *way, end]))
    found: dict[Any, Any] = views(counts, start=start, end=end)
    sets = {
        frozenset(reference_transitions.shown(counts, least, start=start, end=end))
        for least in range(1, max(counts.values()) + 1)
    } - {frozenset()}
    by_view = defaultdict(set)
    for pair, (view, _) in found.items():
        by_view[view].add(pair)
    nested = [
        frozenset(pair for one in range(1, view + 1) for pair in by_view[one])
        for view in range(1, len(by_view) + 1)
    ]
    assert set(nested) == sets
    for pair, (view, cover) in found.items():
        assert cover == sum(counts[one] for one in nested[view - 1]) / sum(counts.values())
        assert pair in nested[view - 1]


def test_estimates_are_shares_and_medians_with_their_intervals() -> None:
    rows = [(f"c{n}", name, (n + 1) * place * 1_000_000) for n in range(8) for place, name in enumerate("ab")]
    told = {one.key: one for one in log_of(rows).transitions().estimates()}
    share, median = told["a", "b", "share"], told["a", "b", "median"]
    interval = wilson(8, 8)
    assert (share.value, share.k, share.n, share.low, share.high) == (1.0, 8, 8, interval.low, interval.high)
    assert (median.value, median.unit, median.low, median.high) == (4.5, "seconds", 1.0, 8.0)
    assert ("(start)", "a", "median") not in told
