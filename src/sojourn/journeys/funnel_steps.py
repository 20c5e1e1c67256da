"""What a funnel says of one group of customers: who reached which step, when, and what the others did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Annotated, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.statistics import wilson
from sojourn.journeys.funnel_walk import LADDER, FunnelSums
from sojourn.journeys.spread import Spread

Int64s = npt.NDArray[np.int64]

NAMED: Final = 5
"""So many of the events that followed are named; the rest is ``(other)``."""

LEFT: Final = "(left)"
OTHER: Final = "(other)"


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step: who reached it, and when.

    Attributes:
        event: What the step is called: its event, or its events joined by ``or``.
        events: Its events; any one of them will do.
        reached: Customers that came at least so far.
        share: Part of all customers, with its 95 % interval.
        share_of_previous: Part of those who reached the step before (at the first step: of all customers),
            with its 95 % interval.
        median_seconds: Time from the first step; 0 at the first step, ``None`` where nobody came.
        median_low_seconds, median_high_seconds: Its 95 % bounds; ``None`` where there are too few.
        p90_seconds, mean_seconds: Time from the first step: what nine of ten stay within, and on average.
        step_median_seconds, step_p90_seconds, step_mean_seconds: Time from the step before.
    """

    event: str
    events: tuple[str, ...]
    reached: int
    share: float
    low: float
    high: float
    share_of_previous: float
    previous_low: float
    previous_high: float
    median_seconds: float | None
    median_low_seconds: float | None
    median_high_seconds: float | None
    p90_seconds: float | None
    mean_seconds: float | None
    step_median_seconds: float | None
    step_p90_seconds: float | None
    step_mean_seconds: float | None


@dataclass(frozen=True, slots=True)
class Following:
    """What customers did directly after the step beyond which they did not come."""

    event: str
    customers: int
    share: float


@dataclass(frozen=True, slots=True)
class FunnelLeft:
    """Customers who reached a step and no further.

    Attributes:
        after: The step.
        customers: How many.
        following: What they did next; the shares sum to 1.
        median_seconds, p90_seconds: Time until then, of those who did something.
    """

    after: str
    customers: int
    following: Annotated[tuple[Following, ...], Field(serialization_alias="next")]
    median_seconds: float | None
    p90_seconds: float | None


@dataclass(frozen=True, slots=True)
class FunnelBin:
    """Customers whose time from the first step to the last lies between two bounds.

    Attributes:
        low_seconds: The least time.
        high_seconds: All times are below; ``None`` where there is no bound.
        customers: How many.
    """

    low_seconds: float
    high_seconds: float | None
    customers: int


def steps_of(
    sums: FunnelSums,
    spreads: Sequence[Spread],
    called: Sequence[tuple[str, tuple[str, ...]]],
    *,
    customers: int,
) -> Iterator[FunnelStep]:
    """All steps.

    Args:
        sums: What the walk found.
        spreads: The figures of its groups of times.
        called: Name and events of each step.
        customers: How many walked.
    """
    previous = customers
    for number, ((event, events), reached) in enumerate(zip(called, sums.reached.tolist(), strict=True)):
        # From the first step to the second is from the step before, and is told once.
        first, before = spreads[number], spreads[1 if number == 1 else len(called) + number]
        if number == 0 and reached:
            first = Spread(reached, median=0.0, median_low=0.0, median_high=0.0, p90=0.0, mean=0.0)
        of_all, of_previous = wilson(reached, customers), wilson(reached, previous)
        yield FunnelStep(
            event=event,
            events=events,
            reached=reached,
            share=reached / customers if customers else 0.0,
            low=of_all.low,
            high=of_all.high,
            share_of_previous=reached / previous if previous else 0.0,
            previous_low=of_previous.low,
            previous_high=of_previous.high,
            median_seconds=first.median,
            median_low_seconds=first.median_low,
            median_high_seconds=first.median_high,
            p90_seconds=first.p90,
            mean_seconds=first.mean,
            step_median_seconds=before.median,
            step_p90_seconds=before.p90,
            step_mean_seconds=before.mean,
        )
        previous = reached


def left_of(
    sums: FunnelSums,
    spreads: Sequence[Spread],
    called: Sequence[tuple[str, tuple[str, ...]]],
    names: Sequence[str],
) -> Iterator[FunnelLeft]:
    """Who left after each step but the last, and what they did next; ``names`` are the log's."""
    for number, (step, _) in enumerate(called[:-1]):
        followed, spread = sums.after[number], spreads[2 * len(called) + number]
        customers = int(followed.sum())
        # Codes go by frequency in the whole log, so equal counts are put in order of their names here.
        order = sorted(
            np.flatnonzero(followed[:-1]).tolist(), key=lambda code: (-followed[code], names[code])
        )
        counts = [(names[code], int(followed[code])) for code in order[:NAMED]]
        counts.append((OTHER, sum(int(followed[code]) for code in order[NAMED:])))
        counts.append((LEFT, int(followed[-1])))
        following = tuple(Following(event, count, count / customers) for event, count in counts if count)
        yield FunnelLeft(step, customers, following, spread.median, spread.p90)


def histogram_of(counts: Int64s) -> tuple[FunnelBin, ...]:
    """Times to convert on the ladder, without the empty bins at both ends."""
    bounds = zip(LADDER, (*LADDER[1:], None), counts.tolist(), strict=True)
    bins = [
        FunnelBin(float(low), None if high is None else float(high), count) for low, high, count in bounds
    ]
    while bins and not bins[-1].customers:
        bins.pop()
    return tuple(dropwhile(lambda one: not one.customers, bins))
