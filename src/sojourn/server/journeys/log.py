"""The journey log as this process has it open: opened once for each snapshot of the table."""

from __future__ import annotations

from threading import Lock

from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable
from sojourn.server.config import folder

_lock = Lock()
_open: dict[tuple[str, int], JourneyLog] = {}


def journey_log() -> JourneyLog:
    """The workspace's journey log as it is now. Its index is built first when an import left none.

    Raises:
        EmptyLogError: Nothing was imported yet.
    """
    with _lock:
        key = snapshot_key()
        if key not in _open:
            _open.clear()  # Also where the log is empty by now: what was removed is not held on to.
            _open[key] = JourneyLog.open(folder())
        return _open[key]


def journey_log_or_none() -> JourneyLog | None:
    """The log, or nothing while it is empty."""
    try:
        return journey_log()
    except EmptyLogError:
        return None


def snapshot_key() -> tuple[str, int]:
    """Which snapshot of which log is the newest."""
    return EventsTable(folder().log).identity()
