"""Transitions counted and timed, dense where names are few, hashed where they are many (SPEC TR1 to TR6)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.hashing import mixed
from sojourn.journeys.kernels.ordering import LONG_GAP

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def dense_slots(offsets: Int64s, codes: Codes, names: int) -> Int32s:
    """The transition into each event: ``from * names + to``; ``from`` is ``names`` at a journey's start."""
    slots = np.empty(codes.size, np.int32)
    for customer in range(offsets.size - 1):
        before = np.int64(names)
        for place in range(offsets[customer], offsets[customer + 1]):
            code = np.int64(codes[place])
            slots[place] = before * names + code
            before = code
    return slots


@kernel
def sparse_slots(offsets: Int64s, codes: Codes, names: int) -> tuple[Int32s, Int64s]:
    """As ``dense_slots``, but numbered in order of appearance.

    Returns:
        The number of the transition into each event, and for each number its dense slot.
    """
    slots = np.empty(codes.size, np.int32)
    keys = np.empty(1024, np.int64)
    table = np.full(4096, -1, np.int32)
    found = 0
    for customer in range(offsets.size - 1):
        before = np.int64(names)
        for place in range(offsets[customer], offsets[customer + 1]):
            code = np.int64(codes[place])
            key = before * names + code
            before = code
            at = mixed(np.uint64(key)) & np.uint64(table.size - 1)
            while table[at] >= 0 and keys[table[at]] != key:
                at = (at + np.uint64(1)) & np.uint64(table.size - 1)
            if table[at] < 0:
                if found == keys.size:
                    keys, table = _grown(keys)
                    at = mixed(np.uint64(key)) & np.uint64(table.size - 1)
                    while table[at] >= 0:
                        at = (at + np.uint64(1)) & np.uint64(table.size - 1)
                table[at] = found
                keys[found] = key
                found += 1
            slots[place] = table[at]
    return slots, keys[:found].copy()


@kernel
def _grown(keys: Int64s) -> tuple[Int64s, Int32s]:
    more = np.empty(2 * keys.size, np.int64)
    more[: keys.size] = keys
    table = np.full(4 * more.size, -1, np.int32)
    for number in range(keys.size):
        at = mixed(np.uint64(keys[number])) & np.uint64(table.size - 1)
        while table[at] >= 0:
            at = (at + np.uint64(1)) & np.uint64(table.size - 1)
        table[at] = number
    return more, table


@kernel
def count_slots(offsets: Int64s, slots: Int32s, gaps: UInt32s, size: int) -> tuple[Int64s, Int64s, Int64s]:
    """Events, different customers, and the sum of the gaps that fit into 32 bits, for each slot.

    2^31 gaps below 2^32 cannot overflow a sum of 64 bits, so a chunk of that size is safe.
    """
    counts = np.zeros(size, np.int64)
    customers = np.zeros(size, np.int64)
    sums = np.zeros(size, np.int64)
    seen_by = np.full(size, -1, np.int64)
    for customer in range(offsets.size - 1):
        for place in range(offsets[customer], offsets[customer + 1]):
            slot = slots[place]
            counts[slot] += 1
            if gaps[place] < LONG_GAP:
                sums[slot] += np.int64(gaps[place])
            if seen_by[slot] != customer:
                seen_by[slot] = customer
                customers[slot] += 1
    return counts, customers, sums


@kernel
def last_codes(offsets: Int64s, codes: Codes, names: int) -> Int64s:
    """How many journeys end with each event."""
    ends = np.zeros(names, np.int64)
    for customer in range(offsets.size - 1):
        if offsets[customer + 1] > offsets[customer]:
            ends[codes[offsets[customer + 1] - 1]] += 1
    return ends


@kernel
def gaps_by_slot(slots: Int32s, gaps: UInt32s, starts: Int64s) -> UInt32s:
    """The gaps of each slot side by side: a counting sort, slot ``s`` begins at ``starts[s]``."""
    place_of = starts[:-1].copy()
    sorted_gaps = np.empty(slots.size, np.uint32)
    for place in range(slots.size):
        slot = slots[place]
        sorted_gaps[place_of[slot]] = gaps[place]
        place_of[slot] += 1
    return sorted_gaps


@kernel
def add_segments(values: UInt32s, starts: Int64s, targets: Int64s, place_of: Int64s, joined: UInt32s) -> None:
    """Copy segment ``s`` of ``values`` behind what segment ``targets[s]`` of ``joined`` holds already."""
    for segment in range(targets.size):
        at = place_of[targets[segment]]
        for place in range(starts[segment], starts[segment + 1]):
            joined[at] = values[place]
            at += 1
        place_of[targets[segment]] = at
