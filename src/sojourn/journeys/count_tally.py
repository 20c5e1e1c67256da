"""How often each whole number was counted: a distribution that can be added up and read exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.journeys.spread import middle_ranks, quantile_rank

Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CountShare:
    """How many have one number of something.

    Attributes:
        count: The number, such as of events in a session.
        or_more: Whether greater numbers are in it too.
        n: How many have it.
        share: Their part of all.
    """

    count: int
    or_more: bool
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class CountSpread:
    """How many of something each one has: events of a session, sessions of a customer.

    Attributes:
        n: How many ones there are.
        mean, median, p90: Of the numbers; exact.
        most: The greatest number.
        counts: How many have each number, rising; the shares sum to 1.
    """

    n: int
    mean: float
    median: float
    p90: float
    most: int
    counts: tuple[CountShare, ...]


@dataclass(frozen=True)
class CountTally:
    """``counts[i]`` ones have the number ``values[i]``; the values rise."""

    values: Int64s
    counts: Int64s

    @classmethod
    def of(cls, numbers: npt.NDArray[np.integer]) -> CountTally:
        """Tally numbers from 0 on."""
        counts = np.bincount(numbers)
        values = np.flatnonzero(counts)
        return cls(values, counts[values].astype(np.int64))

    def plus(self, other: CountTally) -> CountTally:
        """Both together."""
        values, places = np.unique(np.concatenate([self.values, other.values]), return_inverse=True)
        counts = np.zeros(values.size, np.int64)
        np.add.at(counts, places, np.concatenate([self.counts, other.counts]))
        return CountTally(values, counts)

    def spread(self, *, shown: int) -> CountSpread:
        """The figures; numbers greater than ``shown`` are one entry of ``counts``."""
        n = int(self.counts.sum())
        reached = np.cumsum(self.counts)
        one, other = (self._at(reached, rank) for rank in middle_ranks(n))
        lower, upper, way = quantile_rank(n, 0.9)
        low, high = self._at(reached, lower), self._at(reached, upper)
        total = sum(
            value * count for value, count in zip(self.values.tolist(), self.counts.tolist(), strict=True)
        )
        return CountSpread(
            n=n,
            mean=total / n,
            median=(one + other) / 2,
            p90=low + (high - low) * way,
            most=int(self.values[-1]),
            counts=tuple(self._shares(shown, n)),
        )

    def _at(self, reached: Int64s, rank: int) -> int:
        return int(self.values[np.searchsorted(reached, rank, side="right")])

    def _shares(self, shown: int, n: int) -> list[CountShare]:
        shares = [
            CountShare(value, False, count, count / n)
            for value, count in zip(self.values.tolist(), self.counts.tolist(), strict=True)
            if value <= shown
        ]
        more = int(self.counts[self.values > shown].sum())
        return [*shares, CountShare(shown + 1, True, more, more / n)] if more else shares
