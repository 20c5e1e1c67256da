"""SPEC VA1 to VA4."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sojourn.core.errors import UsageError
from sojourn.journeys.kernels import variants as kernels
from sojourn.journeys.log.journey_log import JourneyLog

from . import reference
from .reference import Event, as_rows
from .strategies import logs


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


def test_journeys_whose_hashes_collide_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without compilation, so that the hash can be replaced by one that is always the same.
    monkeypatch.setattr(kernels, "journey_hash", lambda codes, start, end: np.uint64(7))
    monkeypatch.setattr(kernels, "is_same", kernels.is_same.py_func)
    offsets, codes = np.array([0, 2, 4, 6, 7]), np.array([0, 1, 1, 0, 0, 1, 0], np.uint8)
    first, counts = kernels.group_journeys.py_func(offsets, codes, np.ones(4, np.int64))
    assert first.tolist() == [0, 1, 3]
    assert counts.tolist() == [2, 1, 1]


def test_no_variant_to_name_is_refused() -> None:
    with pytest.raises(UsageError, match="top is 0"):
        JourneyLog.from_events([("ann", "open", "2026-01-01")]).variants(top=0)


def test_more_variants_than_any_number_of_customers_may_be_asked_for() -> None:
    log = JourneyLog.from_events(as_rows([("c1", "a", 0), ("c2", "b", 0)]))
    assert len(log.variants(top=10**20).top) == 2
