"""Versions over HTTP: the map as it was."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sojourn.server.api.schemas import FAULTS
from sojourn.server.maps.access import map_for
from sojourn.server.maps.schemas import MapView
from sojourn.server.versions import selectors
from sojourn.server.workspaces.access import user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["versions"])


@router.get("/maps/{map_id}/at/{seq}", response={200: MapView, **FAULTS}, operation_id="map_at")
def map_at(request: HttpRequest, map_id: str, seq: int) -> HttpResponse:
    """A map as it was after operation `seq`; 0 is the state in which it began."""
    found, membership = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.map_at(found, seq, role=membership.role)
