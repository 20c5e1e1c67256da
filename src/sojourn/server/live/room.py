"""The open connections to one map in this process, and the map's last operations, kept for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from sojourn.server.live.people import People
from sojourn.server.live.protocol import operations_frame

if TYPE_CHECKING:
    from sojourn.server.live.connection import Connection

Committed = tuple[int, bytes]
"""A committed operation: its number, and it as it stands in a frame."""
Load = Callable[[str, int, int], Awaitable[list[Committed]]]
"""Reads operations of a map from the database: after a number, so many at most."""
Relay = Callable[[str, dict[str, Any]], None]
"""Tells other processes what the people of this one do on a map."""

KEPT: Final = 512
KEPT_BYTES: Final = 8 * 1024**2
"""Of operations that the room keeps; older ones are in the database."""
AT_ONCE: Final = 200
AT_ONCE_BYTES: Final = 1024**2
"""Of operations in one frame."""
GAP_A_MEMBER: Final = 0.0002
LONGEST_GAP: Final = 0.025
"""Seconds between two rounds of frames: in a full room several operations share a frame, in a small one each
leaves at once."""


class Room:
    """A map that is open somewhere. Used by the event loop's thread alone.

    It keeps the operations ``low + 1`` to ``high``, and each connection takes what it has not sent yet. So
    nothing queues up for a slow reader: who falls behind ``low`` reads from the database.
    """

    def __init__(self, map_id: str, *, seq: int, load: Load, relay: Relay) -> None:
        self.map_id = map_id
        self.relay = relay
        self.low = self.high = seq
        self.members: dict[str, Connection] = {}
        self.people = People(self)
        self.load = load
        self._kept: dict[int, bytes] = {}
        self._early: dict[int, bytes] = {}
        self._bytes = 0
        self._frames: dict[int, tuple[str, int]] = {}
        self._reaching = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._told = 0.0

    @property
    def has_gap(self) -> bool:
        """Whether an operation is here whose predecessor is not."""
        return bool(self._early)

    def take(self, committed: Iterable[Committed]) -> None:
        """Keep operations that were committed, in whatever order they come, and wake who waits for them."""
        for seq, part in committed:
            if seq > self.high:
                self._early[seq] = part
        before = self.high
        while (found := self._early.pop(self.high + 1, None)) is not None:
            self.high += 1
            self._keep(self.high, found)
        for far in sorted(self._early)[KEPT:]:  # The database has them all.
            del self._early[far]
        if self.high > before:
            self._frames.clear()
            self._trim()
            self._tell_soon()

    def after(self, seq: int) -> tuple[str, int] | None:
        """A frame with what follows ``seq``, and the last number in it; nothing while there is nothing.

        ``seq`` must not be below ``low``. Connections at the same place share the frame.
        """
        if seq >= self.high:
            return None
        known = self._frames.get(seq)
        if known is None:
            known = self._frames[seq] = self._frame(seq)
        return known

    async def reach_back(self, seq: int) -> bool:
        """Keep what follows ``seq`` again, for those who come back together; false when that is too much."""
        async with self._reaching:
            if seq >= self.low:
                return True
            if self.high - seq > KEPT:
                return False
            low = self.low
            found = await self.load(self.map_id, seq, low - seq)
            if len(found) < low - seq or self.low > low:  # Large ones, or the room has moved on meanwhile.
                return False
            for number, part in found:
                self._keep(number, part)
            self.low = seq
            return True

    def close(self) -> None:
        """End: nobody is left."""
        if self._timer is not None:
            self._timer.cancel()
        self.people.close()

    def _frame(self, seq: int) -> tuple[str, int]:
        parts: list[bytes] = []
        size, last = 0, seq
        while last < self.high and len(parts) < AT_ONCE and (size < AT_ONCE_BYTES or not parts):
            last += 1
            parts.append(self._kept[last])
            size += len(parts[-1])
        return operations_frame(parts), last

    def _keep(self, seq: int, part: bytes) -> None:
        self._kept[seq] = part
        self._bytes += len(part)

    def _trim(self) -> None:
        while self.low < self.high and (self.high - self.low > KEPT or self._bytes > KEPT_BYTES):
            self.low += 1
            self._bytes -= len(self._kept.pop(self.low))

    def _tell_soon(self) -> None:
        if self._timer is not None:
            return
        loop = asyncio.get_running_loop()
        gap = min(LONGEST_GAP, GAP_A_MEMBER * len(self.members))
        wait = self._told + gap - loop.time()
        if wait <= 0:
            self._tell()
        else:
            self._timer = loop.call_later(wait, self._tell)

    def _tell(self) -> None:
        self._timer = None
        self._told = asyncio.get_running_loop().time()
        for member in self.members.values():
            member.wake()
