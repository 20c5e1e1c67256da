"""Walks along journeys from a point of each, as mergeable summaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.flow import EVERY, count_links, count_nodes
from sojourn.journeys.narrowing import Figures, Ranges

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


NO_TIMES: Final = np.zeros(0, np.int64)
NO_TIMES.flags.writeable = False


@dataclass(frozen=True, slots=True)
class FlowWalk:
    """How to walk along a journey.

    Attributes:
        anchor: Code of the event at position 0; -1 for the journey's first or last event.
        which: ``FIRST``, ``LAST`` or ``EVERY`` occurrence, as the kernel names them.
        behind, ahead: How many positions there are before and after position 0.
        collapse: Whether an event that repeats directly counts as one.
    """

    anchor: int
    which: int
    behind: int
    ahead: int
    collapse: bool

    @property
    def rows(self) -> int:
        """How many positions there are."""
        return self.behind + 1 + self.ahead

    def most(self, chunk: Chunk) -> int:
        """So many walks there are at most."""
        return int(np.count_nonzero(chunk.codes == self.anchor)) if self.which == EVERY else chunk.customers

    def links(self, chunk: Chunk, shown: Int32s, *, with_times: bool) -> tuple[Int64s, Int32s, Int64s, int]:
        """As ``count_links`` gives them."""
        walks = self.most(chunk) if with_times else 0
        return count_links(
            chunk.offsets,
            chunk.codes,
            chunk.times if with_times else NO_TIMES,
            shown,
            int(shown.max()) + 1,
            self.behind,
            self.anchor,
            self.which,
            self.collapse,
            walks,
        )


@dataclass(frozen=True, slots=True)
class FlowTimes:
    """Time from position 0 to each other position, by row."""

    walk: FlowWalk

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """The row and the microseconds of each event that is walked to."""
        nothing = np.zeros((self.walk.rows, chunk.names + 1), np.int32)
        _, groups, spans, _ = self.walk.links(chunk, nothing, with_times=True)
        return groups, spans


class FlowNodes:
    """Walks by position and event, as a mergeable summary (SPEC FL1 to FL5)."""

    def __init__(self, walk: FlowWalk) -> None:
        self._walk = walk

    def partial(self, chunk: Chunk) -> Int64s:
        """int64[rows, names + 1]."""
        walk = self._walk
        nodes, _ = count_nodes(
            chunk.offsets,
            chunk.codes,
            chunk.names,
            walk.behind,
            walk.ahead,
            walk.anchor,
            walk.which,
            walk.collapse,
        )
        return nodes

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


@dataclass(frozen=True)
class FlowSummary:
    """Walks by pair of neighbours, the times of their events, and how many customers have any."""

    links: Int64s
    times: Figures | None
    anchored: int


class FlowLinks:
    """Walks by pair of neighbouring nodes and their times, as a mergeable summary (SPEC FL6, FL9)."""

    def __init__(self, walk: FlowWalk, shown: Int32s, within: Ranges | None) -> None:
        self._walk = walk
        self._shown = shown
        self._within = within

    def partial(self, chunk: Chunk) -> FlowSummary:
        """Walk along whole journeys."""
        within = self._within
        links, groups, spans, anchored = self._walk.links(chunk, self._shown, with_times=within is not None)
        times = None if within is None else Figures.of(groups, spans, within)
        return FlowSummary(links, times, anchored)

    def merge(self, a: FlowSummary, b: FlowSummary) -> FlowSummary:
        """Counts add up."""
        times = a.times.plus(b.times) if a.times is not None and b.times is not None else None
        return FlowSummary(a.links + b.links, times, a.anchored + b.anchored)

    def result(self, summary: FlowSummary) -> FlowSummary:
        """The summary itself."""
        return summary
