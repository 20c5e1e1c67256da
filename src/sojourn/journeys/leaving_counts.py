"""Who was at risk of leaving, with which patterns, and who left: summed up over the customers."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.leaving import (
    NOT_AT_RISK,
    count_masks,
    count_patterns,
    count_silences,
    masks_at,
)

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float64]
PatternKind = Literal["event", "transition", "last"]

NO_OUTCOME: Final = -1


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something customers do: an event, a transition (``then`` directly after it), or their last event."""

    kind: PatternKind
    event: str
    then: str | None = None

    @property
    def text(self) -> str:
        """As people read it."""
        if self.kind == "transition":
            return f"{self.event} → {self.then}"
        return f"last: {self.event}" if self.kind == "last" else self.event


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What is looked at.

    Attributes:
        moments_us: As-of times.
        lookback_us: How long before one patterns are looked for.
        horizon_us: How long after one customers leave or stay.
        outcome: Code of the event that is leaving, or ``NO_OUTCOME``.
        number_of: int32[names]; the number of each event that patterns are made of, -1 for none.
        numbered: Names by number.
    """

    moments_us: tuple[int, ...]
    lookback_us: int
    horizon_us: int
    outcome: int
    number_of: Int32s
    numbered: tuple[str, ...]

    @property
    def moments(self) -> Int64s:
        """The as-of times as an array."""
        return np.array(self.moments_us, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class PatternCounts:
    """Customers by as-of time and whether they left, int64[moments, 2, …].

    Attributes:
        everybody: All at risk; no third axis.
        events, lasts: Those with each numbered event, and those with it as their last.
        steps: Those with each transition, at ``from * numbers + to``.
    """

    everybody: Int64s
    events: Int64s
    lasts: Int64s
    steps: Int64s

    def of(self, moment: int, numbered: Sequence[str]) -> tuple[list[Pattern], Int64s]:
        """The patterns that somebody showed at any moment, by name, and their counts at one, int64[…, 2]."""
        found: list[tuple[Pattern, Int64s]] = []
        for kind, counts in (("event", self.events), ("last", self.lasts), ("transition", self.steps)):
            for place in np.flatnonzero(counts.any(axis=(0, 1))).tolist():
                pattern = (
                    Pattern("transition", *(numbered[one] for one in divmod(place, len(numbered))))
                    if kind == "transition"
                    else Pattern("last" if kind == "last" else "event", numbered[place])
                )
                found.append((pattern, counts[moment, :, place]))
        found.sort(key=lambda one: (one[0].kind, one[0].event, one[0].then or ""))
        return [pattern for pattern, _ in found], np.array([one for _, one in found]).reshape(-1, 2)


class CountPatterns:
    """Counts customers by pattern, as a mergeable summary (SPEC LV1 to LV6)."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def partial(self, chunk: Chunk) -> PatternCounts:
        """Look at journeys."""
        setting = self._setting
        return PatternCounts(
            *count_patterns(
                chunk.offsets,
                chunk.codes,
                chunk.times,
                setting.moments,
                setting.lookback_us,
                setting.horizon_us,
                setting.outcome,
                setting.number_of,
                len(setting.numbered),
            )
        )

    def merge(self, a: PatternCounts, b: PatternCounts) -> PatternCounts:
        """Counts add up."""
        return PatternCounts(
            a.everybody + b.everybody, a.events + b.events, a.lasts + b.lasts, a.steps + b.steps
        )

    def result(self, summary: PatternCounts) -> PatternCounts:
        """The counts themselves."""
        return summary


class CountEvents:
    """How often each event happens, as a mergeable summary: int64[names]."""

    def partial(self, chunk: Chunk) -> Int64s:
        """Count events."""
        return np.bincount(chunk.codes, minlength=chunk.names).astype(np.int64)

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


class CountSilences:
    """How many silences reach each of some lengths, as a mergeable summary: int64[2, lengths].

    Row 0 are those that an event ended, row 1 those that last at the end of the log.
    """

    def __init__(self, lengths_us: Sequence[int], end_us: int) -> None:
        self._lengths_us = tuple(lengths_us)
        self._end_us = end_us

    def partial(self, chunk: Chunk) -> Int64s:
        """Look at journeys."""
        lengths = np.array(self._lengths_us, np.int64)
        return np.stack(count_silences(chunk.offsets, chunk.times, lengths, self._end_us))

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


