"""What goes on beside the open connections: rights are looked at again, and other processes listened to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Final

from django.db import Error, connection

from sojourn.server.config.threads import in_database
from sojourn.server.live.connection import Connection
from sojourn.server.live.hub import Hub
from sojourn.server.live.listening import listen
from sojourn.server.live.polling import poll
from sojourn.server.live.protocol import Close, frame
from sojourn.server.live.room import KEPT
from sojourn.server.live.visitors import Standing, committed_after, standings

logger = logging.getLogger(__name__)

CHECK_EVERY: Final = 2.0
"""Seconds until every connection's rights are looked at, whether or not anybody said that they changed."""

PARTS: Final = 10
"""All at once would hold up what a thousand people type."""

AFTER_FAULT: Final = 1.0


async def tend(hub: Hub) -> None:
    """Look after the open connections until cancelled."""
    async with asyncio.TaskGroup() as tasks:
        for work in (_check, _catch_up, listen if connection.vendor == "postgresql" else poll):
            tasks.create_task(_kept_up(work, hub))


async def _kept_up(work: Callable[[Hub], Awaitable[None]], hub: Hub) -> None:
    """Do ``work``; a fault in it is told and must not end it for good."""
    while True:
        try:
            await work(hub)
        except Exception:
            logger.exception("Fault beside the live sockets, in %s", work.__name__)
            await asyncio.sleep(AFTER_FAULT)


async def _check(hub: Hub) -> None:
    """Look at everybody's rights in turn, a part at a time, and at once at those of who is suspected."""
    loop = asyncio.get_running_loop()
    while True:
        for part in _parts(list(hub.connections())):
            next_part = loop.time() + CHECK_EVERY / PARTS
            while (left := next_part - loop.time()) > 0:
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await hub.suspected.wait()
                suspects, hub.suspects = hub.suspects, set()
                hub.suspected.clear()
                if suspects:
                    await _look_at([one for one in hub.connections() if one.visit.bearer.user_id in suspects])
            for one in part:
                if one.is_stuck(loop.time()):
                    one.end(Close.TOO_SLOW)
            await _look_at([one for one in part if one.room.members.get(one.id) is one])


def _parts(connections: list[Connection]) -> Iterator[list[Connection]]:
    """``PARTS`` parts of about the same size; of few connections, some are empty."""
    for number in range(PARTS):
        yield connections[number::PARTS]


async def _look_at(connections: list[Connection]) -> None:
    if not connections:
        return
    try:
        found = await in_database(standings)({one.visit for one in connections})
    except Error as error:
        # Nothing can be written either while the database is away; the next look comes soon.
        logger.warning("Rights could not be looked at: %s", error)
        return
    for one in connections:
        _apply(one, found[one.visit])


def _apply(one: Connection, standing: Standing) -> None:
    if standing.fault is not None:
        one.end(standing.fault)
    elif standing.role != one.role:
        one.role = standing.role
        one.say(frame("role", role=standing.role.value))


async def _catch_up(hub: Hub) -> None:
    """Fetch what other processes committed, for all connections to a map at once."""
    while True:
        await hub.stirred.wait()
        hub.stirred.clear()
        behind, hub.behind = hub.behind, set()
        for map_id in behind:
            await _fetch(hub, map_id)


async def _fetch(hub: Hub, map_id: str) -> None:
    room = hub.rooms.get(map_id)
    while room is not None and room is hub.rooms.get(map_id):
        try:
            found = await in_database(committed_after)(map_id, room.high, KEPT)
        except Error as error:
            logger.warning("Operations of other processes could not be read: %s", error)
            return
        if not found:
            return
        room.take(found)
