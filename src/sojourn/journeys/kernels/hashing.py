"""Stable hashes of customers and of whole rows: the same on every machine and in every version.

They are written into the events table (bucket, ``key_hi``, ``key_lo``), so changing them means migrating
tables. The mixer is the finaliser of SplitMix64 (Steele, Lea and Flood 2014); the words are read
little-endian.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Booleans = npt.NDArray[np.bool_]

SEED_HIGH = np.uint64(0x9E3779B97F4A7C15)
SEED_LOW = np.uint64(0xD1B54A32D192ED03)
MISSING = np.uint64(0xA0761D6478BD642F)


@kernel
def mixed(word: np.uint64) -> np.uint64:
    """Spread the bits of one 64-bit word over all of it."""
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


@kernel
def hash_words(words: UInt64s, present: Booleans, high: UInt64s, low: UInt64s) -> None:
    """Add one fixed-width column to the running 128-bit hashes of its rows (HA1)."""
    for row in range(words.size):
        word = mixed(words[row] + SEED_HIGH) if present[row] else MISSING
        high[row] = mixed(high[row] ^ word) + SEED_HIGH
        low[row] = mixed(low[row] + word * SEED_LOW) ^ SEED_LOW


@kernel
def hash_texts(offsets: Int32s, data: Bytes, present: Booleans, high: UInt64s, low: UInt64s) -> None:
    """Add one text column (Arrow's offsets and UTF-8 bytes) to the running hashes of its rows (HA1)."""
    for row in range(offsets.size - 1):
        start, end = offsets[row], offsets[row + 1]
        if not present[row]:
            high[row] = mixed(high[row] ^ MISSING) + SEED_HIGH
            low[row] = mixed(low[row] + MISSING * SEED_LOW) ^ SEED_LOW
            continue
        one = high[row] ^ np.uint64(end - start)
        two = low[row] + np.uint64(end - start) * SEED_LOW
        position = start
        while position < end:
            word = np.uint64(0)
            width = min(8, end - position)
            for byte in range(width):
                word |= np.uint64(data[position + byte]) << np.uint64(8 * byte)
            one = mixed(one ^ word) + SEED_HIGH
            two = (two ^ (word * SEED_HIGH)) * SEED_LOW
            two ^= two >> np.uint64(29)
            position += width
        high[row] = mixed(one)
        low[row] = mixed(two)


@kernel
def buckets_of(hashes: UInt64s, count: int) -> Int32s:
    """The bucket of each customer: the top 32 bits of its hash, scaled to ``count`` (HA2)."""
    found = np.empty(hashes.size, np.int32)
    for row in range(hashes.size):
        found[row] = np.int32(((hashes[row] >> np.uint64(32)) * np.uint64(count)) >> np.uint64(32))
    return found


@kernel
def new_rows(
    high: UInt64s, low: UInt64s, known_high: Int64s, known_low: Int64s
) -> tuple[UInt64s, UInt64s, Booleans]:
    """Final keys of rows in order of arrival, and which of them are not known yet (HA3).

    Rows with equal content are told apart by how many equal ones came before in the same import: the second
        of
    them is new exactly if the table does not hold two already.

    Args:
        high, low: 128-bit hash of each row's content, in order of arrival.
        known_high, known_low: Final keys that the table holds.

    Returns:
        Final keys (high, low), and for each row whether it is new.
    """
    rows = high.size
    size = 16
    while size < 2 * max(rows, known_high.size):
        size *= 2
    mask = np.uint64(size - 1)

    # How many rows of equal content came before: the first row of each content, and a count beside it.
    first_row = np.full(size, -1, np.int64)
    so_far = np.zeros(size, np.uint64)
    key_high = np.empty(rows, np.uint64)
    key_low = np.empty(rows, np.uint64)
    for row in range(rows):
        slot = high[row] & mask
        while first_row[slot] >= 0:
            other = first_row[slot]
            if high[other] == high[row] and low[other] == low[row]:
                break
            slot = (slot + np.uint64(1)) & mask
        if first_row[slot] < 0:
            first_row[slot] = row
        before = so_far[slot]
        so_far[slot] = before + np.uint64(1)
        key_high[row] = mixed(high[row] + before * SEED_HIGH)
        key_low[row] = mixed(low[row] ^ (before * SEED_LOW))

    known = np.full(size, -1, np.int64)
    for row in range(known_high.size):
        slot = np.uint64(known_high[row]) & mask
        while known[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        known[slot] = row
    fresh = np.ones(rows, np.bool_)
    for row in range(rows):
        slot = key_high[row] & mask
        while known[slot] >= 0:
            other = known[slot]
            if np.uint64(known_high[other]) == key_high[row] and np.uint64(known_low[other]) == key_low[row]:
                fresh[row] = False
                break
            slot = (slot + np.uint64(1)) & mask
    return key_high, key_low, fresh
