"""Listens to what the other processes of this server tell through PostgreSQL, and tells them who is here."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Sequence
from typing import Any, Final

import orjson
from django.db import connection

from sojourn.server.live.between import CHANNEL, PROCESS, notices
from sojourn.server.live.hub import Hub

logger = logging.getLogger(__name__)

ALIVE_EVERY: Final = 10.0
GONE_AFTER: Final = 25.0
"""Seconds without a word after which another process is taken to be dead, and its people gone."""
LONGEST_PAUSE: Final = 5.0


async def listen(hub: Hub) -> None:
    """Keep a line to the other processes, until cancelled."""
    from psycopg import Error

    pause = 0.2
    while True:
        try:
            line = Line(hub)
            await line.keep()
        except (Error, OSError) as error:
            logger.warning("The line to other processes broke and is made anew: %s", error)
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  Spreads load; guards nothing.
        pause = min(LONGEST_PAUSE, pause * 2)


class Line:
    """Two connections to the database: one listens, one speaks of people."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._heard: dict[str, float] = {}
        self._to_say: asyncio.Queue[str] = asyncio.Queue(maxsize=1_000)

    async def keep(self) -> None:
        """Listen and speak until a connection breaks or this is cancelled."""
        async with await _connect() as ears, await _connect() as mouth:
            await ears.execute(f"LISTEN {CHANNEL}")
            # What was committed before the line stood is not told on it.
            self._hub.all_behind()
            self._hub.relay = self.relay
            self._say("hello", [PROCESS])
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._listen(ears))
                    tasks.create_task(self._speak(mouth))
                    tasks.create_task(self._stay_alive())
            except* Exception as group:
                raise group.exceptions[0] from group
            finally:
                self._hub.relay = None
                self._forget(list(self._heard))

    def relay(self, map_id: str, changes: dict[str, Any]) -> None:
        """Tell what people of this process do on a map; only when there is another process to hear it."""
        if self._heard:
            for kind in ("joined", "left", "moved"):
                self._say(kind, [[map_id, one] for one in changes[kind]])

    def _say(self, kind: str, items: Sequence[Any]) -> None:
        for text in notices(kind, items):
            if self._to_say.full():  # People are told of anew with the next sign of life.
                return
            self._to_say.put_nowait(text)

    async def _speak(self, mouth: Any) -> None:
        while True:
            text = await self._to_say.get()
            await mouth.execute("SELECT pg_notify(%s, %s)", [CHANNEL, text])

    async def _stay_alive(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(ALIVE_EVERY)
            self._say("alive", [PROCESS])
            self._forget([key for key, at in self._heard.items() if loop.time() - at > GONE_AFTER])

    async def _listen(self, ears: Any) -> None:
        async for notice in ears.notifies():
            said = orjson.loads(notice.payload)
            if said["from"] != PROCESS:
                self._take(said)

    def _take(self, said: dict[str, Any]) -> None:
        sender = said["from"]
        is_new = sender not in self._heard
        self._heard[sender] = asyncio.get_running_loop().time()
        if is_new:
            # Either of us may have been there first; who is new to the other hears who is here.
            self._say("alive", [PROCESS])
            self._say(
                "joined", [[key, one] for key, room in self._hub.rooms.items() for one in room.people.here()]
            )
        for map_id, seq in said.get("maps", ()):
            self._hub.committed_elsewhere(map_id, seq)
        for map_id, topics in said.get("news", ()):
            self._hub.news(map_id, topics)
        for user_id in said.get("users", ()):
            self._hub.suspect(user_id)
        self._take_people(said, sender=sender)

    def _take_people(self, said: dict[str, Any], *, sender: str) -> None:
        rooms = self._hub.rooms
        for map_id, person in said.get("joined", ()):
            if map_id in rooms:
                rooms[map_id].people.join(person, process=sender)
        for map_id, left in said.get("left", ()):
            if map_id in rooms:
                rooms[map_id].people.leave(left)
        for map_id, moved in said.get("moved", ()):
            if map_id in rooms:
                rooms[map_id].people.move(moved["connection"], moved["at"])
        if "bye" in said:
            self._forget([sender])

    def _forget(self, processes: Sequence[str]) -> None:
        for process in processes:
            self._heard.pop(process, None)
            for room in self._hub.rooms.values():
                for key in room.people.of(process):
                    room.people.leave(key)


async def _connect() -> Any:
    from psycopg import AsyncConnection

    given = connection.get_connection_params()
    kept = {key: value for key, value in given.items() if key not in ("cursor_factory", "context", "pool")}
    return await AsyncConnection.connect(**kept, autocommit=True)
