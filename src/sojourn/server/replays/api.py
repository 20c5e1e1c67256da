"""Maps against reality over HTTP."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from sojourn.measure.replay import MapReplay
from sojourn.server.api.schemas import FAULTS
from sojourn.server.jobs.models import Job
from sojourn.server.jobs.schemas import JobView
from sojourn.server.maps.access import map_for
from sojourn.server.replays import selectors, services
from sojourn.server.replays.schemas import BindingsView
from sojourn.server.workspaces.access import user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["maps"])


@router.get(
    "/maps/{map_id}/replay", response={200: MapReplay, 202: JobView, **FAULTS}, operation_id="replay_map"
)
def replay(
    request: HttpRequest,
    map_id: str,
    segment: Annotated[str, Query(max_length=4_000)] = "",
    top: Annotated[int, Query(ge=1, le=100)] = 20,
) -> HttpResponse | Status[JobView]:
    """Real journeys on the map; kept until the log or a binding changes. 202 with a job where it is long."""
    found, membership = map_for(user_of(request), map_id, role=Role.VIEWER)
    answer = services.replay_of(membership, found, segment=segment.strip() or None, top=top)
    if isinstance(answer, Job):
        return Status(202, JobView.of(answer, now=timezone.now()))
    return HttpResponse(answer, content_type="application/json")


@router.get("/maps/{map_id}/bindings", response={200: BindingsView, **FAULTS}, operation_id="bindings")
def bindings(request: HttpRequest, map_id: str) -> BindingsView:
    """Events suggested for steps that stand for none, and events that no step stands for."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.bindings(found)
