"""How long it takes when not everybody has arrived yet: the Kaplan–Meier estimate (SPEC KM1 to KM5)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.core.statistics import CONFIDENCE
from sojourn.journeys.kernels.survival import least_of_bins

Int64s = npt.NDArray[np.int64]

US: Final = 1_000_000
POINTS: Final = 100
"""A curve is told in so many steps at most."""
ROUNDING: Final = 1e-10
"""A product of many factors may stand so far above the half that it is."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What part has arrived after a time.

    Attributes:
        seconds: The time since the start.
        waiting: Customers who were still waiting and observed just before it.
        share: Part that has arrived by then, 0 to 1 (one minus the Kaplan–Meier estimate).
        low, high: Its 95 % interval (Greenwood, on the log-log scale); ``None`` before anybody and after
            everybody has arrived.
    """

    seconds: float
    waiting: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How long it takes, with those counted who are still on their way.

    Attributes:
        customers: Customers who started.
        still_open: Those who had not arrived when the journeys were last observed.
        median_seconds: Time after which half have arrived; ``None`` where fewer than half have.
        median_low, median_high: Its 95 % interval; ``None`` where the data do not bound it.
        p90_seconds: Time after which 90 % have arrived.
        curve: What part has arrived after how long, in steps.
    """

    customers: int
    still_open: int
    median_seconds: float | None
    median_low: float | None
    median_high: float | None
    p90_seconds: float | None
    curve: tuple[CurvePoint, ...]


def kaplan_meier(arrived: Int64s, waiting: Int64s) -> Arrival:
    """The estimate from how many arrived, and how many were last seen waiting, after how long.

    Those who arrive at a time are counted before those who were last seen at it.

    Args:
        arrived, waiting: int64[bins]; counts as ``tally_waits`` gives them, at least one in all.

    Source: Kaplan and Meier 1958; variance of Greenwood 1926, interval of its log-log transform (Kalbfleisch
        and Prentice 1980); interval of the median by Brookmeyer and Crowley 1982.
    """
    bins = np.flatnonzero(arrived + waiting)
    came, gone = arrived[bins], waiting[bins]
    customers = int(came.sum() + gone.sum())
    at_risk = customers - np.concatenate([[0], np.cumsum(came + gone)[:-1]])
    seconds = least_of_bins(bins) / US
    open_, low, high = _curve(came.astype(np.float64), at_risk.astype(np.float64))
    points = tuple(
        CurvePoint(
            seconds=float(seconds[place]),
            waiting=int(at_risk[place]),
            share=1 - float(open_[place]),
            low=None if math.isnan(high[place]) else 1 - float(high[place]),
            high=None if math.isnan(low[place]) else 1 - float(low[place]),
        )
        for place in _shown(came, open_)
    )
    return Arrival(
        customers=customers,
        still_open=int(gone.sum()),
        median_seconds=_first(seconds, open_ <= 0.5 + ROUNDING),
        median_low=_first(seconds, low <= 0.5 + ROUNDING),
        median_high=_first(seconds, high <= 0.5 + ROUNDING),
        p90_seconds=_first(seconds, open_ <= 0.1 + ROUNDING),
        curve=points,
    )


def _curve(
    came: npt.NDArray[np.float64], at_risk: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Part still open after each time, with the bounds of its interval; NaN where it has none."""
    open_: npt.NDArray[np.float64] = np.multiply.accumulate(1 - came / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(came / (at_risk * (at_risk - came)))
        inner = np.log(-np.log(open_))
        reach = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2) * np.sqrt(greenwood) / np.log(open_)
        low, high = np.exp(-np.exp(inner - reach)), np.exp(-np.exp(inner + reach))
    certain = (open_ <= 0) | (open_ >= 1)
    low[certain], high[certain] = np.nan, np.nan
    return open_, low, high


def _first(seconds: npt.NDArray[np.float64], holds: npt.NDArray[np.bool_]) -> float | None:
    places = np.flatnonzero(holds)
    return float(seconds[places[0]]) if places.size else None


def _shown(came: Int64s, open_: npt.NDArray[np.float64]) -> Iterator[int]:
    """Places of the curve's steps, thinned to those that cross the next part of its height; and its end."""
    steps = np.flatnonzero(came)
    if steps.size > POINTS:
        height = 1 - float(open_[-1])
        level = np.floor((1 - open_[steps]) / height * (POINTS - 1) + 1e-9)
        steps = steps[np.concatenate([[True], level[1:] > level[:-1]])]
    yield from steps.tolist()
    if came.size and (not steps.size or steps[-1] != came.size - 1):
        yield came.size - 1
