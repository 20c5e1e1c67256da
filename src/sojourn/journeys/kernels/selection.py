"""Order statistics of many segments of numbers, exactly, without sorting them (SPEC QU1)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]

PATIENCE = 64
"""So many rounds of partitioning are never needed by ordinary numbers; then the rest is sorted."""


@kernel
def _place(values: UInt32s, rank: int, low: int, high: int) -> None:
    """Bring the value of ``rank`` to its place in ``values[low:high]``, lesser ones before (Hoare 1961)."""
    high -= 1
    rounds = 0
    while low < high:
        rounds += 1
        if rounds > PATIENCE:
            values[low : high + 1] = np.sort(values[low : high + 1])
            return
        pivot = _middle_of(values[low], values[(low + high) // 2], values[high])
        left, right = low, high
        while left <= right:
            while values[left] < pivot:
                left += 1
            while values[right] > pivot:
                right -= 1
            if left <= right:
                values[left], values[right] = values[right], values[left]
                left += 1
                right -= 1
        if rank <= right:
            high = right
        elif rank >= left:
            low = left
        else:
            return


@kernel
def _middle_of(a: np.uint32, b: np.uint32, c: np.uint32) -> np.uint32:
    if a > b:
        a, b = b, a
    return a if c < a else min(b, c)


@kernel
def select_ranks(
    values: UInt32s, starts: Int64s, ranks: Int64s, first: int, end: int, found: UInt32s
) -> None:
    """The values of given ranks in the segments ``first`` to ``end`` - 1.

    Args:
        values: All segments side by side; reordered inside each.
        starts: Segment ``s`` is ``values[starts[s]:starts[s + 1]]``.
        ranks: int64[segments, k]; ranks wanted from each, from 0, rising.
        first, end: Which segments.
        found: uint32[segments, k]; the answers.
    """
    for segment in range(first, end):
        low = starts[segment]
        for number in range(ranks.shape[1]):
            at = starts[segment] + ranks[segment, number]
            _place(values, at, low, starts[segment + 1])
            found[segment, number] = values[at]
            low = at
