"""Bins in which people read durations: equal ones where they are alike, else a ladder of known lengths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.spread import US, Spread

Int64s = npt.NDArray[np.int64]

MINUTE, HOUR, DAY = 60, 3_600, 86_400
LADDER: Final = (
    *(0, 1, 2, 5, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 28 * DAY),
    *(56 * DAY, 91 * DAY, 182 * DAY, 365 * DAY, 730 * DAY),
)
"""Bounds that people know, in seconds, for durations of very different length."""

WIDTHS: Final = (
    *(1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 2 * DAY, 5 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY),
)
"""Widths of equal bins, in seconds."""

BINS: Final = 24
ALIKE: Final = 20
"""Durations are alike where the shortest tenth reaches up to the ``ALIKE``-th part of the 90th percentile."""


@dataclass(frozen=True, slots=True)
class DurationBin:
    """Customers whose time is at least ``low_seconds`` and below ``high_seconds`` (last bin: at most)."""

    low_seconds: float
    high_seconds: float
    customers: int


def duration_bins(spread: Spread, count: Callable[[Sequence[int]], Int64s]) -> tuple[DurationBin, ...]:
    """Durations in bins that hold all of them; none where there are no durations.

    Args:
        spread: Their figures.
        count: Counts them: given rising bounds in microseconds, how many are below the first, between each
            and the next, and from the last on.
    """
    if spread.least is None or spread.most is None or spread.p90 is None:
        return ()
    equal = _edges(_equal(spread.p90, least=spread.least, most=spread.most), spread.most)
    ladder = _edges(_ladder(least=spread.least, most=spread.most), spread.most)
    tenth = round(spread.p90 * US / ALIKE)
    bounds = sorted({*equal, *ladder, tenth})
    below = np.concatenate([[0], np.cumsum(count(bounds))])
    reached = dict(zip(bounds, below[1:].tolist(), strict=False))
    chosen = equal if reached[tenth] * 10 <= spread.n else ladder
    reached[chosen[-1]] = spread.n
    return tuple(
        DurationBin(low / US, high / US, reached[high] - reached[low]) for low, high in pairwise(chosen)
    )


def _edges(seconds: Sequence[float], most: float) -> list[int]:
    """The bounds in microseconds; the last bin reaches to the longest duration."""
    edges = [round(bound * US) for bound in seconds]
    edges[-1] = max(edges[-1], round(most * US))
    return edges


def _equal(p90: float, *, least: float, most: float) -> list[float]:
    width = next((one for one in WIDTHS if (p90 - least) / one <= BINS * 3 / 4), 365 * DAY)
    first = least // width * width
    count = min(BINS, int((most - first) // width) + 1)
    return [first + number * width for number in range(count + 1)]


def _ladder(*, least: float, most: float) -> list[float]:
    rungs = [bound for bound in LADDER if bound < most]
    above = next((bound for bound in LADDER if bound >= most), most)
    lowest = max((bound for bound in rungs if bound <= least), default=0)
    return [bound for bound in rungs if bound >= lowest] + [above]
