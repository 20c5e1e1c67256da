"""Which journeys have a given shape: all states of the pattern in the bits of one word (SPEC VP1 to VP4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Booleans = npt.NDArray[np.bool_]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def match_journeys(
    offsets: Int64s, codes: Codes, leads: UInt64s, stays: np.uint64, last: np.uint64, matching: Booleans
) -> None:
    """Take the journeys out of ``matching`` that do not have the shape of a pattern from end to end.

    Bit ``s`` of the state is set when the events so far can be the first ``s`` events of the pattern that
    stand for one event each.

    Args:
        offsets, codes: Whole journeys.
        leads: uint64[names]; bit ``s`` set where the event may be the next one in state ``s``.
        stays: Bit ``s`` set where any event may come in state ``s``.
        last: The bit of the state in which the pattern is over.
        matching: bool[journeys]; only where it is set is looked.

    Source: Baeza-Yates and Gonnet 1992 (shift-and), with gaps as in Wu and Manber 1992.
    """
    for journey in range(offsets.size - 1):
        if not matching[journey]:
            continue
        state = np.uint64(1)
        for place in range(offsets[journey], offsets[journey + 1]):
            state = (state & leads[codes[place]]) << np.uint64(1) | state & stays
            if state == np.uint64(0) or state & last & stays != np.uint64(0):
                break
        matching[journey] = state & last != np.uint64(0)
