"""What any thread of the server tells the live sockets of this process, and of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sojourn.server.live.between import tell_others
from sojourn.server.live.protocol import frame
from sojourn.server.live.room import Committed, Relay, Room

if TYPE_CHECKING:
    from sojourn.server.live.connection import Connection

__all__ = ["Committed", "Hub", "hub"]


class Hub:
    """The rooms of this process: one for each map that somebody has open.

    Rooms belong to the event loop's thread. What other threads say is handed over to it, in order.
    """

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.behind: set[str] = set()
        """Maps of which operations are known to be in the database and not here."""
        self.suspects: set[str] = set()
        """People whose standing is to be looked at again at once."""
        self.stirred = asyncio.Event()
        """Set when there is something in ``behind``."""
        self.suspected = asyncio.Event()
        """Set when there is somebody in ``suspects``."""
        self.relay: Relay | None = None
        """Tells other processes of people, while there is a line to them."""
        self._loop: asyncio.AbstractEventLoop | None = None

    def publish(self, committed: Mapping[str, Sequence[Committed]]) -> None:
        """Hand out operations that were just committed by this process."""
        if not self.rooms.keys().isdisjoint(committed):
            self._in_loop(self._publish, committed)

    def tell(self, map_id: str, *, topics: Collection[str]) -> None:
        """Say that something beside the document changed; after the commit of what changed it."""
        tell_others(news={map_id: sorted(topics)})
        self._in_loop(self.news, map_id, sorted(topics))

    def recheck(self, user_id: str) -> None:
        """Look at once whether what a person has open may stay open."""
        tell_others(users=[user_id])
        self._in_loop(self.suspect, user_id)

    # The rest is the event loop's.

    def enter(self, map_id: str, open_room: Callable[[], Room]) -> Room:
        """The room of a map; opened where it is not."""
        if not self.rooms:
            self._loop = asyncio.get_running_loop()
            self.stirred, self.suspected = asyncio.Event(), asyncio.Event()
        if map_id not in self.rooms:
            self.rooms[map_id] = open_room()
            # From here on other processes' commits are heard of; one may have come since its caller looked.
            self.behind.add(map_id)
            self.stirred.set()
        return self.rooms[map_id]

    def join(self, connection: Connection) -> None:
        """Let a connection take part."""
        connection.room.members[connection.id] = connection
        connection.room.people.join(connection.person())

    def leave(self, connection: Connection) -> None:
        """Let a connection go; the last one closes the room."""
        room = connection.room
        if room.members.pop(connection.id, None) is not None:
            room.people.leave(connection.id)
        if not room.members and self.rooms.get(room.map_id) is room:
            room.close()
            del self.rooms[room.map_id]
            self.behind.discard(room.map_id)

    def connections(self) -> Iterator[Connection]:
        """Every open connection of this process."""
        for room in list(self.rooms.values()):
            yield from list(room.members.values())

    def committed_elsewhere(self, map_id: str, seq: int) -> None:
        """Another process committed operations up to ``seq``."""
        room = self.rooms.get(map_id)
        if room is not None and seq > room.high:
            self.behind.add(map_id)
            self.stirred.set()

    def all_behind(self) -> None:
        """Any map may have got operations that nobody told of."""
        self.behind |= self.rooms.keys()
        self.stirred.set()

    def pass_on(self, map_id: str, changes: dict[str, Any]) -> None:
        """Tell other processes what people of this one do on a map."""
        if self.relay is not None:
            self.relay(map_id, changes)

    def suspect(self, user_id: str) -> None:
        """See ``recheck``."""
        self.suspects.add(user_id)
        self.suspected.set()

    def news(self, map_id: str, topics: Sequence[str]) -> None:
        """See ``tell``."""
        room = self.rooms.get(map_id)
        for member in list(room.members.values()) if room else ():
            member.say(frame("news", topics=topics))

    def _publish(self, committed: Mapping[str, Sequence[Committed]]) -> None:
        for map_id, operations in committed.items():
            room = self.rooms.get(map_id)
            if room is not None:
                room.take(operations)
                if room.has_gap:
                    self.committed_elsewhere(map_id, operations[-1][0])

    def _in_loop(self, function: Callable[..., None], *arguments: Any) -> None:
        loop = self._loop
        if self.rooms and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(function, *arguments)


hub: Final = Hub()
"""The hub of this process."""
