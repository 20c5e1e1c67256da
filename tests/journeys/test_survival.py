"""SPEC KM1 to KM5: how long it takes while not everybody has arrived."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from sojourn.journeys.kernels.survival import BINS, bin_of, least_of_bins, tally_waits
from sojourn.journeys.survival import POINTS, Arrival, kaplan_meier

from . import reference_calendar as reference

SECOND = 1_000_000


def estimate(arrived: Sequence[int], waiting: Sequence[int]) -> Arrival:
    """From times in seconds."""
    begun = np.zeros(len(arrived) + len(waiting), np.int64)
    until = max([*arrived, *waiting]) * SECOND
    begun[len(arrived) :] = until - np.array(waiting, np.int64) * SECOND
    spans = np.array([*(time * SECOND for time in arrived), *(-1 for _ in waiting)], np.int64)
    return kaplan_meier(*tally_waits(begun, spans, until))


def test_the_remissions_of_the_textbook() -> None:
    # Weeks of remission under 6-MP (Freireich and others 1963), as in Collett, Modelling Survival Data.
    arrived = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    waiting = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    result = estimate(arrived, waiting)
    assert [(point.seconds, point.waiting) for point in result.curve[:7]] == [
        *((6, 21), (7, 17), (10, 15), (13, 12), (16, 11), (22, 7), (23, 6)),
    ]
    assert [round(1 - point.share, 3) for point in result.curve[:7]] == [
        *(0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448),
    ]
    # log-log intervals as published for week 10 and 23.
    assert [round(1 - (point.high or 0), 3) for point in (result.curve[2], result.curve[6])] == [0.503, 0.188]
    assert [round(1 - (point.low or 0), 3) for point in (result.curve[2], result.curve[6])] == [0.889, 0.680]
    assert (result.median_seconds, result.median_low, result.median_high) == (23, 13, None)
    assert (result.customers, result.still_open, result.p90_seconds) == (21, 12, None)


times = st.lists(st.integers(0, 9_999), max_size=40)


@given(arrived=times, waiting=times)
def test_equals_one_factor_after_the_other_and_scipy(arrived: list[int], waiting: list[int]) -> None:
    if not arrived:
        return
    result = estimate(arrived, waiting)
    curve = {point.seconds: point.share for point in result.curve}
    expected = reference.kaplan_meier(arrived, waiting)
    assert [curve[time] for time, _ in expected] == pytest.approx([share for _, share in expected])
    peer = scipy.stats.ecdf(scipy.stats.CensoredData(uncensored=arrived, right=waiting)).cdf
    assert curve == pytest.approx({time: float(peer.evaluate(time)) for time in curve})


@given(arrived=st.lists(st.integers(0, 9_999), min_size=6, max_size=40))
def test_without_open_journeys_it_is_the_plain_share(arrived: list[int]) -> None:
    result = estimate(arrived, [])
    assert result.still_open == 0
    for point in result.curve:
        assert point.share == pytest.approx(sum(time <= point.seconds for time in arrived) / len(arrived))
    ordered = sorted(arrived)
    assert result.median_seconds == ordered[-(-len(arrived) // 2) - 1]
    assert result.p90_seconds == ordered[-(-len(arrived) * 9 // 10) - 1]


def test_nobody_arrived_yet() -> None:
    result = estimate([], [5, 9])
    assert (result.median_seconds, result.p90_seconds, result.still_open) == (None, None, 2)
    assert [(point.seconds, point.waiting, point.share, point.low) for point in result.curve] == [
        (9, 1, 0, None)
    ]


def test_a_long_curve_is_told_in_few_steps_that_reach_its_end() -> None:
    result = estimate(range(1, 5_000), [9_000] * 1_000)
    shares = [point.share for point in result.curve]
    assert len(shares) <= POINTS + 1
    assert shares == sorted(shares)
    assert result.curve[-1].seconds == 9_000
    assert shares[-1] == pytest.approx(4_999 / 5_999)
    assert max(np.diff(shares)) < 0.02


@given(span=st.integers(0, 2**63 - 1))
def test_a_time_loses_less_than_a_thousandth(span: int) -> None:
    found = bin_of(span)
    least = int(least_of_bins(np.array([found]))[0])
    assert 0 <= found < BINS
    assert least <= span
    assert (span - least) * 1_000 < max(span, 1)
    assert span >= 10_000 or least == span
    assert bin_of(least) == found
