"""Verdicts agree with published values, and say "not enough data" when the data cannot tell."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.monitoring.verdict import n_minus_1_test, needed_in_each, verdict

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_a_clear_rise_has_improved() -> None:
    found = verdict((48, 80), (56, 70))
    assert found.outcome == "improved"
    assert found.difference == pytest.approx(0.2)
    # Newcombe 1998, table II, example (a), method 10.
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert found.needed is None
    assert found.text == "Improved: from 60.0% (48 of 80) to 80.0% (56 of 70)."


def test_a_rise_of_what_should_fall_is_worse() -> None:
    assert verdict((48, 80), (56, 70), higher_is_better=False).outcome == "worse"


def test_too_few_customers_are_told_how_many_are_needed() -> None:
    found = verdict((10, 20), (12, 20))
    assert found.outcome == "not_enough_data"
    assert found.needed == needed_in_each(0.5, 0.6) == 388
    assert "each period needs 388 customers" in found.text


def test_no_difference_asks_for_no_number_unless_a_smallest_one_is_given() -> None:
    assert verdict((10, 20), (10, 20)).needed is None
    assert verdict((10, 20), (10, 20), smallest=0.1).needed == 388
    assert verdict((20, 20), (20, 20), smallest=0.1).needed == needed_in_each(1.0, 0.9)


def test_p_value_by_hand() -> None:
    # Pearson's chi-squared of 7 of 10 against 2 of 10: 20 * (7*8 - 3*2)^2 / (10*10*9*11); times 19/20.
    chi_squared = 20 * 50**2 / (10 * 10 * 9 * 11) * 19 / 20
    assert n_minus_1_test((2, 10), (7, 10)) == pytest.approx(2 * NormalDist().cdf(-math.sqrt(chi_squared)))


@pytest.mark.parametrize(
    ("p", "q", "power", "needed"),
    [(0.5, 0.75, 0.9, 77), (0.5, 0.6, 0.8, 388), (0.1, 0.15, 0.8, 686)],
)
def test_needed_numbers_agree_with_published_ones(p: float, q: float, power: float, needed: int) -> None:
    assert needed_in_each(p, q, power=power) == needed


@given(counts, counts)
def test_laws(before: tuple[int, int], after: tuple[int, int]) -> None:
    found, swapped = verdict(before, after), verdict(after, before)
    assert found.low <= found.difference <= found.high
    assert found.p_value == pytest.approx(swapped.p_value)
    opposite = {"improved": "worse", "worse": "improved", "not_enough_data": "not_enough_data"}
    assert swapped.outcome == opposite[found.outcome]
    assert verdict(before, after, higher_is_better=False).outcome == opposite[found.outcome]
    assert (found.needed is None) == (found.outcome != "not_enough_data" or found.difference == 0)


@pytest.mark.parametrize(("before", "after"), [((3, 0), (1, 2)), ((3, 2), (1, 2)), ((1, 2), (-1, 2))])
def test_counts_that_are_none_are_refused(before: tuple[int, int], after: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="is no share"):
        verdict(before, after)


def test_a_smallest_difference_out_of_range_is_refused() -> None:
    with pytest.raises(UsageError, match="smallest difference"):
        verdict((1, 2), (1, 2), smallest=2)
