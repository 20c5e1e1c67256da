"""What there is to say of each customer's events up to a moment, counted so that it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.recency import fifths_of, states_of, visits_until
from sojourn.journeys.narrowing import Figures, Looking, Ranges, Tallies, outline_of

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Booleans = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

FIFTHS: Final = 5
NO_VALUES: Final = np.zeros(0)
MEASURES: Final = 3
"""Silence, number and value: what customers are put into fifths by."""


@dataclass(frozen=True, eq=False)
class Visits:
    """Which events are looked at, until when.

    Attributes:
        wanted: bool[names].
        at_us: Microseconds since 1970-01-01 UTC.
        value: Whether their values are looked at.
    """

    wanted: Booleans
    at_us: int
    value: bool

    def of(self, chunk: Chunk) -> Int64s:
        """int64[4, customers]: silence, number, span and value, as ``visits_until`` gives them."""
        values = chunk.numbers("value") if self.value else NO_VALUES
        return visits_until(chunk.offsets, chunk.codes, chunk.times, values, self.wanted, self.at_us)


@dataclass(frozen=True)
class Silences:
    """The microseconds since each customer's last event: what the spread is of."""

    visits: Visits

    def __call__(self, chunk: Chunk) -> tuple[None, Int64s]:
        """All in one group."""
        return None, self.visits.of(chunk)[0].copy()


@dataclass(frozen=True)
class Measured:
    """Silence, number and value of each customer, in a group each: what fifths are cut by."""

    visits: Visits

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """Three values for each customer."""
        return measures_of(self.visits.of(chunk))


def measures_of(found: Int64s) -> tuple[Int32s, Int64s]:
    """Silence, number and value of each customer, and which of the three each is."""
    groups = np.repeat(np.arange(MEASURES, dtype=np.int32), found.shape[1])
    return groups, np.concatenate([found[0], found[1], found[3]])


@dataclass(frozen=True)
class VisitsSummary:
    """What one look at all customers gives.

    Attributes:
        silences: What is needed for the spread of the silences.
        outline: Bins of silences, numbers and values.
        states: int64[4]; customers in each state, as ``states_of`` gives them.
    """

    silences: Figures
    outline: Tallies
    states: Int64s


class LookAtVisits:
    """Silences, their states, and where the fifths are cut, as a mergeable summary.

    Args:
        visits: What is looked at.
        within: Where the ranks of the silences are looked for.
        after: How many rhythms of silence are lapsing, and lost.
    """

    def __init__(self, visits: Visits, within: Ranges, *, after: tuple[float, float]) -> None:
        self._visits = visits
        self._within = within
        self._after = (float(after[0]), float(after[1]))

    def partial(self, chunk: Chunk) -> VisitsSummary:
        """Look at whole journeys."""
        found = self._visits.of(chunk)
        return VisitsSummary(
            silences=Figures.of(None, found[0], self._within),
            outline=outline_of(*measures_of(found)),
            states=states_of(found, *self._after),
        )

    def merge(self, a: VisitsSummary, b: VisitsSummary) -> VisitsSummary:
        """Counts add up."""
        return VisitsSummary(a.silences.plus(b.silences), a.outline.plus(b.outline), a.states + b.states)

    def result(self, summary: VisitsSummary) -> VisitsSummary:
        """The summary itself."""
        return summary


def cuts_of(log: JourneyLog, visits: Visits, outline: Tallies) -> Int64s:
    """The four numbers that part silence, number and value into fifths, exactly (SPEC RC5).

    The j-th is the least value that at least j fifths of the customers do not exceed.

    Returns:
        int64[3, 4]; int64[3, 0] where there is no customer.
    """
    edges = np.searchsorted(outline.rows, np.arange(MEASURES + 1))
    customers = int(outline.counts[: edges[1]].sum())
    if customers == 0:
        return np.zeros((MEASURES, 0), np.int64)
    ranks = np.array([-(-customers * fifth // FIFTHS) - 1 for fifth in range(1, FIFTHS)])
    wanted: list[tuple[int, int, int]] = []
    for group in range(MEASURES):
        here = slice(edges[group], edges[group + 1])
        places = np.searchsorted(np.cumsum(outline.counts[here]), ranks, side="right")
        wanted.extend((group, one, one) for one in outline.values[here][places].tolist())
    within = Ranges.of_bins(MEASURES, wanted)
    groups = np.repeat(np.arange(MEASURES), ranks.size)
    figures = log.run(Looking(Measured(visits), within))
    found, _ = figures.at(within, groups, np.tile(ranks, MEASURES))
    return found.reshape(MEASURES, ranks.size)


@dataclass(frozen=True)
class FifthsSummary:
    """Customers counted.

    Attributes:
        silences: int64[edges + 1]; below the first edge, between each and the next, from the last one on.
        customers: int64[5, 5, 5]; by fifth of recency, frequency and value.
        worth: int64[2, 5, 5, 5]; their value in millionths, in two words.
    """

    silences: Int64s
    customers: Int64s
    worth: Int64s


class CountFifths:
    """Customers by fifths, and by how long they have been silent, as a mergeable summary (SPEC RC2, RC5).

    Args:
        visits: What is looked at.
        cuts: As ``cuts_of`` gives them.
        edges_us: Bounds of silences, rising.
    """

    def __init__(self, visits: Visits, cuts: Int64s, edges_us: Sequence[int]) -> None:
        self._visits = visits
        self._cuts = cuts
        self._edges = np.array(edges_us, np.int64)

    def partial(self, chunk: Chunk) -> FifthsSummary:
        """Look at whole journeys."""
        found = self._visits.of(chunk)
        places = np.searchsorted(self._edges, found[0], side="right")
        return FifthsSummary(
            np.bincount(places, minlength=self._edges.size + 1), *fifths_of(found, self._cuts)
        )

    def merge(self, a: FifthsSummary, b: FifthsSummary) -> FifthsSummary:
        """Counts and sums add up."""
        return FifthsSummary(a.silences + b.silences, a.customers + b.customers, a.worth + b.worth)

    def result(self, summary: FifthsSummary) -> FifthsSummary:
        """The counts themselves."""
        return summary
