"""Jobs over HTTP."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from ninja import Router

from sojourn.server.api.files import attachment
from sojourn.server.api.schemas import FAULTS
from sojourn.server.jobs import services
from sojourn.server.jobs.access import job_for
from sojourn.server.jobs.schemas import JobView
from sojourn.server.jobs.selectors import jobs_visible_to
from sojourn.server.workspaces.access import NotFoundError, member, user_of
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["jobs"])


@router.get("/jobs", response={200: list[JobView], **FAULTS}, operation_id="jobs")
def jobs(request: HttpRequest) -> list[JobView]:
    """The last hundred jobs, newest first."""
    now = timezone.now()
    return [JobView.of(job, now=now) for job in jobs_visible_to(member(request))[:100]]


@router.get("/jobs/{job_id}", response={200: JobView, **FAULTS}, operation_id="job")
def job(request: HttpRequest, job_id: str) -> JobView:
    """One job and how far it is."""
    return JobView.of(job_for(user_of(request), job_id, role=Role.VIEWER), now=timezone.now())


@router.post("/jobs/{job_id}/cancel", response={200: JobView, **FAULTS}, operation_id="cancel_job")
def cancel_job(request: HttpRequest, job_id: str) -> JobView:
    """Stop a job. What waits ends at once; what runs ends within moments and keeps nothing."""
    found = job_for(user_of(request), job_id, role=Role.VIEWER)
    if found.asked_by_id != user_of(request).id:
        found = job_for(user_of(request), job_id, role=Role.EDITOR)
    return JobView.of(services.cancel_job(found), now=timezone.now())


@router.get(
    "/jobs/{job_id}/file",
    response=FAULTS,
    operation_id="job_file",
    openapi_extra={
        "responses": {200: {"description": "The file.", "content": {"application/octet-stream": {}}}}
    },
)
def job_file(request: HttpRequest, job_id: str) -> FileResponse:
    """The file that a job made, as a download."""
    found = job_for(user_of(request), job_id, role=Role.VIEWER)
    path = folder_of(found.workspace).renders / found.file
    if not found.file or not path.is_file():
        raise NotFoundError("This job has no file (any more).")
    return attachment(path, name=found.file_name)
