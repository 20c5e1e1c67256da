"""How long customers have been silent, how often they came, and what they were worth (SPEC RC1 to RC6)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.repeats import MILLIONTHS, MOST_VALUE

Booleans = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Int8s = npt.NDArray[np.int8]
Int64s = npt.NDArray[np.int64]

ACTIVE, LAPSING, LOST, NO_RHYTHM = 0, 1, 2, 3


@kernel
def visits_until(
    offsets: Int64s, codes: Codes, times: Int64s, values: Floats, wanted: Booleans, at: int
) -> Int64s:
    """Of each customer with a wanted event at ``at`` or before: what there is to say of those events.

    Args:
        offsets, codes, times: Whole journeys.
        values: float64[events], NaN where missing; or empty.
        wanted: bool[names].
        at: Microseconds.

    Returns:
        int64[4, customers]; silence (from the last one to ``at``), how many, from the first to the last one,
        and their value in millionths.
    """
    found = np.empty((4, offsets.size - 1), np.int64)
    kept = 0
    for customer in range(offsets.size - 1):
        number, worth = 0, np.int64(0)
        first, last = np.int64(0), np.int64(0)
        for place in range(offsets[customer], offsets[customer + 1]):
            if times[place] > at:
                break
            if not wanted[codes[place]]:
                continue
            if number == 0:
                first = times[place]
            last = times[place]
            number += 1
            if values.size and abs(values[place]) <= MOST_VALUE:
                worth += np.int64(np.rint(values[place] * MILLIONTHS))
        if number:
            found[0, kept] = at - last
            found[1, kept] = number
            found[2, kept] = last - first
            found[3, kept] = worth
            kept += 1
    return found[:, :kept].copy()


@kernel
def states_of(visits: Int64s, lapsing_after: float, lost_after: float) -> Int64s:
    """How many customers are in each state, by their silence and their own rhythm (RC4).

    Args:
        visits: As ``visits_until`` gives them.
        lapsing_after, lost_after: How many of the customer's mean times between two events.

    Returns:
        int64[4]; active, lapsing, lost, and those without a rhythm.
    """
    states = np.zeros(4, np.int64)
    for one in range(visits.shape[1]):
        span = np.float64(visits[2, one])
        silences = np.float64(visits[0, one]) * np.float64(visits[1, one] - 1)
        if visits[1, one] < 2 or visits[2, one] == 0:
            states[NO_RHYTHM] += 1
        elif silences <= lapsing_after * span:
            states[ACTIVE] += 1
        elif silences <= lost_after * span:
            states[LAPSING] += 1
        else:
            states[LOST] += 1
    return states


@kernel
def fifths_of(visits: Int64s, cuts: Int64s) -> tuple[Int64s, Int64s]:
    """How many customers are in each fifth of silence, number and value, and what they are worth (RC5).

    Args:
        visits: As ``visits_until`` gives them.
        cuts: int64[3, 4]; the four bounds of silence, number and value, rising.

    Returns:
        int64[5, 5, 5], customers by fifth of recency (the last the most recent), frequency and value; and
        int64[2, 5, 5, 5], the upper and the lower 32 bits of their value in millionths, added up.
    """
    customers = np.zeros((5, 5, 5), np.int64)
    worth = np.zeros((2, 5, 5, 5), np.int64)
    for one in range(visits.shape[1]):
        recency, frequency, money = 4, 0, 0
        for cut in range(4):
            recency -= cuts[0, cut] < visits[0, one]
            frequency += cuts[1, cut] < visits[1, one]
            money += cuts[2, cut] < visits[3, one]
        customers[recency, frequency, money] += 1
        worth[0, recency, frequency, money] += visits[3, one] >> 32
        worth[1, recency, frequency, money] += visits[3, one] & 0xFFFFFFFF
    return customers, worth
