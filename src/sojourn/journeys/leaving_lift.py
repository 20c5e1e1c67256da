"""How much more often those leave who did something: risk ratios, tests, and what holds at a later time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

Z95: Final = 1.959963984540054
FALSE_DISCOVERIES: Final = 0.05
"""The share of false ones among all patterns that are kept is held at this (Benjamini and Hochberg)."""


@dataclass(frozen=True, slots=True, eq=False)
class Lifts:
    """Patterns against their absence at one as-of time; all arrays are as long as there are patterns.

    Attributes:
        n, left: int64; customers with the pattern, and those of them who left.
        lift: Risk with the pattern divided by the risk without it; NaN where either group is empty or nobody
            left.
        low, high: Its 95 % interval.
        p: Two-sided p-value of no difference; NaN where the lift is.
    """

    n: Int64s
    left: Int64s
    lift: Floats
    low: Floats
    high: Floats
    p: Floats


def lifts_of(with_pattern: Int64s, everybody: Int64s) -> Lifts:
    """Compare those with each pattern to those without it.

    The interval is by the logarithm of the ratio; where nobody left in one of the groups, a half is added to
    every count (Walter). The test is the N - 1 chi-squared one.

    Args:
        with_pattern: int64[patterns, 2]; stayed and left, with the pattern.
        everybody: int64[2]; stayed and left, all.

    Source: Katz et al. 1978; Walter 1975; Campbell 2007 (N - 1 test of two proportions).
    """
    n1, k1 = with_pattern.sum(axis=1), with_pattern[:, 1]
    n0, k0 = everybody.sum() - n1, everybody[1] - k1
    known = (n1 > 0) & (n0 > 0) & (k1 + k0 > 0)
    half = np.where((k1 == 0) | (k0 == 0), 0.5, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        logged = np.log((k1 + half) / (n1 + half)) - np.log((k0 + half) / (n0 + half))
        variance = 1 / (k1 + half) - 1 / (n1 + half) + 1 / (k0 + half) - 1 / (n0 + half)
        reach = Z95 * np.sqrt(np.maximum(variance, 0))
    told = [np.where(known, np.exp(one), np.nan) for one in (logged, logged - reach, logged + reach)]
    p = np.where(known, _p(k1, n1, k0, n0), np.nan)
    return Lifts(n=n1, left=k1, lift=told[0], low=told[1], high=told[2], p=p)


def _p(k1: Int64s, n1: Int64s, k0: Int64s, n0: Int64s) -> Floats:
    n, k = (n1 + n0).astype(np.float64), (k1 + k0).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (k / n) * (1 - k / n) * (1 / n1 + 1 / n0)
        z = (k1 / n1 - k0 / n0) * np.sqrt((n - 1) / n / spread)
    tails = [math.erfc(abs(one) / math.sqrt(2)) for one in z.tolist()]
    p: Floats = np.where(spread > 0, tails, 1.0)
    return p


def tested(lifts: Lifts, *, everybody: int, support: int) -> Booleans:
    """Which patterns have enough customers with and without them to be tested."""
    return ~np.isnan(lifts.p) & (lifts.n >= support) & (everybody - lifts.n >= support)


def adjusted(p: Floats) -> Floats:
    """q-values: the share of false discoveries among all that are at least as clear.

    Source: Benjamini and Hochberg 1995.
    """
    order = np.argsort(-p, kind="stable")
    scaled = p[order] * p.size / np.arange(p.size, 0, -1)
    q = np.empty(p.size)
    q[order] = np.minimum.accumulate(scaled)
    return q


def kept(training: Lifts, q: Floats, later: Lifts) -> Booleans:
    """Which patterns are clear at the first time and point the same way at the later one."""
    first, second = np.log(training.lift), np.log(later.lift)
    with np.errstate(invalid="ignore"):
        return (q <= FALSE_DISCOVERIES) & (first * second > 0)


def strength(lifts: Lifts) -> Floats:
    """How far the interval stays from 1, as a logarithm; 0 where it holds 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        away = np.where(lifts.lift > 1, np.log(lifts.low), -np.log(lifts.high))
    found: Floats = np.maximum(np.nan_to_num(away, nan=0.0), 0.0)
    return found
