"""A risk for each set of patterns: a logistic regression, fitted at one time and checked at a later one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

GROUPS: Final = 10
"""Calibration is looked at in so many groups of customers of like risk."""

MOST_STEPS: Final = 100
SMALLEST_STEP: Final = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class RiskModel:
    """The risk to leave: ``1 / (1 + exp(-(intercept + the weights of the patterns shown)))``.

    Attributes:
        intercept: Log odds without any pattern.
        weights: float64[patterns]; what each pattern adds to the log odds.
    """

    intercept: float
    weights: Floats

    @property
    def risks(self) -> Floats:
        """The risk of each set of patterns: float64[2 ** patterns]."""
        odds = self.intercept + _shown(np.arange(1 << self.weights.size), self.weights.size) @ self.weights
        return _logistic(odds)


@dataclass(frozen=True, slots=True)
class CalibrationGroup:
    """Customers of like risk at the later time.

    Attributes:
        n: How many.
        expected: Their mean risk by the model.
        left: How many left.
    """

    n: int
    expected: float
    left: int


def fitted(counts: Int64s) -> RiskModel | None:
    """Fit the regression to grouped customers.

    The weights are held back a little (ridge penalty of half their squares), so that patterns that always
    come together share what they say and a group without any who stayed has no endless weight. Newton's
    steps, halved where they lead too far, find the one maximum there is.

    Args:
        counts: int64[2, 2 ** patterns]; stayed and left, by the set of patterns shown.

    Returns:
        The model; ``None`` where everybody stayed or everybody left.

    Source: Hosmer, Lemeshow and Sturdivant 2013, Applied logistic regression; le Cessie and van Houwelingen
        1992 for the penalty.
    """
    if counts.sum(axis=1).min() == 0:
        return None
    masks = np.flatnonzero(counts.any(axis=0))
    patterns = counts.shape[1].bit_length() - 1
    columns = np.hstack([np.ones((masks.size, 1)), _shown(masks, patterns)])
    left, everybody = counts[1, masks].astype(np.float64), counts[:, masks].sum(axis=0).astype(np.float64)
    penalty = np.array([0.0, *([1.0] * patterns)])
    found = np.zeros(patterns + 1)
    found[0] = np.log(left.sum() / (everybody.sum() - left.sum()))
    likely = _likelihood(found, columns, left, everybody, penalty)
    for _ in range(MOST_STEPS):
        risks = _logistic(columns @ found)
        slope = columns.T @ (left - everybody * risks) - penalty * found
        bend = (columns.T * (everybody * risks * (1 - risks))) @ columns + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        while (there := _likelihood(found + step, columns, left, everybody, penalty)) < likely:
            step = step / 2
            if np.abs(step).max() < SMALLEST_STEP:
                break
        if there < likely:
            break
        found, likely = found + step, there
        if np.abs(step).max() < SMALLEST_STEP:
            break
    return RiskModel(float(found[0]), found[1:])


def _likelihood(weights: Floats, columns: Floats, left: Floats, everybody: Floats, penalty: Floats) -> float:
    """The penalised log likelihood of the counts."""
    odds = columns @ weights
    return float(left @ odds - everybody @ np.logaddexp(0, odds) - (penalty * weights**2).sum() / 2)


def _logistic(odds: Floats) -> Floats:
    risks: Floats = np.exp(-np.logaddexp(0, -odds))
    return risks


def brier(risks: Floats, counts: Int64s) -> float:
    """The mean squared distance of the risk from what happened, 0 (best) to 1.

    Args:
        risks: float64[masks].
        counts: int64[2, masks]; stayed and left; somebody must be there.

    Source: Brier 1950.
    """
    return float((counts[0] * risks**2 + counts[1] * (1 - risks) ** 2).sum() / counts.sum())


def area_under_curve(risks: Floats, counts: Int64s) -> float | None:
    """How often one who left had a greater risk than one who stayed; equal risks count half.

    Returns:
        0 to 1, where 0.5 is chance; ``None`` where everybody stayed or everybody left.

    Source: Hanley and McNeil 1982.
    """
    stayed, left = counts.sum(axis=1).tolist()
    if not stayed or not left:
        return None
    _, group = np.unique(risks, return_inverse=True)
    stay = np.bincount(group, counts[0].astype(np.float64))
    leave = np.bincount(group, counts[1].astype(np.float64))
    below = np.cumsum(stay) - stay
    return float((leave * (below + stay / 2)).sum() / stayed / left)


def calibration(risks: Floats, counts: Int64s) -> tuple[CalibrationGroup, ...]:
    """Customers in up to ten groups of about the same size by risk, the least first.

    Customers with the same risk are never parted, so groups differ in size, and there may be fewer.
    """
    everybody = counts.sum(axis=0)
    order = np.lexsort((np.arange(risks.size), risks))
    order = order[everybody[order] > 0]
    middle = np.cumsum(everybody[order]) - everybody[order] / 2
    place = np.minimum((middle * GROUPS / max(1, everybody.sum())).astype(np.int64), GROUPS - 1)
    # Equal risks may belong to different sets of patterns: they go where the first of them goes.
    same = np.searchsorted(risks[order], risks[order])
    place = place[same]
    return tuple(
        CalibrationGroup(
            n=int(everybody[inside].sum()),
            expected=float((risks[inside] * everybody[inside]).sum() / everybody[inside].sum()),
            left=int(counts[1, inside].sum()),
        )
        for inside in (order[place == group] for group in range(GROUPS))
        if inside.size
    )


def _shown(masks: Int64s, patterns: int) -> Floats:
    """Which patterns each set holds: float64[masks, patterns] of 0 and 1."""
    shown: Floats = (masks[:, None] >> np.arange(patterns) & 1).astype(np.float64)
    return shown
