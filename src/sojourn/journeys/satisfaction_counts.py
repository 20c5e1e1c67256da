"""Answers counted: which there are, and how they are spread over events and stages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels import satisfaction as kernels
from sojourn.journeys.satisfaction_measures import Measure, Tally

Bools = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ScoreCounts:
    """Which scores there are.

    Attributes:
        events: int64[names]; how often each event happened.
        scored: int64[names, scales + 1]; how often with a score of each scale, without a scale last.
        least, most: Range of the scores without a scale; NaN where there is none.
    """

    events: Int64s
    scored: Int64s
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class CountScores:
    """Counts events and scores (SPEC SA1, SA2)."""

    scales: int

    def partial(self, chunk: Chunk) -> ScoreCounts:
        """One look at all events."""
        return ScoreCounts(
            *kernels.count_scores(
                chunk.codes, chunk.numbers("score"), chunk.attribute("scale"), chunk.names, self.scales
            )
        )

    def merge(self, a: ScoreCounts, b: ScoreCounts) -> ScoreCounts:
        """Counts add up, the range is that of both."""
        return ScoreCounts(
            a.events + b.events,
            a.scored + b.scored,
            float(np.fmin(a.least, b.least)),
            float(np.fmax(a.most, b.most)),
        )

    def result(self, summary: ScoreCounts) -> ScoreCounts:
        """The summary itself."""
        return summary


@dataclass(frozen=True)
class RatingCounts:
    """Answers of one measure.

    Attributes:
        tallies: int64[1 + names + stages, weights, figures]; see ``kernels.rate_groups``.
        customers: How many answered.
        spread: int64[points]; answers by whole score.
        left_out: int64[2]; answers outside the scale, and without a weight.
    """

    tallies: Int64s
    customers: int
    spread: Int64s
    left_out: Int64s


@dataclass(frozen=True, eq=False)
class CountRatings:
    """Adds up answers by event and by stage (SPEC SA3 to SA7).

    Attributes:
        measure: Which answers.
        taken: bool[scales + 1]; which scales are of the measure.
        answers: bool[names]; which events are answers.
        stages_of: uint64[names]; stages of each event as bits.
        stages: How many stages.
        window_us: How far back an answer speaks.
        weight_classes: int32[props texts]; the class of each text's weight, -1 for none; ``None`` where all
            answers count the same.
        weights: How many different weights.
    """

    measure: Measure
    taken: Bools
    answers: Bools
    stages_of: npt.NDArray[np.uint64]
    stages: int
    window_us: int
    weight_classes: Int32s | None
    weights: int

    def partial(self, chunk: Chunk) -> RatingCounts:
        """Rate whole journeys."""
        measure, weights = self.measure, self._weights(chunk)
        units, left_out = kernels.score_units(
            chunk.numbers("score"), chunk.attribute("scale"), self.taken, weights, measure.low, measure.high
        )
        tallies, customers = kernels.rate_groups(
            chunk.offsets,
            chunk.codes,
            chunk.times,
            units,
            weights,
            self.answers,
            self.stages_of,
            self.stages,
            self.weights,
            self.window_us,
            measure.top * kernels.HUNDREDTHS,
            measure.bottom * kernels.HUNDREDTHS,
        )
        spread = kernels.spread_scores(units, measure.low, measure.high - measure.low + 1)
        return RatingCounts(tallies, int(customers[0]), spread, left_out)

    def merge(self, a: RatingCounts, b: RatingCounts) -> RatingCounts:
        """Everything adds up, for a customer is in one chunk only."""
        return RatingCounts(
            a.tallies + b.tallies, a.customers + b.customers, a.spread + b.spread, a.left_out + b.left_out
        )

    def result(self, summary: RatingCounts) -> RatingCounts:
        """The summary itself."""
        return summary

    def _weights(self, chunk: Chunk) -> Int32s:
        if self.weight_classes is None:
            return np.zeros(0, np.int32)
        texts = chunk.attribute("props")
        found: Int32s = np.where(texts < 0, np.int32(-1), self.weight_classes[texts])
        return found


def tally_of(figures: Int64s, weights: npt.NDArray[np.float64]) -> Tally:
    """Answers of one group as of equal answers.

    Args:
        figures: int64[weights, figures]; answers by class of weight.
        weights: float64[weights].
    """
    answers = int(figures[:, 0].sum())
    heavy = float((weights**2 * figures[:, 0]).sum())
    if answers == 0 or heavy <= 0:
        return Tally(answers, 0.0, 0.0, 0.0, 0.0, 0.0)
    weight = float((weights * figures[:, 0]).sum())
    n = weight**2 / heavy
    top, bottom, total, squares = (n / weight * float((weights * figures[:, at]).sum()) for at in range(1, 5))
    return Tally(answers, n, top, bottom, total / kernels.HUNDREDTHS, squares / kernels.HUNDREDTHS**2)
