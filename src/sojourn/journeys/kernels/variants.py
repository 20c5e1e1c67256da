"""Journeys with the same order of events, grouped exactly and put in order (SPEC VA1 to VA4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.hashing import mixed

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

STIR = np.uint64(0x9E3779B97F4A7C15)


@kernel
def _eight(letters: Bytes, place: int) -> np.uint64:
    """Eight bytes as one word."""
    return (
        np.uint64(letters[place])
        | np.uint64(letters[place + 1]) << np.uint64(8)
        | np.uint64(letters[place + 2]) << np.uint64(16)
        | np.uint64(letters[place + 3]) << np.uint64(24)
        | np.uint64(letters[place + 4]) << np.uint64(32)
        | np.uint64(letters[place + 5]) << np.uint64(40)
        | np.uint64(letters[place + 6]) << np.uint64(48)
        | np.uint64(letters[place + 7]) << np.uint64(56)
    )


@kernel
def journey_hash(letters: Bytes, start: int, end: int) -> np.uint64:
    """A hash of some bytes, eight at a time; equal ones have equal hashes, different ones nearly never."""
    word = np.uint64(end - start)
    if end - start >= 8:
        for place in range(start, end - 8, 8):
            word = (word ^ _eight(letters, place)) * STIR
            word ^= word >> np.uint64(29)
        # The last eight bytes, some of them for the second time: cheaper than the odd ones one by one.
        return mixed((word ^ _eight(letters, end - 8)) * STIR)
    part = np.uint64(0)
    for place in range(start, end):
        part = part << np.uint64(8) | np.uint64(letters[place])
    return mixed((word ^ part) * STIR)


@kernel
def hash_journeys(starts: Int64s, ends: Int64s, letters: Bytes, width: int) -> UInt64s:
    """The hash of each journey's order of events, uint64[journeys].

    Args:
        starts, ends: Journeys.
        letters: Their codes as bytes.
        width: Bytes of a code.
    """
    hashes = np.empty(starts.size, np.uint64)
    for journey in range(hashes.size):
        hashes[journey] = journey_hash(letters, starts[journey] * width, ends[journey] * width)
    return hashes


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
def group_journeys(
    starts: Int64s, ends: Int64s, codes: Codes, hashes: UInt64s, chosen: Int64s, weights: Int64s, known: int
) -> tuple[Int64s, Int64s]:
    """Group journeys by their order of events; equal hashes are compared event by event (VA2).

    Args:
        starts, ends, codes: Journeys.
        hashes: As ``hash_journeys`` gives them.
        chosen: Which journeys to group. Nearly sorted by hash, the table is walked through once, which is
            many times faster than jumping in it.
        weights: How many customers each journey stands for.
        known: So many of the uppermost bits are the same in all hashes of the chosen.

    Returns:
        For each group its first chosen journey and its customers, in order of first appearance.
    """
    size, shift = 16, np.uint64(60)
    while size < 2 * chosen.size:
        size *= 2
        shift -= np.uint64(1)
    table = np.full(size, -1, np.int32)
    first = np.empty(chosen.size, np.int64)
    counts = np.empty(chosen.size, np.int64)
    groups = 0
    for journey in chosen:
        word = hashes[journey]
        start, end = starts[journey], ends[journey]
        slot = np.int64(word << np.uint64(known) >> shift)
        while table[slot] >= 0:
            other = first[table[slot]]
            if hashes[other] == word and is_same(codes, start, end, codes, starts[other], ends[other]):
                break
            slot = (slot + 1) & (size - 1)
        if table[slot] < 0:
            table[slot] = groups
            first[groups] = journey
            counts[groups] = 0
            groups += 1
        counts[table[slot]] += weights[journey]
    return first[:groups].copy(), counts[:groups].copy()


@kernel
def nearly_sorted(hashes: UInt64s, bits: int) -> Int64s:
    """Numbers of the hashes in order of their uppermost ``bits``, equal ones as they come."""
    shift = np.uint64(64 - bits)
    places = np.zeros((1 << bits) + 1, np.int64)
    for number in range(hashes.size):
        places[np.int64(hashes[number] >> shift) + 1] += 1
    for place in range(places.size - 1):
        places[place + 1] += places[place]
    order = np.empty(hashes.size, np.int64)
    for number in range(hashes.size):
        part = np.int64(hashes[number] >> shift)
        order[places[part]] = number
        places[part] += 1
    return order


@kernel
def copy_journeys(starts: Int64s, ends: Int64s, codes: Codes, chosen: Int64s) -> tuple[Int64s, Codes]:
    """Offsets and codes of the chosen journeys alone, one after the other."""
    offsets = np.zeros(chosen.size + 1, np.int64)
    for number in range(chosen.size):
        offsets[number + 1] = offsets[number] + ends[chosen[number]] - starts[chosen[number]]
    copied = np.empty(offsets[-1], codes.dtype)
    for number in range(chosen.size):
        shift = starts[chosen[number]] - offsets[number]
        for place in range(offsets[number], offsets[number + 1]):
            copied[place] = codes[place + shift]
    return offsets, copied


@kernel
def _comes_before(starts: Int64s, ends: Int64s, codes: Codes, ranks: Int64s, one: int, other: int) -> bool:
    """Whether the names of journey ``one`` stand before those of ``other``, in order."""
    one_length, other_length = ends[one] - starts[one], ends[other] - starts[other]
    for step in range(min(one_length, other_length)):
        left, right = codes[starts[one] + step], codes[starts[other] + step]
        if left != right:
            return bool(ranks[left] < ranks[right])
    return bool(one_length < other_length)


@kernel
def top_groups(
    starts: Int64s, ends: Int64s, codes: Codes, first: Int64s, counts: Int64s, ranks: Int64s, top: int
) -> Int64s:
    """The ``top`` groups with the most customers, equal ones by their names (VA3): for few of many.

    Args:
        starts, ends, codes: Journeys.
        first: A journey of each group.
        counts: The customers of each group.
        ranks: int64[names]; the place of each event's name in alphabetical order.
        top: How many at most.
    """
    best = np.empty(min(top, counts.size), np.int64)
    held, least = 0, np.int64(0)
    for group in range(counts.size):
        if held == best.size:
            if counts[group] < least:
                continue
            if counts[group] == least and not _comes_before(
                starts, ends, codes, ranks, first[group], first[best[held - 1]]
            ):
                continue
        place = held if held < best.size else held - 1
        while place > 0 and (
            counts[group] > counts[best[place - 1]]
            or (
                counts[group] == counts[best[place - 1]]
                and _comes_before(starts, ends, codes, ranks, first[group], first[best[place - 1]])
            )
        ):
            best[place] = best[place - 1]
            place -= 1
        best[place] = group
        held = min(held + 1, best.size)
        least = counts[best[held - 1]]
    return best[:held]


@kernel
def sorted_groups(
    starts: Int64s, ends: Int64s, codes: Codes, first: Int64s, counts: Int64s, ranks: Int64s, chosen: Int64s
) -> Int64s:
    """The chosen groups in the order of VA3, by merging runs of twice the length each time.

    Args:
        starts, ends, codes, first, counts, ranks: As for ``top_groups``.
        chosen: Which groups.
    """
    order, merged = chosen.copy(), np.empty_like(chosen)
    length = 1
    while length < order.size:
        for start in range(0, order.size, 2 * length):
            middle, end = min(start + length, order.size), min(start + 2 * length, order.size)
            one, other = start, middle
            for place in range(start, end):
                takes_other = one == middle
                if one < middle and other < end:
                    near, far = order[one], order[other]
                    takes_other = counts[far] > counts[near] or (
                        counts[far] == counts[near]
                        and _comes_before(starts, ends, codes, ranks, first[far], first[near])
                    )
                if takes_other:
                    merged[place] = order[other]
                    other += 1
                else:
                    merged[place] = order[one]
                    one += 1
        order, merged = merged, order
        length *= 2
    return order


@kernel
def find_journeys(
    offsets: Int64s,
    codes: Codes,
    letters: Bytes,
    wanted_starts: Int64s,
    wanted_ends: Int64s,
    wanted: Codes,
    wanted_hashes: UInt64s,
) -> Int32s:
    """For each journey, which of the wanted ones it equals; -1 for none.

    Args:
        offsets, codes, letters: Whole journeys; ``letters`` are the codes as bytes.
        wanted_starts, wanted_ends, wanted, wanted_hashes: Different journeys, and their
            hashes.
    """
    size, shift = 64, np.uint64(58)
    while size < 8 * wanted_hashes.size:
        size *= 2
        shift -= np.uint64(1)
    table = np.full(size, -1, np.int32)
    longest = 0
    for journey in range(wanted_hashes.size):
        longest = max(longest, wanted_ends[journey] - wanted_starts[journey])
        slot = np.int64(wanted_hashes[journey] >> shift)
        while table[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        table[slot] = journey
    has_length = np.zeros(longest + 1, np.bool_)
    for journey in range(wanted_hashes.size):
        has_length[wanted_ends[journey] - wanted_starts[journey]] = True
    width = codes.itemsize
    found = np.full(offsets.size - 1, -1, np.int32)
    for journey in range(offsets.size - 1):
        start, end = offsets[journey], offsets[journey + 1]
        if end - start > longest or not has_length[end - start]:
            continue
        word = journey_hash(letters, start * width, end * width)
        slot = np.int64(word >> shift)
        while table[slot] >= 0:
            other = table[slot]
            if wanted_hashes[other] == word and is_same(
                codes, start, end, wanted, wanted_starts[other], wanted_ends[other]
            ):
                found[journey] = other
                break
            slot = (slot + 1) & (size - 1)
    return found
