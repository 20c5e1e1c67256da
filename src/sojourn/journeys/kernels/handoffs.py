"""Who hands a customer over to whom, and whether the customer comes back (SPEC HO1 to HO7)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Booleans = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Values = npt.NDArray[Any]

COUNT, CUSTOMERS, BACK, HIGH, LOW, STAMP = 0, 1, 2, 3, 4, 5
"""Columns of what is counted of a pair; the wait is added up in two words of 32 bits."""

WORD = np.int64(0xFFFFFFFF)


@kernel
def count_handoffs(
    offsets: Int64s, values: Values, times: Int64s, size: int, within: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Count how often customers go from one value to another.

    Args:
        offsets, times: Whole journeys.
        values: Of each event; negative where there is none.
        size: How many values there are.
        within: Longest time in microseconds after which coming back counts.

    Returns:
        For each ordered pair, first value first, int64[size * size, 6]: hand-offs, customers, hand-offs after
        which the customer came directly back, waits in two words, and a mark of no further use; for each
        value its events and its customers, int64[size, 3], with a mark too; and how many customers have any
        value and how many any hand-off, int64[2].
    """
    pairs = np.zeros((size * size, 6), np.int64)
    places = np.zeros((size, 3), np.int64)
    pairs[:, STAMP] = -1
    places[:, 2] = -1
    customers = np.zeros(2, np.int64)
    for journey in range(offsets.size - 1):
        here, previous = np.int64(-1), np.int64(-1)
        arrived, last = np.int64(0), np.int64(0)
        for place in range(offsets[journey], offsets[journey + 1]):
            value = np.int64(values[place])
            if value < 0:
                continue
            time = times[place]
            places[value, 0] += 1
            if places[value, 2] != journey:
                places[value, 1] += 1
                places[value, 2] = journey
            if value != here:
                if here < 0:
                    customers[0] += 1
                else:
                    customers[1] += previous < 0
                    pair = pairs[here * size + value]
                    pair[COUNT] += 1
                    if pair[STAMP] != journey:
                        pair[CUSTOMERS] += 1
                        pair[STAMP] = journey
                    wait = time - last
                    pair[HIGH] += wait >> np.int64(32)
                    pair[LOW] += wait & WORD
                    if value == previous and time - arrived <= within:
                        pairs[previous * size + here, BACK] += 1
                    previous = here
                here = value
                arrived = time
            last = time
    return pairs, places, customers


@kernel
def list_handoffs(
    offsets: Int64s, values: Values, times: Int64s, codes: Codes, groups: Int32s, names: int, shown: int
) -> tuple[Int32s, Int64s, Int64s]:
    """The waits of some pairs, and the events at which they hand over (HO3, HO6).

    Args:
        offsets, values, times, codes: Whole journeys.
        groups: int32[size * size]; number of each pair among the ``shown``, -1 for all others.
        names: How many event names there are.
        shown: How many pairs.

    Returns:
        Pair and wait of each hand-off, int32[n] and int64[n] in microseconds; and by pair how often an event
        was the last before it and how often the first after it, int64[shown, 2, names].
    """
    size = np.int64(np.sqrt(groups.size))
    found = np.empty(values.size, np.int32)
    waits = np.empty(values.size, np.int64)
    events = np.zeros((shown, 2, names), np.int64)
    at = 0
    for journey in range(offsets.size - 1):
        last = -1
        for place in range(offsets[journey], offsets[journey + 1]):
            if values[place] < 0:
                continue
            if last >= 0 and values[place] != values[last]:
                group = groups[np.int64(values[last]) * size + np.int64(values[place])]
                if group >= 0:
                    found[at] = group
                    waits[at] = times[place] - times[last]
                    at += 1
                    events[group, 0, codes[last]] += 1
                    events[group, 1, codes[place]] += 1
            last = place
    return found[:at].copy(), waits[:at].copy(), events
