"""The walk through a funnel as a mergeable summary: counts, times, and what customers did besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.funnel import ANY_BETWEEN, ANY_ORDER, ENDS, STRICT, walk_funnel
from sojourn.journeys.narrowing import Figures, Ranges

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

Order = Literal["any-between", "strict", "any-order"]

ORDERS: Final[dict[Order, int]] = {
    "any-between": ANY_BETWEEN,
    "strict": STRICT,
    "any-order": ANY_ORDER,
}
MINUTE, HOUR, DAY = 60, 3_600, 86_400
LADDER: Final = (
    *(0, 1, 2, 5, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 28 * DAY),
    *(56 * DAY, 91 * DAY, 182 * DAY, 365 * DAY, 730 * DAY),
)
"""Bounds that people know, in seconds, of the histogram of the time to convert."""

LADDER_US: Final = np.array(LADDER, np.int64) * 1_000_000


class Walk:
    """How journeys walk through the steps of a funnel (SPEC FN1 to FN14)."""

    def __init__(
        self,
        steps: Sequence[Sequence[int]],
        *,
        without: Sequence[int],
        names: int,
        within_us: int,
        order: Order,
    ) -> None:
        """Prepare the walk.

        Args:
            steps: The codes of the events of each step.
            without: The codes of the events that end a walk.
            names: How many event names there are.
            within_us: Longest time from the first step, in microseconds.
            order: What may lie between two steps.
        """
        self.steps = len(steps)
        self._within_us = within_us
        self._order = ORDERS[order]
        self._serves = np.zeros(names, np.uint64)
        for step, codes in enumerate(steps):
            self._serves[list(codes)] |= np.uint64(1 << step)
        self._serves[list(without)] |= ENDS

    @property
    def groups(self) -> int:
        """How many groups of times: for each step from the first, from the one before, and until the next."""
        return 3 * self.steps

    def walked(self, chunk: Chunk) -> tuple[Int64s, Int64s, Int64s, Int64s, Int32s, Int64s]:
        """What ``walk_funnel`` finds in whole journeys."""
        found: tuple[Int64s, Int64s, Int64s, Int64s, Int32s, Int64s] = walk_funnel(
            chunk.offsets,
            chunk.codes,
            chunk.times,
            self._serves,
            self.steps,
            self._within_us,
            self._order,
            LADDER_US,
        )
        return found

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """The times of whole journeys by their groups."""
        return self.walked(chunk)[-2:]


@dataclass(frozen=True)
class FunnelSums:
    """What a walk finds, as ``walk_funnel`` says; two of them add up."""

    reached: Int64s
    after: Int64s
    histogram: Int64s
    had: Int64s
    times: Figures


class CountWalks:
    """Walks through a funnel as a mergeable summary."""

    def __init__(self, walk: Walk, within: Ranges) -> None:
        """Count ``walk``, looking for the figures of its times ``within``."""
        self._walk = walk
        self._within = within

    def partial(self, chunk: Chunk) -> FunnelSums:
        """Walk whole journeys."""
        reached, after, histogram, had, groups, waits = self._walk.walked(chunk)
        return FunnelSums(reached, after, histogram, had, Figures.of(groups, waits, self._within))

    def merge(self, a: FunnelSums, b: FunnelSums) -> FunnelSums:
        """Sums add up."""
        return FunnelSums(
            reached=a.reached + b.reached,
            after=a.after + b.after,
            histogram=a.histogram + b.histogram,
            had=a.had + b.had,
            times=a.times.plus(b.times),
        )

    def result(self, summary: FunnelSums) -> FunnelSums:
        """The sums themselves."""
        return summary
