"""The funnel: how many customers come how far through a list of events, and what the others did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import Interval, wilson
from sojourn.core.time import span
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.funnel import walk_funnel
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Estimate, EventName, Question, Span, Table
from sojourn.journeys.spread import spread_of

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]

MAX_STEPS: Final = 32
NAMED: Final = 5
"""So many of the events that followed are named; the rest is ``(other)``."""

LEFT: Final = "(left)"
OTHER: Final = "(other)"
FOREVER_US: Final = 2**62


class FunnelStepsError(UsageError):
    """A funnel with too few or too many steps."""


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step: who reached it.

    Attributes:
        event: The step's event.
        reached: Customers that came at least so far.
        share: Part of all customers in the log, with its 95 % interval.
        share_of_previous: Part of those who reached the step before (at the first step: of all customers).
        median_seconds: Time from the first step; 0 at the first step, ``None`` where nobody came.
    """

    event: str
    reached: int
    share: float
    interval: Interval
    share_of_previous: float
    previous_interval: Interval
    median_seconds: float | None

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "event": self.event,
            "reached": self.reached,
            "share": self.share,
            "low": self.interval.low,
            "high": self.interval.high,
            "share_of_previous": self.share_of_previous,
            "previous_low": self.previous_interval.low,
            "previous_high": self.previous_interval.high,
            "median_seconds": self.median_seconds,
        }


@dataclass(frozen=True, slots=True)
class Following:
    """What customers did directly after the step beyond which they did not come."""

    event: str
    customers: int
    share: float

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"event": self.event, "customers": self.customers, "share": self.share}


@dataclass(frozen=True, slots=True)
class FunnelLeft:
    """Customers who reached the step ``after`` and no further; the shares in ``following`` sum to 1."""

    after: str
    customers: int
    following: tuple[Following, ...]

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "after": self.after,
            "customers": self.customers,
            "next": [following.to_json() for following in self.following],
        }


@dataclass(frozen=True, slots=True)
class FunnelResult(Answer):
    """How far customers came. ``left`` has one entry for each step but the last."""

    customers: int
    within: timedelta | None
    steps: tuple[FunnelStep, ...]
    left: tuple[FunnelLeft, ...]

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "customers": self.customers,
            "within_seconds": None if self.within is None else self.within.total_seconds(),
            "steps": [step.to_json() for step in self.steps],
            "left": [left.to_json() for left in self.left],
        }

    def tables(self) -> tuple[Table, ...]:
        """One row for each step, and what those did next who came no further."""
        steps = tuple(tuple(step.to_json().values()) for step in self.steps)
        columns = tuple(self.steps[0].to_json())
        after = tuple(
            (left.after, one.event, one.customers, one.share) for left in self.left for one in left.following
        )
        return (
            Table("funnel", columns, steps),
            Table("left", ("after", "next", "customers", "share"), after),
        )

    def estimates(self) -> Iterator[Estimate]:
        """Of each step, the share of all and of the step before."""
        previous = self.customers
        for number, step in enumerate(self.steps, start=1):
            place = f"{number} {step.event}"
            low, high = step.interval.low, step.interval.high
            yield Estimate(
                (place, "share"),
                f"reached {step.event}",
                step.share,
                "share",
                self.customers,
                step.reached,
                low,
                high,
            )
            if number > 1:
                low, high = step.previous_interval.low, step.previous_interval.high
                label = f"went on to {step.event}"
                yield Estimate(
                    (place, "share_of_previous"),
                    label,
                    step.share_of_previous,
                    "share",
                    previous,
                    step.reached,
                    low,
                    high,
                )
            previous = step.reached

    def _repr_html_(self) -> str:
        rows = [
            (
                step.event,
                step.reached,
                Bar(step.share, step.interval.low, step.interval.high),
                Bar(step.share_of_previous, step.previous_interval.low, step.previous_interval.high),
                duration(step.median_seconds),
            )
            for step in self.steps
        ]
        limit = "" if self.within is None else f", within {duration(self.within.total_seconds())}"
        headings = ["Step", "Customers", "Share of all", "Of the step before", "Median time from the first"]
        return html_table(f"Funnel of {self.customers:,} customers{limit}", headings, rows)


@dataclass(frozen=True)
class FunnelSummary:
    """Who came how far; ``waits[j]``: microseconds to step ``j``; ``after`` is int64[steps, names + 1]."""

    reached: Int64s
    waits: tuple[tuple[Int64s, ...], ...]
    after: Int64s


