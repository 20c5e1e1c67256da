"""How often an event happens to a customer, and after how long again (SPEC RP1 to RP5)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Booleans = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

MILLIONTHS = 1_000_000
MOST_VALUE = 1e12
"""A larger value is none: a million of them would not fit into 64 bits."""


@kernel
def count_repeats(
    offsets: Int64s, codes: Codes, times: Int64s, wanted: Booleans, steps: int, within: int, until: int
) -> tuple[Int64s, Int64s]:
    """How many customers have the wanted events how often, and again within a time (RP1, RP4).

    Args:
        offsets, codes, times: Whole journeys.
        wanted: bool[names].
        steps: How many repeats to look at.
        within: Microseconds.
        until: When the journeys were last observed.

    Returns:
        int64[steps + 2], customers with exactly 0, 1, … ``steps`` events, and with more; and int64[2, steps],
        customers whose k-th event is so long ago that ``within`` is over, and of them those who have the next
        one within it.
    """
    often = np.zeros(steps + 2, np.int64)
    watched = np.zeros((2, steps), np.int64)
    for customer in range(offsets.size - 1):
        number = 0
        before = np.int64(0)
        for place in range(offsets[customer], offsets[customer + 1]):
            if not wanted[codes[place]]:
                continue
            time = times[place]
            if 0 < number <= steps and before <= until - within and time - before <= within:
                watched[1, number - 1] += 1
            if number < steps and time <= until - within:
                watched[0, number] += 1
            number += 1
            before = time
        often[min(number, steps + 1)] += 1
    return often, watched


@kernel
def times_between(
    offsets: Int64s, codes: Codes, times: Int64s, wanted: Booleans, steps: int
) -> tuple[Int32s, Int64s]:
    """The time from the k-th wanted event to the next one, for k up to ``steps`` (RP3).

    Returns:
        k - 1 and microseconds, of each.
    """
    most = min(codes.size, (offsets.size - 1) * steps)
    numbers = np.empty(most, np.int32)
    spans = np.empty(most, np.int64)
    found = 0
    for customer in range(offsets.size - 1):
        number = 0
        before = np.int64(0)
        for place in range(offsets[customer], offsets[customer + 1]):
            if wanted[codes[place]]:
                if number > 0:
                    numbers[found] = number - 1
                    spans[found] = times[place] - before
                    found += 1
                number += 1
                before = times[place]
                if number > steps:
                    break
    return numbers[:found].copy(), spans[:found].copy()


@kernel
def values_by_number(
    offsets: Int64s, codes: Codes, values: Floats, wanted: Booleans, steps: int
) -> tuple[Int32s, Int64s]:
    """The value of the k-th wanted event, in millionths (RP5).

    Returns:
        k - 1, at most ``steps``, and millionths, of each that has a value.
    """
    numbers = np.empty(codes.size, np.int32)
    worth = np.empty(codes.size, np.int64)
    found = 0
    for customer in range(offsets.size - 1):
        number = 0
        for place in range(offsets[customer], offsets[customer + 1]):
            if wanted[codes[place]]:
                if abs(values[place]) <= MOST_VALUE:
                    numbers[found] = min(number, steps)
                    worth[found] = np.int64(np.rint(values[place] * MILLIONTHS))
                    found += 1
                number += 1
    return numbers[:found].copy(), worth[:found].copy()
