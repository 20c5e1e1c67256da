"""The worker: runs jobs, one of each queue at a time, and keeps house. One for a workspace."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import Final

from django.db import close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from sojourn.core.ids import new_id
from sojourn.core.workspace import Workspace
from sojourn.server.jobs.running import stopping
from sojourn.server.jobs.services import QUEUES, resume_interrupted

logger = logging.getLogger(__name__)

LOOK_EVERY: Final = 0.25
"""Seconds between two looks into the queue."""
KEEP_HOUSE_EVERY: Final = 5.0
SWEEP_EVERY: Final = 720
"""Rounds of housekeeping between two sweeps of old files: an hour."""
SEND_MAIL_EVERY: Final = 2.0
GRACE: Final = 8.0


def work(workspace: Workspace) -> None:
    """Run jobs until the process is asked to stop or the server that started it is gone."""
    ending = Event()

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    Thread(target=_end_with_parent, args=(ending,), name="parent", daemon=True).start()
    with only_worker(workspace):
        resume_interrupted()
        connection.close()
        workers = [_worker(queue) for queue in sorted(set(QUEUES.values()))]
        threads = [Thread(target=one.run, name=one.worker_id, daemon=True) for one in workers]
        # A mail server that hangs must hold up neither jobs nor housekeeping.
        Thread(target=_send_mail, args=(ending,), name="mail", daemon=True).start()
        for thread in threads:
            thread.start()
        _keep_house(ending)
        stopping.set()
        for one in workers:
            one.running = False
        for thread in threads:
            thread.join(GRACE)
    # A job that does not report keeps its thread; it is run again at the next start.
    os._exit(0)


@contextmanager
def only_worker(workspace: Workspace) -> Iterator[None]:
    """Hold the workspace's worker lock; waits until an earlier worker has ended."""
    path = workspace.create().root / "worker.lock"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _worker(queue: str) -> Worker:
    return Worker(
        queue_names=[queue],
        interval=LOOK_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=new_id("wrk"),
        excluded_queue_names=[],
    )


def _end_with_parent(ending: Event) -> None:
    """The server holds the other end of our standard input, which closes when it ends, even by SIGKILL."""
    if not sys.stdin.isatty():
        while sys.stdin.buffer.read(1):
            pass
        ending.set()


def _send_mail(ending: Event) -> None:
    from sojourn.server.notifications.mailing import send_due_mail

    while not ending.wait(SEND_MAIL_EVERY):
        close_old_connections()
        try:
            send_due_mail(now=timezone.now())
        except Exception:  # What was not sent stays due; jobs must not stop for it.
            logger.exception("Sending mail failed")


def _keep_house(ending: Event) -> None:
    rounds = 0
    while not ending.wait(KEEP_HOUSE_EVERY):
        close_old_connections()
        try:
            keep_house(sweep=rounds % SWEEP_EVERY == 0)
        except Exception:  # Housekeeping that fails is tried again; jobs must not stop for it.
            logger.exception("Housekeeping failed")
        rounds += 1


def keep_house(*, sweep: bool) -> None:
    """Bring collected events into the log; now and then delete what nobody needs any more."""
    from sojourn.server.collector.services import flush_collected
    from sojourn.server.evidence.services import sweep_uploads
    from sojourn.server.jobs.sweeping import sweep_leftovers
    from sojourn.server.versions.keeping import keep_versions

    flush_collected()
    if sweep:
        sweep_uploads(now=timezone.now())
        sweep_leftovers(now=timezone.now())
        keep_versions(now=timezone.now())
