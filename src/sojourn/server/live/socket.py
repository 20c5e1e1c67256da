"""The live socket of a map: `/live/maps/{id}?after=N`. The server speaks, the client listens."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import parse_qs

import orjson

from sojourn.server.config.threads import in_database
from sojourn.server.live.hub import LiveOperation, Watcher, hub
from sojourn.server.live.visitors import Visit, visit_of

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

PATH: Final = re.compile(r"^/live/maps/([a-z0-9_-]{1,64})/?$")
CHECK_EVERY: Final = 2.0
"""Seconds until a connection looks into the database by itself: for operations of other processes, and for
whether its person may still see the map."""
SEND_WITHIN: Final = 20.0
"""Seconds that a message may take to leave; a reader slower than that is let go and comes back."""
AT_ONCE: Final = 200

NOT_SIGNED_IN, FORBIDDEN, MISSING, TOO_SLOW = 4401, 4403, 4404, 4408


async def live(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one connection until it ends."""
    await receive()  # websocket.connect
    match = PATH.match(scope["path"])
    after = _after(scope)
    if match is None or after is None:
        await _refuse(send, MISSING)
        return
    visit = await visit_of(scope, match[1])
    if isinstance(visit, int):
        await _refuse(send, visit)
        return
    await send({"type": "websocket.accept"})
    watcher = Watcher(match[1], asyncio.get_running_loop())
    hub.join(watcher)
    talking = asyncio.create_task(_talk(watcher, visit, after=after, send=send))
    listening = asyncio.create_task(_listen(receive))
    try:
        await asyncio.wait({talking, listening}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hub.leave(watcher)
        gone = listening.done()
        for one in (talking, listening):
            one.cancel()
        results = await asyncio.gather(talking, listening, return_exceptions=True)
    code = results[0]
    if not gone:
        await send({"type": "websocket.close", "code": code if isinstance(code, int) else 1011})


async def _talk(watcher: Watcher, visit: Visit, *, after: int, send: Send) -> int:
    """Send operation after operation, without a gap; returns the code to close with."""
    last, look = after, True
    while True:
        if look and (code := await in_database(visit.fault)()):
            return code
        pending = hub.since(watcher.map_id, after=last)
        if not pending and look:
            pending = await in_database(visit.operations)(after=last, limit=AT_ONCE)
        if not pending:
            await watcher.news(timeout=CHECK_EVERY)
            # Woken or not: what does not simply follow on what was sent is looked up in the database.
            look = not hub.since(watcher.map_id, after=last)
            continue
        last = pending[-1]["seq"]
        look = len(pending) == AT_ONCE
        try:
            await asyncio.wait_for(send(_message(pending)), SEND_WITHIN)
        except TimeoutError:
            return TOO_SLOW


async def _listen(receive: Receive) -> None:
    """Wait for the client to go. What it says otherwise is not listened to: changes go by POST."""
    while (await receive())["type"] != "websocket.disconnect":
        pass


def _message(operations: list[LiveOperation]) -> dict[str, Any]:
    text = orjson.dumps({"type": "operations", "operations": operations}).decode()
    return {"type": "websocket.send", "text": text}


async def _refuse(send: Send, code: int) -> None:
    """Accept and close at once: only so does a browser learn the code."""
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": code})


def _after(scope: dict[str, Any]) -> int | None:
    given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after", ["0"])[0]
    return int(given) if re.fullmatch(r"\d{1,15}", given) else None
