"""Journeys with the same order of events, grouped exactly (SPEC VA1 to VA4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.hashing import mixed

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def journey_hash(codes: Codes, start: int, end: int) -> np.uint64:
    """A hash of the order of events; equal journeys have equal hashes, different ones nearly never."""
    word = np.uint64(end - start)
    for place in range(start, end):
        word = (word ^ np.uint64(codes[place])) * np.uint64(0x9E3779B97F4A7C15)
        word ^= word >> np.uint64(29)
    return mixed(word)


@kernel
def is_same(codes: Codes, start: int, end: int, others: Codes, other_start: int, other_end: int) -> bool:
    """Whether two journeys have the same events in the same order."""
    if end - start != other_end - other_start:
        return False
    for step in range(end - start):
        if codes[start + step] != others[other_start + step]:
            return False
    return True


@kernel
def group_journeys(offsets: Int64s, codes: Codes, weights: Int64s) -> tuple[Int64s, Int64s]:
    """Group journeys by their order of events; equal hashes are compared event by event (VA2).

    Args:
        offsets, codes: Whole journeys.
        weights: How many customers each journey stands for.

    Returns:
        For each group its first journey and its customers, in order of first appearance.
    """
    journeys = offsets.size - 1
    size = 16
    while size < 2 * journeys:
        size *= 2
    mask = np.uint64(size - 1)
    table = np.full(size, -1, np.int64)
    hashes = np.empty(journeys, np.uint64)
    first = np.empty(journeys, np.int64)
    counts = np.empty(journeys, np.int64)
    groups = 0
    for journey in range(journeys):
        start, end = offsets[journey], offsets[journey + 1]
        word = journey_hash(codes, start, end)
        slot = word & mask
        while table[slot] >= 0:
            group = table[slot]
            if hashes[group] == word:
                other = first[group]
                if is_same(codes, start, end, codes, offsets[other], offsets[other + 1]):
                    break
            slot = (slot + np.uint64(1)) & mask
        if table[slot] < 0:
            table[slot] = groups
            hashes[groups] = word
            first[groups] = journey
            counts[groups] = 0
            groups += 1
        counts[table[slot]] += weights[journey]
    return first[:groups].copy(), counts[:groups].copy()


@kernel
def copy_journeys(offsets: Int64s, codes: Codes, chosen: Int64s) -> tuple[Int64s, Codes]:
    """Offsets and codes of the chosen journeys alone."""
    short = np.zeros(chosen.size + 1, np.int64)
    for number in range(chosen.size):
        short[number + 1] = short[number] + offsets[chosen[number] + 1] - offsets[chosen[number]]
    copied = np.empty(short[-1], codes.dtype)
    for number in range(chosen.size):
        start = offsets[chosen[number]]
        for step in range(short[number + 1] - short[number]):
            copied[short[number] + step] = codes[start + step]
    return short, copied


@kernel
def _comes_before(offsets: Int64s, codes: Codes, counts: Int64s, ranks: Int64s, one: int, other: int) -> bool:
    """Whether group ``one`` stands before ``other``: more customers, else the names in order (VA3)."""
    if counts[one] != counts[other]:
        return bool(counts[one] > counts[other])
    length = min(offsets[one + 1] - offsets[one], offsets[other + 1] - offsets[other])
    for step in range(length):
        left, right = ranks[codes[offsets[one] + step]], ranks[codes[offsets[other] + step]]
        if left != right:
            return bool(left < right)
    return bool(offsets[one + 1] - offsets[one] < offsets[other + 1] - offsets[other])


@kernel
def top_groups(offsets: Int64s, codes: Codes, counts: Int64s, ranks: Int64s, top: int) -> Int64s:
    """The first ``top`` groups in the order of VA3.

    Args:
        offsets, codes, counts: One journey for each group, and its customers.
        ranks: int64[names]; the place of each event's name in alphabetical order.
        top: How many at most.
    """
    best = np.empty(min(top, counts.size), np.int64)
    held = 0
    for group in range(counts.size):
        if held == best.size and not _comes_before(offsets, codes, counts, ranks, group, best[held - 1]):
            continue
        place = held if held < best.size else held - 1
        while place > 0 and _comes_before(offsets, codes, counts, ranks, group, best[place - 1]):
            best[place] = best[place - 1]
            place -= 1
        best[place] = group
        held = min(held + 1, best.size)
    return best[:held]


@kernel
def find_journeys(offsets: Int64s, codes: Codes, wanted_offsets: Int64s, wanted: Codes) -> Int32s:
    """For each journey, which of the wanted ones it equals; -1 for none."""
    journeys = wanted_offsets.size - 1
    size = 64
    while size < 8 * journeys:
        size *= 2
    mask = np.uint64(size - 1)
    table = np.full(size, -1, np.int64)
    hashes = np.empty(journeys, np.uint64)
    for journey in range(journeys):
        hashes[journey] = journey_hash(wanted, wanted_offsets[journey], wanted_offsets[journey + 1])
        slot = hashes[journey] & mask
        while table[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        table[slot] = journey
    found = np.full(offsets.size - 1, -1, np.int32)
    for journey in range(offsets.size - 1):
        start, end = offsets[journey], offsets[journey + 1]
        word = journey_hash(codes, start, end)
        slot = word & mask
        while table[slot] >= 0:
            other = table[slot]
            if hashes[other] == word and is_same(
                codes, start, end, wanted, wanted_offsets[other], wanted_offsets[other + 1]
            ):
                found[journey] = other
                break
            slot = (slot + np.uint64(1)) & mask
    return found
