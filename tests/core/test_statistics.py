"""Intervals agree with published values and keep what they promise."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.statistics import mean_interval, newcombe, quantile_ranks, student_quantile, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_agrees_with_newcombe_1998(successes: int, n: int, low: float, high: float) -> None:
    interval = wilson(successes, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_agrees_with_its_table(
    a: tuple[int, int], b: tuple[int, int], low: float, high: float
) -> None:
    interval = newcombe(*a, *b)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=6e-5)


shares = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares)
def test_wilson_holds_the_share_and_mirrors(share: tuple[int, int]) -> None:
    k, n = share
    interval, mirror = wilson(k, n), wilson(n - k, n)
    assert 0 <= interval.low <= interval.high <= 1
    assert n == 0 or interval.low <= k / n <= interval.high
    assert (interval.low, interval.high) == pytest.approx((1 - mirror.high, 1 - mirror.low))
    assert n == 0 or wilson(10 * k, 10 * n).high - wilson(10 * k, 10 * n).low < interval.high - interval.low


def test_nobody_asked_says_nothing() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("n", "ranks"), [(5, None), (6, (0, 5)), (8, (0, 7)), (10, (1, 8)), (20, (5, 14)), (100, (39, 60))]
)
def test_ranks_around_the_median_agree_with_tables(n: int, ranks: tuple[int, int] | None) -> None:
    # One-based in tables, such as Conover, Practical Nonparametric Statistics: 6: 1-6, 10: 2-9, 20: 6-15.
    assert quantile_ranks(n, 0.5) == ranks


def coverage(n: int, quantile: float, ranks: tuple[int, int]) -> float:
    """Chance that the values of two ranks enclose a quantile."""
    return sum(
        math.comb(n, k) * quantile**k * (1 - quantile) ** (n - k) for k in range(ranks[0] + 1, ranks[1] + 1)
    )


@given(st.integers(1, 300), st.sampled_from([0.1, 0.5, 0.9]))
def test_ranks_cover_what_was_asked(n: int, quantile: float) -> None:
    ranks = quantile_ranks(n, quantile)
    if ranks is not None:
        assert 0 <= ranks[0] < ranks[1] < n
        assert coverage(n, quantile, ranks) >= 0.95


def test_exact_and_approximate_ranks_meet() -> None:
    exact, approximate = quantile_ranks(1_999, 0.5), quantile_ranks(2_000, 0.5)
    assert exact is not None
    assert approximate is not None
    assert abs(exact[0] - approximate[0]) <= 1
    assert abs(exact[1] - approximate[1]) <= 2


@pytest.mark.parametrize(
    ("degrees", "t"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980), (100_000, 1.960)],
)
def test_student_agrees_with_tables(degrees: int, t: float) -> None:
    assert round(student_quantile(0.975, degrees), 3) == t
    assert student_quantile(0.025, degrees) == pytest.approx(-student_quantile(0.975, degrees))


def test_exact_and_expanded_student_meet() -> None:
    assert student_quantile(0.975, 299) == pytest.approx(1.96793, abs=1e-5)
    assert student_quantile(0.975, 300) == pytest.approx(1.96790, abs=1e-5)


def test_student_narrows_with_every_degree() -> None:
    quantiles = [student_quantile(0.99, degrees) for degrees in range(1, 40)]
    assert all(wide > narrow for wide, narrow in pairwise(quantiles))


@pytest.mark.parametrize("p", [0.0, 1.0, -1.0])
def test_no_quantile_lies_outside(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        student_quantile(p, 3)


def test_an_interval_of_a_mean_by_hand() -> None:
    # 1, 2, 3, 4, 5: mean 3, standard deviation 1.5811, standard error 0.7071, t with 4 degrees 2.7764.
    interval = mean_interval(5, 15, 55)
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (1.0368, 4.9632)


def test_one_value_has_no_spread() -> None:
    assert mean_interval(1, 3, 9) is None
