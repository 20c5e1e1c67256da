"""What the API says about opportunities."""

from __future__ import annotations

from pydantic import Field

from sojourn.server.api.schemas import Wire


class OpportunityView(Wire):
    """What could change: a barrier, weighed by four criteria of 0 to 1 each."""

    card: str
    step: str
    step_title: str
    barrier: str
    recommendation: str
    satisfaction_impact: float
    ease: float
    resource_needs: float
    roi_potential: float
    affected: int | None
    lost: int | None
    priority: float = Field(description="Weighted mean of the criteria, 0 to 100.")
    assumed: list[str] = Field(description="Criteria that stand on a default because the map does not say.")
    reasons: dict[str, str]
