"""Transitions counted and timed: in two looks where names are few, else through ``spreads_of``."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.events import EventCounts
from sojourn.journeys.kernels import transitions as kernels
from sojourn.journeys.narrowing import Tallies, read_off
from sojourn.journeys.spread import Spread, spread_at, spreads_of, wanted_ranks

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

DENSE_NAMES: Final = 64
"""Up to so many event names, every possible transition has bins of its own."""

NO_TIMES: Final = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class CountedTransition:
    """One transition by codes; ``source`` is the number of names at a journey's start."""

    source: int
    target: int
    count: int
    customers: int
    spread: Spread


@dataclass(frozen=True)
class TransitionSums:
    """What the first look finds; two of them add up.

    Attributes:
        bins: How many gaps fall into which bin, by slot.
        customers: int64[slots].
        sums: int64[slots, 2]; upper and lower 32 bits of the sum of the gaps, apart.
        event_customers: int64[names].
    """

    bins: Tallies
    customers: Int64s
    sums: Int64s
    event_customers: Int64s


class CountTransitions:
    """The first look: everything but the ranks, and in which bins these lie."""

    def partial(self, chunk: Chunk) -> TransitionSums:
        """Count the transitions of whole journeys."""
        names = chunk.names
        slots = names * (names + 1)
        bins = np.zeros((slots, kernels.BINS), np.uint32 if chunk.events < 2**32 else np.int64)
        figures = np.zeros((slots, 4), np.int64)
        figures[:, 2] = -1
        customers = np.zeros((names, 2), np.int64)
        customers[:, 1] = -1
        kernels.count_transitions(chunk.codes, chunk.gaps, names, bins, figures, customers)
        sums = np.stack([figures[:, 0] >> 32, figures[:, 0] & 0xFFFFFFFF], axis=1)
        if chunk.long_gaps.size:
            long = chunk.long_gaps, chunk.codes, chunk.times, names, chunk.gap_unit_us
            kernels.mend_long_gaps(*long, bins, sums)
        return TransitionSums(
            bins=Tallies(*kernels.occupied(bins, figures)),
            customers=figures[:, 1].copy(),
            sums=sums,
            event_customers=customers[:, 0].copy(),
        )

    def merge(self, a: TransitionSums, b: TransitionSums) -> TransitionSums:
        """Counts and sums add up."""
        return TransitionSums(
            bins=a.bins.plus(b.bins),
            customers=a.customers + b.customers,
            sums=a.sums + b.sums,
            event_customers=a.event_customers + b.event_customers,
        )

    def result(self, summary: TransitionSums) -> TransitionSums:
        """The sums themselves."""
        return summary


class PickGaps:
    """The second look: the gaps in some bins."""

    def __init__(self, wanted: Tallies) -> None:
        self._slots = wanted.rows
        self._bins = wanted.values

    def partial(self, chunk: Chunk) -> Tallies:
        """Pick from whole journeys."""
        names = chunk.names
        wanted = np.full((names * (names + 1), kernels.BINS), -1, np.int16)
        wanted[self._slots, self._bins] = np.arange(self._slots.size)
        ranges, picked = np.empty(chunk.events + 1, np.int32), np.empty(chunk.events + 1, np.int64)
        kept = kernels.pick_gaps(chunk.codes, chunk.gaps, names, wanted, ranges, picked)
        found = Tallies.of(ranges[:kept], picked[:kept], size=self._slots.size)
        if chunk.long_gaps.size:
            long = chunk.long_gaps, chunk.codes, chunk.times, names, chunk.gap_unit_us
            found = found.plus(Tallies.of(*kernels.pick_long_gaps(*long, wanted), size=self._slots.size))
        return found

    def merge(self, a: Tallies, b: Tallies) -> Tallies:
        """Counts add up."""
        return a.plus(b)

    def result(self, summary: Tallies) -> Tallies:
        """The gaps, by the number of their bin."""
        return summary


def counted_transitions(log: JourneyLog) -> tuple[list[CountedTransition], list[int]]:
    """All transitions between events or from the start, and how many customers have each event."""
    if len(log.event_names) <= DENSE_NAMES:
        return _dense(log)
    return _sparse(log)


