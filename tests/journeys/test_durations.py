"""SPEC DU1 to DU4, QU1 to QU3."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.spread import exact_sum, spread_of

from . import reference
from .reference import Event, as_rows
from .strategies import NAMES, logs

EVERY_NAME: list[Event] = [("zoe", name, 10**15 + number) for number, name in enumerate(NAMES)]


@given(events=logs(), start=st.none() | st.sampled_from(NAMES), end=st.none() | st.sampled_from(NAMES))
def test_equal_the_obvious_answer(events: list[Event], start: str | None, end: str | None) -> None:
    events = events + EVERY_NAME
    result = JourneyLog.from_events(as_rows(events)).durations(start, end)
    started, spans = reference.durations(events, start, end)
    assert (result.started, result.completed, result.not_completed) == (
        started,
        len(spans),
        started - len(spans),
    )
    if spans:
        assert result.spread.median == pytest.approx(reference.median(spans))
        assert result.spread.p90 == pytest.approx(reference.quantile(spans, Fraction(9, 10)))
        assert result.spread.mean == pytest.approx(sum(spans) / len(spans) / 1_000_000)
        assert (result.spread.least, result.spread.most) == (min(spans) / 1_000_000, max(spans) / 1_000_000)


@given(events=logs())
def test_the_histogram_adds_up_to_everybody_who_completed(events: list[Event]) -> None:
    result = JourneyLog.from_events(as_rows(events)).durations()
    assert sum(one.customers for one in result.histogram) == result.completed == result.customers
    assert result.histogram[0].low_seconds <= (result.spread.least or 0)
    assert result.histogram[-1].high_seconds >= (result.spread.most or 0)
    edges = [one.low_seconds for one in result.histogram]
    assert edges == sorted(set(edges))


def test_nobody_on_the_way_gives_no_figures() -> None:
    result = JourneyLog.from_events([("ann", "pay", "2026-01-01"), ("ann", "open", "2026-01-02")]).durations(
        "open", "pay"
    )
    assert (result.started, result.completed, result.not_completed) == (1, 0, 1)
    assert result.to_json()["median_seconds"] is None
    assert result.histogram == ()
    assert "<table" in result._repr_html_()


def test_the_interval_of_a_median_needs_six_values_and_holds_it() -> None:
    assert spread_of(np.arange(5) * 1_000_000).median_low is None
    spread = spread_of(np.arange(1, 7) * 1_000_000)
    assert (spread.median_low, spread.median, spread.median_high) == (1.0, 3.5, 6.0)


def test_sums_beyond_64_bits_are_exact() -> None:
    values = np.array([2**62, 2**62, 2**62, 5, -3])
    assert exact_sum(values) == 3 * 2**62 + 2
