"""Which part of a log a customer belongs to: the same on every machine and in every version (SPEC HA2).

The reading process cuts its rows into buckets before it writes them. It needs no compiled kernel for that:
the ids of a batch are hashed as whole arrays, each different one once.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Int32s = npt.NDArray[np.int32]
UInt64s = npt.NDArray[np.uint64]

SEED: Final = 0x9E3779B97F4A7C15
FIRST: Final = 0xBF58476D1CE4E5B9
SECOND: Final = 0x94D049BB133111EB
BLOCK: Final = 16_384
LONG: Final = 64
"""Bytes of an id from which it is hashed on its own: a few endless ids must not cost a pass over all."""

_ALL: Final = 0xFFFFFFFFFFFFFFFF


def buckets_of(ids: pa.Array[Any], *, buckets: int) -> Int32s:
    """The bucket of each customer id, 0 to ``buckets`` - 1 (SPEC HA2).

    Args:
        ids: Text, none missing.
        buckets: How many buckets the log has.
    """
    found = np.empty(len(ids), np.int32)
    for start in range(0, len(ids), BLOCK):
        hashes = _hashes(ids.slice(start, BLOCK))
        scaled = ((hashes >> np.uint64(32)) * np.uint64(buckets)) >> np.uint64(32)
        found[start : start + BLOCK] = scaled.astype(np.int32)
    return found


def _mixed(word: UInt64s) -> UInt64s:
    """The finaliser of SplitMix64, as ``kernels.hashing.mixed``."""
    word = (word ^ (word >> np.uint64(30))) * np.uint64(FIRST)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(SECOND)
    return word ^ (word >> np.uint64(31))


def _hashes(ids: pa.Array[Any]) -> UInt64s:
    """The upper half of each id's hash."""
    offsets, data = _buffers(ids)
    starts, lengths = offsets[:-1], np.diff(offsets)
    hashes = np.uint64(SEED) ^ lengths.astype(np.uint64)
    # A 64-bit word can begin at every byte; eight zeros behind the last one keep the reading inside.
    padded = np.concatenate([data, np.zeros(8, np.uint8)])
    words = np.ndarray((data.size + 1,), "<u8", padded.data, strides=(1,))
    short = lengths <= LONG
    for position in range(0, int(lengths.max(initial=0, where=short)), 8):
        here = np.flatnonzero(short & (lengths > position))
        word = words[starts[here] + position]
        left = np.minimum(lengths[here] - position, 8).astype(np.uint64)
        word &= np.uint64(_ALL) >> ((np.uint64(8) - left) * np.uint64(8))
        hashes[here] = _mixed(hashes[here] ^ word) + np.uint64(SEED)
    for place in np.flatnonzero(~short).tolist():
        hashes[place] = _hash_of_long(data[starts[place] : starts[place] + lengths[place]].tobytes())
    return _mixed(hashes)


def _buffers(ids: pa.Array[Any]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Offsets from 0 and bytes of a text array."""
    buffers: list[Any] = ids.buffers()
    offsets = np.frombuffer(buffers[1], np.int32)[ids.offset : ids.offset + len(ids) + 1].astype(np.int64)
    data = np.frombuffer(buffers[2], np.uint8) if buffers[2] else np.zeros(0, np.uint8)
    return offsets - offsets[0], data[offsets[0] : offsets[-1]]


def _hash_of_long(text: bytes) -> int:
    """One id's running hash, before the last mixing."""
    state = SEED ^ len(text)
    for position in range(0, len(text), 8):
        word = state ^ int.from_bytes(text[position : position + 8], "little")
        word = ((word ^ (word >> 30)) * FIRST) & _ALL
        word = ((word ^ (word >> 27)) * SECOND) & _ALL
        state = ((word ^ (word >> 31)) + SEED) & _ALL
    return state
