"""What customers who converted did differently from those who left one step before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from sojourn.core.differences import difference_of_shares, false_discovery_rates

Int64s = npt.NDArray[np.int64]

When = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class FunnelDifference:
    """One event that is no step, among those who converted and those who left after the step before the last.

    Attributes:
        event: Which.
        when: Before the event that reached the step before the last, or after it; after it until the last
            step was reached, or until the journey or the window was over.
        converted: How many of those who converted had it then.
        converted_share: As a part of all who converted.
        left: How many of those who left had it then.
        left_share: As a part of all who left.
        difference: ``converted_share - left_share``, with its 95 % interval.
        lift: ``converted_share / left_share``; ``None`` where nobody who left had it.
        p_value: How likely so large a difference is by chance.
        false_discovery_rate: The same when all events of this list are tested at once.
    """

    event: str
    when: When
    converted: int
    converted_share: float
    left: int
    left_share: float
    difference: float
    low: float
    high: float
    lift: float | None
    p_value: float
    false_discovery_rate: float


def differences(
    had: Int64s, *, converted: int, left: int, names: Sequence[str], steps: frozenset[str]
) -> tuple[FunnelDifference, ...]:
    """The most telling first: by false discovery rate, by size of the difference, then by name.

    Args:
        had: int64[2, 2, names]; customers with each event: left or converted, before or after.
        converted, left: How many there are of both.
        names: Event names by code.
        steps: Events of the funnel's steps, which are left out: they differ by definition.

    Source: interval Newcombe 1998, method 10; test "N - 1" chi-squared, Campbell 2007; false discovery rate
        Benjamini and Hochberg 1995.
    """
    told = list(_told(had, converted=converted, left=left, names=names, steps=steps))
    rates = false_discovery_rates([one.p_value for one in told])
    rated = [
        replace(one, false_discovery_rate=rate)
        for one, rate in zip(told, rates, strict=True)
        if rate is not None
    ]
    return tuple(
        sorted(rated, key=lambda one: (one.false_discovery_rate, -abs(one.difference), one.event, one.when))
    )


def _told(
    had: Int64s, *, converted: int, left: int, names: Sequence[str], steps: frozenset[str]
) -> Iterator[FunnelDifference]:
    whens: tuple[When, When] = ("before", "after")
    for place, when in enumerate(whens):
        for code in np.flatnonzero(had[:, place].sum(axis=0)).tolist():
            k_left, k_converted = had[:, place, code].tolist()
            found = difference_of_shares(k_converted, converted, k_left, left)
            if found is None or names[code] in steps:
                continue
            yield FunnelDifference(
                event=names[code],
                when=when,
                converted=k_converted,
                converted_share=k_converted / converted,
                left=k_left,
                left_share=k_left / left,
                difference=found.value,
                low=found.low,
                high=found.high,
                lift=k_converted / converted / (k_left / left) if k_left else None,
                p_value=found.p,
                false_discovery_rate=1.0,
            )
