"""Durations in a few exact figures: median, 90th percentile, mean, extremes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.core.statistics import quantile_ranks

US: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Spread:
    """Durations of ``n`` journeys, in seconds; all ``None`` where there are none.

    ``median_low`` and ``median_high`` bound the median with 95 % confidence; ``None`` where there are too
    few.
    """

    n: int
    median: float | None = None
    median_low: float | None = None
    median_high: float | None = None
    p90: float | None = None
    mean: float | None = None
    least: float | None = None
    most: float | None = None


def middle_ranks(n: int) -> tuple[int, int]:
    """Ranks, from 0, of the one or two values in the middle of ``n``; the median is their mean."""
    return (n - 1) // 2, n // 2


def quantile_rank(n: int, quantile: float) -> tuple[int, int, float]:
    """The two ranks between which a quantile lies, and how far from the first to the second.

    Source: Hyndman and Fan 1996, definition 7; what ``numpy.quantile`` gives by default.
    """
    place = (n - 1) * quantile
    lower = int(place)
    return lower, min(lower + 1, n - 1), place - lower


def spread_of(durations: npt.NDArray[np.int64]) -> Spread:
    """The figures of durations in microseconds, without sorting them all (SPEC QU1, QU2)."""
    n = durations.size
    if n == 0:
        return Spread(0)
    lower, upper, way = quantile_rank(n, 0.9)
    bounds = quantile_ranks(n, 0.5)
    ranks = sorted({0, n - 1, *middle_ranks(n), lower, upper, *(bounds or ())})
    placed = np.partition(durations, ranks)
    at = {rank: int(placed[rank]) / US for rank in ranks}
    one, other = middle_ranks(n)
    return Spread(
        n=n,
        median=(at[one] + at[other]) / 2,
        median_low=at[bounds[0]] if bounds else None,
        median_high=at[bounds[1]] if bounds else None,
        p90=at[lower] + (at[upper] - at[lower]) * way,
        mean=exact_sum(durations) / n / US,
        least=at[0],
        most=at[n - 1],
    )


def exact_sum(durations: npt.NDArray[np.int64]) -> int:
    """The sum, whatever its size: added up in two words, for 64 bits overflow at some 10^10 long gaps."""
    return (int((durations >> 32).sum()) << 32) + int((durations & 0xFFFFFFFF).sum())
