"""The engine of one machine: chunks of whole journeys in threads."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from sojourn.journeys.engines.protocol import Analysis, Result_co, Summary, chunk_of
from sojourn.journeys.log.index import JourneyIndex

SMALL: Final = 100_000
"""Fewer events than this are not worth a second thread."""

CHUNK_EVENTS: Final = 8_000_000
"""More events than this in one chunk would cost memory and gain nothing."""


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Kernels run without the interpreter lock, so threads share the arrays and the work."""

    threads: int = field(default_factory=lambda: os.cpu_count() or 1)
    chunk_events: int = CHUNK_EVENTS

    def run(self, index: JourneyIndex, analysis: Analysis[Summary, Result_co]) -> Result_co:
        """Ask ``analysis`` of all journeys of ``index``."""
        bounds = self._bounds(index)

        def partial(bound: tuple[int, int]) -> Summary:
            return analysis.partial(chunk_of(index, *bound))

        if len(bounds) == 1:
            return analysis.result(partial(bounds[0]))
        with ThreadPoolExecutor(self.threads) as pool:
            summaries = list(pool.map(partial, bounds))
        # Neighbours first, so that what grows is copied as often as a tree is deep, not once for each chunk.
        while len(summaries) > 1:
            merged = [analysis.merge(a, b) for a, b in zip(summaries[::2], summaries[1::2], strict=False)]
            summaries = merged + summaries[2 * len(merged) :]
        return analysis.result(summaries[0])

    def _bounds(self, index: JourneyIndex) -> list[tuple[int, int]]:
        """First and end customer of each chunk, cut so that all hold about as many events."""
        events = index.event_count
        wanted = 1 if events < SMALL else max(self.threads, -(-events // self.chunk_events))
        cuts = np.searchsorted(index.offsets, np.linspace(0, events, wanted + 1)[1:-1])
        places = sorted({0, *cuts.tolist(), index.customer_count})
        return list(pairwise(places))
