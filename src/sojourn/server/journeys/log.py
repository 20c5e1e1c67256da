"""Journey logs as this process has them open: opened once for each snapshot of a table."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Final

from django.conf import settings

from sojourn.core.workspace import Workspace as Folder
from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable

KEPT_OPEN: Final = 4
"""Logs of so many workspaces stay open in a process: an index is mapped from disk, answers hold memory."""

Snapshot = tuple[str, str, int]

_lock = Lock()
_open: OrderedDict[tuple[Path, str | None], tuple[Snapshot, JourneyLog]] = OrderedDict()


def journey_log(folder: Folder) -> JourneyLog:
    """A workspace's journey log as it is now, counted where ``SOJOURN_ENGINE`` says.

    On this machine its index is built first when an import left none.

    Raises:
        EmptyLogError: Nothing was imported yet.
        ClusterError: The cluster cannot be reached.
    """
    return _opened(folder, settings.SOJOURN_ENGINE)


def local_journey_log(folder: Folder) -> JourneyLog:
    """The same log on this machine, whatever ``SOJOURN_ENGINE`` says: maps are drafted and measured here."""
    return _opened(folder, None)


def journey_log_or_none(folder: Folder) -> JourneyLog | None:
    """The log, or nothing while it is empty."""
    try:
        return journey_log(folder)
    except EmptyLogError:
        return None


def snapshot_key(folder: Folder) -> Snapshot:
    """Which snapshot of which log is the newest: never the same for two workspaces."""
    return (str(folder.root), *EventsTable(folder.log).identity())


def _opened(folder: Folder, engine: str | None) -> JourneyLog:
    place = (folder.root, engine)
    with _lock:
        key = snapshot_key(folder)
        if place not in _open or _open[place][0] != key:
            _open.pop(place, None)  # Also where the log is empty by now: what was removed is not held on to.
            _open[place] = (key, JourneyLog.open(folder, engine=engine))
        _open.move_to_end(place)
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)
        return _open[place][1]
