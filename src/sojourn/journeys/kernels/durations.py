"""How long it takes from one event to another in each journey, and in each stage (SPEC DU1 to DU9)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Booleans = npt.NDArray[np.bool_]
Int16s = npt.NDArray[np.int16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

NEVER = -1
"""The time of those who did not arrive."""


@kernel
def ways_between(
    offsets: Int64s, codes: Codes, times: Int64s, starts: Booleans, ends: Booleans, any_start: bool
) -> tuple[Int64s, Int64s]:
    """Time from the first event in ``starts`` to the first one in ``ends`` after it (DU1 to DU3).

    Args:
        offsets, codes, times: Whole journeys.
        starts, ends: bool[names].
        any_start: Whether every event is a start; then the first event may be the end too.

    Returns:
        When each journey that has a start started, and the microseconds to its end; ``NEVER`` without one.
    """
    begun = np.empty(offsets.size - 1, np.int64)
    spans = np.empty(offsets.size - 1, np.int64)
    found = 0
    for customer in range(offsets.size - 1):
        place, stop = offsets[customer], offsets[customer + 1]
        while place < stop and not starts[codes[place]]:
            place += 1
        if place == stop:
            continue
        goal = place if any_start else place + 1
        while goal < stop and not ends[codes[goal]]:
            goal += 1
        begun[found] = times[place]
        spans[found] = times[goal] - times[place] if goal < stop else NEVER
        found += 1
    return begun[:found].copy(), spans[:found].copy()


@kernel
def ways_to_last(offsets: Int64s, codes: Codes, times: Int64s, starts: Booleans) -> tuple[Int64s, Int64s]:
    """As ``ways_between``, to the journey's last event."""
    begun = np.empty(offsets.size - 1, np.int64)
    spans = np.empty(offsets.size - 1, np.int64)
    found = 0
    for customer in range(offsets.size - 1):
        place, stop = offsets[customer], offsets[customer + 1]
        while place < stop and not starts[codes[place]]:
            place += 1
        if place < stop:
            begun[found] = times[place]
            spans[found] = times[stop - 1] - times[place]
            found += 1
    return begun[:found].copy(), spans[:found].copy()


@kernel
def stage_spans(
    offsets: Int64s, codes: Codes, times: Int64s, stage_of: Int16s, stages: int
) -> tuple[Int32s, Int64s]:
    """Time in each stage of a journey, and from its beginning to that of a later one (DU8, DU9).

    Args:
        offsets, codes, times: Whole journeys.
        stage_of: int16[names]; number of the stage that an event belongs to, or -1.
        stages: How many stages there are, at most 63.

    Returns:
        What was measured and how many microseconds it took: ``2 * stage`` from its first event to its last
        before a later stage began, ``2 * stage + 1`` to the first event of a later one.
    """
    most = 2 * min(codes.size, (offsets.size - 1) * stages)
    measured = np.empty(most, np.int32)
    spans = np.empty(most, np.int64)
    first = np.empty(stages, np.int64)
    last = np.empty(stages, np.int64)
    found = 0
    for customer in range(offsets.size - 1):
        entered, within = 0, 0
        for place in range(offsets[customer], offsets[customer + 1]):
            stage = stage_of[codes[place]]
            if stage < 0:
                continue
            one = 1 << stage
            earlier = within & (one - 1)
            if earlier:
                for before in range(stage):
                    if earlier & (1 << before):
                        measured[found] = 2 * before + 1
                        spans[found] = times[place] - first[before]
                        found += 1
                within ^= earlier
            if not entered & one:
                entered |= one
                within |= one
                first[stage] = times[place]
                last[stage] = times[place]
            elif within & one:
                last[stage] = times[place]
        for stage in range(stages):
            if entered & (1 << stage):
                measured[found] = 2 * stage
                spans[found] = last[stage] - first[stage]
                found += 1
    return measured[:found].copy(), spans[:found].copy()