def _dense(log: JourneyLog) -> tuple[list[CountedTransition], list[int]]:
    names, unit = len(log.event_names), log.source.gap_unit_us
    sums = log.run(CountTransitions())
    counts = sums.bins.totals(names * (names + 1))
    timed = np.flatnonzero(counts[: names * names])
    ranks = [wanted_ranks(count) for count in counts[timed].tolist()]
    starts = np.concatenate([[0], np.cumsum(counts)])[timed]
    sought = np.repeat(starts, [len(wanted) for wanted in ranks]) + np.array(
        [rank for wanted in ranks for rank in wanted], np.int64
    )
    values = iter(_values_at(log, sums.bins, sought).tolist())
    found = []
    for slot in np.flatnonzero(counts).tolist():
        n, spread = int(counts[slot]), Spread(0)
        if slot < names * names:
            high, low = sums.sums[slot].tolist()
            at = [value * unit for value in islice(values, len(wanted_ranks(n)))]
            spread = spread_at(n, at, total=((high << 32) + low) * unit)
        found.append(CountedTransition(*divmod(slot, names), n, int(sums.customers[slot]), spread))
    return found, sums.event_customers.tolist()


def _values_at(log: JourneyLog, bins: Tallies, sought: Int64s) -> Int64s:
    """The gaps at some places of all gaps, ordered by slot, then by length."""
    reached = np.cumsum(bins.counts)
    kept = np.zeros(reached.size, np.bool_)
    kept[np.searchsorted(reached, sought, side="right")] = True
    if not kept.any():
        return np.zeros(0, np.int64)
    picked = log.run(PickGaps(Tallies(bins.rows[kept], bins.values[kept], bins.counts[kept])))
    return read_off(bins.counts, kept, picked, sought)[0]


@dataclass(frozen=True)
class SlotCounts:
    """Transitions in one order of their keys ``from * names + to``; two of them add up."""

    keys: Int64s
    counts: Int64s
    customers: Int64s


class CountSlots:
    """Counts transitions of so many names that only those that happen can have a place."""

    def partial(self, chunk: Chunk) -> SlotCounts:
        """Count the transitions of whole journeys."""
        slots, keys = kernels.sparse_slots(chunk.offsets, chunk.codes, chunk.names)
        order = np.argsort(keys)
        counts, customers = kernels.count_slots(chunk.offsets, slots, keys.size)
        return SlotCounts(keys[order], counts[order], customers[order])

    def merge(self, a: SlotCounts, b: SlotCounts) -> SlotCounts:
        """Counts add up."""
        keys, place = np.unique(np.concatenate([a.keys, b.keys]), return_inverse=True)
        both = np.zeros((2, keys.size), np.int64)
        np.add.at(both[0], place, np.concatenate([a.counts, b.counts]))
        np.add.at(both[1], place, np.concatenate([a.customers, b.customers]))
        return SlotCounts(keys, both[0], both[1])

    def result(self, summary: SlotCounts) -> SlotCounts:
        """The counts themselves."""
        return summary


class GapsOfSlots:
    """The gaps of some transitions in microseconds, by their place among ``keys``, which rise."""

    def __init__(self, keys: Int64s) -> None:
        self._keys = keys

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """The place, or -1 where nothing came before, and the gap of each event."""
        slots, keys = kernels.sparse_slots(chunk.offsets, chunk.codes, chunk.names)
        place = np.searchsorted(self._keys, keys).astype(np.int32)
        place[keys >= chunk.names * chunk.names] = -1
        gaps = chunk.gaps.astype(np.int64) * chunk.gap_unit_us
        long = chunk.long_gaps
        if long.size:
            gaps[long] = chunk.times[long] - chunk.times[long - 1]
        return place[slots], gaps


def _sparse(log: JourneyLog) -> tuple[list[CountedTransition], list[int]]:
    names = len(log.event_names)
    found = log.run(CountSlots())
    timed = found.keys[found.keys < names * names]
    spreads = spreads_of(log, GapsOfSlots(timed), timed.size) if timed.size else ()
    told = zip(found.keys.tolist(), found.counts.tolist(), found.customers.tolist(), strict=True)
    counted = [
        CountedTransition(
            key // names, key % names, n, customers, spreads[place] if place < timed.size else Spread(0)
        )
        for place, (key, n, customers) in enumerate(told)
    ]
    return counted, log.run(EventCounts())[1].tolist()
