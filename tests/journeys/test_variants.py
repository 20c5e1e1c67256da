"""SPEC VA1 to VA6, VP1 to VP4."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.journeys import variant_groups
from sojourn.journeys import variants as module
from sojourn.journeys.kernels import variants as kernels
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError

from . import reference, reference_ways
from .engines import CutEngine
from .reference import Event, as_rows
from .strategies import NAMES, logs

EVERY_NAME: list[Event] = [("zoe", name, 10**15 + number) for number, name in enumerate(NAMES)]
step = st.one_of(
    st.sampled_from([*NAMES, "?", "*"]),
    st.sampled_from(NAMES).map("!{}".format),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).map("|".join),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).map("!{0[0]}|{0[1]}".format),
)


@given(events=logs())
def test_equal_the_obvious_answer(events: list[Event]) -> None:
    result = JourneyLog.from_events(as_rows(events)).variants(top=3)
    expected = reference.variants(events)
    assert result.variants == len(expected)
    assert [(one.events, one.customers) for one in result.top] == expected[:3]
    spans = [
        [
            journey[-1][1] - journey[0][1]
            for journey in reference.journeys(events).values()
            if names(journey) == variant
        ]
        for variant, _ in expected[:3]
    ]
    assert [one.median_seconds for one in result.top] == [
        pytest.approx(reference.median(span)) for span in spans
    ]


def names(journey: list[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(event for event, _ in journey)


@given(events=logs())
def test_named_and_other_variants_are_everybody(events: list[Event]) -> None:
    result = JourneyLog.from_events(as_rows(events)).variants(top=2)
    assert sum(one.customers for one in result.top) + result.other.customers == result.customers
    assert len(result.top) + result.other.variants == result.variants
    assert sum(one.share for one in result.top) + result.other.share == pytest.approx(1)
    assert result.top[-1].cumulative_share + result.other.share == pytest.approx(1)


def test_equal_counts_are_ordered_by_names_not_by_frequency() -> None:
    rows = [
        ("ann", "z", 0),
        ("ann", "z", 1),
        ("ann", "z", 2),
        ("bea", "b", 0),
        ("cem", "a", 0),
        ("cem", "b", 1),
        ("dov", "a", 0),
    ]
    result = JourneyLog.from_events(as_rows(rows)).variants()
    assert [one.events for one in result.top] == [("a",), ("a", "b"), ("b",), ("z", "z", "z")]


def test_journeys_whose_hashes_collide_stay_apart() -> None:
    starts, ends = np.array([0, 2, 4, 6]), np.array([2, 4, 6, 7])
    codes, hashes = np.array([0, 1, 1, 0, 0, 1, 0], np.uint8), np.full(4, 2**63 + 7, np.uint64)
    ones = np.ones(4, np.int64)
    first, counts = kernels.group_journeys(starts, ends, codes, hashes, np.arange(4), ones, 0)
    assert first.tolist() == [0, 1, 3]
    assert counts.tolist() == [2, 1, 1]


def test_no_variant_to_name_is_refused() -> None:
    with pytest.raises(UsageError, match="top is 0"):
        JourneyLog.from_events([("ann", "open", "2026-01-01")]).variants(top=0)


def test_more_variants_than_any_number_of_customers_may_be_asked_for() -> None:
    log = JourneyLog.from_events(as_rows([("c1", "a", 0), ("c2", "b", 0)]))
    assert len(log.variants(top=10**20).top) == 2


@settings(max_examples=60)
@given(
    events=logs(), steps=st.lists(step, min_size=1, max_size=5), cuts=st.lists(st.integers(0, 9), max_size=2)
)
def test_a_pattern_takes_the_journeys_of_its_shape(
    events: list[Event], steps: list[str], cuts: list[int]
) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events)).on(CutEngine(cuts))
    result = log.variants(pattern=" > ".join(steps), top=100)
    expected = [one for one in reference.variants(events) if reference_ways.matches(one[0], steps)]
    assert [(one.events, one.customers) for one in result.top] == expected
    assert result.matching == sum(customers for _, customers in expected)
    assert result.variants == len(expected)


@settings(max_examples=60)
@given(
    events=logs(),
    starts=st.lists(st.sampled_from(NAMES), max_size=2),
    contains=st.lists(st.sampled_from(NAMES), max_size=2),
    ends=st.lists(st.sampled_from(NAMES), max_size=2),
)
def test_filters_hold_together(
    events: list[Event], starts: list[str], contains: list[str], ends: list[str]
) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events))
    result = log.variants(starts=starts, contains=contains, ends=ends, top=100)
    expected = [
        (found, customers)
        for found, customers in reference.variants(events)
        if list(found[: len(starts)]) == starts
        and found[len(found) - len(ends) :] == tuple(ends)
        and any(
            list(found[place : place + len(contains)]) == contains
            for place in range(len(found) - len(contains) + 1)
        )
    ]
    assert [(one.events, one.customers) for one in result.top] == expected


@settings(max_examples=60)
@given(events=logs(), size=st.integers(1, 4), few=st.booleans(), at_once=st.sampled_from([1, 2, 100]))
def test_pages_give_all_variants_in_order_however_they_are_counted(
    events: list[Event], size: int, few: bool, at_once: int
) -> None:
    log = JourneyLog.from_events(as_rows(events))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(variant_groups, "FEW", 256 if few else 0)
        patch.setattr(module, "FEW", 256 if few else 0)
        patch.setattr(module, "CUSTOMERS_AT_ONCE", at_once)
        expected = reference.variants(events)
        pages = [log.variants(top=size, skip=skip) for skip in range(0, len(expected) + size, size)]
    found = [one for page in pages for one in page.top]
    assert [(one.events, one.customers) for one in found] == expected
    assert found[-1].cumulative_share == 1
    for page in pages:
        assert page.variants == len(expected)
        assert sum(one.customers for one in page.top) + page.other.customers == page.customers
    spans = {
        variant: [
            journey[-1][1] - journey[0][1]
            for journey in reference.journeys(events).values()
            if names(journey) == variant
        ]
        for variant, _ in expected
    }
    for one in found:
        assert one.median_seconds == pytest.approx(reference.median(spans[one.events]))
        assert one.p90_seconds == pytest.approx(reference.quantile(spans[one.events], Fraction(9, 10)))


def test_more_than_256_events_take_two_bytes_each() -> None:
    rows = [("all", f"e{number:03}", number) for number in range(300)]
    rows += [
        ("ann", "e000", 0),
        ("ann", "e299", 1),
        ("bea", "e000", 5),
        ("bea", "e299", 9),
        ("cem", "e299", 0),
    ]
    result = JourneyLog.from_events(as_rows(rows)).variants(pattern="* > e299")
    assert [(one.events, one.customers) for one in result.top[:2]] == [
        (("e000", "e299"), 2),
        (tuple(f"e{number:03}" for number in range(300)), 1),
    ]
    assert result.variants == 3


def test_figures_to_compare_name_the_variant() -> None:
    log = JourneyLog.from_events(as_rows([("ann", "a", 0), ("ann", "b", 1), ("bea", "a", 0)]))
    estimates = {one.key: one for one in log.variants(starts=["a"], ends=["b"]).estimates()}
    assert (estimates["matching",].k, estimates["matching",].n) == (1, 2)
    assert (estimates["variant", "a", "b"].k, estimates["variant", "a", "b"].n) == (1, 1)


def test_a_filter_that_nobody_matches_is_answered_with_nothing() -> None:
    log = JourneyLog.from_events(as_rows([("ann", "a", 0), ("bea", "b", 0)]))
    result = log.variants(starts=["a"], ends=["b"])
    assert (result.customers, result.matching, result.variants, result.top) == (2, 0, 0, ())
    assert (result.other.customers, result.other.share) == (0, 0.0)


def test_questions_that_cannot_be_answered_say_why() -> None:
    log = JourneyLog.from_events([("ann", "open", "2026-01-01")])
    with pytest.raises(UnknownEventError, match="Did you mean 'open'"):
        log.variants(starts=["opem"])
    with pytest.raises(UsageError, match="skip is -1"):
        log.variants(skip=-1)
    with pytest.raises(UsageError, match="At most 63"):
        log.variants(contains=["open"] * 64)
