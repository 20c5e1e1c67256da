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


class DurationBin(Wire):
    """One bar of a histogram."""

    low_seconds: float
    high_seconds: float
    customers: int


class DurationsAnswer(Wire):
    """Times between two events, or of whole journeys."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    customers: int
    from_: str | None = Field(alias="from")
    to: str | None
    started: int
    completed: int
    not_completed: int
    median_seconds: float | None
    median_low: float | None
    median_high: float | None
    p90_seconds: float | None
    mean_seconds: float | None
    min_seconds: float | None
    max_seconds: float | None
    histogram: list[DurationBin]
