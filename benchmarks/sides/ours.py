"""Sojourn itself, asked as a user asks it: through the journey log of a workspace."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from dataset import Data
from sides.asked import CHURN, FUNNEL, GAP_US, GOAL, POSITIONS, WINDOW_US
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.session_cuts import session_offsets

GAP = timedelta(microseconds=GAP_US)
WINDOW = timedelta(microseconds=WINDOW_US)


class Ours:
    """Every answer whole: with its intervals, quantiles and names."""

    name = "Sojourn"
    segment: str | None = None

    def open(self, data: Data) -> None:
        """Map the index, and work out who is of the segment, where there is one."""
        self.log = JourneyLog.open(data.workspace).where(self.segment)

    def transitions(self) -> list[int]:
        """All transitions with customers, exact mean, median and 90th percentile."""
        found = self.log.transitions().transitions
        return [sum(one.count for one in found if one.source != "(start)" and one.target != "(end)")]

    transition_means = transitions

    def funnel(self) -> list[int]:
        """Customers by step within the window."""
        return [step.reached for step in self.log.funnel(FUNNEL, within=WINDOW).steps]

    def variants(self) -> list[int]:
        """How many variants, and the customers of the three most common."""
        found = self.log.variants(top=20)
        return [found.variants, *(one.customers for one in found.top[:3])]

    def flow(self) -> list[int]:
        """Customers at each position, and the links between them."""
        found = self.log.flow(positions=POSITIONS, top=30, times=False)
        return [sum(node.customers for node in at.nodes if node.event != "(left)") for at in found.positions]

    def sessions(self) -> list[int]:
        """Where every session begins, as an array."""
        return [self.log.run(SessionStarts())]

    def retention(self) -> list[int]:
        """Customers by first week and weeks since."""
        first = self.log.retention(period="week", periods=52).cohorts[0]
        return [cell.active for cell in first.periods[:4] if cell is not None]

    def markov(self) -> list[int]:
        """The chain, solved: removal effect, conversions and interval of each channel."""
        return [self.log.attribution(GOAL, models=("markov",)).conversions]

    def leaving(self) -> None:
        """Events and transitions before leaving, held out by time, with the model; asked otherwise than the peers."""
        self.log.leaving(CHURN)


class SessionStarts:
    """Sessions kept as arrays: how many there are."""

    def partial(self, chunk: Chunk) -> list[npt.NDArray[np.int64]]:
        """The offsets of the chunk's sessions."""
        return [session_offsets(chunk, GAP)]

    def merge(
        self, a: list[npt.NDArray[np.int64]], b: list[npt.NDArray[np.int64]]
    ) -> list[npt.NDArray[np.int64]]:
        """Side by side."""
        return a + b

    def result(self, summary: list[npt.NDArray[np.int64]]) -> int:
        """How many sessions."""
        return sum(starts.size - 1 for starts in summary)


class OursInSegment(Ours):
    """The same of the customers in a segment."""

    name = "Sojourn, in a segment"
    segment = "did cart_added"
