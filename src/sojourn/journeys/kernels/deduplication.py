"""Which rows are new (SPEC HA3), in passes whose memory stays close to the processor.

Nearly all rows of an import differ from one another and from all that the log holds. A table of single bits
finds the few that may not; only those are compared.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.hashing import SEED_HIGH, SEED_LOW, mixed

Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Booleans = npt.NDArray[np.bool_]

BITS_EACH = 16
"""Bits for each row: of rows that are all different, one in 16 is looked at a second time."""


@kernel
def bits_for(rows: int) -> int:
    """How many bits a table for so many rows has: a power of two."""
    bits = 64
    while bits < BITS_EACH * rows:
        bits *= 2
    return bits


@kernel
def _slots_for(rows: int) -> int:
    slots = 16
    while slots < 2 * rows:
        slots *= 2
    return slots


@kernel
def row_keys(high: UInt64s, low: UInt64s) -> None:
    """Turn hashes of contents into keys of rows, in place (HA3).

    The key is the hash of the content and of how many rows of equal content stand before it.

    Args:
        high, low: 128-bit hash of each row's content, in order of arrival.
    """
    rows = high.size
    mask = np.uint64(bits_for(rows) - 1)
    seen = np.zeros((mask + np.uint64(1)) // np.uint64(64), np.uint64)
    again = np.zeros(seen.size, np.uint64)
    for row in range(rows):
        place = high[row] & mask
        bit = np.uint64(1) << (place & np.uint64(63))
        word = place >> np.uint64(6)
        if seen[word] & bit:
            again[word] |= bit
        seen[word] |= bit

    suspects = 0
    for row in range(rows):
        place = high[row] & mask
        if again[place >> np.uint64(6)] & (np.uint64(1) << (place & np.uint64(63))):
            suspects += 1
    slots = np.uint64(_slots_for(suspects) - 1)
    first_high = np.zeros(slots + np.uint64(1), np.uint64)
    first_low = np.zeros(slots + np.uint64(1), np.uint64)
    count = np.zeros(slots + np.uint64(1), np.uint64)
    for row in range(rows):
        one, two = high[row], low[row]
        before = np.uint64(0)
        place = one & mask
        if again[place >> np.uint64(6)] & (np.uint64(1) << (place & np.uint64(63))):
            slot = two & slots
            while count[slot] and not (first_high[slot] == one and first_low[slot] == two):
                slot = (slot + np.uint64(1)) & slots
            first_high[slot] = one
            first_low[slot] = two
            before = count[slot]
            count[slot] = before + np.uint64(1)
        high[row] = mixed(one + before * SEED_HIGH)
        low[row] = mixed(two ^ (before * SEED_LOW))


@kernel
def bits_of(high: UInt64s) -> UInt64s:
    """A table of bits, in which the keys that a row has are set."""
    mask = np.uint64(bits_for(high.size) - 1)
    seen = np.zeros((mask + np.uint64(1)) // np.uint64(64), np.uint64)
    for row in range(high.size):
        place = high[row] & mask
        seen[place >> np.uint64(6)] |= np.uint64(1) << (place & np.uint64(63))
    return seen


@kernel
def suspects_of(known_high: Int64s, seen: UInt64s) -> Int64s:
    """The places of those keys that may be among the keys of ``seen`` (``bits_of``)."""
    mask = np.uint64(seen.size * 64 - 1)
    found = 0
    for row in range(known_high.size):
        place = np.uint64(known_high[row]) & mask
        if seen[place >> np.uint64(6)] & (np.uint64(1) << (place & np.uint64(63))):
            found += 1
    places = np.empty(found, np.int64)
    found = 0
    for row in range(known_high.size):
        place = np.uint64(known_high[row]) & mask
        if seen[place >> np.uint64(6)] & (np.uint64(1) << (place & np.uint64(63))):
            places[found] = row
            found += 1
    return places


@kernel
def new_rows(high: UInt64s, low: UInt64s, known_high: Int64s, known_low: Int64s) -> Booleans:
    """Which rows the table does not hold yet (HA3).

    Args:
        high, low: Key of each row.
        known_high, known_low: Keys that the table holds, at least all that could be among them.
    """
    slots = np.uint64(_slots_for(known_high.size) - 1)
    known = np.full(slots + np.uint64(1), -1, np.int64)
    for row in range(known_high.size):
        slot = np.uint64(known_high[row]) & slots
        while known[slot] >= 0:
            slot = (slot + np.uint64(1)) & slots
        known[slot] = row
    fresh = np.ones(high.size, np.bool_)
    for row in range(high.size):
        slot = high[row] & slots
        while known[slot] >= 0:
            other = known[slot]
            if np.uint64(known_high[other]) == high[row] and np.uint64(known_low[other]) == low[row]:
                fresh[row] = False
                break
            slot = (slot + np.uint64(1)) & slots
    return fresh
