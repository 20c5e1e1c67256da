"""The last operations of maps that somebody watches, and who is to be woken when one is committed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from threading import Lock
from typing import Any, Final

KEPT: Final = 512

LiveOperation = dict[str, Any]


class Watcher:
    """One open connection to a map. Woken, it takes what it has not sent yet; nothing queues up for it."""

    def __init__(self, map_id: str, loop: asyncio.AbstractEventLoop) -> None:
        self.map_id = map_id
        self._loop = loop
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Say, from any thread, that there may be something new."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    async def news(self, *, timeout: float) -> None:
        """Wait until woken, or for ``timeout`` seconds at most."""
        try:
            await asyncio.wait_for(self._news.wait(), timeout)
        except TimeoutError:
            return
        finally:
            self._news.clear()


class Hub:
    """Hands committed operations to the watchers of their map.

    It keeps a bounded number of operations for each watched map, whatever the speed of a reader: who needs
    older ones reads them from the database. So a slow reader costs no memory and misses nothing.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._watchers: defaultdict[str, set[Watcher]] = defaultdict(set)
        self._recent: dict[str, OrderedDict[int, LiveOperation]] = {}

    def join(self, watcher: Watcher) -> None:
        """Begin to watch."""
        with self._lock:
            self._watchers[watcher.map_id].add(watcher)
            self._recent.setdefault(watcher.map_id, OrderedDict())

    def leave(self, watcher: Watcher) -> None:
        """Stop watching; the last one out drops what was kept."""
        with self._lock:
            watchers = self._watchers[watcher.map_id]
            watchers.discard(watcher)
            if not watchers:
                del self._watchers[watcher.map_id]
                self._recent.pop(watcher.map_id, None)

    def publish(self, map_id: str, operations: Iterable[LiveOperation]) -> None:
        """Hand out operations that were just committed. Threads may publish in any order."""
        with self._lock:
            recent = self._recent.get(map_id)
            if recent is None:
                return
            for one in operations:
                recent[one["seq"]] = one
            while len(recent) > KEPT:
                recent.popitem(last=False)
            watchers = list(self._watchers[map_id])
        for watcher in watchers:
            watcher.wake()

    def since(self, map_id: str, *, after: int) -> list[LiveOperation]:
        """The kept operations that follow ``after`` without a gap; empty when the next one is not kept."""
        with self._lock:
            recent = self._recent.get(map_id, OrderedDict())
            found: list[LiveOperation] = []
            while (one := recent.get(after + len(found) + 1)) is not None:
                found.append(one)
            return found

    def watched(self) -> int:
        """How many connections are open."""
        with self._lock:
            return sum(len(watchers) for watchers in self._watchers.values())


hub: Final = Hub()
"""The hub of this process. Operations that another process commits are found in the database."""
