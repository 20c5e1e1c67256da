"""How long it takes from one event to another in each journey (SPEC DU1 to DU4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def spans_between(offsets: Int64s, codes: Codes, times: Int64s, start: int, end: int) -> tuple[int, Int64s]:
    """Time from the first ``start`` to the first ``end`` after it.

    Args:
        offsets, codes, times: Whole journeys.
        start: Code of the event; -1 for the journey's first event.
        end: Code of the event; -1 for the journey's last event, which may be the first too.

    Returns:
        How many journeys have a start, and the microseconds of those that have an end after it.
    """
    spans = np.empty(offsets.size - 1, np.int64)
    started, ended = 0, 0
    for customer in range(offsets.size - 1):
        place, stop = offsets[customer], offsets[customer + 1]
        if start >= 0:
            while place < stop and codes[place] != start:
                place += 1
        if place == stop:
            continue
        started += 1
        goal = stop - 1
        if end >= 0:
            goal = place + 1
            if start < 0:
                goal = place
            while goal < stop and codes[goal] != end:
                goal += 1
        if goal < stop:
            spans[ended] = times[goal] - times[place]
            ended += 1
    return started, spans[:ended].copy()
