"""Maps of other tools over HTTP: what there is, what a file means, a map as such a file."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from sojourn.maps.interchange import format_named
from sojourn.server.api.files import download
from sojourn.server.api.schemas import FAULTS
from sojourn.server.maps import documents, files
from sojourn.server.maps.access import map_for
from sojourn.server.maps.files_schemas import LossesView, MapFileView, MapFormatView
from sojourn.server.workspaces.access import member, user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["maps"])


@router.get("/map-formats", response={200: list[MapFormatView], **FAULTS}, operation_id="map_formats")
def map_formats(request: HttpRequest) -> list[MapFormatView]:
    """Every notation that maps are read from or written in, and what each can hold."""
    member(request)
    return files.map_formats()


@router.post("/map-files", response={200: MapFileView, **FAULTS}, operation_id="read_map_file")
def read_map_file(
    request: HttpRequest,
    file: File[UploadedFile],
    kinds: Annotated[str, Form(max_length=100_000)] = "",
    notation: Annotated[str, Form(max_length=40)] = "",
) -> MapFileView:
    """What a file of another tool means as a map, and what of it is lost. Nothing is kept."""
    member(request, role=Role.EDITOR)
    return files.read_map_file(file, kinds=kinds, format_name=notation)


@router.get(
    "/maps/{map_id}/notations/{format_name}/losses",
    response={200: LossesView, **FAULTS},
    operation_id="map_losses",
)
def map_losses(request: HttpRequest, map_id: str, format_name: str) -> LossesView:
    """What a notation would not say of the map, counted and in words."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    return files.losses_of(documents.current_document(found.id), format_name)


@router.get(
    "/maps/{map_id}/notations/{format_name}",
    response=FAULTS,
    operation_id="map_file",
    openapi_extra={
        "responses": {
            200: {"description": "The file.", "content": {"application/octet-stream": {}}},
        }
    },
)
def map_file(request: HttpRequest, map_id: str, format_name: str) -> HttpResponse:
    """The map as a file of a notation."""
    found, _ = map_for(user_of(request), map_id, role=Role.VIEWER)
    document = documents.current_document(found.id)
    written = files.written_map(document, format_name)
    notation = format_named(format_name)
    return download(
        written.data, name=f"{document.map.title}.{notation.extensions[0]}", media_type=notation.media_type
    )
