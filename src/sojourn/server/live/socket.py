"""The live socket of a map: ``/live/maps/{id}?after=N&protocol=2``. See docs/reference/live-socket.md."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs

from django.db import Error

import sojourn
from sojourn.server.config.threads import in_database
from sojourn.server.live import tending
from sojourn.server.live.connection import Connection
from sojourn.server.live.hub import hub
from sojourn.server.live.protocol import (
    PROTOCOL,
    Close,
    OperationsFrame,
    answer_frame,
    fault_frame,
)
from sojourn.server.live.room import Committed, Room
from sojourn.server.live.visitors import Standing, Visit, committed_after, visit_of
from sojourn.server.maps.answers import Answer
from sojourn.server.maps.committing import Edit
from sojourn.server.maps.writer import Result, StoreBusyError, writer
from sojourn.server.workspaces.access import NotAllowedError, NotFoundError
from sojourn.server.workspaces.signals import standing_changed

logger = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

PATH: Final = re.compile(r"^/live/maps/([a-z0-9_-]{1,64})/?$")
KNOWN_WITHIN: Final = 10.0
"""Seconds in which it must be clear who somebody is; until then nothing that they say is read."""
MOST_ARRIVING: Final = 200
"""Connections of which it is not clear yet whose they are."""
MOST_OPEN: Final = 5_000
MOST_OF_ONE_PERSON: Final = 40

_arriving = 0
_of_person: Final[Counter[str]] = Counter()
_tending: asyncio.Task[None] | None = None
_draining = False


async def live(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one connection until it ends."""
    await receive()  # websocket.connect
    found = await _admitted(scope)
    await send({"type": "websocket.accept"})
    if isinstance(found, Close):
        # Accepted and closed at once: only so does a browser learn the code.
        await send({"type": "websocket.close", "code": int(found)})
        return
    visit, standing = found
    connection = _connection(visit, standing, after=_after(scope) or 0, send=send)
    _enter(connection, seq=standing.seq)
    try:
        code = await _serve(connection, receive)
    finally:
        await _leave(connection)
    if code is not None:
        await send({"type": "websocket.close", "code": int(code)})


async def _admitted(scope: dict[str, Any]) -> tuple[Visit, Standing] | Close:
    global _arriving  # noqa: PLW0603  One number for the process.
    match, after = PATH.match(scope["path"]), _after(scope)
    if match is None or after is None:
        return Close.MISSING
    if _draining or _arriving >= MOST_ARRIVING or _of_person.total() >= MOST_OPEN:
        return Close.SERVER_RESTARTS if _draining else Close.TRY_LATER
    _arriving += 1
    try:
        async with asyncio.timeout(KNOWN_WITHIN):
            found = await visit_of(scope, match[1])
    except (TimeoutError, Error):
        return Close.TRY_LATER
    finally:
        _arriving -= 1
    if isinstance(found, Close):
        return found
    return _unfit(*found, after=after, protocol=_asked(scope, "protocol")) or found


def _unfit(visit: Visit, standing: Standing, *, after: int, protocol: str | None) -> Close | None:
    """Why somebody who may see the map cannot be connected all the same."""
    if protocol != str(PROTOCOL) or after > standing.seq:
        # A page of an older release, or one that knows more than the server: a backup was restored.
        return Close.OLD_CLIENT
    return Close.TOO_MANY if _of_person[visit.bearer.user_id] >= MOST_OF_ONE_PERSON else None


def _connection(visit: Visit, standing: Standing, *, after: int, send: Send) -> Connection:
    room = hub.enter(
        visit.map_id, lambda: Room(visit.map_id, seq=standing.seq, load=_load, relay=hub.pass_on)
    )
    hub.committed_elsewhere(visit.map_id, standing.seq)
    now = asyncio.get_running_loop().time()
    version = sojourn.__version__
    return Connection(visit, role=standing.role, after=after, room=room, send=send, version=version, now=now)


async def _load(map_id: str, after: int, most: int) -> list[Committed]:
    return await in_database(committed_after)(map_id, after, most)


def _enter(connection: Connection, *, seq: int) -> None:
    global _tending  # noqa: PLW0603  One task for the process.
    connection.welcome(seq=max(seq, connection.room.high))
    hub.join(connection)
    _of_person[connection.visit.bearer.user_id] += 1
    if _tending is None or _tending.done():
        _tending = asyncio.create_task(tending.tend(hub), name="live-tending")


async def _leave(connection: Connection) -> None:
    global _tending
    hub.leave(connection)
    user = connection.visit.bearer.user_id
    _of_person[user] -= 1
    if not _of_person[user]:
        del _of_person[user]
    if not hub.rooms and _tending is not None:
        ending, _tending = _tending, None
        ending.cancel()
        await asyncio.gather(ending, return_exceptions=True)


async def _serve(connection: Connection, receive: Receive) -> Close | None:
    """Speak and listen; returns the code to close with, or nothing when the client is gone."""
    loop = asyncio.get_running_loop()

    async def listen() -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            connection.hear(message.get("text"), now=loop.time(), edits=_commit)

    talking, listening = asyncio.create_task(connection.talk()), asyncio.create_task(listen())
    ended = asyncio.create_task(connection.ended())
    tasks = (listening, talking, ended)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone = listening.done()
        for one in tasks:
            one.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for fault in results:
        if isinstance(fault, Exception) and not isinstance(fault, OSError):
            logger.error("Fault at a live socket", exc_info=fault)
    return None if gone else connection.code or Close.TRY_LATER


def _commit(connection: Connection, said: OperationsFrame) -> None:
    """Hand operations to the writer; the answer is sent when they are durable."""
    visit = connection.visit
    edit = Edit(visit.map_id, said.operations, author=visit.bearer, author_name=visit.name)
    try:
        writer.submit_from_loop(edit, told=partial(_answer, connection, said.ref))
    except StoreBusyError as error:
        connection.unanswered -= 1
        connection.say(fault_frame(said.ref, "too_many", str(error)))


def _answer(connection: Connection, ref: int, result: Result) -> None:
    connection.unanswered -= 1
    if isinstance(result, Answer):
        connection.say(answer_frame(ref, result))
    elif isinstance(result, (NotFoundError, NotAllowedError)):
        logger.warning("%s sent operations that their role does not allow", connection.visit.bearer.user_id)
        connection.say(fault_frame(ref, "not_allowed", str(result)))
        hub.suspect(connection.visit.bearer.user_id)
    else:
        detail = "The server cannot store at present. Keep the page open: it tries again by itself."
        connection.say(fault_frame(ref, "store_unavailable", detail))


async def drain(*, within: float) -> None:
    """Answer what is under way, then close every connection because the server restarts."""
    global _draining  # noqa: PLW0603  The process ends after this.
    _draining = True
    loop = asyncio.get_running_loop()
    until = loop.time() + within
    while any(one.is_busy for one in hub.connections()) and loop.time() < until:
        await asyncio.sleep(0.02)
    for one in hub.connections():
        one.end(Close.SERVER_RESTARTS)
    while hub.rooms and loop.time() < until + 1.0:
        await asyncio.sleep(0.02)


def _after(scope: dict[str, Any]) -> int | None:
    given = _asked(scope, "after") or "0"
    return int(given) if re.fullmatch(r"[0-9]{1,15}", given) else None


def _asked(scope: dict[str, Any], name: str) -> str | None:
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return next(iter(query.get(name, ())), None)


def _standing_changed(sender: object, *, user_id: str, **_: object) -> None:
    hub.recheck(user_id)


standing_changed.connect(_standing_changed, dispatch_uid="live-sockets")
