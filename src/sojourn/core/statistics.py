"""Intervals around what was counted, so that no number is shown without its uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95
MANY_DEGREES: Final = 300


@dataclass(frozen=True, slots=True)
class Interval:
    """A range from ``low`` to ``high``, in the unit of what it surrounds."""

    low: float
    high: float


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(successes: float, n: float, *, confidence: float = CONFIDENCE) -> Interval:
    """Score interval of a share ``successes / n``.

    Args:
        successes: How many, 0 to ``n``; with weights, the effective number.
        n: Out of how many; 0 gives the whole range 0 to 1.
        confidence: Between 0 and 1.

    Source: Wilson 1927; Brown, Cai and DasGupta 2001.

    >>> interval = wilson(81, 263)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.2553, 0.3662)
    """
    if n == 0:
        return Interval(0.0, 1.0)
    z = _z(confidence)
    p = successes / n
    centre = p + z * z / (2 * n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else max(0.0, (centre - reach) / scale)
    high = 1.0 if successes == n else min(1.0, (centre + reach) / scale)
    return Interval(low, high)


def newcombe(
    successes_a: float, n_a: float, successes_b: float, n_b: float, *, confidence: float = CONFIDENCE
) -> Interval:
    """Interval of the difference ``successes_a / n_a - successes_b / n_b`` of two independent shares.

    Source: Newcombe 1998, method 10 (hybrid score).
    """
    a, b = wilson(successes_a, n_a, confidence=confidence), wilson(successes_b, n_b, confidence=confidence)
    p_a = successes_a / n_a if n_a else 0.5
    p_b = successes_b / n_b if n_b else 0.5
    difference = p_a - p_b
    return Interval(
        max(-1.0, difference - math.hypot(p_a - a.low, b.high - p_b)),
        min(1.0, difference + math.hypot(a.high - p_a, p_b - b.low)),
    )


def _binomial(count: int, n: int, p: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(count + 1) - math.lgamma(n - count + 1)
    return math.exp(ways + count * math.log(p) + (n - count) * math.log1p(-p))


def quantile_ranks(n: int, quantile: float, *, confidence: float = CONFIDENCE) -> tuple[int, int] | None:
    """Ranks (0-based) of the sorted values that bound a quantile, by the binomial order-statistic interval.

    Below 2,000 values the ranks are exact binomial; above, by the normal approximation.

    Args:
        n: How many values.
        quantile: Between 0 and 1, both excluded, such as 0.5 for the median.
        confidence: Least coverage asked for.

    Returns:
        The ranks of the lower and the upper bound; ``None`` where ``n`` is too small for that confidence.

    Source: David and Nagaraja, Order Statistics, section 7.1.
    """
    if n <= 0:
        return None
    tail = (1 - confidence) / 2
    if n < 2_000:
        lower, upper, below = -1, n, 0.0
        for count in range(n + 1):
            before = below
            below += _binomial(count, n, quantile)
            if below <= tail:
                lower = count
            if 1 - before > tail:
                upper = count
        if lower < 0 or upper >= n:
            return None
        return lower, upper
    reach = _z(confidence) * math.sqrt(n * quantile * (1 - quantile))
    low, high = math.floor(n * quantile - reach), math.ceil(n * quantile + reach)
    return (low, high) if low >= 0 and high < n else None


def mean_interval(
    n: float, total: float, squares: float, *, confidence: float = CONFIDENCE
) -> Interval | None:
    """Student's interval of a mean, from the sum of the values and the sum of their squares.

    Args:
        n: How many values.
        total: Their sum.
        squares: The sum of their squares.
        confidence: Between 0 and 1.

    Returns:
        The interval; ``None`` below two values, which say nothing of their spread.
    """
    if n < 2:
        return None
    mean = total / n
    variance = max(0.0, (squares - total * mean) / (n - 1))
    reach = student_quantile(0.5 + confidence / 2, n - 1) * math.sqrt(variance / n)
    return Interval(mean - reach, mean + reach)


def student_quantile(p: float, degrees: float) -> float:
    """The value below which Student's t with that many degrees of freedom stays with probability ``p``.

    Found by bisection on the distribution; from ``MANY_DEGREES`` on by its expansion around the normal
    quantile (Abramowitz and Stegun 26.7.5), which is right to eight digits there.

    >>> [round(student_quantile(0.975, degrees), 3) for degrees in (1, 5, 30)]
    [12.706, 2.571, 2.042]

    Raises:
        ValueError: ``p`` is not between 0 and 1.
    """
    if not 0 < p < 1:
        raise ValueError(f"A probability between 0 and 1 is needed, not {p}.")
    if p < 0.5:
        return -student_quantile(1 - p, degrees)
    if degrees >= MANY_DEGREES:
        z = NormalDist().inv_cdf(p)
        return z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
    low, high = 0.0, 1.0
    while _student(high, degrees) < p:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _student(middle, degrees) < p else (low, middle)
    return (low + high) / 2


def _student(t: float, degrees: float) -> float:
    """Student's distribution at ``t`` >= 0, by the incomplete beta function."""
    return 1 - _beta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2


def _beta(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta function, by Lentz's continued fraction.

    Source: NIST Digital Library of Mathematical Functions, 8.17.22.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 500):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _apart(1 + numerator * d)
            c = _apart(1 + numerator / c)
            fraction *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * fraction / a


def _apart(value: float) -> float:
    """``value``, kept from zero so that it can be divided by."""
    return value if abs(value) > 1e-300 else 1e-300
