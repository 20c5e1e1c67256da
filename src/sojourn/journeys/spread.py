"""Durations in a few exact figures: median, 90th percentile, mean, total, extremes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sojourn.core.statistics import quantile_ranks
from sojourn.journeys.narrowing import TOP, Figures, Looking, Outlining, Ranges, Tallies, Values

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]

US: Final = 1_000_000
P90: Final = 0.9

SMALL: Final = 200_000
"""Of fewer events than this, all values are kept at once."""

NTH: Final = 32
"""One journey in so many is looked at first."""

CARE: Final = 6.0
"""Standard errors of a rank by which the sample may be wrong before a further look is needed."""


@dataclass(frozen=True, slots=True)
class Spread:
    """``n`` durations in seconds; all ``None`` where there are none.

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
    total: float | None = None


def spreads_of(log: JourneyLog, values: Values, groups: int = 1, *, unit: int = US) -> tuple[Spread, ...]:
    """The exact figures of what is measured of journeys, however many values there are (SPEC QU1 to QU5).

    Memory does not grow with the values but with the different ones that lie near the wanted ranks.

    Args:
        log: The journeys to look at.
        values: What is measured; asked more than once, and of some journeys only.
        groups: How many groups there are, some thousands at most.
        unit: How many make one of the answer: microseconds a second.

    Returns:
        One ``Spread`` for each group.
    """
    within = first_ranges(log, values, groups)
    return settled(log, values, log.run(Looking(values, within)), within, unit=unit)


def first_ranges(log: JourneyLog, values: Values, groups: int) -> Ranges:
    """Where the figures of each group are first looked for: guessed from a sample of the journeys."""
    if log.events_count < SMALL:
        return Ranges.everywhere(groups)
    return _ranges(log.run(Outlining(values, nth=NTH)), groups)


def settled(
    log: JourneyLog, values: Values, figures: Figures, within: Ranges, *, unit: int = US
) -> tuple[Spread, ...]:
    """The spreads of all groups, after a further look where the guess was wrong."""
    groups = figures.sums.shape[0]
    ranks = [wanted_ranks(n) for n in figures.sums[:, 0].tolist()]
    owners = np.repeat(np.arange(groups), [len(wanted) for wanted in ranks])
    asked = np.array([rank for wanted in ranks for rank in wanted], np.int64)
    found, is_found = figures.at(within, owners, asked)
    if not is_found.all():
        missed = frozenset(owners[~is_found].tolist())
        within = _ranges_of_all(log.run(Outlining(values)), groups, missed)
        again = log.run(Looking(values, within))
        here = np.isin(owners, list(missed))
        found[here] = again.at(within, owners[here], asked[here])[0]
    at = iter(found.tolist())
    return tuple(
        spread_at(
            n, list(islice(at, len(wanted))), total=(high << 32) + low, extremes=(least, most), unit=unit
        )
        for (n, high, low, least, most), wanted in zip(figures.sums.tolist(), ranks, strict=True)
    )


def _ranges(outline: Tallies, groups: int) -> Ranges:
    """Ranges around the ranks that a sample points at; of a group that it hardly holds, everything."""
    wanted = []
    for group, bins, reached in _groups_of(outline, groups):
        size = int(reached[-1]) if reached.size else 0
        for quantile, care in ((0.5, CARE / 2 + 1 / NTH**0.5), (P90, CARE * 0.3)):
            reach = care / max(size, 1) ** 0.5
            low, high = size * (quantile - reach), size * (quantile + reach)
            wanted.append(
                (
                    group,
                    int(bins[np.searchsorted(reached, int(low), side="right")]) if low > 0 else -TOP,
                    int(bins[np.searchsorted(reached, int(high), side="right")]) if high < size else TOP,
                )
            )
    return Ranges.of_bins(groups, wanted)


def _ranges_of_all(outline: Tallies, groups: int, missed: frozenset[int]) -> Ranges:
    """The bins in which the wanted ranks of some groups lie, from an outline of all their values."""
    wanted: list[tuple[int, int, int]] = []
    for group, bins, reached in _groups_of(outline, groups):
        if group in missed:
            places = np.searchsorted(reached, wanted_ranks(int(reached[-1])), side="right")
            wanted.extend((group, one, one) for one in bins[places].tolist())
    return Ranges.of_bins(groups, wanted)


def _groups_of(outline: Tallies, groups: int) -> Iterator[tuple[int, Int64s, Int64s]]:
    """Each group with its bins, and how many values lie in a bin or below."""
    cuts = np.searchsorted(outline.rows, np.arange(groups + 1))
    for group, (first, end) in enumerate(pairwise(cuts.tolist())):
        yield group, outline.values[first:end], np.cumsum(outline.counts[first:end])


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


@lru_cache(maxsize=4096)
def wanted_ranks(n: int) -> tuple[int, ...]:
    """Ranks of the middle values, of the 90th percentile's neighbours, and of the median's bounds if any."""
    if n == 0:
        return ()
    return (*middle_ranks(n), *quantile_rank(n, P90)[:2], *(quantile_ranks(n, 0.5) or ()))


def spread_at(
    n: int, at: Sequence[int], *, total: int, extremes: tuple[int, int] | None = None, unit: int = US
) -> Spread:
    """The figures of ``n`` values.

    Args:
        n: How many.
        at: The values at ``wanted_ranks(n)``.
        total: Their sum.
        extremes: The least and the greatest, where they are known.
        unit: How many make one of the answer.
    """
    if n == 0:
        return Spread(0)
    bounds, (least, most) = at[4:], extremes or (None, None)
    return Spread(
        n=n,
        median=(at[0] + at[1]) / (2 * unit),
        median_low=bounds[0] / unit if bounds else None,
        median_high=bounds[1] / unit if bounds else None,
        p90=at[2] / unit + (at[3] / unit - at[2] / unit) * quantile_rank(n, P90)[2],
        mean=total / n / unit,
        least=None if least is None else least / unit,
        most=None if most is None else most / unit,
        total=total / unit,
    )


def spread_of(durations: npt.NDArray[np.int64]) -> Spread:
    """The figures of durations in microseconds that are all in memory, without sorting them."""
    n = durations.size
    if n == 0:
        return Spread(0)
    ranks = wanted_ranks(n)
    placed = np.partition(durations, sorted({0, n - 1, *ranks}))
    at, ends = [int(placed[rank]) for rank in ranks], (int(placed[0]), int(placed[n - 1]))
    return spread_at(n, at, total=exact_sum(durations), extremes=ends)


def exact_sum(durations: npt.NDArray[np.int64]) -> int:
    """The sum, whatever its size: added up in two words, for 64 bits overflow at some 10^10 long gaps."""
    return (int((durations >> 32).sum()) << 32) + int((durations & 0xFFFFFFFF).sum())
