"""What an analysis is to an engine: summaries of whole journeys, added up, and a result at the end.

Every engine gives the same answer to the digit, because adding up in any grouping gives the same summary
(SPEC EN1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.cutting import begin_journeys, gather, keep_customers, keep_period
from sojourn.journeys.kernels.ordering import LONG_GAP
from sojourn.journeys.log.index import Codes, JourneyIndex
from sojourn.journeys.selection import EVERYTHING, Selection

Summary = TypeVar("Summary")
Result_co = TypeVar("Result_co", covariant=True)
Booleans = npt.NDArray[np.bool_]
Int64s = npt.NDArray[np.int64]


class Chunk:
    """Some journeys. All arrays are read-only and begin at the chunk's own first event.

    Columns are looked up when they are first asked for, so an analysis costs what it touches.

    Attributes:
        offsets: int64[customers + 1], the first is 0.
        gap_unit_us: As in ``JourneyIndex``.
        names: How many event names there are.
    """

    def __init__(self, index: JourneyIndex, first: int, end: int) -> None:
        self._index = index
        start, stop = int(index.offsets[first]), int(index.offsets[end])
        self._places = slice(start, stop)
        self._first = first
        self._cut: _Cut | None = None
        self.offsets: Int64s = _read_only(index.offsets[first : end + 1] - start)
        self.gap_unit_us = index.gap_unit_us
        self.names = len(index.event_names)

    @property
    def customers(self) -> int:
        """How many journeys the chunk holds."""
        return self.offsets.size - 1

    @property
    def events(self) -> int:
        """How many events the chunk holds."""
        return int(self.offsets[-1])

    @cached_property
    def codes(self) -> Codes:
        """uint8 or uint16[events]; numbers into the log's event names."""
        codes: Codes = self._column(self._index.codes)
        return codes

    @cached_property
    def times(self) -> Int64s:
        """int64[events]; microseconds since 1970-01-01 UTC."""
        times: Int64s = self._column(self._index.times)
        return times

    @cached_property
    def gaps(self) -> npt.NDArray[np.uint32]:
        """uint32[events]; time since the journey's previous event in units of ``gap_unit_us``.

        ``JOURNEY_START`` at a journey's first event, ``LONG_GAP`` where 32 bits are too few.
        """
        if self._cut is None:
            whole: npt.NDArray[np.uint32] = self._index.gaps[self._places]
            return whole
        gaps: npt.NDArray[np.uint32] = gather(self._index.gaps[self._places], self._cut.starts, self.offsets)
        begin_journeys(gaps, self.offsets)
        _read_only(gaps)
        return gaps

    @cached_property
    def long_gaps(self) -> Int64s:
        """int64[…]; places in this chunk whose gap is ``LONG_GAP``."""
        low, high = np.searchsorted(self._index.long_gaps, [self._places.start, self._places.stop])
        if low == high:
            return np.zeros(0, np.int64)
        if self._cut is None:
            return self._index.long_gaps[low:high] - self._places.start
        return np.flatnonzero(self.gaps == LONG_GAP)

    @cached_property
    def numbers_of_customers(self) -> Int64s:
        """int64[customers]; which customer of the whole log each journey is of."""
        if self._cut is None:
            return np.arange(self._first, self._first + self.customers)
        return self._cut.chosen + self._first

    def numbers(self, name: str) -> npt.NDArray[np.float64]:
        """A number column of the chunk's events (``score``, ``value``); NaN where missing."""
        if self._index.folder is None:
            numbers: npt.NDArray[np.float64] = self._column(self._index.numbers(name))
            return numbers
        # Few events have a number, and the index holds those alone: the column is made for this chunk only.
        places, values = self._index.sparse_numbers(name)
        low, high = np.searchsorted(places, [self._places.start, self._places.stop])
        whole = np.full(self._places.stop - self._places.start, np.nan)
        whole[places[low:high] - self._places.start] = values[low:high]
        return _read_only(
            whole if self._cut is None else gather(_read_only(whole), self._cut.starts, self.offsets)
        )

    def attribute(self, name: str) -> npt.NDArray[Any]:
        """Codes of a text column of the chunk's events, as ``JourneyIndex.attribute`` gives them.

        A signed integer, -1 where the value is missing; the same value has the same code in every chunk.
        """
        return self._column(self._index.attribute(name)[0])

    def customer_ids(self, journeys: Sequence[int] | Int64s) -> list[str]:
        """The ids of some journeys' customers, by their place in the chunk."""
        return [self._index.customer_id(int(number)) for number in self.numbers_of_customers[journeys]]

    def restricted(self, keep: Booleans, selection: Selection) -> Chunk:
        """The journeys of the customers in ``keep``, cut to the period of ``selection`` (SE1 to SE4).

        Args:
            keep: bool[customers], of a chunk that was not restricted before.
            selection: Only its period is looked at.
        """
        if selection.has_period:
            chosen, starts, offsets = keep_period(self.offsets, self.times, keep, *selection.bounds_us)
        else:
            chosen, starts, offsets = keep_customers(self.offsets, keep)
        return self._with(chosen, starts, offsets)

    def every(self, nth: int) -> Chunk:
        """Every ``nth`` of the journeys, the first among them: a sample."""
        some = np.arange(0, self.customers, nth)
        starts = self.offsets[some] if self._cut is None else self._cut.starts[some]
        chosen = some if self._cut is None else self._cut.chosen[some]
        lengths = self.offsets[some + 1] - self.offsets[some]
        return self._with(chosen, starts, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]))

    def _with(self, chosen: Int64s, starts: Int64s, offsets: Int64s) -> Chunk:
        cut = Chunk.__new__(Chunk)
        cut._index, cut._places, cut._first = self._index, self._places, self._first
        cut._cut = _Cut(chosen, _read_only(starts))
        cut.offsets, cut.gap_unit_us, cut.names = _read_only(offsets), self.gap_unit_us, self.names
        return cut

    def _column(self, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        here = column[self._places]
        return here if self._cut is None else _read_only(gather(here, self._cut.starts, self.offsets))


class _Cut:
    """Which journeys of a chunk were kept, and where what is kept of each begins."""

    __slots__ = ("chosen", "starts")

    def __init__(self, chosen: Int64s, starts: Int64s) -> None:
        self.chosen = chosen
        self.starts = starts


class Analysis(Protocol[Summary, Result_co]):
    """A question that can be answered in parts. Analyses and summaries can be pickled."""

    def partial(self, chunk: Chunk) -> Summary:
        """Summarise journeys."""

    def merge(self, a: Summary, b: Summary) -> Summary:
        """Add two summaries of different journeys; neither may be used afterwards."""

    def result(self, summary: Summary) -> Result_co:
        """The answer from the summary of all journeys."""


class Engine(Protocol):
    """Where an analysis runs."""

    def run(
        self,
        index: JourneyIndex,
        analysis: Analysis[Summary, Result_co],
        *,
        selection: Selection = EVERYTHING,
    ) -> Result_co:
        """Ask ``analysis`` of the selected journeys of ``index``."""


def chunk_of(index: JourneyIndex, first: int, end: int) -> Chunk:
    """The journeys of the customers ``first`` to ``end`` - 1."""
    return Chunk(index, first, end)


def selected(chunk: Chunk, selection: Selection, *, mask: Booleans | None = None) -> Chunk:
    """What ``selection`` leaves of whole journeys.

    Args:
        chunk: Whole journeys.
        selection: What to keep.
        mask: bool[customers], whether each is of the segment, where that is known already.
    """
    if selection.is_everything:
        return chunk
    if mask is None:
        mask = (
            np.ones(chunk.customers, np.bool_)
            if selection.segment is None
            else selection.segment.holds(chunk)
        )
    return chunk.restricted(_read_only(mask), selection)


def merged(summaries: Sequence[Summary], merge: Callable[[Summary, Summary], Summary]) -> Summary:
    """All summaries as one; neighbours first, so that what grows is copied as often as a tree is deep."""
    left = list(summaries)
    while len(left) > 1:
        pairs = [merge(a, b) for a, b in zip(left[::2], left[1::2], strict=False)]
        left = pairs + left[2 * len(pairs) :]
    return left[0]


def _read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    array.flags.writeable = False
    return array
