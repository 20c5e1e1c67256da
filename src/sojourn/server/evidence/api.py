"""Uploads, imports and sources over HTTP."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from sojourn.server.api.files import attachment
from sojourn.server.api.schemas import FAULTS
from sojourn.server.evidence import selectors, services
from sojourn.server.evidence.schemas import (
    ImportRequest,
    PreviewRequest,
    PreviewView,
    ProfileView,
    RefreshRequest,
    SourceView,
    UploadView,
)
from sojourn.server.jobs.schemas import JobView
from sojourn.server.workspaces.access import member
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["evidence"])


@router.post("/uploads", response={201: UploadView, **FAULTS}, operation_id="create_upload")
def create_upload(request: HttpRequest, file: File[UploadedFile]) -> Status[UploadView]:
    """Put a file on the server, to be looked into and imported. It goes to disk in pieces."""
    membership = member(request, role=Role.EDITOR)
    upload = services.create_upload(membership, file=file)
    return Status(201, UploadView(id=upload.id, name=upload.name, size=upload.size))


@router.post("/imports/preview", response={200: PreviewView, **FAULTS}, operation_id="preview_import")
def preview_import(request: HttpRequest, body: PreviewRequest) -> PreviewView:
    """Look into uploaded files: columns recognised, what is left open, the first rows."""
    return services.preview_import(member(request, role=Role.EDITOR), request=body)


@router.post("/imports", response={202: JobView, **FAULTS}, operation_id="start_import")
def start_import(request: HttpRequest, body: ImportRequest) -> Status[JobView]:
    """Import uploaded files into the journey log, as a job."""
    job = services.start_import(member(request, role=Role.EDITOR), request=body)
    return Status(202, JobView.of(job, now=timezone.now()))


@router.get("/sources", response={200: list[SourceView], **FAULTS}, operation_id="sources")
def sources(request: HttpRequest) -> list[SourceView]:
    """Every import, newest first."""
    return selectors.sources(folder_of(member(request).workspace))


@router.get("/sources/{source_id}", response={200: SourceView, **FAULTS}, operation_id="source")
def source(request: HttpRequest, source_id: str) -> SourceView:
    """One import and its counts."""
    return selectors.source(source_id, folder=folder_of(member(request).workspace))


@router.get(
    "/sources/{source_id}/put-aside.csv",
    response=FAULTS,
    operation_id="put_aside_rows",
    openapi_extra={
        "responses": {200: {"description": "The rows that could not be read.", "content": {"text/csv": {}}}}
    },
)
def put_aside_rows(request: HttpRequest, source_id: str) -> FileResponse:
    """The rows that could not be read, each with file, row number and reason."""
    path = selectors.put_aside_path(source_id, folder=folder_of(member(request).workspace))
    return attachment(path, name=f"{source_id}-put-aside.csv")


@router.delete("/sources/{source_id}", response={202: JobView, **FAULTS}, operation_id="remove_source")
def remove_source(request: HttpRequest, source_id: str) -> Status[JobView]:
    """Take a source's events out of the journey log, as a job."""
    membership = member(request, role=Role.EDITOR)
    source = selectors.source(source_id, folder=folder_of(membership.workspace))
    job = services.remove_source(membership, source=source)
    return Status(202, JobView.of(job, now=timezone.now()))


@router.post("/sources/{source_id}/refresh", response={202: JobView, **FAULTS}, operation_id="refresh_source")
def refresh_source(request: HttpRequest, source_id: str, body: RefreshRequest) -> Status[JobView]:
    """Read a newer export of a source in the same way, as a job; only what is new is added."""
    membership = member(request, role=Role.EDITOR)
    source = selectors.source(source_id, folder=folder_of(membership.workspace))
    job = services.refresh_source(membership, source=source, request=body)
    return Status(202, JobView.of(job, now=timezone.now()))


@router.get("/profiles", response={200: list[ProfileView], **FAULTS}, operation_id="profiles")
def profiles(request: HttpRequest) -> list[ProfileView]:
    """The remembered ways to read files, in order of name."""
    return selectors.profiles(folder_of(member(request).workspace))


@router.delete("/profiles/{profile}", response={204: None, **FAULTS}, operation_id="forget_profile")
def forget_profile(request: HttpRequest, profile: str) -> Status[None]:
    """Forget a remembered way to read files; what was imported with it stays."""
    services.forget_profile(member(request, role=Role.EDITOR), name=profile)
    return Status(204, None)
