"""The worker's process, kept alive by the server and never outliving it."""

from __future__ import annotations

import logging
import subprocess
import sys
from threading import Event, Thread
from types import TracebackType
from typing import Final

from sojourn.core.workspace import Workspace

logger = logging.getLogger(__name__)

GRACE: Final = 10.0
"""Seconds that the worker has to put running jobs back into the queue."""
RESTART_AFTER: Final = 2.0
"""Seconds between a worker's end and the next one's start, so that a broken one does not spin."""


class WorkerProcess:
    """Starts the worker, starts it again when it dies, stops it at the end."""

    def __init__(self, workspace: Workspace) -> None:
        self._command = [sys.executable, "-m", "sojourn.server", "work", "--workspace", str(workspace.root)]
        self._ending = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = Thread(target=self._keep, name="worker-keeper", daemon=True)

    def __enter__(self) -> WorkerProcess:
        self._start()
        self._keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _start(self) -> None:
        # The pipe closes when this process ends, in whatever way; the worker takes that for its own end.
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)

    def _keep(self) -> None:
        while not self._ending.is_set():
            assert self._process is not None
            code = self._process.wait()
            if self._ending.is_set():
                return
            logger.error("The worker ended with code %s. It is started again.", code)
            if not self._ending.wait(RESTART_AFTER):
                self._start()
