"""Two maps side by side over HTTP."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from sojourn.render.comparison import KINDS, write_comparison
from sojourn.server.api.files import download
from sojourn.server.api.schemas import FAULTS
from sojourn.server.comparing import selectors
from sojourn.server.comparing.schemas import ComparisonFormat, ComparisonView, Sides
from sojourn.server.maps.access import map_for
from sojourn.server.maps.models import Map
from sojourn.server.workspaces.access import NotFoundError, user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["comparing"])
FILE = {"responses": {200: {"description": "The file.", "content": {"text/markdown": {}}}}}


@router.get(
    "/maps/{map_id}/beside/{other_id}", response={200: ComparisonView, **FAULTS}, operation_id="compare_maps"
)
def compare_maps(
    request: HttpRequest, map_id: str, other_id: str, sides: Annotated[Sides, Query()]
) -> ComparisonView:
    """Two maps of one workspace side by side; the same map twice for two personas or two states of it."""
    return selectors.comparison(*_both(request, map_id, other_id), sides=sides)


@router.get(
    "/maps/{map_id}/beside/{other_id}/file",
    response=FAULTS,
    operation_id="compared_maps_file",
    openapi_extra=FILE,
)
def compared_maps_file(
    request: HttpRequest,
    map_id: str,
    other_id: str,
    sides: Annotated[Sides, Query()],
    format: ComparisonFormat = "md",
) -> HttpResponse:
    """The same as a file: the steps as a table, and the differences in words."""
    compared = selectors.compared_maps(*_both(request, map_id, other_id), sides=sides)
    name = f"{compared.a_name} against {compared.b_name}.{format}"
    return download(write_comparison(compared, format), name=name, media_type=KINDS[format][0])


def _both(request: HttpRequest, map_id: str, other_id: str) -> tuple[Map, Map]:
    user = user_of(request)
    (a, _), (b, _) = (map_for(user, one, role=Role.VIEWER) for one in (map_id, other_id))
    if a.workspace_id != b.workspace_id:
        raise NotFoundError("There is no such map.")
    return a, b
