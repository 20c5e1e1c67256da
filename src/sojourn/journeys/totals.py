"""How much there is of the selected journeys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sojourn.journeys.engines.protocol import Chunk


@dataclass(frozen=True, slots=True)
class Totals:
    """Customers and events, and the microseconds of the first and the last event; both 0 without events."""

    customers: int
    events: int
    first_us: int
    last_us: int


class CountTotals:
    """Counts what is selected, as a mergeable summary."""

    def partial(self, chunk: Chunk) -> Totals:
        """Count journeys."""
        if chunk.customers == 0:
            return Totals(0, 0, 0, 0)
        firsts, lasts = chunk.times[chunk.offsets[:-1]], chunk.times[chunk.offsets[1:] - 1]
        return Totals(chunk.customers, chunk.events, int(np.min(firsts)), int(np.max(lasts)))

    def merge(self, a: Totals, b: Totals) -> Totals:
        """Counts add up."""
        if not a.customers or not b.customers:
            return a if a.customers else b
        return Totals(
            a.customers + b.customers,
            a.events + b.events,
            min(a.first_us, b.first_us),
            max(a.last_us, b.last_us),
        )

    def result(self, summary: Totals) -> Totals:
        """The counts themselves."""
        return summary
