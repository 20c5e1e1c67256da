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
Codes = npt.NDArray[np.int8] | npt.NDArray[np.int16] | npt.NDArray[np.int32]

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
def hash_words(words: UInt64s, high: UInt64s, low: UInt64s) -> None:
    """Add a column without missing values to the running 128-bit hashes of its rows (HA1)."""
    for row in range(words.size):
        word = mixed(words[row] + SEED_HIGH)
        high[row] = mixed(high[row] ^ word) + SEED_HIGH
        low[row] = mixed(low[row] + word * SEED_LOW) ^ SEED_LOW


@kernel
def hash_coded_words(codes: Codes, words: UInt64s, high: UInt64s, low: UInt64s) -> None:
    """Add a column of coded numbers to the running hashes of its rows (HA1).

    Args:
        codes: Numbers into ``words``; -1 where the value is missing.
        words: The values, 64 bits each.
        high, low: Changed in place.
    """
    for row in range(codes.size):
        code = codes[row]
        word = mixed(words[code] + SEED_HIGH) if code >= 0 else MISSING
        high[row] = mixed(high[row] ^ word) + SEED_HIGH
        low[row] = mixed(low[row] + word * SEED_LOW) ^ SEED_LOW


@kernel
def hash_missing(high: UInt64s, low: UInt64s) -> None:
    """Add a column without any value to the running hashes of its rows (HA1)."""
    step = MISSING * SEED_LOW
    for row in range(high.size):
        high[row] = mixed(high[row] ^ MISSING) + SEED_HIGH
        low[row] = mixed(low[row] + step) ^ SEED_LOW


@kernel
def words_of_texts(offsets: Int32s, data: Bytes) -> tuple[Int64s, UInt64s]:
    """Texts cut into 64-bit words, the last one filled up with zeros.

    Args:
        offsets: Where each text begins and ends (Arrow's).
        data: Their UTF-8 bytes.

    Returns:
        Where each text's words begin (one more than texts), and the words.
    """
    texts = offsets.size - 1
    starts = np.zeros(texts + 1, np.int64)
    for text in range(texts):
        starts[text + 1] = starts[text] + (offsets[text + 1] - offsets[text] + 7) // 8
    words = np.zeros(starts[texts], np.uint64)
    for text in range(texts):
        for byte in range(offsets[text + 1] - offsets[text]):
            place = starts[text] + byte // 8
            words[place] |= np.uint64(data[offsets[text] + byte]) << np.uint64(8 * (byte % 8))
    return starts, words


@kernel
def hash_coded_texts(
    codes: Codes, offsets: Int32s, starts: Int64s, words: UInt64s, high: UInt64s, low: UInt64s
) -> None:
    """Add a column of coded texts to the running hashes of its rows (HA1).

    Args:
        codes: Numbers of texts; -1 where the value is missing.
        offsets: Where each text begins and ends, in bytes.
        starts, words: As ``words_of_texts`` gives them.
        high, low: Changed in place.
    """
    for row in range(codes.size):
        code = codes[row]
        if code < 0:
            high[row] = mixed(high[row] ^ MISSING) + SEED_HIGH
            low[row] = mixed(low[row] + MISSING * SEED_LOW) ^ SEED_LOW
            continue
        length = np.uint64(offsets[code + 1] - offsets[code])
        one = high[row] ^ length
        two = low[row] + length * SEED_LOW
        for place in range(starts[code], starts[code + 1]):
            word = words[place]
            one = mixed(one ^ word) + SEED_HIGH
            two = (two ^ (word * SEED_HIGH)) * SEED_LOW
            two ^= two >> np.uint64(29)
        high[row] = mixed(one)
        low[row] = mixed(two)
