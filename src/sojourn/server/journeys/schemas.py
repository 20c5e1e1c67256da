"""Answers whose JSON is written by hand in the library."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from sojourn.server.api.schemas import Wire


class FunnelStep(Wire):
    """One step of a funnel."""

    event: str
    reached: int
    share: float
    low: float
    high: float
    share_of_previous: float | None
    previous_low: float | None
    previous_high: float | None
    median_seconds: float | None


class NextEvent(Wire):
    """What those did who went no further."""

    event: str
    customers: int
    share: float


class FunnelLeft(Wire):
    """Customers who went no further than a step."""

    after: str
    customers: int
    next: list[NextEvent]


class FunnelAnswer(Wire):
    """A funnel."""

    customers: int
    within_seconds: float | None
    steps: list[FunnelStep]
    left: list[FunnelLeft]
