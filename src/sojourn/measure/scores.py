"""Scores of any scale as emotions from -1 to +1, in whole units so that sums are the same in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sojourn.core.scales import scale_bounds
from sojourn.journeys.kernels.step_measures import NO_SCORE
from sojourn.journeys.log.index import JourneyIndex

UNIT: Final = 27_720
"""Units to one emotion: divisible by 1 to 12, so answers on scales of up to 13 points are whole numbers."""

USUAL_SCALES: Final = ((1.0, 5.0), (1.0, 7.0), (0.0, 10.0), (0.0, 100.0))
"""Tried in turn where a log names no scale: the first that holds all its scores is taken."""

ANSWER_SHARE: Final = 0.5
"""Where at least this share of an event's occurrences carries a score, the event is an answer."""

Floats = npt.NDArray[np.float64]
Int32s = npt.NDArray[np.int32]


def emotion_of(score: float, low: float, high: float) -> float:
    """A score on the scale of emotions, linearly: ``low`` is -1, ``high`` is +1.

    >>> [emotion_of(score, 1, 5) for score in (1, 3, 4, 5)]
    [-1.0, 0.0, 0.5, 1.0]
    """
    return 2 * (score - low) / (high - low) - 1


@dataclass(frozen=True)
class Scores:
    """How the scores of a log are read: low and high by code of the scale, last those without a scale."""

    by_scale: Floats
    answers: npt.NDArray[np.bool_]
    present: bool

    @classmethod
    def of(cls, index: JourneyIndex) -> Scores:
        """Look at all scores of a log: which scales there are, and which events are answers."""
        scores = index.numbers("score")
        given = ~np.isnan(scores)
        counts = np.bincount(index.codes, minlength=len(index.event_names))
        scored = np.bincount(index.codes[given], minlength=len(index.event_names))
        scales, names = index.attribute("scale")
        unnamed = scores[given & (scales < 0)]
        bounds = [scale_bounds(name) for name in names] + [_fitting(unnamed)]
        return cls(
            by_scale=np.array([found or (np.nan, np.nan) for found in bounds], np.float64).reshape(-1, 2),
            answers=scored >= np.maximum(1, ANSWER_SHARE * counts),
            present=bool(given.any()),
        )

    def units(self, scores: Floats, scales: npt.NDArray[np.signedinteger[Any]]) -> Int32s:
        """Scores in whole units of emotion; ``NO_SCORE`` where there is none that its scale allows."""
        low, high = self.by_scale[scales, 0], self.by_scale[scales, 1]
        fits = (scores >= low) & (scores <= high)
        units = np.full(scores.size, NO_SCORE, np.int32)
        units[fits] = np.rint(UNIT * emotion_of_all(scores[fits], low[fits], high[fits])).astype(np.int32)
        return units


def emotion_of_all(scores: Floats, low: Floats, high: Floats) -> Any:
    """``emotion_of`` for whole columns."""
    return 2 * (scores - low) / (high - low) - 1


def _fitting(scores: Floats) -> tuple[float, float] | None:
    if scores.size == 0:
        return None
    low, high = float(scores.min()), float(scores.max())
    return next((scale for scale in USUAL_SCALES if scale[0] <= low and high <= scale[1]), None)
