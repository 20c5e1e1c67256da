"""What an analysis is to an engine: summaries of whole journeys, added up, and a result at the end.

Every engine gives the same answer to the digit, because adding up in any grouping gives the same summary
(SPEC EN1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from sojourn.journeys.log.index import Codes, JourneyIndex

Summary = TypeVar("Summary")
Result_co = TypeVar("Result_co", covariant=True)


@dataclass(frozen=True)
class Chunk:
    """Some whole journeys. All arrays are read-only and begin at the chunk's own first event.

    Attributes:
        offsets: int64[customers + 1], the first is 0.
        codes: uint8 or uint16[events], as in ``JourneyIndex``; so are ``times``, ``gaps`` and
            ``gap_unit_us``.
        long_gaps: int64[…]; places in this chunk whose gap is ``LONG_GAP``.
        names: How many event names there are.
        first_customer: Number of the first customer in the whole log.
        first_event: Place of the first event in the whole log.
    """

    offsets: npt.NDArray[np.int64]
    codes: Codes
    times: npt.NDArray[np.int64]
    gaps: npt.NDArray[np.uint32]
    gap_unit_us: int
    long_gaps: npt.NDArray[np.int64]
    names: int
    first_customer: int
    first_event: int
    _index: JourneyIndex = field(repr=False)

    @property
    def customers(self) -> int:
        """How many journeys the chunk holds."""
        return self.offsets.size - 1

    def numbers(self, name: str) -> npt.NDArray[np.float64]:
        """A number column of the chunk's events (``score``, ``value``); NaN where missing."""
        return self._index.numbers(name)[self._places]

    def attribute(self, name: str) -> npt.NDArray[np.int32]:
        """Codes of a text column of the chunk's events, as ``JourneyIndex.attribute`` gives them."""
        return self._index.attribute(name)[0][self._places]

    @property
    def _places(self) -> slice:
        return slice(self.first_event, self.first_event + self.codes.size)


class Analysis(Protocol[Summary, Result_co]):
    """A question that can be answered in parts."""

    def partial(self, chunk: Chunk) -> Summary:
        """Summarise whole journeys."""

    def merge(self, a: Summary, b: Summary) -> Summary:
        """Add two summaries of different journeys; neither may be used afterwards."""

    def result(self, summary: Summary) -> Result_co:
        """The answer from the summary of all journeys."""


class Engine(Protocol):
    """Where an analysis runs."""

    def run(self, index: JourneyIndex, analysis: Analysis[Summary, Result_co]) -> Result_co:
        """Ask ``analysis`` of all journeys of ``index``."""


def chunk_of(index: JourneyIndex, first: int, end: int) -> Chunk:
    """The journeys of the customers ``first`` to ``end`` - 1."""
    start, stop = int(index.offsets[first]), int(index.offsets[end])
    offsets = index.offsets[first : end + 1] - start
    offsets.flags.writeable = False
    low, high = np.searchsorted(index.long_gaps, [start, stop])
    return Chunk(
        offsets=offsets,
        codes=index.codes[start:stop],
        times=index.times[start:stop],
        gaps=index.gaps[start:stop],
        gap_unit_us=index.gap_unit_us,
        long_gaps=index.long_gaps[low:high] - start,
        names=len(index.event_names),
        first_customer=first,
        first_event=start,
        _index=index,
    )
