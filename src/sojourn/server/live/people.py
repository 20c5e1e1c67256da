"""Who has a map open and where they are: never stored, told in batches, stamped by the server."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from sojourn.server.live.protocol import frame

if TYPE_CHECKING:
    from sojourn.server.live.room import Room

Person = dict[str, Any]
"""``connection``, ``user``, ``name``, ``color`` and ``at``, as frames carry them."""

SHORTEST_WAIT: Final = 0.05
WAIT_A_PERSON: Final = 0.002
"""Seconds for which changes are gathered; longer in a full room, where each of many hears of many."""


class People:
    """The people in one room: those of this process, and those that other processes tell of."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.all: dict[str, Person] = {}
        self._elsewhere: dict[str, str] = {}
        self._joined: set[str] = set()
        self._left: dict[str, bool] = {}
        self._moved: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    def join(self, person: Person, *, process: str | None = None) -> None:
        """Somebody opened the map, in this process or in another."""
        connection = person["connection"]
        if process is not None:
            self._elsewhere[connection] = process
        if self.all.get(connection) == person:
            return
        self.all[connection] = person
        self._left.pop(connection, None)
        self._joined.add(connection)
        self._tell_soon()

    def leave(self, connection: str) -> None:
        """Somebody is gone."""
        if self.all.pop(connection, None) is None:
            return
        self._left[connection] = self._elsewhere.pop(connection, None) is None
        self._moved.discard(connection)
        self._joined.discard(connection)
        self._tell_soon()

    def move(self, connection: str, at: dict[str, Any] | None) -> None:
        """Somebody is elsewhere on the map now."""
        person = self.all.get(connection)
        if person is None or person["at"] == at:
            return
        person["at"] = at
        self._moved.add(connection)
        self._tell_soon()

    def here(self) -> list[Person]:
        """The people of this process."""
        return [person for key, person in self.all.items() if key not in self._elsewhere]

    def of(self, process: str) -> list[str]:
        """The connections that another process told of."""
        return [key for key, value in self._elsewhere.items() if value == process]

    def processes(self) -> Collection[str]:
        """The other processes that told of somebody."""
        return set(self._elsewhere.values())

    def close(self) -> None:
        """Tell nothing any more."""
        if self._timer is not None:
            self._timer.cancel()

    def _tell_soon(self) -> None:
        if self._timer is None:
            wait = SHORTEST_WAIT + WAIT_A_PERSON * len(self.all)
            self._timer = asyncio.get_running_loop().call_later(wait, self._tell)

    def _tell(self) -> None:
        self._timer = None
        left = sorted(self._left)
        joined = [self.all[key] for key in sorted(self._joined)]
        places = sorted(self._moved - self._joined)
        moved = [{"connection": key, "at": self.all[key]["at"]} for key in places]
        own = {
            "joined": [one for one in joined if one["connection"] not in self._elsewhere],
            "left": [key for key in left if self._left[key]],
            "moved": [one for one in moved if one["connection"] not in self._elsewhere],
        }
        self._joined, self._left, self._moved = set(), {}, set()
        text = frame("presence", joined=joined, left=left, moved=moved)
        for member in self._room.members.values():
            member.offer_presence(text, left=left)
        if any(own.values()):
            self._room.relay(self._room.map_id, own)
