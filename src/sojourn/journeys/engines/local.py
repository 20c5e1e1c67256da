"""The engine of one machine: chunks of whole journeys in threads."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import (
    Analysis,
    Result_co,
    Summary,
    chunk_of,
    merged,
    selected,
)
from sojourn.journeys.log.index import JourneyIndex
from sojourn.journeys.selection import EVERYTHING, Condition, Selection

Part = TypeVar("Part")

SMALL: Final = 100_000
"""Fewer events than this are not worth a second thread."""

CHUNK_EVENTS: Final = 4_000_000
"""More events than this in one chunk would cost memory and gain nothing."""


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Kernels run without the interpreter lock, so threads share the arrays and the work."""

    threads: int = field(default_factory=lambda: os.cpu_count() or 1)
    chunk_events: int = CHUNK_EVENTS

    def run(
        self,
        index: JourneyIndex,
        analysis: Analysis[Summary, Result_co],
        *,
        selection: Selection = EVERYTHING,
    ) -> Result_co:
        """Ask ``analysis`` of the selected journeys of ``index``."""
        mask = None if selection.segment is None else self._mask(index, selection.segment)

        def partial(bound: tuple[int, int]) -> Summary:
            here = None if mask is None else mask[slice(*bound)]
            return analysis.partial(selected(chunk_of(index, *bound), selection, mask=here))

        return analysis.result(merged(self._in_threads(index, partial), analysis.merge))

    def _mask(self, index: JourneyIndex, segment: Condition) -> npt.NDArray[np.bool_]:
        """Which customers are of the segment; worked out once for each index."""
        known = index.masks.get(segment)
        if known is None:
            parts = self._in_threads(index, lambda bound: segment.holds(chunk_of(index, *bound)))
            known = index.masks.keep(segment, np.concatenate(parts))
        return known

    def _in_threads(self, index: JourneyIndex, work: Callable[[tuple[int, int]], Part]) -> list[Part]:
        bounds = self._bounds(index)
        if len(bounds) == 1:
            return [work(bounds[0])]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(work, bounds))

    def _bounds(self, index: JourneyIndex) -> list[tuple[int, int]]:
        """First and end customer of each chunk, cut so that all hold about as many events."""
        events = index.event_count
        wanted = 1 if events < SMALL else max(self.threads, -(-events // self.chunk_events))
        cuts = np.searchsorted(index.offsets, np.linspace(0, events, wanted + 1)[1:-1])
        places = sorted({0, *cuts.tolist(), index.customer_count})
        return list(pairwise(places))
