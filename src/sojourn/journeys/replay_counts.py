"""The replay of journeys on a map as a mergeable summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from sojourn.core.errors import UsageError
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.replay import replay_journeys
from sojourn.journeys.narrowing import Figures, Ranges
from sojourn.journeys.segments.conditions import Happened, Marking, Within
from sojourn.journeys.segments.errors import SegmentError
from sojourn.journeys.segments.parsing import parse_segment

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]

NARROW: Final = 254
"""So many steps at most are told apart in 8 bits, beside the start."""
MOST_CONDITIONS: Final = 40
"""Of so many steps the conditions fit into one number beside the name of an event."""
_SAID: Final = "did anything with "


class ConditionError(UsageError):
    """What a step asks of its events cannot be read."""


@dataclass(frozen=True)
class BoundStep:
    """The events of a step: codes of their names, and what else must hold of them; ``None`` for nothing."""

    codes: tuple[int, ...]
    marking: Marking | None = None


def marking_of(where: str, log: JourneyLog) -> Marking | None:
    """What must hold of an event, such as ``channel = app, score <= 6``; ``None`` for an empty text.

    Raises:
        ConditionError: The text is no list of comparisons, or names what the log does not have.
    """
    if not where.strip():
        return None
    try:
        held = parse_segment(_SAID + where, log).root
    except SegmentError as fault:
        raise ConditionError(f"The condition {where!r} of a step cannot be read: {fault.fault}") from None
    if isinstance(held, Happened) and held.near is None and held.marking.when == Within():
        return held.marking
    raise ConditionError(
        f"The condition {where!r} of a step says more than what holds of one event. "
        "Write comparisons with commas between them, such as: channel = app, score <= 6"
    )


def bits_of(steps: int) -> int:
    """How many bits of a way each step takes."""
    return 8 if steps <= NARROW else 16


class Road:
    """The steps of a map as journeys are walked over them. It can be pickled."""

    def __init__(self, steps: Sequence[BoundStep], links: Sequence[tuple[int, int]], names: int) -> None:
        """Make the tables of the kernel.

        Args:
            steps: From left to right.
            links: From which step to which a link leads, by their places.
            names: How many names of events the log has.
        """
        self.steps = len(steps)
        self.bits = bits_of(self.steps)
        self._steps = tuple(steps)
        self._names = names
        self._linked = np.zeros((self.steps, self.steps), np.bool_)
        for source, target in links:
            self._linked[source, target] = True
        self._marked = tuple(place for place, step in enumerate(steps) if step.marking is not None)
        if len(self._marked) > MOST_CONDITIONS:
            raise ConditionError(
                f"{len(self._marked)} steps have conditions on their events; at most {MOST_CONDITIONS} can be"
                " told apart. Bind some of them by names alone."
            )
        self._plain = self._table([(code, frozenset(self._marked)) for code in range(names)])

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """The waits for the next step, by step."""
        *_, steps, waits = self.walked(chunk)
        return steps, waits

    def walked(self, chunk: Chunk) -> tuple[Any, ...]:
        """What the kernel finds in some journeys."""
        keys, _, (starts, bound) = self.keys(chunk)
        return replay_journeys(
            chunk.offsets,
            chunk.codes,
            chunk.times,
            keys,
            starts,
            bound,
            self._linked,
            self._names,
            self.bits,
        )

    def keys(self, chunk: Chunk) -> tuple[Any, Int64s, tuple[Int64s, Int64s]]:
        """By what the steps of events are looked up: the key of each event, the name of each key, the tables.

        The tables say where the steps of each key begin, and the steps, key after key.
        """
        if not self._marked:
            return chunk.codes, np.arange(self._names), self._plain
        held = np.zeros(chunk.events, np.int64)
        for place in self._marked:
            marking = self._steps[place].marking
            if marking is not None:
                held = held << 1 | marking.marks(chunk)
        combined, keys = np.unique(held * self._names + chunk.codes, return_inverse=True)
        rows = [(one % self._names, self._failing(one // self._names)) for one in combined.tolist()]
        return keys.astype(np.int64), combined % self._names, self._table(rows)

    def _failing(self, held: int) -> frozenset[int]:
        """The steps whose conditions do not hold; ``held`` has a bit for each, the last in the lowest."""
        return frozenset(place for bit, place in enumerate(reversed(self._marked)) if not held >> bit & 1)

    def _table(self, rows: Sequence[tuple[int, frozenset[int]]]) -> tuple[Int64s, Int64s]:
        """Where the steps of each key begin, and the steps, key after key."""
        by_code: list[list[int]] = [[] for _ in range(self._names)]
        for place, step in enumerate(self._steps):
            for code in step.codes:
                by_code[code].append(place)
        listed = [[place for place in by_code[code] if place not in failing] for code, failing in rows]
        starts = np.cumsum([0, *map(len, listed)], dtype=np.int64)
        return starts, np.array([place for places in listed for place in places], np.int64)


@dataclass(frozen=True)
class ReplaySummary:
    """What ``replay_journeys`` counts; waits as figures, ways with how often each.

    Attributes:
        customers: How many journeys.
        events: Their events.
        counts, totals, moves, beside, had: As the kernel gives them.
        ways: uint64[…], rising; each different one once.
        way_counts: int64[…].
        waits: Of the times to the next step.
    """

    customers: int
    events: int
    counts: Int64s
    totals: Int64s
    moves: Int64s
    beside: Int64s
    had: Int64s
    ways: UInt64s
    way_counts: Int64s
    waits: Figures


class ReplayCounts:
    """The replay as an analysis in parts (SPEC RY1 to RY9)."""

    def __init__(self, road: Road, within: Ranges) -> None:
        self._road = road
        self._within = within

    def partial(self, chunk: Chunk) -> ReplaySummary:
        """Walk whole journeys."""
        counts, totals, moves, beside, had, ways, steps, waits = self._road.walked(chunk)
        different, often = np.unique(ways, return_counts=True)
        figures = Figures.of(steps, waits, self._within)
        return ReplaySummary(
            chunk.customers,
            chunk.events,
            counts,
            totals,
            moves,
            beside,
            had,
            different,
            often.astype(np.int64),
            figures,
        )

    def merge(self, a: ReplaySummary, b: ReplaySummary) -> ReplaySummary:
        """Counts add up."""
        ways, place = np.unique(np.concatenate([a.ways, b.ways]), return_inverse=True)
        way_counts = np.zeros(ways.size, np.int64)
        np.add.at(way_counts, place, np.concatenate([a.way_counts, b.way_counts]))
        return ReplaySummary(
            a.customers + b.customers,
            a.events + b.events,
            a.counts + b.counts,
            a.totals + b.totals,
            a.moves + b.moves,
            a.beside + b.beside,
            a.had + b.had,
            ways,
            way_counts,
            a.waits.plus(b.waits),
        )

    def result(self, summary: ReplaySummary) -> ReplaySummary:
        """The summary itself."""
        return summary
