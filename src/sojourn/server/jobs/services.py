"""Writes about jobs: start, cancel, and setting right what a killed worker left."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sojourn.server.jobs.models import Job, Kind, State
from sojourn.server.workspaces.models import Membership

QUEUES: Final[dict[str, str]] = {
    Kind.IMPORT: "log",
    Kind.REMOVE: "log",
    Kind.DRAFT: "files",
    Kind.RENDER: "files",
    Kind.WORDS: "log",
    Kind.REPLAY: "files",
}
"""Work on the journey log goes one after the other; a render need not wait behind a long import."""

MOST_ATTEMPTS: Final = 3


@transaction.atomic
def start_job(membership: Membership, *, kind: Kind, title: str, question: dict[str, Any]) -> Job:
    """Queue long work."""
    job = Job.objects.create(
        workspace=membership.workspace, asked_by=membership.user, kind=kind, title=title, question=question
    )
    _enqueue(job)
    return job


@transaction.atomic
def cancel_job(job: Job) -> Job:
    """Stop a job: at once while it waits, at its next report of progress while it runs."""
    locked = Job.objects.select_for_update().get(id=job.id)
    if locked.state == State.WAITING:
        locked.state, locked.finished_at = State.CANCELLED, timezone.now()
    if not locked.is_over or locked.state == State.CANCELLED:
        locked.cancel_asked = True
        locked.save(update_fields=["state", "finished_at", "cancel_asked"])
    return locked


@transaction.atomic
def resume_interrupted() -> int:
    """Queue anew what waited or ran when the last worker ended; call only while no worker runs.

    All work is safe to repeat: an import adds no event that is there already, a file is written anew.
    What was interrupted three times fails visibly, because it may be what ends the worker.

    Returns:
        How many jobs are queued now.
    """
    DBTaskResult.objects.filter(finished_at=None).delete()
    queued = 0
    for job in (
        Job.objects.select_for_update()
        .filter(state__in=(State.WAITING, State.RUNNING))
        .order_by("created_at")
    ):
        if job.attempts >= MOST_ATTEMPTS:
            job.state, job.finished_at = State.FAILED, timezone.now()
            job.error = f"The server stopped {job.attempts} times during this job. It was not tried again."
        else:
            job.state = State.WAITING
            _enqueue(job)
            queued += 1
        job.save(update_fields=["state", "finished_at", "error"])
    return queued


def _enqueue(job: Job) -> None:
    from sojourn.server.jobs.tasks import run_job

    run_job.using(queue_name=QUEUES[job.kind]).enqueue(job.id)
