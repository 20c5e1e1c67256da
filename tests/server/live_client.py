"""A client of the live socket for tests, without a network: it speaks to the ASGI function itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import async_to_sync
from tests.server.conftest import People
from tests.server.test_maps import add_stage, commit, new_map

from sojourn.server.live import socket

ORIGIN = "http://testserver"
PATIENCE = 20


class Connection:
    """A browser tab."""

    def __init__(self, people: People, map_id: str, *, after: object = 0, **given: Any) -> None:
        client = given.get("client", people.member)
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = [(b"host", b"testserver"), (b"cookie", cookies.encode())]
        origin = given.get("origin", ORIGIN)
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        self.scope = {
            "type": "websocket",
            "path": f"/live/maps/{map_id}",
            "query_string": f"after={after}&protocol={given.get('protocol', 2)}".encode(),
            "headers": headers,
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 80),
        }
        self.to_server: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.welcome: dict[str, Any] = {}
        self.laid_aside: list[dict[str, Any]] = []

    async def begin(self) -> Connection:
        """Ask to be connected."""
        await self.to_server.put({"type": "websocket.connect"})
        self.task = asyncio.create_task(socket.live(self.scope, self.to_server.get, self.send))
        assert (await self.next())["type"] == "websocket.accept"
        return self

    async def send(self, message: dict[str, Any]) -> None:
        """What the server sends with; a test may make it slow."""
        await self.said.put(message)

    async def __aenter__(self) -> Connection:
        await self.begin()
        self.welcome = await self.frame("welcome")
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.to_server.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(self.task, PATIENCE)

    async def next(self) -> dict[str, Any]:
        """What the server says next."""
        return await asyncio.wait_for(self.said.get(), PATIENCE)

    async def frame(self, *kinds: str) -> dict[str, Any]:
        """The next frame of one of these kinds; others are laid aside until they are asked for."""
        for place, known in enumerate(self.laid_aside):
            if known["type"] in kinds:
                return self.laid_aside.pop(place)
        while True:
            message = await self.next()
            assert message["type"] == "websocket.send", message
            found: dict[str, Any] = json.loads(message["text"])
            if found["type"] in kinds:
                return found
            self.laid_aside.append(found)

    async def say(self, **frame: Any) -> None:
        """Send a frame."""
        await self.raw(json.dumps(frame))

    async def raw(self, text: str) -> None:
        """Send any text."""
        await self.to_server.put({"type": "websocket.receive", "text": text})

    async def commit(self, *operations: dict[str, Any], ref: int = 1) -> dict[str, Any]:
        """Send operations; the answer or the fault."""
        await self.say(type="operations", ref=ref, operations=list(operations))
        answer = await self.frame("answer", "fault")
        assert answer["ref"] == ref
        return answer

    async def numbers(self, count: int) -> list[int]:
        """The numbers of the next ``count`` operations."""
        found: list[int] = []
        while len(found) < count:
            found += [one["seq"] for one in (await self.frame("operations"))["operations"]]
        return found

    async def closed(self) -> int:
        """The code that the server closes with."""
        while (message := await self.next())["type"] != "websocket.close":
            pass
        return int(message["code"])


def on_a_map(test: Callable[[People, str], Awaitable[None]]) -> Callable[[People], None]:
    """Run an asynchronous test on a map with three operations."""

    def run(people: People) -> None:
        map_id = new_map(people)
        commit(people, map_id, add_stage(1), add_stage(2), add_stage(3))
        async_to_sync(test)(people, map_id)

    run.__name__ = test.__name__
    run.__doc__ = test.__doc__
    return run


async def refusal(people: People, map_id: str, **given: Any) -> int:
    """The code with which an attempt to connect ends."""
    connection = await Connection(people, map_id, **given).begin()
    code = await connection.closed()
    await asyncio.wait_for(connection.task, PATIENCE)
    return code
