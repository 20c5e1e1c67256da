"""The way from one event to another in each journey, measured so that the figures of many add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.journeys.calendar import LocalClock, LocalPeriods
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.calendar import hours_of_week, stretches_at
from sojourn.journeys.kernels.durations import ways_between, ways_to_last
from sojourn.journeys.kernels.survival import tally_waits
from sojourn.journeys.narrowing import Figures, Ranges

Booleans = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

HOURS_A_WEEK = 168


@dataclass(frozen=True, eq=False)
class Way:
    """From the first start to the first end after it (SPEC DU1 to DU3).

    Attributes:
        starts: bool[names]; ``None``: the journey's first event.
        ends: bool[names]; ``None``: the journey's last event.
        names: How many event names there are.
    """

    starts: Booleans | None
    ends: Booleans | None
    names: int

    def of(self, chunk: Chunk) -> tuple[Int64s, Int64s]:
        """When each journey with a start started, and its microseconds to the end; negative without one."""
        starts = np.ones(self.names, np.bool_) if self.starts is None else self.starts
        if self.ends is None:
            return ways_to_last(chunk.offsets, chunk.codes, chunk.times, starts)
        return ways_between(chunk.offsets, chunk.codes, chunk.times, starts, self.ends, self.starts is None)


@dataclass(frozen=True, eq=False)
class Grouping:
    """Which ways are set side by side: those that start in the same hour of the week, or period.

    Attributes:
        by: A clock for the hours of the week, or the periods of a calendar; ``None``: all together.
    """

    by: LocalClock | LocalPeriods | None = None

    @property
    def count(self) -> int:
        """How many groups there are."""
        if self.by is None:
            return 1
        return HOURS_A_WEEK if isinstance(self.by, LocalClock) else self.by.stretches.count

    def of(self, times: Int64s) -> Int32s:
        """The group of each way, by the time of its start."""
        if self.by is None:
            return np.zeros(times.size, np.int32)
        table = (self.by.stretches.bounds, self.by.stretches.slots, self.by.stretches.shift)
        if isinstance(self.by, LocalClock):
            return hours_of_week(times, *table, self.by.ahead_us)
        return stretches_at(times, *table)


@dataclass(frozen=True)
class WaySpans:
    """The microseconds of the ways that came to an end, by group: what spreads are of."""

    way: Way
    grouping: Grouping

    def __call__(self, chunk: Chunk) -> tuple[Int32s | None, Int64s]:
        """Group and microseconds of each."""
        begun, spans = self.way.of(chunk)
        ended = spans >= 0
        groups = None if self.grouping.by is None else self.grouping.of(begun[ended])
        return groups, spans[ended]


@dataclass(frozen=True)
class WaysSummary:
    """Ways counted.

    Attributes:
        started: int64[groups]; ways that started.
        figures: What is needed for the spreads of those that ended.
        arrived, waiting: int64[bins]; how long those that ended took, and how long the others were open.
    """

    started: Int64s
    figures: Figures
    arrived: Int64s
    waiting: Int64s


class CountWays:
    """How many ways started and ended, and after how long, as a mergeable summary.

    Args:
        spans: Which ways, and which are set side by side.
        within: Where the ranks of the spreads are looked for.
        until_us: When the journeys were last observed.
    """

    def __init__(self, spans: WaySpans, within: Ranges, *, until_us: int) -> None:
        self._spans = spans
        self._within = within
        self._until_us = until_us

    def partial(self, chunk: Chunk) -> WaysSummary:
        """Walk whole journeys."""
        begun, spans = self._spans.way.of(chunk)
        groups = self._spans.grouping.of(begun)
        ended = spans >= 0
        arrived, waiting = tally_waits(begun, spans, self._until_us)
        return WaysSummary(
            started=np.bincount(groups, minlength=self._spans.grouping.count),
            figures=Figures.of(groups[ended], spans[ended], self._within),
            arrived=arrived,
            waiting=waiting,
        )

    def merge(self, a: WaysSummary, b: WaysSummary) -> WaysSummary:
        """Counts add up."""
        return WaysSummary(
            started=a.started + b.started,
            figures=a.figures.plus(b.figures),
            arrived=a.arrived + b.arrived,
            waiting=a.waiting + b.waiting,
        )

    def result(self, summary: WaysSummary) -> WaysSummary:
        """The counts themselves."""
        return summary


class CountBetween:
    """How many ways took how long, as a mergeable summary.

    Args:
        way: Which ways.
        edges_us: Bounds, rising; counted is what is at least one bound and less than the next.
    """

    def __init__(self, way: Way, edges_us: Sequence[int]) -> None:
        self._way = way
        self._edges = np.array(edges_us, np.int64)

    def partial(self, chunk: Chunk) -> Int64s:
        """Walk whole journeys: int64[edges + 1], below the first edge, between, and from the last on."""
        _, spans = self._way.of(chunk)
        places = np.searchsorted(self._edges, spans[spans >= 0], side="right")
        return np.bincount(places, minlength=self._edges.size + 1)

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary
