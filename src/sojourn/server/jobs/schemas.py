"""What the API says about jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from sojourn.server.api.schemas import Json, Wire
from sojourn.server.jobs.models import Job


class JobView(Wire):
    """Long work and how far it is."""

    id: str
    kind: Literal["import", "render", "draft", "remove", "words", "replay"]
    title: str
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    stage: str
    done: int
    total: int | None
    started_at: datetime | None
    finished_at: datetime | None
    seconds_left: float | None = Field(
        description="By the pace of the present stage; none while it cannot be told."
    )
    error: str | None
    result: Json | None

    @classmethod
    def of(cls, job: Job, *, now: datetime) -> JobView:
        """The job as it stands at ``now``."""
        fields = {
            name: getattr(job, name)
            for name in ("id", "title", "stage", "done", "total", "started_at", "finished_at", "result")
        }
        return cls.model_validate(
            {
                **fields,
                "kind": job.kind,
                "state": job.state,
                "error": job.error or None,
                "seconds_left": seconds_left(job, now=now),
            }
        )


def seconds_left(job: Job, *, now: datetime) -> float | None:
    """How long the present stage still takes at its pace so far; none when that is unknown."""
    if job.state != "running" or not job.total or not job.done or job.stage_started_at is None:
        return None
    spent = (now - job.stage_started_at).total_seconds()
    if spent < 1:
        return None
    return max(0.0, spent / job.done * (job.total - job.done))
