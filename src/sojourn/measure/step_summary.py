"""The measures of steps as an analysis in parts: summarise whole journeys, add up, judge at the end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.core.statistics import mean_interval, quantile_ranks, wilson
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.step_measures import step_measures
from sojourn.journeys.log.index import JourneyIndex
from sojourn.journeys.replay_counts import BoundStep, Road
from sojourn.journeys.segments.conditions import Marking
from sojourn.maps.document import StepNumbers
from sojourn.measure.scores import UNIT, Scores

Int64s = npt.NDArray[np.int64]

ANSWER_WINDOW: Final = timedelta(days=30)
"""An answer speaks of what the customer went through in so long a time before it."""
ANSWER_WINDOW_US: Final = ANSWER_WINDOW // timedelta(microseconds=1)


@dataclass(frozen=True)
class StepSummary:
    """What some journeys did at the steps. ``counts`` as the kernel gives them; waits still by chunk."""

    customers: int
    counts: Int64s
    waits: list[tuple[Int64s, Int64s]] = field(default_factory=list)


@dataclass(frozen=True)
class StepMeasures:
    """The analysis: which events stand for which step.

    Attributes:
        bindings: For each step, left to right, the event names that stand for it. Names that the log does
            not have count nothing.
    """

    index: JourneyIndex
    bindings: Sequence[Sequence[str]]
    scores: Scores
    road: Road

    @classmethod
    def of(
        cls,
        index: JourneyIndex,
        bindings: Sequence[Sequence[str]],
        *,
        markings: Sequence[Marking | None] | None = None,
    ) -> StepMeasures:
        """Prepare the question for one log; ``markings`` say what else must hold of each step's events."""
        steps = [
            BoundStep(
                tuple(sorted({index.code_by_name[name] for name in names if name in index.code_by_name})),
                marking,
            )
            for names, marking in zip(bindings, markings or [None] * len(bindings), strict=True)
        ]
        return cls(index, bindings, Scores.of(index), Road(steps, (), len(index.event_names)))

    def partial(self, chunk: Chunk) -> StepSummary:
        """Summarise whole journeys."""
        keys, codes, (starts, steps) = self.road.keys(chunk)
        units = np.empty(0, np.int32)
        if self.scores.present:
            units = self.scores.units(chunk.numbers("score"), chunk.attribute("scale"))
        counts, wait_steps, waits = step_measures(
            chunk.offsets,
            keys,
            chunk.times,
            starts,
            steps,
            units,
            self.scores.answers[codes],
            ANSWER_WINDOW_US,
            len(self.bindings),
        )
        return StepSummary(chunk.customers, counts, [(wait_steps, waits)])

    def merge(self, a: StepSummary, b: StepSummary) -> StepSummary:
        """Add two summaries of different journeys."""
        return StepSummary(a.customers + b.customers, a.counts + b.counts, a.waits + b.waits)

    def result(self, summary: StepSummary) -> list[StepNumbers]:
        """The numbers of each step, left to right."""
        steps = np.concatenate([steps for steps, _ in summary.waits])
        waits = np.concatenate([waits for _, waits in summary.waits])
        return [
            step_numbers(
                summary.customers,
                summary.counts[step].tolist(),
                waits[steps == step],
                is_last=step == len(self.bindings) - 1,
            )
            for step in range(len(self.bindings))
        ]


def bound_codes(index: JourneyIndex, bindings: Sequence[Sequence[str]]) -> tuple[Int64s, Int64s]:
    """Which steps each event code stands for, in the form that the kernels take.

    Returns:
        int64[names + 1], where the steps of each code begin; and the steps, code after code.
    """
    by_code: list[list[int]] = [[] for _ in index.event_names]
    for step, names in enumerate(bindings):
        for name in names:
            if name in index.code_by_name:
                by_code[index.code_by_name[name]].append(step)
    starts = np.cumsum([0, *(len(steps) for steps in by_code)], dtype=np.int64)
    return starts, np.array([step for steps in by_code for step in steps], np.int64)


def step_numbers(customers: int, counts: Sequence[int], waits: Int64s, *, is_last: bool) -> StepNumbers:
    """One step's numbers with their intervals.

    Args:
        customers: Customers in the log.
        counts: Reached, events, continued, and n, sum and sum of squares of the scores in units.
        waits: In microseconds, in any order.
        is_last: The last step of the map has none after it, so nobody can continue.
    """
    reached, events, continued, rated, total, squares = counts
    among_all, among_reached = wilson(reached, customers), wilson(continued, reached)
    goes_on = reached > 0 and not is_last
    ranks = quantile_ranks(waits.size, 0.5)
    if waits.size:
        waits = np.partition(waits, sorted({(waits.size - 1) // 2, waits.size // 2, *(ranks or ())}))
    score = mean_interval(rated, total / UNIT, squares / UNIT**2) if rated else None
    return StepNumbers(
        customers=customers,
        reached=reached,
        share=_rounded(reached / customers) if customers else 0.0,
        share_low=_rounded(among_all.low),
        share_high=_rounded(among_all.high),
        events=events,
        continued=continued,
        continued_share=_rounded(continued / reached) if goes_on else None,
        continued_low=_rounded(among_reached.low) if goes_on else None,
        continued_high=_rounded(among_reached.high) if goes_on else None,
        seconds=_seconds(waits, (waits.size - 1) // 2, waits.size // 2) if waits.size else None,
        seconds_low=_seconds(waits, ranks[0], ranks[0]) if ranks else None,
        seconds_high=_seconds(waits, ranks[1], ranks[1]) if ranks else None,
        seconds_n=int(waits.size),
        score=_emotion(total / UNIT / rated) if score else None,
        score_low=_emotion(score.low) if score else None,
        score_high=_emotion(score.high) if score else None,
        score_n=rated,
    )


def _seconds(waits: Int64s, low: int, high: int) -> float:
    return _rounded((int(waits[low]) + int(waits[high])) / 2 / 1_000_000)


def _emotion(value: float) -> float:
    return _rounded(math.copysign(min(1.0, abs(value)), value))


def _rounded(value: float) -> float:
    """Six places: more than any sample supports, and files stay readable."""
    return round(value, 6)
