"""Transitions counted and timed, dense where names are few, hashed where they are many (SPEC TR1 to TR6)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.hashing import mixed
from sojourn.journeys.kernels.ordering import JOURNEY_START, LONG_GAP

Int16s = npt.NDArray[np.int16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Counts = npt.NDArray[Any]
"""uint32 where the chunk has fewer than 2^32 events, else int64."""

BITS = 4
BINS = 64 << BITS
"""Bins of a gap: 16 to each doubling, enough to leave some per cent of the gaps for the second look."""

ONE_AS_FLOAT = 1023
ONE, TWO, FOUR = np.uint64(1), np.uint64(2), np.uint64(4)


@kernel
def _bin(gap: int | np.int64) -> np.int64:
    """The bin of a gap: its order of magnitude and four bits more; a longer gap never has a lesser bin."""
    return (np.float64(gap + 1).view(np.int64) >> (52 - BITS)) - (ONE_AS_FLOAT << BITS)


@kernel
def count_transitions(
    codes: Codes, gaps: UInt32s, names: int, bins: Counts, figures: Int64s, customers: Int64s
) -> None:
    """Count every transition and event, in one pass over what has 5 bytes an event.

    The slot of a transition is ``from * names + to``; ``from`` is ``names`` at a journey's start. Gaps that
    32 bits cannot hold are taken as if they could: ``mend_long_gaps`` puts them right.

    Args:
        codes, gaps: Whole journeys, one after the other.
        names: How many event names there are.
        bins: [slots, BINS]; added to: how many gaps fall into which bin, 0 at a journey's start.
        figures: int64[slots, 4]; added to: sum of the gaps, customers. The others must begin at -1 and are
            the kernel's own.
        customers: int64[names, 2]; added to: customers with that event; the other as above.
    """
    # Flat arrays and unsigned places: what is known not to be negative costs no look whether it is.
    of_bin, of_slot, of_event = bins.reshape(bins.size), figures.reshape(figures.size), customers.reshape(-1)
    count, width = np.uint64(names), np.uint64(BINS)
    before, customer = count, np.int64(-1)
    for place in range(codes.size):
        code = np.uint64(codes[place])
        gap = gaps[place]
        begins = gap == JOURNEY_START
        customer += begins
        length = np.int64(0) if begins else np.int64(gap)
        slot = (count if begins else before) * count + code
        of_bin[slot * width + np.uint64(_bin(length))] += 1
        at = slot * FOUR
        of_slot[at] += length
        of_slot[at + ONE] += of_slot[at + TWO] != customer
        of_slot[at + TWO] = customer
        of_event[code * TWO] += of_event[code * TWO + ONE] != customer
        of_event[code * TWO + ONE] = customer
        before = code


@kernel
def mend_long_gaps(
    places: Int64s, codes: Codes, times: Int64s, names: int, unit: int, bins: Counts, sums: Int64s
) -> None:
    """Put the gaps at ``places``, which ``count_transitions`` took for ``LONG_GAP``, to where they belong.

    Args:
        places, codes, times: Where the long gaps are, and whole journeys.
        names: How many event names there are.
        unit: Microseconds of the unit of gaps.
        bins: As ``count_transitions`` left it.
        sums: int64[slots, 2]; upper and lower 32 bits of the sum of the gaps, apart.
    """
    for number in range(places.size):
        place = places[number]
        slot = int(codes[place - 1]) * names + int(codes[place])
        length = (times[place] - times[place - 1]) // unit
        bins[slot, _bin(np.int64(LONG_GAP))] -= 1
        bins[slot, _bin(length)] += 1
        sums[slot, 0] += length >> 32
        sums[slot, 1] += (length & np.int64(0xFFFFFFFF)) - np.int64(LONG_GAP)


@kernel
def occupied(bins: Counts, figures: Int64s) -> tuple[Int32s, Int64s, Int64s]:
    """Slot, bin and count of every bin that holds a gap, in order."""
    size = 0
    for slot in range(bins.shape[0]):
        if figures[slot, 1] > 0:
            for number in range(bins.shape[1]):
                size += bins[slot, number] > 0
    slots, numbers, counts = np.empty(size, np.int32), np.empty(size, np.int64), np.empty(size, np.int64)
    kept = 0
    for slot in range(bins.shape[0]):
        if figures[slot, 1] > 0:
            for number in range(bins.shape[1]):
                if bins[slot, number] > 0:
                    slots[kept], numbers[kept], counts[kept] = slot, number, bins[slot, number]
                    kept += 1
    return slots, numbers, counts


@kernel
def pick_gaps(codes: Codes, gaps: UInt32s, names: int, wanted: Int16s, ranges: Int32s, picked: Int64s) -> int:
    """Keep the gaps of wanted bins, but for those that 32 bits cannot hold.

    Args:
        codes, gaps: Whole journeys.
        names: How many event names there are.
        wanted: int16[slots, BINS]; the number of a wanted bin, -1 for the others.
        ranges, picked: Written to: number of the bin, and gap. One longer than ``codes``.

    Returns:
        How many were kept.
    """
    of_bin = wanted.reshape(wanted.size)
    count, width = np.uint64(names), np.uint64(BINS)
    before, kept = count, np.uint64(0)
    for place in range(codes.size):
        code = np.uint64(codes[place])
        gap = gaps[place]
        begins = gap == JOURNEY_START
        length = np.int64(0) if begins else np.int64(gap)
        number = of_bin[((count if begins else before) * count + code) * width + np.uint64(_bin(length))]
        # Written always and kept sometimes: a jump that nobody can foresee would cost more.
        ranges[kept] = number
        picked[kept] = length
        kept += np.uint64((number >= 0) & (gap != LONG_GAP))
        before = code
    return int(kept)


@kernel
def pick_long_gaps(
    places: Int64s, codes: Codes, times: Int64s, names: int, unit: int, wanted: Int16s
) -> tuple[Int32s, Int64s]:
    """Keep those of the long gaps at ``places`` that fall into wanted bins; as ``pick_gaps``."""
    ranges, picked = np.empty(places.size, np.int32), np.empty(places.size, np.int64)
    kept = 0
    for number in range(places.size):
        place = places[number]
        length = (times[place] - times[place - 1]) // unit
        found = wanted[np.int64(codes[place - 1]) * names + np.int64(codes[place]), _bin(length)]
        if found >= 0:
            ranges[kept], picked[kept] = found, length
            kept += 1
    return ranges[:kept], picked[:kept]


@kernel
def sparse_slots(offsets: Int64s, codes: Codes, names: int) -> tuple[Int32s, Int64s]:
    """Number the transitions in order of their appearance.

    Returns:
        The number of the transition into each event, and for each number ``from * names + to``, where
        ``from`` is ``names`` at a journey's start.
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
def count_slots(offsets: Int64s, slots: Int32s, size: int) -> tuple[Int64s, Int64s]:
    """Events and different customers for each slot."""
    counts = np.zeros(size, np.int64)
    customers = np.zeros(size, np.int64)
    seen_by = np.full(size, -1, np.int64)
    for customer in range(offsets.size - 1):
        for place in range(offsets[customer], offsets[customer + 1]):
            slot = slots[place]
            counts[slot] += 1
            if seen_by[slot] != customer:
                seen_by[slot] = customer
                customers[slot] += 1
    return counts, customers
