"""What the queue carries: the id of a job whose turn has come."""

from __future__ import annotations

from django_tasks import task

from sojourn.server.jobs.running import run


@task(queue_name="log")
def run_job(job_id: str) -> None:
    """Run one job to its end."""
    run(job_id)
