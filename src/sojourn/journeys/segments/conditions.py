"""Conditions as they are worked out: every record says of each customer of a chunk whether it holds.

They know codes instead of names, can be pickled and compared, and combine by and, or and not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from sojourn.core.errors import SojournError
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels import segments as kernels

Booleans = npt.NDArray[np.bool_]
Marks = npt.NDArray[np.uint8]

FOREVER_US: Final = 2**63 - 1
NEVER_TOO_OFTEN: Final = 2**63 - 1
Ranges = tuple[tuple[float, float], ...]
"""Lowest and highest number of each range, both included."""


class OtherLogError(SojournError):
    """A condition was read for another log."""


class Holds(Protocol):
    """A part of a condition."""

    def holds(self, chunk: Chunk) -> Booleans:
        """bool[customers]: whether it holds for each."""


class EventTest(Protocol):
    """Something that each event passes or not."""

    def marks(self, chunk: Chunk) -> Marks:
        """uint8[events]: 1 where the event passes."""


@dataclass(frozen=True, slots=True)
class Named:
    """Events of some names; ``table`` has a byte for each code of the log."""

    table: bytes

    def marks(self, chunk: Chunk) -> Marks:
        """Look every code up."""
        return kernels.mark_codes(chunk.codes, self.checked(chunk))

    def checked(self, chunk: Chunk) -> Marks:
        """The table, when the chunk is of a log with as many names.

        Raises:
            OtherLogError: It is of another log.
        """
        if len(self.table) != chunk.names:
            raise OtherLogError(
                f"The condition was read for a log with {len(self.table)} names of events, and this one has "
                f"{chunk.names}. Give the condition as text instead."
            )
        return np.frombuffer(self.table, np.uint8)


@dataclass(frozen=True, slots=True)
class Anything:
    """Every event."""

    def marks(self, chunk: Chunk) -> Marks:
        """Mark all."""
        return np.ones(chunk.events, np.uint8)


@dataclass(frozen=True, slots=True)
class Valued:
    """Events with some values of a text column; ``table`` has a byte for each value."""

    column: str
    table: bytes

    def marks(self, chunk: Chunk) -> Marks:
        """Look every value up."""
        return kernels.mark_codes(chunk.attribute(self.column), np.frombuffer(self.table, np.uint8))


@dataclass(frozen=True, slots=True)
class Numbered:
    """Events whose number in a column lies in one of the ranges."""

    column: str
    ranges: Ranges

    def marks(self, chunk: Chunk) -> Marks:
        """Compare every number."""
        return kernels.mark_numbers(chunk.numbers(self.column), *_ends(self.ranges))


@dataclass(frozen=True, slots=True)
class Within:
    """When events count: from ``since_us`` to before ``until_us``, ``beginning_us`` into the journey."""

    since_us: int | None = None
    until_us: int | None = None
    beginning_us: int | None = None

    def keep(self, marks: Marks, chunk: Chunk) -> None:
        """Take the marks of all other events away."""
        if self.since_us is not None or self.until_us is not None:
            kernels.keep_times(marks, chunk.times, *self.bounds_us)
        if self.beginning_us is not None:
            kernels.keep_beginning(marks, chunk.offsets, chunk.times, self.beginning_us)

    @property
    def bounds_us(self) -> tuple[int, int]:
        """The first microsecond that counts, and the first that counts no more."""
        since = -FOREVER_US if self.since_us is None else self.since_us
        return since, FOREVER_US if self.until_us is None else self.until_us


@dataclass(frozen=True, slots=True)
class Marking:
    """Which events are spoken of: those that pass all tests, when they count."""

    tests: tuple[EventTest, ...]
    when: Within = Within()

    @property
    def names_only(self) -> bool:
        """Whether the name of an event says all."""
        return len(self.tests) == 1 and self.when == Within()

    def marks(self, chunk: Chunk) -> Marks:
        """uint8[events]."""
        marks = reduce(np.bitwise_and, (test.marks(chunk) for test in self.tests))
        self.when.keep(marks, chunk)
        return marks


@dataclass(frozen=True, slots=True)
class Nearness:
    """That another event stands near: up to ``span_us`` before (``after``) or behind (``before``) it."""

    others: Marking
    after: bool
    before: bool
    span_us: int
    only_first: bool = False
    only_last: bool = False

    def kept(self, marks: Marks, chunk: Chunk) -> Marks:
        """The marks of events with another one near."""
        others = self.others.marks(chunk)
        if self.only_first or self.only_last:
            kernels.keep_outermost(others, chunk.offsets, self.only_last)
        return kernels.near(marks, others, chunk.offsets, chunk.times, self.span_us, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Happened:
    """Events happened, from ``least`` to ``most`` times."""

    marking: Marking
    near: Nearness | None = None
    least: int = 1
    most: int = NEVER_TOO_OFTEN

    def holds(self, chunk: Chunk) -> Booleans:
        """Mark the events, then count the marks of each customer."""
        marks = self.marking.marks(chunk)
        if self.near is not None:
            marks = self.near.kept(marks, chunk)
        if (self.least, self.most) == (1, NEVER_TOO_OFTEN):
            return kernels.any_marked(chunk.offsets, marks)
        counts = kernels.count_marked(chunk.offsets, marks)
        return (counts >= self.least) & (counts <= self.most)


@dataclass(frozen=True, slots=True)
class InOrder:
    """Events happened one after the other, all within ``span_us`` of the first."""

    steps: tuple[Marking, ...]
    span_us: int

    def holds(self, chunk: Chunk) -> Booleans:
        """Note for every event which steps it can be, then walk."""
        serves = self._by_name(chunk) if all(step.names_only for step in self.steps) else self._marked(chunk)
        return kernels.walk_in_order(chunk.offsets, chunk.times, serves, len(self.steps), self.span_us)

    def _by_name(self, chunk: Chunk) -> npt.NDArray[np.uint32]:
        """One look at the codes serves all steps."""
        table = np.zeros(chunk.names, np.uint32)
        for number, step in enumerate(self.steps):
            named = step.tests[0]
            wanted = named.checked(chunk) if isinstance(named, Named) else np.ones(chunk.names, np.uint8)
            table |= wanted.astype(np.uint32) << np.uint32(number)
        return kernels.mark_steps(chunk.codes, table)

    def _marked(self, chunk: Chunk) -> npt.NDArray[np.uint32]:
        serves = np.zeros(chunk.events, np.uint32)
        for number, step in enumerate(self.steps):
            kernels.add_step(serves, step.marks(chunk), number)
        return serves


@dataclass(frozen=True, slots=True)
class OutermostEvent:
    """The first event of the journey, or the last, has one of some names."""

    named: Named
    last: bool

    def holds(self, chunk: Chunk) -> Booleans:
        """Look one event of each customer up."""
        places = chunk.offsets[1:] - 1 if self.last else chunk.offsets[:-1]
        found: Booleans = self.named.checked(chunk)[chunk.codes[places]] != 0
        return found


@dataclass(frozen=True, slots=True)
class Began:
    """The journey's first event, or the last, lies in a period."""

    when: Within
    last: bool

    def holds(self, chunk: Chunk) -> Booleans:
        """Look at one time of each customer."""
        times = chunk.times[chunk.offsets[1:] - 1 if self.last else chunk.offsets[:-1]]
        since, until = self.when.bounds_us
        return (times >= since) & (times < until)


