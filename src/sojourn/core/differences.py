"""Two figures set against each other: their difference, its 95 % interval, and how likely chance alone is.

All of them take the two groups for independent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from sojourn.core.statistics import CONFIDENCE, Interval, newcombe, student_quantile

_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(0.5 + CONFIDENCE / 2)


@dataclass(frozen=True, slots=True)
class Difference:
    """``a - b``, in the unit of both.

    Attributes:
        value: The difference.
        low, high: Its 95 % interval.
        p: Two-sided: how likely so large a difference is by chance where there is none.
    """

    value: float
    low: float
    high: float
    p: float


def difference_of_shares(k_a: float, n_a: float, k_b: float, n_b: float) -> Difference | None:
    """Difference of two shares ``k / n``; ``None`` where one of them rests on nothing.

    Source: interval Newcombe 1998, method 10; test "N - 1" chi-squared, Campbell 2007.

    >>> found = difference_of_shares(56, 70, 48, 80)
    >>> round(found.value, 3), round(found.low, 4), round(found.high, 4), round(found.p, 4)
    (0.2, 0.0524, 0.3339, 0.0083)
    """
    if n_a <= 0 or n_b <= 0:
        return None
    interval = newcombe(k_a, n_a, k_b, n_b)
    value, n = k_a / n_a - k_b / n_b, n_a + n_b
    pooled = (k_a + k_b) / n
    variance = pooled * (1 - pooled) * (1 / n_a + 1 / n_b) * n / max(1.0, n - 1)
    p = two_sided(value / math.sqrt(variance)) if variance > 0 else 1.0
    return Difference(value, interval.low, interval.high, p)


def difference_of_means(a: tuple[float, float, float], b: tuple[float, float, float]) -> Difference | None:
    """Difference of two means, variances not taken for equal.

    Args:
        a, b: Of each: how many values, their sum, the sum of their squares.

    Returns:
        The difference; ``None`` below two values, or where neither side varies.

    Source: Welch 1947; degrees of freedom Satterthwaite 1946.
    """
    if a[0] < 2 or b[0] < 2:
        return None
    (mean_a, share_a), (mean_b, share_b) = _mean_and_error(*a), _mean_and_error(*b)
    error = share_a + share_b
    if error <= 0:
        return None
    degrees = error**2 / (share_a**2 / (a[0] - 1) + share_b**2 / (b[0] - 1))
    value = mean_a - mean_b
    reach = student_quantile(0.5 + CONFIDENCE / 2, degrees) * math.sqrt(error)
    return Difference(value, value - reach, value + reach, _student_p(value / math.sqrt(error), degrees))


def difference_of_nps(a: tuple[float, float, float], b: tuple[float, float, float]) -> Difference | None:
    """Difference of two Net Promoter Scores, in points.

    The interval is around the difference of the adjusted scores, which lie nearer to 0 than the scores.

    Args:
        a, b: Of each: promoters, detractors, and answers.

    Source: adjusted Wald as in ``nps_interval`` (Rocks 2016), the variances of both added.
    """
    if a[2] <= 0 or b[2] <= 0:
        return None
    (score_a, variance_a), (score_b, variance_b) = _adjusted_nps(*a), _adjusted_nps(*b)
    value = 100 * ((a[0] - a[1]) / a[2] - (b[0] - b[1]) / b[2])
    error = math.sqrt(variance_a + variance_b)
    middle = score_a - score_b
    reach = _Z * error
    return Difference(value, 100 * (middle - reach), 100 * (middle + reach), two_sided(middle / error))


def difference_of_intervals(a: float, interval_a: Interval, b: float, interval_b: Interval) -> Difference:
    """Difference of two figures of which only the 95 % intervals are known.

    ``p`` is below 0.05 where the interval leaves out 0: the reach towards 0 is taken for that of a normal
    error.

    Source: MOVER, Zou and Donner 2008.
    """
    value = a - b
    low = value - math.hypot(a - interval_a.low, interval_b.high - b)
    high = value + math.hypot(interval_a.high - a, b - interval_b.low)
    reach = value - low if value > 0 else high - value
    if reach <= 0:
        return Difference(value, low, high, 1.0 if value == 0 else 0.0)
    return Difference(value, low, high, two_sided(_Z * value / reach))


def nps_interval(promoters: float, detractors: float, n: float) -> Interval | None:
    """95 % interval of a Net Promoter Score in points, -100 to 100; ``None`` without answers.

    Source: adjusted Wald, three answers added of which 3/4 promoters and 3/4 detractors (Rocks 2016).

    >>> interval = nps_interval(50, 20, 100)
    >>> round(interval.low, 1), round(interval.high, 1)
    (14.1, 44.2)
    """
    if n <= 0:
        return None
    score, variance = _adjusted_nps(promoters, detractors, n)
    reach = _Z * math.sqrt(variance)
    return Interval(max(-100.0, 100 * (score - reach)), min(100.0, 100 * (score + reach)))


def false_discovery_rates(p_values: Sequence[float | None]) -> list[float | None]:
    """For each test the share of false discoveries among all that are at least as striking.

    Args:
        p_values: One for each test; ``None`` where there was none.

    Source: Benjamini and Hochberg 1995.

    >>> false_discovery_rates([0.01, None, 0.04, 0.03])
    [0.03, None, 0.04, 0.04]
    """
    from scipy.stats import false_discovery_control

    tested = [p for p in p_values if p is not None]
    rates = iter(false_discovery_control(tested, method="bh").tolist() if tested else [])
    return [None if p is None else float(next(rates)) for p in p_values]


def two_sided(z: float) -> float:
    """How likely a normal error is at least as far from 0 as ``z``.

    >>> round(two_sided(1.959964), 4)
    0.05
    """
    return math.erfc(abs(z) / math.sqrt(2))


def _mean_and_error(n: float, total: float, squares: float) -> tuple[float, float]:
    """A mean, and the square of its standard error."""
    mean = total / n
    return mean, max(0.0, (squares - total * mean) / (n - 1)) / n


def _adjusted_nps(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """The adjusted score as a share from -1 to 1, and its variance."""
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    return p - d, (p + d - (p - d) ** 2) / (n + 3)


def _student_p(t: float, degrees: float) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(t)))
