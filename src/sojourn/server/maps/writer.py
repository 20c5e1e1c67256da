"""One writer for a process: gathers what came meanwhile and commits it together."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Final

from django.db import Error, InterfaceError, OperationalError, connection

from sojourn.core.errors import SojournError
from sojourn.server.maps.answers import Answer
from sojourn.server.maps.committing import Edit, commit

logger = logging.getLogger(__name__)

TOGETHER: Final = 1_000
"""Operations in one transaction; a single edit may hold more."""
MOST_WAITING: Final = 20_000
"""Operations that wait for their turn. More are refused, so that memory stays bounded."""
IDLE_SECONDS: Final = 30.0
"""After so long without work the writer's thread ends and gives its connection back."""
RETRY_WITHIN: Final = 2.0
"""A commit that failed sooner than this is tried once more: its connection may just have been cut."""

Result = Answer | Exception
Told = Callable[[Result], None]


class StoreBusyError(SojournError):
    """More operations wait to be stored than the server will keep in memory."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An edit that is to be committed, and who is told what became of it."""

    edit: Edit
    told: Told
    loop: asyncio.AbstractEventLoop | None
    """Where ``told`` is called; nothing: in the writer's thread."""


class Writer:
    """Commits edits from any thread, in the order in which they came, as few transactions.

    A commit takes the disk some milliseconds whatever it holds; edits that come in that time share the next.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: deque[_Waiting] = deque()
        self._operations = 0
        self._thread: Thread | None = None
        self._stopping = False

    def submit(self, edit: Edit) -> Future[Answer]:
        """Queue an edit; the result is there when it is durable.

        Raises:
            StoreBusyError: Too much waits already.
        """
        future: Future[Answer] = Future()

        def told(result: Result) -> None:
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)

        self._queue(_Waiting(edit, told, None))
        return future

    def submit_from_loop(self, edit: Edit, *, told: Told) -> None:
        """Queue an edit; ``told`` is called in the running event loop when it is durable or has failed.

        What was committed together is told together: handing over to a loop costs more than most answers.

        Raises:
            StoreBusyError: Too much waits already.
        """
        self._queue(_Waiting(edit, told, asyncio.get_running_loop()))

    def stop(self) -> None:
        """Commit what waits, then end the thread. A later edit starts it again."""
        with self._changed:
            thread, self._stopping = self._thread, True
            self._changed.notify_all()
        if thread is not None:
            thread.join()
        with self._changed:
            self._stopping = False

    def _queue(self, waiting: _Waiting) -> None:
        size = len(waiting.edit.operations)
        with self._changed:
            if self._operations + size > MOST_WAITING and self._waiting:
                raise StoreBusyError("The server is busy storing. Nothing was lost: send this again shortly.")
            self._waiting.append(waiting)
            self._operations += size
            if self._thread is None:
                self._thread = Thread(target=self._run, name="map-writer", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            while batch := self._next():
                _commit(batch)
        finally:
            connection.close()

    def _next(self) -> list[_Waiting]:
        """What is to be committed together; nothing when the thread is to end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopping, timeout=IDLE_SECONDS)
            batch: list[_Waiting] = []
            size = 0
            while self._waiting and (not batch or size + len(self._waiting[0].edit.operations) <= TOGETHER):
                batch.append(self._waiting.popleft())
                size += len(batch[-1].edit.operations)
            self._operations -= size
            if not batch:
                self._thread = None
            return batch


def _commit(batch: Sequence[_Waiting]) -> None:
    began = time.monotonic()
    edits = [waiting.edit for waiting in batch]
    try:
        try:
            outcomes = commit(edits)
        except Error:
            # Ids make it safe: what had been committed after all is found, and not applied again.
            connection.close()
            if time.monotonic() - began > RETRY_WITHIN:
                raise
            outcomes = commit(edits)
    except Exception as error:  # noqa: BLE001  Whoever waits is told, whatever it was.
        _failed(batch, error)
        return
    _tell(batch, outcomes)


def _failed(batch: Sequence[_Waiting], error: Exception) -> None:
    """Tell who waits, or find the one edit at fault where it is not the store."""
    connection.close()
    if len(batch) > 1 and not isinstance(error, (OperationalError, InterfaceError)):
        middle = len(batch) // 2
        _commit(batch[:middle])
        _commit(batch[middle:])
        return
    level = logging.ERROR if isinstance(error, Error) else logging.CRITICAL
    logger.log(level, "Operations could not be stored: %s", error)
    _tell(batch, [error] * len(batch))


def _tell(batch: Sequence[_Waiting], results: Sequence[Result]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Told, Result]]] = {}
    for waiting, result in zip(batch, results, strict=True):
        if waiting.loop is None:
            waiting.told(result)
        else:
            by_loop.setdefault(waiting.loop, []).append((waiting.told, result))
    for loop, calls in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_tell_all, calls)


def _tell_all(calls: Sequence[tuple[Told, Result]]) -> None:
    for told, result in calls:
        told(result)


writer: Final = Writer()
"""The writer of this process."""
