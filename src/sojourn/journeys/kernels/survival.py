"""How long those waited who arrived, and those who had not yet, to four decimal digits (SPEC KM1, KM2)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int64s = npt.NDArray[np.int64]

EXACT = 10_000
"""Fewer microseconds than these have a bin of their own."""
A_DECADE = 9_000
"""Bins of the times that are written with the same number of digits."""
BINS = EXACT + 15 * A_DECADE


@kernel
def bin_of(span: int) -> int:
    """The bin of a time: its first four decimal digits, and how many more there are.

    Args:
        span: The time in microseconds, not negative.
    """
    more = 0
    while span >= EXACT:
        span //= 10
        more += 1
    return span if more == 0 else more * A_DECADE + span


@kernel
def tally_waits(begun: Int64s, spans: Int64s, until: int) -> tuple[Int64s, Int64s]:
    """How many arrived after how long, and how many were still waiting after how long.

    Args:
        begun: When each began to wait.
        spans: How long it took, in microseconds; negative for those who had not arrived at ``until``.
        until: When they were last observed.

    Returns:
        int64[BINS] twice, by the bin of the time.
    """
    arrived = np.zeros(BINS, np.int64)
    waiting = np.zeros(BINS, np.int64)
    for one in range(begun.size):
        if spans[one] >= 0:
            arrived[bin_of(spans[one])] += 1
        else:
            waiting[bin_of(until - begun[one])] += 1
    return arrived, waiting


def least_of_bins(bins: Int64s) -> Int64s:
    """The shortest time of each bin, in microseconds."""
    more = np.maximum((bins - 1_000) // A_DECADE, 0)
    shortest: Int64s = (bins - more * A_DECADE) * 10**more
    return shortest
