"""Opportunities over HTTP."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from sojourn.server.actions.schemas import OpportunityView
from sojourn.server.actions.selectors import opportunities_of
from sojourn.server.api.schemas import FAULTS
from sojourn.server.maps.access import map_for
from sojourn.server.workspaces.access import user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["actions"])


@router.get(
    "/maps/{map_id}/opportunities",
    response={200: list[OpportunityView], **FAULTS},
    operation_id="opportunities",
)
def opportunities(request: HttpRequest, map_id: str) -> list[OpportunityView]:
    """What could change, from the map's barriers, best first."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return opportunities_of(found.id)
