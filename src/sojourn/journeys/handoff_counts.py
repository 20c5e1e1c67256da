"""Hand-offs as mergeable summaries: all pairs, then waits and events of those that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.handoffs import count_handoffs, list_handoffs
from sojourn.journeys.narrowing import Figures, Ranges

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

FOREVER_US: Final = 2**63 - 1


@dataclass(frozen=True)
class HandoffsSummary:
    """What ``count_handoffs`` counts.

    Attributes:
        pairs: int64[…]; the pairs that occur, rising: number of the first value times their number, plus
            that of the second.
        counts: int64[…, 5]; hand-offs, customers, hand-offs that came back, waits in two words.
        values: int64[values, 2]; events and customers.
        customers: int64[2]; customers with any value, and with any hand-off.
    """

    pairs: Int64s
    counts: Int64s
    values: Int64s
    customers: Int64s

    def waits_us(self) -> list[int]:
        """The waits of each pair together, in microseconds, whatever their size."""
        return [(high << 32) + low for high, low in self.counts[:, 3:].tolist()]


class HandoffCounts:
    """Hand-offs between the values of an attribute (SPEC HO1 to HO5)."""

    def __init__(self, by: str, size: int, *, within: timedelta | None) -> None:
        self._by = by
        self._size = size
        self._within_us = (
            FOREVER_US if within is None else min(within // timedelta(microseconds=1), FOREVER_US)
        )

    def partial(self, chunk: Chunk) -> HandoffsSummary:
        """Walk whole journeys."""
        values = chunk.attribute(self._by)
        pairs, places, customers = count_handoffs(
            chunk.offsets, values, chunk.times, self._size, self._within_us
        )
        found = np.flatnonzero(pairs[:, 0])
        return HandoffsSummary(found, pairs[found, :5], places[:, :2].copy(), customers)

    def merge(self, a: HandoffsSummary, b: HandoffsSummary) -> HandoffsSummary:
        """Counts add up."""
        pairs, place = np.unique(np.concatenate([a.pairs, b.pairs]), return_inverse=True)
        counts = np.zeros((pairs.size, 5), np.int64)
        np.add.at(counts, place, np.concatenate([a.counts, b.counts]))
        return HandoffsSummary(pairs, counts, a.values + b.values, a.customers + b.customers)

    def result(self, summary: HandoffsSummary) -> HandoffsSummary:
        """The summary itself."""
        return summary


@dataclass(frozen=True)
class HandoffWaits:
    """The waits of some pairs in microseconds, by their place in ``pairs``."""

    by: str
    size: int
    pairs: tuple[int, ...]

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """The pair and the wait of each of their hand-offs."""
        found, waits, _ = self.listed(chunk)
        return found, waits

    def listed(self, chunk: Chunk) -> tuple[Int32s, Int64s, Int64s]:
        """The same, and the events at which they hand over."""
        groups = np.full(self.size**2, -1, np.int32)
        groups[list(self.pairs)] = np.arange(len(self.pairs))
        values = chunk.attribute(self.by)
        return list_handoffs(
            chunk.offsets, values, chunk.times, chunk.codes, groups, chunk.names, len(self.pairs)
        )


class HandoffDetails:
    """Waits and events of some pairs as a mergeable summary (SPEC HO3, HO6)."""

    def __init__(self, waits: HandoffWaits, within: Ranges) -> None:
        self._waits = waits
        self._within = within

    def partial(self, chunk: Chunk) -> tuple[Figures, Int64s]:
        """Walk whole journeys."""
        groups, waits, events = self._waits.listed(chunk)
        return Figures.of(groups, waits, self._within), events

    def merge(self, a: tuple[Figures, Int64s], b: tuple[Figures, Int64s]) -> tuple[Figures, Int64s]:
        """Counts add up."""
        return a[0].plus(b[0]), a[1] + b[1]

    def result(self, summary: tuple[Figures, Int64s]) -> tuple[Figures, Int64s]:
        """The summary itself."""
        return summary
