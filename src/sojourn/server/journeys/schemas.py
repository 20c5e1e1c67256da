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


class Variant(Wire):
    """Journeys with the same order of events."""

    events: list[str]
    customers: int
    share: float
    cumulative_share: float
    median_seconds: float | None


class OtherVariants(Wire):
    """All variants that are not shown."""

    variants: int
    customers: int
    share: float


class VariantsAnswer(Wire):
    """The variants."""

    customers: int
    variants: int
    top: list[Variant]
    other: OtherVariants


class FlowNode(Wire):
    """An event at a position."""

    event: str
    customers: int
    share: float


class FlowPosition(Wire):
    """All events at a position; their shares sum to 1."""

    position: int
    nodes: list[FlowNode]


class FlowLink(Wire):
    """Customers going from an event at a position to one at the next."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    position: int
    from_: str = Field(alias="from")
    to: str
    customers: int


class FlowAnswer(Wire):
    """The flow."""

    customers: int
    anchored: int
    anchor: str | None
    direction: str
    positions: list[FlowPosition]
    links: list[FlowLink]


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
