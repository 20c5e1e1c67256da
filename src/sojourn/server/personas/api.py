"""Personas over HTTP: the library of a workspace, copies on maps, and their sheets."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from sojourn.maps.persona_fields import checked
from sojourn.render.persona_files import MEDIA_TYPES, sheet_of, sheets_of_map, write_sheets
from sojourn.server.api.files import download
from sojourn.server.api.schemas import FAULTS
from sojourn.server.maps.access import map_for
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.schemas import OperationsAnswer
from sojourn.server.personas import selectors, services
from sojourn.server.personas.access import persona_for
from sojourn.server.personas.schemas import (
    PersonaChange,
    PersonaFields,
    PersonaNews,
    PersonaView,
    SheetFormat,
)
from sojourn.server.workspaces.access import NotFoundError, member, user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["personas"])
FILE = {"responses": {200: {"description": "The file.", "content": {"application/pdf": {}}}}}


@router.get("/personas", response={200: list[PersonaView], **FAULTS}, operation_id="personas")
def personas(request: HttpRequest) -> list[PersonaView]:
    """The personas that the maps of the workspace share, by name."""
    return selectors.personas_visible_to(member(request))


@router.post("/personas", response={201: PersonaView, **FAULTS}, operation_id="add_persona")
def add_persona(request: HttpRequest, body: PersonaFields) -> Status[PersonaView]:
    """Keep a persona in the library."""
    row = services.add_persona(member(request, role=Role.EDITOR), checked(body.model_dump(mode="json")))
    return Status(201, selectors.persona_view(row))


@router.get("/personas/{persona_id}", response={200: PersonaView, **FAULTS}, operation_id="persona")
def persona(request: HttpRequest, persona_id: str) -> PersonaView:
    """One persona of the library."""
    row, _ = persona_for(user_of(request), persona_id, role=Role.VIEWER)
    return selectors.persona_view(row)


@router.put("/personas/{persona_id}", response={200: PersonaView, **FAULTS}, operation_id="change_persona")
def change_persona(request: HttpRequest, persona_id: str, body: PersonaChange) -> PersonaView:
    """Change a persona. What others changed since the version that was seen is kept as well."""
    row, membership = persona_for(user_of(request), persona_id, role=Role.EDITOR)
    fields = checked(body.fields.model_dump(mode="json"))
    row = services.change_persona(row, seen=body.version, fields=fields, author=membership.user)
    return selectors.persona_view(row)


@router.delete("/personas/{persona_id}", response={204: None, **FAULTS}, operation_id="delete_persona")
def delete_persona(request: HttpRequest, persona_id: str) -> Status[None]:
    """Put a persona away; its copies on maps stay."""
    row, _ = persona_for(user_of(request), persona_id, role=Role.EDITOR)
    services.delete_persona(row)
    return Status(204, None)


@router.post(
    "/personas/{persona_id}/restore", response={200: PersonaView, **FAULTS}, operation_id="restore_persona"
)
def restore_persona(request: HttpRequest, persona_id: str) -> PersonaView:
    """Bring a deleted persona back."""
    row, _ = persona_for(user_of(request), persona_id, role=Role.EDITOR, deleted=True)
    services.restore_persona(row)
    return selectors.persona_view(row)


@router.post(
    "/personas/{persona_id}/count", response={200: PersonaView, **FAULTS}, operation_id="count_persona"
)
def count_persona(request: HttpRequest, persona_id: str) -> PersonaView:
    """Count the customers of the persona's segment in the journey log."""
    row, membership = persona_for(user_of(request), persona_id, role=Role.EDITOR)
    return selectors.persona_view(services.count_segment(row, author=membership.user))


@router.get("/personas/{persona_id}/sheet", response=FAULTS, operation_id="persona_sheet", openapi_extra=FILE)
def persona_sheet(request: HttpRequest, persona_id: str, format: SheetFormat = "pdf") -> HttpResponse:
    """The persona on one page, as a file."""
    row, membership = persona_for(user_of(request), persona_id, role=Role.VIEWER)
    found = selectors.persona_of(row)
    sheet = sheet_of(found, source=f"From the personas of {membership.workspace.name}")
    content = write_sheets([sheet], format, made_at=timezone.now())
    return download(content, name=f"{found.name}.{format}", media_type=MEDIA_TYPES[format])


@router.get(
    "/maps/{map_id}/personas/news", response={200: list[PersonaNews], **FAULTS}, operation_id="persona_news"
)
def persona_news(request: HttpRequest, map_id: str) -> list[PersonaNews]:
    """The map's personas whose originals in the library have changed since they were copied."""
    row, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.news_for(row)


@router.post(
    "/maps/{map_id}/personas/{persona_id}/update",
    response={200: OperationsAnswer, **FAULTS},
    operation_id="update_persona_copy",
)
def update_persona_copy(request: HttpRequest, map_id: str, persona_id: str) -> OperationsAnswer:
    """Bring a map's persona up to the library's newest version; the map's own changes stay."""
    row, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    return services.update_copy(row, persona_id, author=membership.user)


@router.get(
    "/maps/{map_id}/persona-sheets", response=FAULTS, operation_id="persona_sheets", openapi_extra=FILE
)
def persona_sheets(
    request: HttpRequest,
    map_id: str,
    format: SheetFormat = "pdf",
    persona: Annotated[str, Query(description="One of them, by its id on the map.")] = "",
) -> HttpResponse:
    """The map's personas, a page each; one of them also as a picture."""
    row, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    document, now = current_document(row.id), timezone.now()
    people = document.personas_in_order()
    sheets = sheets_of_map(document, today=now.date())
    chosen = [sheet for one, sheet in zip(people, sheets, strict=True) if persona in ("", one.id)]
    if persona and not chosen:
        raise NotFoundError("There is no such persona on this map.")
    content = write_sheets(chosen, format, made_at=now)
    name = chosen[0].title if len(chosen) == 1 else f"Personas of {document.map.title}"
    return download(content, name=f"{name}.{format}", media_type=MEDIA_TYPES[format])
