"""Numbers by their size in integers alone, so that adding up in any order gives the same (SPEC QU4, QU5)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

EXACT_IN_FLOATS = np.int64(2**53)
ONE, TWO, THREE, FOUR = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4)
ONE_AS_FLOAT = 1023
"""The exponent of 1.0 as a double writes it."""


@kernel
def bin_of(value: int | np.int64, bits: int) -> np.int64:
    """The bin of a number: 2^``bits`` bins to each doubling, and 0 and its neighbours by themselves (QU4).

    The exponent and the first bits of the mantissa of a double are the bin, so a greater number never has a
    lesser bin. Numbers below zero have the bins of their opposites, negated.

    Args:
        value: Greater than -2^63.
        bits: 1 to 40.
    """
    size = abs(np.int64(value))
    if size == 0:
        return np.int64(0)
    if size >= EXACT_IN_FLOATS:
        # Cut what a double cannot hold: rounding up could carry a number into the next bin.
        size &= ~np.int64(0x7FF)
    found = (np.float64(size).view(np.int64) >> (52 - bits)) - (np.int64(ONE_AS_FLOAT) << bits) + 1
    return found if value > 0 else -found


@kernel
def bins_of(groups: Int32s | None, values: Int64s, bits: int, bin_count: int) -> Int64s:
    """``group * bin_count + bin``, bins counted from ``bin_count // 2``; values of no group are left out.

    Args:
        groups: int32[n], negative for no group; ``None``: all are of group 0.
        values: int64[n].
        bits: As in ``bin_of``.
        bin_count: More than twice the greatest bin.
    """
    cells = np.empty(values.size, np.int64)
    kept = 0
    for place in range(values.size):
        group = np.int64(0) if groups is None else np.int64(groups[place])
        if group >= 0:
            cells[kept] = group * bin_count + bin_count // 2 + bin_of(values[place], bits)
            kept += 1
    return cells[:kept]


@kernel
def narrow(
    groups: Int32s | None,
    values: Int64s,
    first: Int64s,
    lows: Int64s,
    highs: Int64s,
    figures: Int64s,
    between: Int64s,
) -> tuple[Int32s, Int64s]:
    """Count values beside the ranges of their group, and pick out those inside (QU5).

    Args:
        groups: int32[n], negative for no group; ``None``: all are of group 0.
        values: int64[n].
        first: int64[groups + 1]; ranges ``first[g]`` to ``first[g + 1] - 1`` are of group ``g``.
        lows, highs: int64[ranges]; least and greatest number of each range, rising and apart.
        figures: int64[groups, 5]; added to: how many, sums of the upper and of the lower 32 bits, least,
            greatest.
        between: int64[groups + ranges]; added to: how many stand below each range of a group, and above its
            last.

    Returns:
        Range and value of each that stands inside a range.
    """
    ranges = np.empty(values.size, np.int32)
    inside = np.empty(values.size, np.int64)
    # A flat array and unsigned places: what is known not to be negative costs no look whether it is.
    sums = figures.reshape(figures.size)
    kept = 0
    for place in range(values.size):
        group = np.int64(0) if groups is None else np.int64(groups[place])
        if group < 0:
            continue
        value = values[place]
        of_group = np.uint64(group * 5)
        sums[of_group] += 1
        sums[of_group + ONE] += value >> 32
        sums[of_group + TWO] += value & np.int64(0xFFFFFFFF)
        sums[of_group + THREE] = min(sums[of_group + THREE], value)
        sums[of_group + FOUR] = max(sums[of_group + FOUR], value)
        at, end = np.uint64(first[group]), np.uint64(first[group + 1])
        while at < end and value > highs[at]:
            at += ONE
        if at < end and value >= lows[at]:
            ranges[kept] = at
            inside[kept] = value
            kept += 1
        else:
            between[at + np.uint64(group)] += 1
    return ranges[:kept].copy(), inside[:kept].copy()


@kernel
def extremes(rows: Int32s, values: Int64s, size: int) -> tuple[Int64s, Int64s]:
    """The least and the greatest value of each row below ``size``; 0 and -1 where there is none."""
    lows, highs = np.zeros(size, np.int64), np.full(size, np.int64(-1))
    seen = np.zeros(size, np.bool_)
    for place in range(rows.size):
        row, value = rows[place], values[place]
        lows[row] = min(lows[row], value) if seen[row] else value
        highs[row] = max(highs[row], value) if seen[row] else value
        seen[row] = True
    return lows, highs


@kernel
def laid_out(rows: Int32s, values: Int64s, starts: Int64s, lows: Int64s) -> Int64s:
    """The rows laid end to end, row ``r`` from ``starts[r]`` on: one number to sort by instead of two."""
    keys = np.empty(rows.size, np.int64)
    for place in range(rows.size):
        keys[place] = starts[rows[place]] + (values[place] - lows[rows[place]])
    return keys


@kernel
def run_lengths(keys: Int64s, starts: Int64s, lows: Int64s) -> tuple[Int32s, Int64s, Int64s]:
    """Row, value and count of each different one of the sorted ``keys``, which ``laid_out`` made.

    Args:
        keys: int64[n], rising.
        starts: int64[rows + 1], rising.
        lows: int64[rows]; the value at the start of each row.
    """
    rows, values = np.empty(keys.size, np.int32), np.empty(keys.size, np.int64)
    counts = np.empty(keys.size, np.int64)
    kept, row = 0, 0
    for place in range(keys.size):
        key = keys[place]
        if place > 0 and key == keys[place - 1]:
            counts[kept - 1] += 1
            continue
        while starts[row + 1] <= key:
            row += 1
        rows[kept], values[kept], counts[kept] = row, key - starts[row] + lows[row], 1
        kept += 1
    return rows[:kept].copy(), values[:kept].copy(), counts[:kept].copy()


@kernel
def merge_tallies(
    ranges_a: Int32s,
    values_a: Int64s,
    counts_a: Int64s,
    ranges_b: Int32s,
    values_b: Int64s,
    counts_b: Int64s,
) -> tuple[Int32s, Int64s, Int64s]:
    """Two lists of how often each value stands in each range, ordered by range and value, as one."""
    size = ranges_a.size + ranges_b.size
    ranges, values, counts = np.empty(size, np.int32), np.empty(size, np.int64), np.empty(size, np.int64)
    a, b, kept = 0, 0, 0
    while a < ranges_a.size or b < ranges_b.size:
        of_a = b == ranges_b.size
        of_b = a == ranges_a.size
        if not of_a and not of_b:
            of_a = ranges_a[a] < ranges_b[b] or (ranges_a[a] == ranges_b[b] and values_a[a] <= values_b[b])
            of_b = ranges_b[b] < ranges_a[a] or (ranges_a[a] == ranges_b[b] and values_b[b] <= values_a[a])
        counts[kept] = 0
        if of_a:
            ranges[kept], values[kept] = ranges_a[a], values_a[a]
            counts[kept] += counts_a[a]
            a += 1
        if of_b:
            ranges[kept], values[kept] = ranges_b[b], values_b[b]
            counts[kept] += counts_b[b]
            b += 1
        kept += 1
    return ranges[:kept].copy(), values[:kept].copy(), counts[:kept].copy()