class FunnelWalk:
    """The funnel as a mergeable summary (SPEC FN1 to FN8)."""

    def __init__(self, codes: Sequence[int], *, names: int, within_us: int) -> None:
        self._steps = len(codes)
        self._within_us = within_us
        self._serves = np.zeros(names, np.uint32)
        for step, code in enumerate(codes):
            self._serves[code] |= np.uint32(1 << step)

    def partial(self, chunk: Chunk) -> FunnelSummary:
        """Walk whole journeys."""
        reached, waits, after = walk_funnel(
            chunk.offsets, chunk.codes, chunk.times, self._serves, self._steps, self._within_us
        )
        kept = tuple((waits[step, : reached[step]].copy(),) for step in range(self._steps))
        return FunnelSummary(reached=reached, waits=kept, after=after)

    def merge(self, a: FunnelSummary, b: FunnelSummary) -> FunnelSummary:
        """Counts add up, waits stand side by side."""
        waits = tuple(one + other for one, other in zip(a.waits, b.waits, strict=True))
        return FunnelSummary(reached=a.reached + b.reached, waits=waits, after=a.after + b.after)

    def result(self, summary: FunnelSummary) -> FunnelSummary:
        """The summary itself."""
        return summary


def funnel(log: JourneyLog, steps: Sequence[str], *, within: timedelta | str | None = None) -> FunnelResult:
    """Count the customers that reach each step, in order.

    Other events may lie between two steps. A customer counts once for a step, however often it passes.

    Args:
        log: The journeys to look at.
        steps: Event names, first to last; 1 to 32. A name may appear more than once: it must then happen as
            often.
        within: Longest time from the first step to the last, such as ``"7d"``. ``None``: no limit.

    Returns:
        One count per step, never rising, as shares of all customers in the log, with the median time from the
        first step, and what those who came no further did next.

    Raises:
        UnknownEventError: A step names an event that the log does not contain.
        FunnelStepsError: No step, or more than 32.
        UsageError: ``within`` is no span of time, or not longer than zero.

    Source: ClickHouse ``windowFunnel`` semantics, but for equal times; kernels/SPEC.md FN1 to FN8.
    """
    window = span(within) if isinstance(within, str) else within
    return log.ask(FunnelQuestion(tuple(steps), within=window))


@dataclass(frozen=True, slots=True)
class FunnelQuestion(Question[FunnelResult]):
    """How many customers reach each step?

    Attributes:
        steps: Events, first to last; 1 to 32.
        within: Longest time from the first step to the last; ``None`` for any.
    """

    kind: ClassVar = "funnel"
    answer: ClassVar = FunnelResult

    steps: Annotated[tuple[EventName, ...], Field(min_length=1, max_length=MAX_STEPS)]
    within: Span | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.steps) <= MAX_STEPS:
            raise FunnelStepsError(
                f"A funnel takes 1 to {MAX_STEPS} steps, but {len(self.steps)} were given."
            )
        if self.within is not None and self.within <= timedelta(0):
            raise UsageError(
                "The longest time from the first step to the last must be longer than zero, "
                f"not {self.within}."
            )

    def ask(self, log: JourneyLog) -> FunnelResult:
        """Walk all journeys."""
        within, steps = self.within, self.steps
        walk = FunnelWalk(
            [log.code_of(step) for step in steps],
            names=len(log.event_names),
            within_us=FOREVER_US if within is None else min(within // timedelta(microseconds=1), FOREVER_US),
        )
        summary = log.run(walk)
        return FunnelResult(
            customers=log.customers,
            within=within,
            steps=tuple(_steps(summary, steps, customers=log.customers)),
            left=tuple(_left(summary, steps, names=log.event_names)),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[FunnelQuestion]:
        """From the most frequent event to the rarest and back, with and without a window."""
        names = log.event_names
        steps = (names[0], names[-1], names[0])
        return [cls(steps), cls(steps, within=timedelta(seconds=3))]


def _steps(summary: FunnelSummary, steps: Sequence[str], *, customers: int) -> Iterator[FunnelStep]:
    previous = customers
    for step, reached, waits in zip(steps, summary.reached.tolist(), summary.waits, strict=True):
        yield FunnelStep(
            event=step,
            reached=reached,
            share=reached / customers,
            interval=wilson(reached, customers),
            share_of_previous=reached / previous if previous else 0.0,
            previous_interval=wilson(reached, previous),
            median_seconds=spread_of(np.concatenate(waits)).median,
        )
        previous = reached


def _left(summary: FunnelSummary, steps: Sequence[str], *, names: Sequence[str]) -> Iterator[FunnelLeft]:
    for number, step in enumerate(steps[:-1]):
        followed = summary.after[number]
        customers = int(followed.sum())
        # Codes go by frequency in the whole log, so equal counts are put in order of their names here.
        order = sorted(
            np.flatnonzero(followed[:-1]).tolist(), key=lambda code: (-followed[code], names[code])
        )
        counts = [(names[code], int(followed[code])) for code in order[:NAMED]]
        counts.append((OTHER, sum(int(followed[code]) for code in order[NAMED:])))
        counts.append((LEFT, int(followed[-1])))
        following = tuple(Following(event, count, count / customers) for event, count in counts if count)
        yield FunnelLeft(after=step, customers=customers, following=following)
