"""Exact order statistics of more numbers than memory holds: guess where they lie, then look only there.

A first look at some journeys (a sample) gives a range of numbers around each wanted rank. A second look, at
all journeys, counts what stands below, between and above the ranges and keeps what stands inside. Ranks are
then read off exactly. Should a rank lie outside its range, a look at all journeys says in which bin it lies,
and a last one keeps that bin. The answer never depends on the sample, only the work does.

Source: Floyd and Rivest 1975 (sampling for selection), Munro and Paterson 1980 (selection in few passes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.spread import (
    ONE_AS_FLOAT,
    bins_of,
    extremes,
    laid_out,
    merge_tallies,
    narrow,
    run_lengths,
)

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

BITS: Final = 7
BINS: Final = 2**14
"""Bins of a group: more than twice 63 doublings of 2^7 bins each."""

TOP: Final = 63 << BITS
"""The bin of the greatest number."""

LEAST: Final = -(2**63) + 1
MOST: Final = 2**63 - 1


class Values(Protocol):
    """What is measured of journeys. It can be pickled."""

    def __call__(self, chunk: Chunk) -> tuple[Int32s | None, Int64s]:
        """The group of each value, and the values.

        Groups are int32[n], negative for no group, or ``None`` where all are of group 0; values are int64[n],
        greater than -2^63.
        """


@dataclass(frozen=True)
class Ranges:
    """Where the wanted ranks of each group are looked for.

    Attributes:
        first: int64[groups + 1]; ranges ``first[g]`` to ``first[g + 1] - 1`` are of group ``g``.
        lows, highs: int64[ranges]; least and greatest number of each, rising and apart inside a group.
    """

    first: Int64s
    lows: Int64s
    highs: Int64s

    @classmethod
    def everywhere(cls, groups: int) -> Ranges:
        """One range for each group, that holds every number."""
        return cls(np.arange(groups + 1), np.full(groups, LEAST), np.full(groups, MOST))

    def owners(self) -> Int64s:
        """The group of each range."""
        return np.searchsorted(self.first, np.arange(self.lows.size), side="right") - 1

    @classmethod
    def of_bins(cls, groups: int, wanted: Sequence[tuple[int, int, int]]) -> Ranges:
        """Ranges of whole bins.

        Args:
            groups: How many groups there are.
            wanted: Group, first and last bin of each range, in any order; those that meet become one.
        """
        joined: list[list[int]] = []
        for group, low, high in sorted(wanted):
            if joined and joined[-1][0] == group and low <= joined[-1][2] + 1:
                joined[-1][2] = max(joined[-1][2], high)
            else:
                joined.append([group, low, high])
        table = np.array(joined, np.int64).reshape(-1, 3)
        first = np.searchsorted(table[:, 0], np.arange(groups + 1))
        return cls(first, least_of_bin(table[:, 1]), greatest_of_bin(table[:, 2]))


@dataclass(frozen=True)
class Tallies:
    """How often which value stands in which row, ordered by row, then by value; two of them add up.

    Attributes:
        rows: int32[…]; a group, or a range.
        values: int64[…].
        counts: int64[…], at least 1.
    """

    rows: Int32s
    values: Int64s
    counts: Int64s

    @classmethod
    def of(cls, rows: Int32s, values: Int64s, *, size: int) -> Tallies:
        """Count values in any order; rows are below ``size``."""
        lows, highs = extremes(rows, values, size)
        widths = [max(0, high - low + 1) for low, high in zip(lows.tolist(), highs.tolist(), strict=True)]
        if sum(widths) > MOST:
            return cls._of_pairs(rows, values)
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(widths, np.int64))])
        keys = laid_out(rows, values, starts, lows)
        keys.sort()
        return cls(*run_lengths(keys, starts, lows))

    @classmethod
    def _of_pairs(cls, rows: Int32s, values: Int64s) -> Tallies:
        order = np.lexsort((values, rows))
        rows, values = rows[order], values[order]
        new = np.concatenate([[True], (rows[1:] != rows[:-1]) | (values[1:] != values[:-1])])
        places = np.flatnonzero(new)
        return cls(rows[places], values[places], np.diff(np.append(places, values.size)))

    def plus(self, other: Tallies) -> Tallies:
        """Both together."""
        one = (self.rows, self.values, self.counts)
        return Tallies(*merge_tallies(*one, other.rows, other.values, other.counts))

    def totals(self, size: int) -> Int64s:
        """The sum of the counts of each row below ``size``."""
        found = np.zeros(size, np.int64)
        np.add.at(found, self.rows, self.counts)
        return found


def read_off(cells: Int64s, kept: Booleans, inside: Tallies, sought: Int64s) -> tuple[Int64s, Booleans]:
    """The values at some places of all values in order, as far as they lie in cells that were kept.

    Args:
        cells: int64[…]; how many values each cell holds, all cells in order.
        kept: bool[…]; whether the values of the cell are in ``inside``, whose rows number the kept cells.
        inside: The values of the kept cells.
        sought: int64[k]; places, from 0, below the sum of ``cells``.

    Returns:
        The values, and whether each was found.
    """
    before = np.concatenate([[0], np.cumsum(cells)])
    cell = np.searchsorted(before, sought, side="right") - 1
    found = kept[cell]
    start = np.cumsum(np.where(kept, cells, 0)) - cells
    reached = np.cumsum(inside.counts)
    place = np.searchsorted(reached, start[cell] + sought - before[cell], side="right")
    place[~found] = -1
    values: Int64s = np.append(inside.values, 0)[place]
    return values, found


@dataclass(frozen=True)
class Figures:
    """What a look with ranges finds; two of them add up.

    Attributes:
        sums: int64[groups, 5]; how many, sums of the upper and the lower 32 bits, least, greatest.
        between: int64[groups + ranges]; how many stand below each range of a group, and above its last.
        inside: The values inside each range.
    """

    sums: Int64s
    between: Int64s
    inside: Tallies

    @classmethod
    def of(cls, groups: Int32s | None, values: Int64s, within: Ranges) -> Figures:
        """Look at some values."""
        size = within.first.size - 1
        sums = np.zeros((size, 5), np.int64)
        sums[:, 3], sums[:, 4] = MOST, LEAST
        between = np.zeros(size + within.lows.size, np.int64)
        ranges, inside = narrow(groups, values, within.first, within.lows, within.highs, sums, between)
        return cls(sums, between, Tallies.of(ranges, inside, size=within.lows.size))

    def plus(self, other: Figures) -> Figures:
        """Both together."""
        sums = self.sums + other.sums
        sums[:, 3] = np.minimum(self.sums[:, 3], other.sums[:, 3])
        sums[:, 4] = np.maximum(self.sums[:, 4], other.sums[:, 4])
        return Figures(sums, self.between + other.between, self.inside.plus(other.inside))

    def at(self, within: Ranges, groups: Int64s, ranks: Int64s) -> tuple[Int64s, Booleans]:
        """The values of some ranks of some groups, and whether each was found inside a range.

        Args:
            within: The ranges of the look.
            groups, ranks: int64[k]; ranks from 0.
        """
        # All cells of a group stand side by side: below a range, the range itself, …, above the last one.
        size = within.lows.size
        cells = np.zeros(self.between.size + size, np.int64)
        is_range = np.zeros(cells.size, np.bool_)
        is_range[2 * np.arange(size) + within.owners() + 1] = True
        cells[is_range], cells[~is_range] = self.inside.totals(size), self.between
        begin = np.concatenate([[0], np.cumsum(cells)])[2 * within.first[groups] + groups]
        return read_off(cells, is_range, self.inside, begin + ranks)


class Looking:
    """A look with ranges, as a mergeable summary."""

    def __init__(self, values: Values, within: Ranges) -> None:
        self._values = values
        self._within = within

    def partial(self, chunk: Chunk) -> Figures:
        """Look at journeys."""
        return Figures.of(*self._values(chunk), self._within)

    def merge(self, a: Figures, b: Figures) -> Figures:
        """Sums add up."""
        return a.plus(b)

    def result(self, summary: Figures) -> Figures:
        """The figures themselves."""
        return summary


def outline_of(groups: Int32s | None, values: Int64s) -> Tallies:
    """How many values fall into which bin of which group."""
    cells, counts = np.unique(bins_of(groups, values, BITS, BINS), return_counts=True)
    bins = cells % BINS - BINS // 2
    return Tallies((cells // BINS).astype(np.int32), bins, counts.astype(np.int64))


class Outlining:
    """How many values of every ``nth`` journey fall into which bin of which group, as a mergeable summary."""

    def __init__(self, values: Values, *, nth: int = 1) -> None:
        self._values = values
        self._nth = nth

    def partial(self, chunk: Chunk) -> Tallies:
        """Count bins."""
        return outline_of(*self._values(chunk if self._nth == 1 else chunk.every(self._nth)))

    def merge(self, a: Tallies, b: Tallies) -> Tallies:
        """Counts add up."""
        return a.plus(b)

    def result(self, summary: Tallies) -> Tallies:
        """The outline: bins by group."""
        return summary


def least_of_bin(bins: Int64s) -> Int64s:
    """The least number of each bin of ``BITS``."""
    return np.where(bins >= 0, _start(bins), -_end(-bins))


def greatest_of_bin(bins: Int64s) -> Int64s:
    """The greatest number of each bin of ``BITS``."""
    return np.where(bins >= 0, _end(bins), -_start(-bins))


def _start(bins: Int64s) -> Int64s:
    words = (bins.clip(1, TOP) - 1 + (ONE_AS_FLOAT << BITS)) << (52 - BITS)
    return np.where(bins <= 0, 0, np.ceil(words.view(np.float64))).astype(np.int64)


def _end(bins: Int64s) -> Int64s:
    return np.where(bins >= TOP, MOST, _start(bins + 1) - 1)
