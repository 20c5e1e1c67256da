"""How many texts fall on each step of a map: those of the log, and feedback that names the step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from sojourn.evidence.feedback_store import FeedbackStore
from sojourn.journeys.engines.protocol import Chunk
from sojourn.maps.document import Step

Int64s = npt.NDArray[np.int64]

TICKET: Final = "ticket"


@dataclass(frozen=True)
class StepTexts:
    """Texts of events by the step that the customer was at; an event of a step speaks of that step.

    Attributes:
        step_by_code: int64[names]; the first step that each name stands for, -1 for none.
        steps: How many steps there are.
    """

    step_by_code: Int64s
    steps: int

    def partial(self, chunk: Chunk) -> Int64s:
        """Count in some journeys."""
        at = self.step_by_code[chunk.codes]
        places = np.arange(at.size)
        last = np.maximum.accumulate(np.where(at >= 0, places, -1)) if at.size else places
        begins = np.repeat(chunk.offsets[:-1], np.diff(chunk.offsets))
        told = np.flatnonzero((chunk.attribute("text") >= 0) & (last >= begins))
        return np.bincount(at[last[told]], minlength=self.steps).astype(np.int64)

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


def feedback_by_step(store: FeedbackStore, steps: Sequence[Step]) -> dict[str, tuple[int, int]]:
    """Of each step how many texts and how many tickets among the feedback are about it.

    Feedback is about a step when its subject is the step's title or one of its events, in any case.
    """
    step_by_subject: dict[str, str] = {}
    for step in steps:
        for name in (step.title, *step.events):
            step_by_subject.setdefault(name.strip().casefold(), step.id)
    found: dict[str, tuple[int, int]] = {}
    for table in store.tables():
        rows = zip(
            table["subject"].to_pylist(),
            table["kind"].to_pylist(),
            pc.is_valid(table["text"]).to_pylist(),
            strict=True,
        )
        for subject, kind, has_text in rows:
            about = step_by_subject.get(subject.strip().casefold()) if subject else None
            if about is not None:
                texts, tickets = found.get(about, (0, 0))
                found[about] = (texts + bool(has_text), tickets + (kind == TICKET))
    return found
