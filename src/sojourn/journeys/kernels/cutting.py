"""Some customers' journeys, or a period of them, cut out of whole ones (SPEC SE1 to SE4)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.ordering import JOURNEY_START

Booleans = npt.NDArray[np.bool_]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]


@kernel
def keep_customers(offsets: Int64s, keep: Booleans) -> tuple[Int64s, Int64s, Int64s]:
    """The journeys of the customers in ``keep``, whole.

    Args:
        offsets: int64[customers + 1].
        keep: bool[customers].

    Returns:
        Numbers of the kept customers, where each of their journeys starts, and offsets of the journeys
        placed one after the other.
    """
    kept = 0
    for customer in range(keep.size):
        kept += keep[customer]
    chosen = np.empty(kept, np.int64)
    starts = np.empty(kept, np.int64)
    cut = np.zeros(kept + 1, np.int64)
    at = 0
    for customer in range(keep.size):
        if keep[customer]:
            chosen[at] = customer
            starts[at] = offsets[customer]
            cut[at + 1] = cut[at] + offsets[customer + 1] - offsets[customer]
            at += 1
    return chosen, starts, cut


@kernel
def keep_period(
    offsets: Int64s, times: Int64s, keep: Booleans, since: int, until: int
) -> tuple[Int64s, Int64s, Int64s]:
    """What lies in a period of the journeys of the customers in ``keep``.

    Args:
        offsets, times: Whole journeys.
        keep: bool[customers].
        since, until: Microseconds; events at ``since`` or later and before ``until`` stay.

    Returns:
        As ``keep_customers``; a customer without an event in the period falls away.
    """
    chosen = np.empty(keep.size, np.int64)
    starts = np.empty(keep.size, np.int64)
    cut = np.zeros(keep.size + 1, np.int64)
    at = 0
    for customer in range(keep.size):
        if not keep[customer]:
            continue
        first, end = offsets[customer], offsets[customer + 1]
        while first < end and times[first] < since:
            first += 1
        while end > first and times[end - 1] >= until:
            end -= 1
        if end > first:
            chosen[at] = customer
            starts[at] = first
            cut[at + 1] = cut[at] + end - first
            at += 1
    return chosen[:at].copy(), starts[:at].copy(), cut[: at + 1].copy()


@kernel
def gather(values: npt.NDArray[Any], starts: Int64s, cut: Int64s) -> npt.NDArray[Any]:
    """The cut journeys' part of a column, one journey after the other."""
    gathered = np.empty(cut[-1], values.dtype)
    for journey in range(starts.size):
        shift = starts[journey] - cut[journey]
        for place in range(cut[journey], cut[journey + 1]):
            gathered[place] = values[place + shift]
    return gathered


@kernel
def begin_journeys(gaps: UInt32s, cut: Int64s) -> None:
    """Mark the first event of every journey: it has no gap, whatever came before the cut (SE3)."""
    for journey in range(cut.size - 1):
        gaps[cut[journey]] = JOURNEY_START
