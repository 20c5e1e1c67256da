"""Maps over HTTP: open, change by operations, measure, render."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from sojourn.server.api.files import drawing, picture
from sojourn.server.api.schemas import FAULTS
from sojourn.server.jobs.schemas import JobView
from sojourn.server.maps import documents, images, selectors, services, tasks
from sojourn.server.maps.access import map_for
from sojourn.server.maps.answers import Answer
from sojourn.server.maps.schemas import (
    AtlasView,
    FindingView,
    ImageView,
    MapSummary,
    MapView,
    MeasureAnswer,
    NewDraft,
    NewMap,
    NewOperations,
    OperationsAnswer,
    OperationsSince,
    RenderRequest,
    TemplateView,
)
from sojourn.server.workspaces.access import member, user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["maps"])


@router.get("/maps", response={200: list[MapSummary], **FAULTS}, operation_id="maps")
def maps(request: HttpRequest) -> list[MapSummary]:
    """Every map of the workspace, last changed first."""
    return selectors.maps_visible_to(member(request))


@router.get("/templates", response={200: list[TemplateView], **FAULTS}, operation_id="templates")
def templates(request: HttpRequest) -> list[TemplateView]:
    """Maps to start from."""
    member(request)
    return selectors.templates()


@router.get(
    "/templates/thumbnail",
    response=FAULTS,
    operation_id="template_thumbnail",
    openapi_extra={"responses": {200: {"description": "The picture.", "content": {"image/svg+xml": {}}}}},
)
def template_thumbnail(request: HttpRequest, template: str = "blank", theme: str = "light") -> HttpResponse:
    """A template in small, as SVG: stages, curve and stations without letters."""
    member(request)
    return drawing(selectors.template_thumbnail(template, theme=theme))


@router.post("/maps", response={201: MapView, **FAULTS}, operation_id="create_map")
def create_map(request: HttpRequest, body: NewMap) -> HttpResponse:
    """A new map: empty, from a template, or from a YAML file."""
    membership = member(request, role=Role.EDITOR)
    created = services.create_map(membership, title=body.title, template=body.template, yaml=body.yaml)
    return selectors.map_view(created, role=membership.role, status=201)


@router.post("/maps/draft", response={202: JobView, **FAULTS}, operation_id="draft_map")
def draft_map(request: HttpRequest, body: NewDraft) -> Status[JobView]:
    """Draft a map from the journey log, as a job; its result names the map."""
    job = tasks.start_draft(member(request, role=Role.EDITOR), title=body.title, steps=body.steps)
    return Status(202, JobView.of(job, now=timezone.now()))


@router.get("/maps/atlas", response={200: AtlasView, **FAULTS}, operation_id="atlas")
def atlas(request: HttpRequest) -> AtlasView:
    """Every map of the workspace, and which step of which opens which."""
    return selectors.atlas_visible_to(member(request))


@router.get("/maps/{map_id}", response={200: MapView, **FAULTS}, operation_id="map")
def map_(request: HttpRequest, map_id: str) -> HttpResponse:
    """A map: its document after the last operation."""
    found, membership = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.map_view(found, role=membership.role)


@router.delete("/maps/{map_id}", response={204: None, **FAULTS}, operation_id="delete_map")
def delete_map(request: HttpRequest, map_id: str) -> Status[None]:
    """Put a map away; it can be restored."""
    found, _ = map_for(user_of(request), map_id, role=Role.EDITOR)
    services.delete_map(found)
    return Status(204, None)


@router.post("/maps/{map_id}/restore", response={200: MapView, **FAULTS}, operation_id="restore_map")
def restore_map(request: HttpRequest, map_id: str) -> HttpResponse:
    """Bring a deleted map back as it was."""
    found, membership = map_for(user_of(request), map_id, role=Role.EDITOR, deleted=True)
    services.restore_map(found)
    return selectors.map_view(found, role=membership.role)


@router.get("/maps/{map_id}/operations", response={200: OperationsSince, **FAULTS}, operation_id="operations")
def operations(request: HttpRequest, map_id: str, after: Annotated[int, Query(ge=0)] = 0) -> OperationsSince:
    """Operations after a number: up to 1,000 at once; ask again while the last is below ``seq``."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.operations_since(found, after=after)


@router.post(
    "/maps/{map_id}/operations", response={200: OperationsAnswer, **FAULTS}, operation_id="commit_operations"
)
def commit_operations(request: HttpRequest, map_id: str, body: NewOperations) -> Answer:
    """Commit operations. They are stored durably before this answers; one id is accepted once."""
    found, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    return services.commit_operations(found.id, operations=body.operations, author=membership.user)


@router.post("/maps/{map_id}/measure", response={200: MeasureAnswer, **FAULTS}, operation_id="measure_map")
def measure_map(request: HttpRequest, map_id: str) -> MeasureAnswer:
    """Write the numbers of the journey log on the steps, as one operation."""
    found, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    return services.measure_map(found.id, author=membership.user)


@router.post("/maps/{map_id}/images", response={201: ImageView, **FAULTS}, operation_id="add_image")
def add_image(request: HttpRequest, map_id: str, file: File[UploadedFile]) -> Status[ImageView]:
    """Put a picture (PNG, JPEG, WebP, GIF; up to 10 MB) on the server, for cards and steps of the map."""
    found, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    added = images.add_image(found, file=file, author=membership.user)
    return Status(201, ImageView(id=added.id, width=added.width, height=added.height))


@router.get(
    "/maps/{map_id}/images/{image_id}",
    response=FAULTS,
    operation_id="image",
    openapi_extra={"responses": {200: {"description": "The picture.", "content": {"image/webp": {}}}}},
)
def image(request: HttpRequest, map_id: str, image_id: str) -> HttpResponse:
    """A picture of the map. It never changes, so browsers may keep it."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return picture(images.image_of(found.id, image_id))


@router.post("/maps/{map_id}/renders", response={202: JobView, **FAULTS}, operation_id="render_map")
def render_map(request: HttpRequest, map_id: str, body: RenderRequest) -> Status[JobView]:
    """Make a file of the map, as a job."""
    found, membership = map_for(user_of(request), map_id, role=Role.VIEWER)
    job = tasks.start_render(membership, found, request=body)
    return Status(202, JobView.of(job, now=timezone.now()))


@router.get("/maps/{map_id}/findings", response={200: list[FindingView], **FAULTS}, operation_id="findings")
def findings(request: HttpRequest, map_id: str) -> list[FindingView]:
    """What about the map wants a look."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.findings(documents.current_document(found.id))
