"""Before and after: whether a share got better, got worse, or whether the data cannot tell yet."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any, Final, Literal

from sojourn.core.errors import UsageError
from sojourn.core.statistics import CONFIDENCE, newcombe

POWER: Final = 0.8
"""How often a true difference of the size seen would be found with the needed number."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of a share before and after.

    Attributes:
        outcome: ``improved``, ``worse`` or ``not_enough_data``.
        before, after: The shares, 0 to 1.
        difference: ``after - before``, with its 95 % interval ``low`` to ``high`` (Newcombe).
        p_value: Two-sided, of the N-1 two-proportion test.
        needed: Customers needed in each period to tell a difference of this size, at power 80 %; ``None``
            where the outcome is clear, or where there is no difference to look for.
        text: The judgement in a sentence, with its numbers.
    """

    outcome: Literal["improved", "worse", "not_enough_data"]
    before: float
    after: float
    difference: float
    low: float
    high: float
    p_value: float
    needed: int | None
    text: str

    def to_json(self) -> dict[str, Any]:
        """As it travels."""
        return asdict(self)


def verdict(
    before: tuple[int, int],
    after: tuple[int, int],
    *,
    higher_is_better: bool = True,
    smallest: float | None = None,
) -> Verdict:
    """Judge two independent shares.

    Args:
        before: How many of how many, in the period before.
        after: How many of how many, in the period after.
        higher_is_better: Whether a rise is what was hoped for.
        smallest: The smallest difference that matters, 0 to 1; the needed number is told for it. By default
            for the difference that was seen.

    Raises:
        UsageError: The counts are no counts.

    Source: Campbell, "Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample
    recommendations", Statistics in Medicine 26, 2007 (N-1 test); Newcombe 1998, method 10 (interval).
    """
    (k_before, n_before), (k_after, n_after) = _checked(before, "before"), _checked(after, "after")
    p_before, p_after = k_before / n_before, k_after / n_after
    interval = newcombe(k_after, n_after, k_before, n_before)
    p_value = n_minus_1_test(before, after)
    clear = p_value < 1 - CONFIDENCE
    rise = p_after > p_before
    outcome: Literal["improved", "worse", "not_enough_data"] = "not_enough_data"
    if clear:
        outcome = "improved" if rise == higher_is_better else "worse"
    needed = None if clear else _needed_for(p_before, p_after, smallest)
    return Verdict(
        outcome=outcome,
        before=p_before,
        after=p_after,
        difference=p_after - p_before,
        low=interval.low,
        high=interval.high,
        p_value=p_value,
        needed=needed,
        text=_text(outcome, before, after, needed),
    )


def n_minus_1_test(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Two-sided p-value of the N-1 two-proportion test; 1 where all or nobody succeeded in both periods."""
    (k_before, n_before), (k_after, n_after) = before, after
    n = n_before + n_after
    pooled = (k_before + k_after) / n
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n_before + 1 / n_after))
    if spread == 0:
        return 1.0
    z = (k_after / n_after - k_before / n_before) * math.sqrt((n - 1) / n) / spread
    return 2 * NormalDist().cdf(-abs(z))


def needed_in_each(p: float, q: float, *, power: float = POWER, confidence: float = CONFIDENCE) -> int:
    """How many customers each of two periods needs to tell the shares ``p`` and ``q`` apart.

    >>> needed_in_each(0.5, 0.75, power=0.9)
    77

    Raises:
        UsageError: The shares are equal, which no number can tell apart.

    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., formula 4.14.
    """
    if p == q:
        raise UsageError(
            f"Both shares are {p}. Give two different ones to ask how many customers tell them apart."
        )
    z_alpha, z_power = NormalDist().inv_cdf(0.5 + confidence / 2), NormalDist().inv_cdf(power)
    middle = (p + q) / 2
    reach = z_alpha * math.sqrt(2 * middle * (1 - middle)) + z_power * math.sqrt(p * (1 - p) + q * (1 - q))
    return math.ceil(reach * reach / (p - q) ** 2)


def _needed_for(p_before: float, p_after: float, smallest: float | None) -> int | None:
    if smallest is None:
        return needed_in_each(p_before, p_after) if p_before != p_after else None
    if not 0 < smallest <= 1:
        raise UsageError(
            f"The smallest difference that matters is {smallest}. Give a share above 0, up to 1."
        )
    goal = p_before + smallest if p_before + smallest <= 1 else p_before - smallest
    return needed_in_each(p_before, max(0.0, goal))


def _checked(counts: tuple[int, int], period: str) -> tuple[int, int]:
    k, n = counts
    if n <= 0 or not 0 <= k <= n:
        raise UsageError(
            f"{k} of {n} customers in the period {period} is no share. Give a count from 0 to n, and n > 0."
        )
    return counts


def _text(outcome: str, before: tuple[int, int], after: tuple[int, int], needed: int | None) -> str:
    words = {"improved": "Improved", "worse": "Worse", "not_enough_data": "Not enough data"}[outcome]
    shares = [f"{k / n:.1%} ({k:,} of {n:,})" for k, n in (before, after)]
    more = f"; to tell, each period needs {needed:,} customers" if needed else ""
    return f"{words}: from {shares[0]} to {shares[1]}{more}."
