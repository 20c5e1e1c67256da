"""Runs one job: claims it, reports its progress, and writes down how it ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event
from typing import Any, Final

from django.utils import timezone
from django.utils.module_loading import import_string

from sojourn.core.errors import SojournError
from sojourn.core.progress import CancelledError, Progress
from sojourn.server.jobs.models import Job, Kind, State
from sojourn.server.jobs.outcome import Outcome

logger = logging.getLogger(__name__)

WORK: Final[dict[str, str]] = {
    Kind.IMPORT: "sojourn.server.evidence.tasks.import_uploads",
    Kind.REMOVE: "sojourn.server.evidence.tasks.remove_events",
    Kind.RENDER: "sojourn.server.maps.tasks.render",
    Kind.DRAFT: "sojourn.server.maps.tasks.draft",
    Kind.WORDS: "sojourn.server.words.tasks.read_words",
    Kind.REPLAY: "sojourn.server.replays.services.replay_job",
}
REPORT_EVERY: Final = 0.5
"""Seconds between two writes of progress: often enough for the eye, rare enough for the database."""

stopping: Final = Event()
"""Set when the worker is asked to end: running jobs go back to the queue at their next report."""


class WorkerStoppingError(SojournError):
    """The server is stopping; the job runs again when it is back."""


class Reporter:
    """Progress of one job, written to its row now and then; learns there that nobody wants it any more."""

    def __init__(self, job: Job, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._id = job.id
        self._clock = clock
        self._stage: str | None = None
        self._last = 0.0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Report; see ``core.progress.Progress``."""
        if stopping.is_set():
            raise WorkerStoppingError("The server is stopping.")
        now = self._clock()
        if stage == self._stage and now - self._last < REPORT_EVERY:
            return
        fields: dict[str, Any] = {"stage": stage[:200], "done": done, "total": total}
        if stage != self._stage:
            fields["stage_started_at"] = timezone.now()
        self._stage, self._last = stage, now
        Job.objects.filter(id=self._id).update(**fields)
        if Job.objects.filter(id=self._id, cancel_asked=True).exists():
            raise CancelledError("Cancelled.")


def run(job_id: str) -> None:
    """Run a job, unless it was cancelled or taken by another before its turn."""
    claimed = Job.objects.filter(id=job_id, state=State.WAITING).update(
        state=State.RUNNING, started_at=timezone.now(), finished_at=None, error=""
    )
    if not claimed:
        return
    job = Job.objects.select_related("workspace", "asked_by").get(id=job_id)
    job.attempts += 1
    job.save(update_fields=["attempts"])
    try:
        work: Callable[[Job, Progress], Outcome] = import_string(WORK[job.kind])
        outcome = work(job, Reporter(job))
    except CancelledError:
        _end(job, State.CANCELLED)
    except WorkerStoppingError:
        Job.objects.filter(id=job.id).update(state=State.WAITING, attempts=job.attempts - 1)
    except SojournError as error:
        _end(job, State.FAILED, error=str(error))
    except Exception as error:
        logger.exception("Job %s (%s) failed", job.id, job.kind)
        _end(job, State.FAILED, error=f"Fault of the server ({type(error).__name__}); its log has more.")
    else:
        _end(job, State.DONE, result=outcome.result, file=outcome.file, file_name=outcome.file_name)


def _end(job: Job, state: State, **fields: Any) -> None:
    Job.objects.filter(id=job.id).update(state=state, finished_at=timezone.now(), **fields)
