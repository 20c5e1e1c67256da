"""The workspace at a glance."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from sojourn.server.api.schemas import FAULTS
from sojourn.server.workspaces.access import member
from sojourn.server.workspaces.schemas import Overview
from sojourn.server.workspaces.selectors import overview_for

router = Router(tags=["workspace"])


@router.get("/overview", response={200: Overview, **FAULTS}, operation_id="overview")
def overview(request: HttpRequest) -> Overview:
    """The journey log, the maps, the last five sources and what is under way."""
    return overview_for(member(request))
