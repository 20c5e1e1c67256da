"""An engine that cuts where it is told to and merges in an odd order, to prove that neither matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sojourn.journeys.engines.protocol import Analysis, Result_co, Summary, chunk_of, selected
from sojourn.journeys.log.index import JourneyIndex
from sojourn.journeys.selection import EVERYTHING, Selection


@dataclass(frozen=True)
class CutEngine:
    """Chunks end at the given customers; the last summaries are merged first."""

    cuts: Sequence[int]

    def run(
        self,
        index: JourneyIndex,
        analysis: Analysis[Summary, Result_co],
        *,
        selection: Selection = EVERYTHING,
    ) -> Result_co:
        places = sorted({0, index.customer_count, *(cut % index.customer_count for cut in self.cuts)})
        summaries = [
            analysis.partial(selected(chunk_of(index, first, end), selection))
            for first, end in pairwise(places)
        ]
        while len(summaries) > 1:
            last = summaries.pop()
            summaries.append(analysis.merge(last, summaries.pop()))
        return analysis.result(summaries[0])
