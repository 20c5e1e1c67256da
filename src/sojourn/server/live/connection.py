"""One open connection: what it has been told, what it says, and how it ends."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

from sojourn.core.ids import new_id
from sojourn.server.live.limits import Allowance
from sojourn.server.live.people import Person
from sojourn.server.live.protocol import (
    LARGEST_FRAME,
    MOST_OPERATIONS,
    PROTOCOL,
    Close,
    HereFrame,
    MalformedFrameError,
    OperationsFrame,
    fault_frame,
    frame,
    frame_from,
    operations_frame,
)
from sojourn.server.live.room import AT_ONCE, Room
from sojourn.server.live.visitors import Visit
from sojourn.server.workspaces.models import Role

Send = Callable[[dict[str, Any]], Awaitable[None]]
Edits = Callable[["Connection", OperationsFrame], None]

SEND_WITHIN: Final = 20.0
"""Seconds that a frame may take to leave; a reader slower than that is let go and comes back."""
MOST_WAITING: Final = 512
"""Frames that wait to leave, operations aside: a reader that lets so many pile up is let go."""
MOST_UNANSWERED: Final = 8
"""Frames of operations whose answer is outstanding."""


class Connection:
    """A person's socket on one map. Used by the event loop's thread alone."""

    def __init__(
        self, visit: Visit, *, role: Role, after: int, room: Room, send: Send, version: str, now: float
    ) -> None:
        self.id = new_id("con")
        self.visit = visit
        self.role = role
        self.room = room
        self.sent = after
        self.unanswered = 0
        self.code: Close | None = None
        self._version = version
        self._send = send
        self._allowance = Allowance(now=now)
        self._waiting: deque[str] = deque()
        self._news = asyncio.Event()
        self._ended = asyncio.Event()
        self._sending_since: float | None = None
        self._left: set[str] | None = None

    def person(self) -> Person:
        """How others see this connection."""
        visit = self.visit
        stamped = {"user": visit.bearer.user_id, "name": visit.name, "color": visit.color}
        return {"connection": self.id, **stamped, "at": None}

    def welcome(self, *, seq: int) -> None:
        """Say how things stand; the first frame. ``seq`` is the number of the map's last operation."""
        you = {key: value for key, value in self.person().items() if key != "at"}
        people = [one for key, one in self.room.people.all.items() if key != self.id]
        standing = {"protocol": PROTOCOL, "version": self._version, "seq": seq}
        self.say(frame("welcome", **standing, role=self.role.value, you=you, people=people))

    def wake(self) -> None:
        """There may be something to send."""
        self._news.set()

    def say(self, text: str) -> None:
        """Send a frame as soon as the line takes it."""
        if len(self._waiting) >= MOST_WAITING:
            self.end(Close.TOO_SLOW)
            return
        self._waiting.append(text)
        self._news.set()

    def offer_presence(self, text: str, *, left: list[str]) -> None:
        """Tell who came, went and moved; a reader that is behind hears the outcome when it has caught up."""
        if self._sending_since is None and self._left is None:
            self.say(text)
        else:
            self._left = (self._left or set()) | set(left)

    def end(self, code: Close) -> None:
        """Close with ``code``."""
        if self.code is None:
            self.code = code
        self._ended.set()
        self._news.set()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is outstanding or has not left yet."""
        return self.unanswered > 0 or bool(self._waiting) or self._sending_since is not None

    async def ended(self) -> None:
        """Wait until the connection is to be closed."""
        await self._ended.wait()

    def is_stuck(self, now: float) -> bool:
        """Whether a frame has been on its way for too long."""
        return self._sending_since is not None and now - self._sending_since > SEND_WITHIN

    async def talk(self) -> None:
        """Send what there is to send, until the connection ends."""
        loop = asyncio.get_running_loop()
        while self.code is None:
            text = await self._next()
            if text is None:
                await self._news.wait()
                self._news.clear()
                continue
            self._sending_since = loop.time()
            await self._send({"type": "websocket.send", "text": text})
            self._sending_since = None

    async def _next(self) -> str | None:
        if self._waiting:
            return self._waiting.popleft()
        if self.sent < self.room.low and not await self.room.reach_back(self.sent):
            return await self._older()
        found = self.room.after(self.sent)
        if found is not None:
            text, self.sent = found
            return text
        return self._missed_presence()

    async def _older(self) -> str:
        """Operations that are too long ago for the room, from the database."""
        found = await self.room.load(self.room.map_id, self.sent, AT_ONCE)
        self.sent = found[-1][0]
        return operations_frame(part for _, part in found)

    def _missed_presence(self) -> str | None:
        if self._left is None:
            return None
        people = self.room.people.all
        left = sorted(self._left - people.keys())
        self._left = None
        return frame("presence", joined=list(people.values()), left=left, moved=[])

    def hear(self, text: str | None, *, now: float, edits: Edits) -> None:
        """Take a frame of the client."""
        if text is None:
            self.end(Close.MALFORMED)
            return
        size = len(text) if text.isascii() else len(text.encode())
        if size > LARGEST_FRAME:
            self.end(Close.TOO_LARGE)
        elif not self._allowance.covers(size, now=now):
            self.end(Close.TOO_MANY)
        else:
            self._take(text, edits=edits)

    def _take(self, text: str, *, edits: Edits) -> None:
        try:
            said = frame_from(text)
        except MalformedFrameError:
            self.end(Close.MALFORMED)
            return
        if isinstance(said, HereFrame):
            self.room.people.move(self.id, said.at.model_dump() if said.at else None)
        elif not isinstance(said, OperationsFrame):
            self.say(frame("pong"))
        elif len(said.operations) > MOST_OPERATIONS or self.unanswered >= MOST_UNANSWERED:
            detail = "Too much at once. Send at most 200 operations, and wait for the answer."
            self.say(fault_frame(said.ref, "too_many", detail))
        else:
            self.unanswered += 1
            edits(self, said)
