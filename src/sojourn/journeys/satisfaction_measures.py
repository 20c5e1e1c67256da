"""The measures of satisfaction: how each is made of answers, with its interval, and compared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from sojourn.core.differences import (
    Difference,
    difference_of_means,
    difference_of_nps,
    difference_of_shares,
    nps_interval,
)
from sojourn.core.statistics import Interval, mean_interval, wilson

MeasureName = Literal["nps", "csat", "ces"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to ask how content customers are.

    Attributes:
        name: Its short name.
        low, high: Ends of its scale.
        top: Answers from here on are at the top: promoters, satisfied, "easy".
        bottom: Answers below are at the bottom: detractors, dissatisfied, "not easy".
        unit: What its figure is measured in.
    """

    name: MeasureName
    low: int
    high: int
    top: int
    bottom: int
    unit: Literal["points", "share", "mean"]


MEASURES: Final[dict[str, Measure]] = {
    "nps": Measure("nps", 0, 10, top=9, bottom=7, unit="points"),
    "csat": Measure("csat", 1, 5, top=4, bottom=3, unit="share"),
    "ces": Measure("ces", 1, 7, top=5, bottom=4, unit="mean"),
}


@dataclass(frozen=True, slots=True)
class Rating:
    """The answers of a group; figures are ``None`` where there are none.

    Attributes:
        answers: How many.
        score: The measure's figure: NPS in points from -100 to 100; CSAT the share of the two best answers;
            CES the mean.
        low, high: Its 95 % interval.
        mean: Mean of the answers on their own scale; ``mean_low`` and ``mean_high`` bound it.
        top, bottom: Shares of the answers at the top (promoters, satisfied, easy) and at the bottom.
        effective: On how many equal answers the interval rests; with weights fewer than there are.
    """

    answers: int
    score: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    mean_low: float | None = None
    mean_high: float | None = None
    top: float | None = None
    bottom: float | None = None
    effective: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers added up.

    Attributes:
        answers: How many.
        n: On how many equal answers they rest (Kish 1965: the square of the sum of the weights by the sum of
            their squares); without weights ``answers``.
        top, bottom: How many of ``n``.
        total, squares: Sums of the scores and of their squares, as of ``n`` answers.
    """

    answers: int
    n: float
    top: float
    bottom: float
    total: float
    squares: float

    @property
    def moments(self) -> tuple[float, float, float]:
        """What a mean is made of."""
        return self.n, self.total, self.squares


def rating(measure: Measure, tally: Tally) -> Rating:
    """The figures of added-up answers.

    Source: NPS with adjusted Wald (Rocks 2016); shares with Wilson; means with Student's t.
    """
    if tally.n <= 0:
        return Rating(tally.answers)
    mean = tally.total / tally.n
    bounds = mean_interval(tally.n, *tally.moments[1:])
    score, interval = _figure(measure, tally, mean, bounds)
    return Rating(
        answers=tally.answers,
        score=score,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        mean=mean,
        mean_low=bounds.low if bounds else None,
        mean_high=bounds.high if bounds else None,
        top=tally.top / tally.n,
        bottom=tally.bottom / tally.n,
        effective=tally.n,
    )


def _figure(
    measure: Measure, tally: Tally, mean: float, bounds: Interval | None
) -> tuple[float, Interval | None]:
    if measure.unit == "points":
        score = 100 * (tally.top - tally.bottom) / tally.n
        return score, nps_interval(tally.top, tally.bottom, tally.n)
    if measure.unit == "share":
        return tally.top / tally.n, wilson(tally.top, tally.n)
    return mean, bounds


def difference(measure: Measure, a: Tally, b: Tally) -> Difference | None:
    """The measure's figure of ``a`` less that of ``b``; ``None`` where one of them says too little."""
    if measure.unit == "points":
        found = difference_of_nps((a.top, a.bottom, a.n), (b.top, b.bottom, b.n))
    elif measure.unit == "share":
        found = difference_of_shares(a.top, a.n, b.top, b.n)
    else:
        found = difference_of_means(a.moments, b.moments)
    return found if found is not None and math.isfinite(found.p) else None
