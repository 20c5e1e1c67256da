"""Transitions: which event directly follows which, how often, for how many customers, after what time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.events import EventCount, event_counts
from sojourn.journeys.kernels import selection
from sojourn.journeys.kernels import transitions as kernels
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Question, Table
from sojourn.journeys.spread import US, middle_ranks, quantile_rank

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]

START: Final = "(start)"
END: Final = "(end)"
THREADS: Final = os.cpu_count() or 1
DENSE_NAMES: Final = 1_000
"""Up to so many event names, every possible transition has a place of its own."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One event directly followed by another.

    Attributes:
        source: The event before, or ``(start)``.
        target: The event after, or ``(end)``.
        count: How often.
        customers: For how many different customers.
        share: Part of everything that leaves ``source``; these sum to 1.
        median_seconds, mean_seconds, p90_seconds: Time between the two; ``None`` at start and end.
    """

    source: str
    target: str
    count: int
    customers: int
    share: float
    median_seconds: float | None = None
    mean_seconds: float | None = None
    p90_seconds: float | None = None

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "from": self.source,
            "to": self.target,
            "count": self.count,
            "customers": self.customers,
            "share": self.share,
            "median_seconds": self.median_seconds,
            "mean_seconds": self.mean_seconds,
            "p90_seconds": self.p90_seconds,
        }


@dataclass(frozen=True, slots=True)
class TransitionsResult(Answer):
    """The process graph; ``transitions`` are ordered by count, then by names."""

    customers: int
    events: int
    names: tuple[EventCount, ...]
    transitions: tuple[Transition, ...]

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "customers": self.customers,
            "events": self.events,
            "names": [name.to_json() for name in self.names],
            "transitions": [transition.to_json() for transition in self.transitions],
        }

    def tables(self) -> tuple[Table, ...]:
        """One row for each transition, and one for each event."""
        columns = (
            "from",
            "to",
            "count",
            "customers",
            "share",
            "median_seconds",
            "mean_seconds",
            "p90_seconds",
        )
        return (
            Table("transitions", columns, tuple(tuple(one.to_json().values()) for one in self.transitions)),
            Table(
                "events",
                ("event", "count", "customers"),
                tuple((one.event, one.count, one.customers) for one in self.names),
            ),
        )

    def _repr_html_(self) -> str:
        rows = [
            (one.source, one.target, one.count, one.customers, Bar(one.share), duration(one.median_seconds))
            for one in self.transitions[:40]
        ]
        title = f"{len(self.transitions):,} transitions of {self.customers:,} customers"
        return html_table(
            title, ["From", "To", "Times", "Customers", "Share of what leaves", "Median time"], rows
        )


@dataclass(frozen=True)
class _Gaps:
    """Gaps of one chunk, by transition: those of ``keys[i]`` (rising) begin at ``starts[i]``."""

    keys: Int64s
    starts: Int64s
    values: UInt32s


@dataclass(frozen=True)
class TransitionsSummary:
    """Sums that add up. A key is ``from * names + to``; ``from`` is ``names`` at a journey's start.

    ``sums`` are Python's own integers and hold only gaps that fit into 32 bits; the others are in ``long``
    exactly.
    """

    tallies: dict[int, tuple[int, int, int]]
    ends: Int64s
    gaps: tuple[_Gaps, ...]
    long: tuple[tuple[int, int], ...]
    unit_us: int


class TransitionCounts:
    """Transitions as a mergeable summary (SPEC TR1 to TR6)."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def partial(self, chunk: Chunk) -> TransitionsSummary:
        """Count and time the transitions of whole journeys."""
        slots, keys = self._slots(chunk)
        counts, customers, sums = kernels.count_slots(chunk.offsets, slots, chunk.gaps, keys.size)
        starts = np.concatenate([[0], np.cumsum(counts)])
        values = kernels.gaps_by_slot(slots, chunk.gaps, _read_only(starts))
        used = np.flatnonzero(counts)
        tallies = zip(counts[used].tolist(), customers[used].tolist(), sums[used].tolist(), strict=True)
        long = chunk.long_gaps
        exact = (chunk.times[long] - chunk.times[long - 1]).tolist()
        return TransitionsSummary(
            tallies=dict(zip(keys[used].tolist(), tallies, strict=True)),
            ends=kernels.last_codes(chunk.offsets, chunk.codes, chunk.names),
            gaps=(_Gaps(keys=keys[used], starts=np.append(starts[used], starts[-1]), values=values),),
            long=tuple(zip(keys[slots[long]].tolist(), exact, strict=True)),
            unit_us=chunk.gap_unit_us,
        )

    def _slots(self, chunk: Chunk) -> tuple[npt.NDArray[np.int32], Int64s]:
        if chunk.names <= DENSE_NAMES:
            slots = kernels.dense_slots(chunk.offsets, chunk.codes, chunk.names)
            return slots, np.arange(chunk.names * (chunk.names + 1))
        slots, keys = kernels.sparse_slots(chunk.offsets, chunk.codes, chunk.names)
        order = np.argsort(keys)
        place = np.empty(keys.size, np.int32)
        place[order] = np.arange(keys.size)
        return place[slots], keys[order]

    def merge(self, a: TransitionsSummary, b: TransitionsSummary) -> TransitionsSummary:
        """Counts and sums add up, gaps stand side by side."""
        tallies = dict(a.tallies)
        for key, (count, customers, total) in b.tallies.items():
            before = tallies.get(key, (0, 0, 0))
            tallies[key] = (before[0] + count, before[1] + customers, before[2] + total)
        return TransitionsSummary(
            tallies=tallies,
            ends=a.ends + b.ends,
            gaps=a.gaps + b.gaps,
            long=a.long + b.long,
            unit_us=a.unit_us,
        )

    def result(self, summary: TransitionsSummary) -> tuple[Transition, ...]:
        """All transitions with their exact medians, ordered by count, then by names."""
        leaving = self._leaving(summary)
        found = [*self._between(summary, leaving), *self._to_the_end(summary, leaving)]
        return tuple(sorted(found, key=lambda one: (-one.count, one.source, one.target)))

    def _leaving(self, summary: TransitionsSummary) -> list[int]:
        """How many transitions go out of each event; the last is the start."""
        leaving = [*summary.ends.tolist(), 0]
        for key, (count, _, _) in summary.tallies.items():
            leaving[key // len(self._names)] += count
        return leaving

    def _to_the_end(self, summary: TransitionsSummary, leaving: Sequence[int]) -> Iterator[Transition]:
        for code in np.flatnonzero(summary.ends).tolist():
            count = int(summary.ends[code])
            yield Transition(self._names[code], END, count, count, count / leaving[code])

    def _between(self, summary: TransitionsSummary, leaving: Sequence[int]) -> Iterator[Transition]:
        keys = sorted(summary.tallies)
        names = len(self._names)
        timed = [key for key in keys if key // names < names]
        spreads = dict(zip(timed, _spreads(summary, timed), strict=True))
        for key in keys:
            source, target = divmod(key, names)
            count, customers, _ = summary.tallies[key]
            share = count / leaving[source]
            if source == names:
                yield Transition(START, self._names[target], count, customers, share)
            else:
                yield Transition(
                    self._names[source], self._names[target], count, customers, share, *spreads[key]
                )


def _spreads(summary: TransitionsSummary, keys: Sequence[int]) -> Iterator[tuple[float, float, float]]:
    """Median, mean and 90th percentile in seconds of each key's gaps (QU1, QU2)."""
    counts = np.array([summary.tallies[key][0] for key in keys], np.int64)
    ways = [quantile_rank(count, 0.9) for count in counts.tolist()]
    ranks = np.array(
        [[*middle_ranks(count), *way[:2]] for count, way in zip(counts.tolist(), ways, strict=True)], np.int64
    ).reshape(-1, 4)
    found = _selected(summary, np.array(keys, np.int64), counts, ranks)
    long: dict[int, list[int]] = {}
    for key, microseconds in summary.long:
        long.setdefault(key, []).append(microseconds)
    for number, key in enumerate(keys):
        beyond = sorted(long.get(key, ()))
        short = int(counts[number]) - len(beyond)
        at = [
            beyond[rank - short] / US if rank >= short else value * summary.unit_us / US
            for rank, value in zip(ranks[number].tolist(), found[number].tolist(), strict=True)
        ]
        total = summary.tallies[key][2] * summary.unit_us + sum(beyond)
        yield (at[0] + at[1]) / 2, total / int(counts[number]) / US, at[2] + (at[3] - at[2]) * ways[number][2]


def _selected(summary: TransitionsSummary, keys: Int64s, counts: Int64s, ranks: Int64s) -> UInt32s:
    """Gaps at the given ranks of each key, uint32[keys, 4]."""
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    joined = np.empty(starts[-1], np.uint32)
    place_of = starts[:-1].copy()
    for part in summary.gaps:
        # What enters a journey has no gap; its keys are the highest, so they stand at the end and fall away.
        timed = int(np.searchsorted(part.keys, keys[-1], side="right")) if keys.size else 0
        targets = np.searchsorted(keys, part.keys[:timed])
        kernels.add_segments(part.values, part.starts, targets, place_of, joined)
    found = np.empty(ranks.shape, np.uint32)
    cuts = np.searchsorted(starts, np.linspace(0, starts[-1], THREADS + 1)).clip(0, keys.size)
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [
            pool.submit(selection.select_ranks, joined, starts, ranks, int(first), int(end), found)
            for first, end in pairwise([0, *cuts[1:-1], keys.size])
        ]:
            done.result()
    return found


def _read_only(array: Int64s) -> Int64s:
    array.flags.writeable = False
    return array


def transitions(log: JourneyLog) -> TransitionsResult:
    """Count which event directly follows which: the process graph.

    Includes how journeys begin, ``(start)``, and end, ``(end)``, so that what flows into an event flows out
    of it.

    Args:
        log: The journeys to look at.

    Returns:
        Every transition with count, customers, and exact median, mean and 90th percentile of its time.

    Source: kernels/SPEC.md TR1 to TR6; the counts equal the directly-follows graph of process mining.
    """
    return log.ask(TransitionsQuestion())


@dataclass(frozen=True, slots=True)
class TransitionsQuestion(Question[TransitionsResult]):
    """Which event directly follows which?"""

    kind: ClassVar = "transitions"
    answer: ClassVar = TransitionsResult

    def ask(self, log: JourneyLog) -> TransitionsResult:
        """Count and time them."""
        return TransitionsResult(
            customers=log.customers,
            events=log.events_count,
            names=event_counts(log),
            transitions=log.run(TransitionCounts(log.event_names)),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[TransitionsQuestion]:
        """The one there is."""
        del log
        return [cls()]
