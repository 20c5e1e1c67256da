"""Who watches a map gets every committed operation, in order, without a gap; and nobody else gets any."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection
from tests.server.conftest import People
from tests.server.test_maps import add_stage, commit, new_map

from sojourn.server.live import socket
from sojourn.server.live.hub import KEPT, Hub, Watcher, hub
from sojourn.server.workspaces.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)
ORIGIN = "http://testserver"


class Connection:
    """A client of the live socket, without a network."""

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
            "query_string": f"after={after}".encode(),
            "headers": headers,
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 80),
        }
        self.to_server: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def __aenter__(self) -> Connection:
        await self.to_server.put({"type": "websocket.connect"})
        self.task = asyncio.create_task(socket.live(self.scope, self.to_server.get, self.said.put))
        assert (await self.next())["type"] == "websocket.accept"
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.to_server.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(self.task, 10)

    async def next(self) -> dict[str, Any]:
        """What the server says next."""
        return await asyncio.wait_for(self.said.get(), 10)

    async def numbers(self, count: int) -> list[int]:
        """The numbers of the next ``count`` operations."""
        found: list[int] = []
        while len(found) < count:
            message = json.loads((await self.next())["text"])
            assert message["type"] == "operations"
            found += [one["seq"] for one in message["operations"]]
        return found

    async def closed(self) -> int:
        """The code that the server closes with."""
        while (message := await self.next())["type"] != "websocket.close":
            pass
        return int(message["code"])


def watching(test: Callable[[People, str], Awaitable[None]]) -> Callable[[People], None]:
    """Run an asynchronous test on a map with three operations."""

    def run(people: People) -> None:
        map_id = new_map(people)
        commit(people, map_id, add_stage(1), add_stage(2), add_stage(3))
        async_to_sync(test)(people, map_id)

    run.__name__ = test.__name__
    return run


@watching
async def test_what_came_before_and_what_comes_arrives_in_order(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=1) as connection:
        assert await connection.numbers(2) == [2, 3]
        await sync_to_async(commit)(people, map_id, add_stage(4), add_stage(5))
        assert await connection.numbers(2) == [4, 5]


@watching
async def test_operations_of_another_process_arrive_too(people: People, map_id: str) -> None:
    """Another process does not know this one's hub: the database tells."""
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(socket, "CHECK_EVERY", 0.05)
    monkeypatch.setattr(hub, "publish", lambda map_id, operations: None)
    try:
        async with Connection(people, map_id, after=3) as connection:
            await sync_to_async(commit)(people, map_id, add_stage(4))
            assert await connection.numbers(1) == [4]
    finally:
        monkeypatch.undo()


@watching
async def test_a_connection_that_the_database_dropped_is_made_anew(people: People, map_id: str) -> None:
    """As after a restart of the database."""

    def drop() -> None:
        connection.ensure_connection()
        connection.connection.close()

    await sync_to_async(drop)()
    async with Connection(people, map_id) as live:
        assert await live.numbers(3) == [1, 2, 3]


@watching
async def test_who_lost_the_membership_is_let_go(people: People, map_id: str) -> None:
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(socket, "CHECK_EVERY", 0.05)
    try:
        async with Connection(people, map_id, after=3) as connection:
            await sync_to_async(Membership.objects.all().delete)()
            assert await connection.closed() == 4404
    finally:
        monkeypatch.undo()


@watching
async def test_what_a_client_says_changes_nothing(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3, client=people.owner) as connection:
        forged = json.dumps({"type": "operations", "operations": [add_stage(9)]})
        await connection.to_server.put({"type": "websocket.receive", "text": forged})
        await sync_to_async(commit)(people, map_id, add_stage(4))
        assert await connection.numbers(1) == [4]
    view = await sync_to_async(people.owner.call)("get", f"/maps/{map_id}")
    assert "stg_9" not in view.json()["document"]["stages"]


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://testserver.evil.example"])
def test_another_sites_socket_is_refused(people: People, settings: Any, origin: str | None) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    map_id = new_map(people)

    async def attempt() -> int:
        async with Connection(people, map_id, origin=origin) as connection:
            return await connection.closed()

    assert async_to_sync(attempt)() == 4403


@pytest.mark.parametrize(("who", "code"), [("anonymous", 4401), ("stranger", 4404)])
def test_who_may_not_see_the_map_hears_nothing(people: People, who: str, code: int) -> None:
    map_id = new_map(people)

    async def attempt() -> int:
        async with Connection(people, map_id, client=getattr(people, who)) as connection:
            return await connection.closed()

    assert async_to_sync(attempt)() == code


@pytest.mark.parametrize("after", ["-1", "x", "1e9", "9" * 40])
def test_a_number_that_is_none_is_refused(people: People, after: str) -> None:
    map_id = new_map(people)

    async def attempt() -> int:
        async with Connection(people, map_id, after=after) as connection:
            return await connection.closed()

    assert async_to_sync(attempt)() == 4404


def test_the_hub_hands_out_only_what_follows_without_a_gap() -> None:
    async def steps() -> None:
        own = Hub()
        watcher = Watcher("map_a", asyncio.get_running_loop())
        own.join(watcher)
        own.publish("map_a", [{"seq": 2}, {"seq": 4}])
        assert own.since("map_a", after=0) == []
        own.publish("map_a", [{"seq": 1}])
        assert [one["seq"] for one in own.since("map_a", after=0)] == [1, 2]
        own.publish("map_a", [{"seq": 3}])
        assert [one["seq"] for one in own.since("map_a", after=2)] == [3, 4]
        own.leave(watcher)
        assert own.since("map_a", after=0) == []
        assert own.watched() == 0

    asyncio.run(steps())


def test_a_reader_that_never_reads_costs_no_memory() -> None:
    async def steps() -> int:
        own = Hub()
        own.join(Watcher("map_a", asyncio.get_running_loop()))
        for seq in range(1, 5 * KEPT):
            own.publish("map_a", [{"seq": seq}])
        return len(own.since("map_a", after=4 * KEPT - 1))

    assert asyncio.run(steps()) == KEPT


def test_maps_that_nobody_watches_keep_nothing() -> None:
    own = Hub()
    own.publish("map_a", [{"seq": 1}])
    assert own.since("map_a", after=0) == []
