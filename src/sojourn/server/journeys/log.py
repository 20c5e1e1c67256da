"""The journey log as this process has it open: opened once for each snapshot of the table."""

from __future__ import annotations

from threading import Lock

from django.conf import settings

from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable
from sojourn.server.config import folder

_lock = Lock()
_open: dict[str | None, tuple[tuple[str, int], JourneyLog]] = {}


def journey_log() -> JourneyLog:
    """The workspace's journey log as it is now, counted where ``SOJOURN_ENGINE`` says.

    On this machine its index is built first when an import left none.

    Raises:
        EmptyLogError: Nothing was imported yet.
        ClusterError: The cluster cannot be reached.
    """
    return _opened(settings.SOJOURN_ENGINE)


def local_journey_log() -> JourneyLog:
    """The same log on this machine, whatever ``SOJOURN_ENGINE`` says: maps are drafted and measured here."""
    return _opened(None)


def journey_log_or_none() -> JourneyLog | None:
    """The log, or nothing while it is empty."""
    try:
        return journey_log()
    except EmptyLogError:
        return None


def snapshot_key() -> tuple[str, int]:
    """Which snapshot of which log is the newest."""
    return EventsTable(folder().log).identity()


def _opened(engine: str | None) -> JourneyLog:
    with _lock:
        key = snapshot_key()
        if engine not in _open or _open[engine][0] != key:
            _open.pop(engine, None)  # Also where the log is empty by now: what was removed is not held on to.
            _open[engine] = (key, JourneyLog.open(folder(), engine=engine))
        return _open[engine][1]