@dataclass(frozen=True, slots=True)
class OutermostValue:
    """The first known value of the journey, or the last, matches."""

    known: EventTest
    matches: EventTest
    last: bool

    def holds(self, chunk: Chunk) -> Booleans:
        """Find the event, then look whether it matches."""
        return kernels.outermost_matches(
            chunk.offsets, self.known.marks(chunk), self.matches.marks(chunk), self.last
        )


@dataclass(frozen=True, slots=True)
class EveryValue:
    """There is a known value, and all of them match."""

    known: EventTest
    matches: EventTest

    def holds(self, chunk: Chunk) -> Booleans:
        """Look at all events."""
        return kernels.all_match(chunk.offsets, self.known.marks(chunk), self.matches.marks(chunk))


@dataclass(frozen=True, slots=True)
class AddedUp:
    """The sum of a column's numbers (none: 0), or with ``mean`` their mean (none: does not hold)."""

    column: str
    ranges: Ranges
    mean: bool

    def holds(self, chunk: Chunk) -> Booleans:
        """Add up, then compare."""
        totals, counts = kernels.add_up(chunk.offsets, chunk.numbers(self.column))
        if self.mean:
            with np.errstate(invalid="ignore"):
                totals = totals / counts
        return _lies_in(totals, self.ranges)


@dataclass(frozen=True, slots=True)
class EventCount:
    """How many events the journey has."""

    ranges: Ranges

    def holds(self, chunk: Chunk) -> Booleans:
        """Compare the journeys' lengths."""
        counts = np.diff(chunk.offsets).astype(np.float64)
        return _lies_in(counts, self.ranges)


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long it is from the journey's first event to the last, in microseconds."""

    ranges: Ranges

    def holds(self, chunk: Chunk) -> Booleans:
        """Compare the journeys' durations."""
        lasted = chunk.times[chunk.offsets[1:] - 1] - chunk.times[chunk.offsets[:-1]]
        return _lies_in(lasted.astype(np.float64), self.ranges)


@dataclass(frozen=True, slots=True)
class NotThis:
    """The part does not hold."""

    part: Holds

    def holds(self, chunk: Chunk) -> Booleans:
        """Turn it over."""
        return ~self.part.holds(chunk)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Holds, ...]

    def holds(self, chunk: Chunk) -> Booleans:
        """One part after the other."""
        return reduce(np.logical_and, (part.holds(chunk) for part in self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part holds, or more."""

    parts: tuple[Holds, ...]

    def holds(self, chunk: Chunk) -> Booleans:
        """One part after the other."""
        return reduce(np.logical_or, (part.holds(chunk) for part in self.parts))


@dataclass(frozen=True, slots=True)
class SegmentCondition:
    """A whole condition with its text: what ``JourneyLog.where`` keeps."""

    text: str
    root: Holds

    def holds(self, chunk: Chunk) -> Booleans:
        """bool[customers]: who is of the segment."""
        return self.root.holds(chunk)


def _lies_in(numbers: npt.NDArray[np.float64], ranges: Ranges) -> Booleans:
    return kernels.mark_numbers(numbers, *_ends(ranges)).astype(np.bool_)


def _ends(ranges: Ranges) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    lows, highs = zip(*ranges, strict=True)
    return np.array(lows, np.float64), np.array(highs, np.float64)