class CountMasks:
    """Counts customers at risk by the set of their patterns, as a mergeable summary (SPEC LV9).

    The summary is int64[moments, 2, 2 ** patterns], however many customers there are.
    """

    def __init__(self, setting: Setting, patterns: Sequence[Pattern]) -> None:
        self._setting = setting
        self._patterns = tuple(patterns)

    def partial(self, chunk: Chunk) -> Int64s:
        """Look at journeys."""
        setting = self._setting
        return count_masks(
            chunk.offsets,
            chunk.codes,
            chunk.times,
            setting.moments,
            setting.lookback_us,
            setting.horizon_us,
            setting.outcome,
            setting.number_of,
            _bits(setting, self._patterns),
            1 << len(self._patterns),
        )

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


class RiskyCustomer(NamedTuple):
    """A customer at risk: what they are listed by comes first."""

    risk: float
    latest_us: int
    customer_id: str
    mask: int


class ListRisky:
    """The customers of the greatest risk, as a mergeable summary of at most ``most`` of them (SPEC LV11).

    Equal risks stand in order of the time of the last event, the latest first, then of the id.
    """

    def __init__(self, setting: Setting, patterns: Sequence[Pattern], risks: Floats, most: int) -> None:
        """Take the setting with the one moment to look from, and the risk of each mask (NaN: not listed)."""
        self._setting = setting
        self._patterns = tuple(patterns)
        self._risks = risks
        self._most = most

    def partial(self, chunk: Chunk) -> list[RiskyCustomer]:
        """Look at journeys."""
        setting = self._setting
        masks = np.empty(chunk.customers, np.uint32)
        latest = np.empty(chunk.customers, np.int64)
        masks_at(
            chunk.offsets,
            chunk.codes,
            chunk.times,
            setting.moments_us[0],
            setting.lookback_us,
            setting.outcome,
            setting.number_of,
            _bits(setting, self._patterns),
            masks,
            latest,
        )
        listed = np.flatnonzero(masks != NOT_AT_RISK)
        listed = listed[~np.isnan(self._risks[masks[listed]])]
        listed = self._best(listed, self._risks[masks[listed]], latest[listed])
        found = (
            RiskyCustomer(float(self._risks[mask]), time, customer, mask)
            for mask, time, customer in zip(
                masks[listed].tolist(), latest[listed].tolist(), chunk.customer_ids(listed), strict=True
            )
        )
        return self._first(found)

    def merge(self, a: list[RiskyCustomer], b: list[RiskyCustomer]) -> list[RiskyCustomer]:
        """The first of both."""
        return self._first(iter([*a, *b]))

    def result(self, summary: list[RiskyCustomer]) -> list[RiskyCustomer]:
        """The list itself."""
        return summary

    def _best(self, listed: Int64s, risks: Floats, latest: Int64s) -> Int64s:
        """Those that may be among the first, before ids are known; with all that are equal to the last."""
        if listed.size <= self._most:
            return listed
        order = np.lexsort((-latest, -risks))
        last = order[self._most - 1]
        before = (risks > risks[last]) | ((risks == risks[last]) & (latest >= latest[last]))
        best: Int64s = listed[before]
        return best

    def _first(self, found: Iterator[RiskyCustomer]) -> list[RiskyCustomer]:
        return heapq.nsmallest(
            self._most, found, key=lambda one: (-one.risk, -one.latest_us, one.customer_id)
        )


def _bits(setting: Setting, patterns: Sequence[Pattern]) -> tuple[UInt32s, UInt32s, UInt32s]:
    """Which patterns an event, a last event and a transition show, one bit each."""
    numbers = {name: number for number, name in enumerate(setting.numbered)}
    size = len(numbers)
    of_event, of_last, of_step = (np.zeros(length, np.uint32) for length in (size, size, size * size))
    for place, pattern in enumerate(patterns):
        bit, number = np.uint32(1 << place), numbers[pattern.event]
        if pattern.kind == "event":
            of_event[number] |= bit
        elif pattern.kind == "last":
            of_last[number] |= bit
        else:
            of_step[number * size + numbers[pattern.then or ""]] |= bit
    return of_event, of_last, of_step
