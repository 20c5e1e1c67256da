"""In which order events first happen to customers, and which events always come together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def first_occurrences(
    offsets: Int64s, codes: Codes, candidate_of: Int64s, count: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Compare the first occurrences of some events in each journey.

    Args:
        offsets, codes: Whole journeys.
        candidate_of: int64[names]; number of the candidate that a code is, or -1.
        count: How many candidates.

    Returns:
        ``reached`` int64[count]: customers who have it. ``before`` int64[count, count]: customers who have
        both, and the first one first. ``alike`` int64[count, count]: customers who have both equally often.
    """
    reached = np.zeros(count, np.int64)
    before = np.zeros((count, count), np.int64)
    alike = np.zeros((count, count), np.int64)
    times_had = np.zeros(count, np.int64)
    present = np.empty(count, np.int64)
    for customer in range(offsets.size - 1):
        found = 0
        for place in range(offsets[customer], offsets[customer + 1]):
            candidate = candidate_of[codes[place]]
            if candidate < 0:
                continue
            if times_had[candidate] == 0:
                present[found] = candidate
                found += 1
            times_had[candidate] += 1
        for early in range(found):
            a = present[early]
            reached[a] += 1
            for late in range(early + 1, found):
                b = present[late]
                before[a, b] += 1
                if times_had[a] == times_had[b]:
                    alike[a, b] += 1
                    alike[b, a] += 1
        for early in range(found):
            times_had[present[early]] = 0
    return reached, before, alike
