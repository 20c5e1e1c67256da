"""SPEC QU1 to QU5: the figures of all values in memory, however the journeys are cut and sampled."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.statistics import quantile_ranks
from sojourn.journeys import spread as room
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.spread import bin_of
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.narrowing import BITS, LEAST, MOST, TOP, greatest_of_bin, least_of_bin
from sojourn.journeys.selection import EVERYTHING
from sojourn.journeys.spread import Spread, spread_of, spreads_of

from .engines import CutEngine
from .reference import as_rows, quantile

numbers = st.one_of(
    st.integers(-5, 5),
    st.integers(0, 10**6),
    st.integers(LEAST, MOST),
    st.sampled_from([0, 1, -1, 2**53 - 1, 2**53, 2**53 + 1, 2**62, MOST, LEAST, 2**32 - 1, 2**32]),
)


@dataclass(frozen=True)
class Given:
    """The same values of the same groups for the n-th customer, whatever the events are."""

    of: tuple[tuple[tuple[int, int], ...], ...]
    grouped: bool = True

    def __call__(self, chunk: Chunk) -> tuple[npt.NDArray[np.int32] | None, npt.NDArray[np.int64]]:
        pairs = [pair for number in chunk.numbers_of_customers for pair in self.of[int(number)]]
        table = np.array(pairs, np.int64).reshape(-1, 2)
        return (table[:, 0].astype(np.int32) if self.grouped else None), table[:, 1].copy()


def log_of(customers: int) -> JourneyLog:
    return JourneyLog.from_events(as_rows([(f"c{number:05}", "a", 0) for number in range(customers)]))


def expected(values: list[int]) -> Spread:
    if not values:
        return Spread(0)
    ordered, bounds = sorted(values), quantile_ranks(len(values), 0.5)
    return Spread(
        n=len(values),
        median=quantile(values, Fraction(1, 2)),
        median_low=ordered[bounds[0]] / 1_000_000 if bounds else None,
        median_high=ordered[bounds[1]] / 1_000_000 if bounds else None,
        p90=quantile(values, Fraction(9, 10)),
        mean=float(Fraction(sum(values), len(values) * 1_000_000)),
        least=ordered[0] / 1_000_000,
        most=ordered[-1] / 1_000_000,
        total=sum(values) / 1_000_000,
    )


def check(found: Spread, values: list[int]) -> None:
    wanted = expected(values)
    assert found.n == wanted.n
    for name in ("median_low", "median_high", "least", "most", "total"):
        assert getattr(found, name) == getattr(wanted, name)
    for name in ("median", "p90", "mean"):
        one, other = getattr(found, name), getattr(wanted, name)
        assert one == (
            None if other is None else pytest.approx(other, rel=1e-12, abs=1e-9 * abs(wanted.most or 0))
        )


@given(numbers, numbers)
def test_a_greater_number_never_has_a_lesser_bin(one: int, other: int) -> None:
    low, high = sorted([one, other])
    assert bin_of(low, BITS) <= bin_of(high, BITS)
    assert -TOP <= bin_of(low, BITS) <= TOP


@given(numbers)
def test_a_number_lies_within_the_bounds_of_its_bin(number: int) -> None:
    found = np.array([bin_of(number, BITS)])
    low, high = int(least_of_bin(found)[0]), int(greatest_of_bin(found)[0])
    assert low <= number <= high
    assert bin_of(low, BITS) == bin_of(high, BITS) == found[0]
    assert high - low <= max(0, abs(number) >> BITS)


pairs = st.lists(st.tuples(st.integers(-1, 2), numbers), max_size=6).map(tuple)


@settings(max_examples=60)
@given(
    of=st.lists(pairs, min_size=1, max_size=40).map(tuple),
    cuts=st.lists(st.integers(0, 40), max_size=4),
    sample=st.sampled_from([(10**9, 32), (0, 1), (0, 2), (0, 7)]),
    care=st.sampled_from([6.0, 0.0, 0.3]),
)
def test_equals_the_figures_of_all_values_in_memory(
    of: tuple[Any, ...], cuts: list[int], sample: tuple[int, int], care: float
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "SMALL", sample[0])
        patch.setattr(room, "NTH", sample[1])
        patch.setattr(room, "CARE", care)
        found = spreads_of(log_of(len(of)).on(CutEngine(cuts)), Given(of), groups=3)
    for group, spread in enumerate(found):
        check(spread, [value for pairs in of for where, value in pairs if where == group])


@given(values=st.lists(numbers, min_size=1, max_size=60))
def test_without_groups_and_from_memory(values: list[int]) -> None:
    of = tuple(((0, value),) for value in values)
    (found,) = spreads_of(log_of(len(of)), Given(of, grouped=False))
    check(found, values)
    check(spread_of(np.array(values)), values)


def test_a_large_log_is_exact_after_two_looks() -> None:
    drawn = np.random.default_rng(7)
    values = np.exp(drawn.normal(12, 3, 250_000)).astype(np.int64)
    values[::5] = 86_400_000_000
    log, looks = log_of(values.size), []

    class Counting(LocalEngine):
        def run(self, index: Any, analysis: Any, *, selection: Any = EVERYTHING) -> Any:
            looks.append(type(analysis).__name__)
            return super().run(index, analysis, selection=selection)

    (found,) = spreads_of(log.on(Counting()), Column(values))
    assert looks == ["Outlining", "Looking"]
    assert found == spread_of(values)
    assert found.median == np.median(values) / 1_000_000
    assert found.p90 == pytest.approx(np.quantile(values, 0.9) / 1_000_000, rel=1e-12)


def test_a_sample_that_misleads_costs_a_look_and_no_digit() -> None:
    values = np.arange(250_000)
    values[::32] = 10**12
    (found,) = spreads_of(log_of(values.size), Column(values))
    assert found == spread_of(values)


def test_sums_beyond_64_bits_are_exact() -> None:
    of = tuple(((0, MOST),) for _ in range(40))
    (found,) = spreads_of(log_of(40), Given(of))
    assert found.total == 40 * MOST / 1_000_000


@dataclass(frozen=True)
class Column:
    """One value for each customer."""

    values: npt.NDArray[np.int64]

    def __call__(self, chunk: Chunk) -> tuple[None, npt.NDArray[np.int64]]:
        return None, self.values[chunk.numbers_of_customers]
