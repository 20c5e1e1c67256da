"""Sojourn itself, asked as a user asks it: through the journey log of a workspace."""

from __future__ import annotations

from datetime import timedelta

from dataset import Data
from sides.asked import FUNNEL, POSITIONS, WINDOW_US
from sojourn.journeys.log.journey_log import JourneyLog

WINDOW = timedelta(microseconds=WINDOW_US)


class Ours:
    """Every answer whole: with its intervals, quantiles and names."""

    name = "Sojourn"
    segment: str | None = None

    def open(self, data: Data) -> None:
        """Map the index, and work out who is of the segment, where there is one."""
        self.log = JourneyLog.open(data.workspace).where(self.segment)

    def transitions(self) -> list[int]:
        """All transitions with exact mean, median and 90th percentile."""
        found = self.log.transitions().transitions
        return [sum(one.count for one in found if one.source != "(start)" and one.target != "(end)")]

    transitions_with_medians = transitions

    def funnel(self) -> list[int]:
        """Customers by step within the window."""
        return [step.reached for step in self.log.funnel(FUNNEL, within=WINDOW).steps]

    def variants(self) -> list[int]:
        """How many variants, and the customers of the three most common."""
        found = self.log.variants(top=20)
        return [found.variants, *(one.customers for one in found.top[:3])]

    def flow(self) -> list[int]:
        """Customers at each position, and the links between them."""
        found = self.log.flow(positions=POSITIONS, top=30)
        return [sum(node.customers for node in at.nodes if node.event != "(left)") for at in found.positions]


class OursInSegment(Ours):
    """The same of the customers in a segment."""

    name = "Sojourn, in a segment"
    segment = "did cart_added"
