"""Who has a map open gets every committed operation, in order, without a gap; and nobody else gets any."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection as database
from tests.server.conftest import People
from tests.server.live_client import Connection, on_a_map, refusal
from tests.server.test_maps import add_stage, commit, new_map

from sojourn.server.live import room as rooms
from sojourn.server.live.hub import hub
from sojourn.server.live.protocol import operation_part
from sojourn.server.live.room import KEPT, Committed, Room
from sojourn.server.maps import writer as writing
from sojourn.server.maps.committing import Edit, Outcome
from sojourn.server.maps.committing import commit as commit_edits

pytestmark = pytest.mark.django_db(transaction=True)


@on_a_map
async def test_the_first_frame_says_how_things_stand(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3, client=people.owner) as live:
        welcome = live.welcome
        assert (welcome["protocol"], welcome["seq"], welcome["role"]) == (2, 3, "owner")
        assert welcome["you"].keys() == {"connection", "user", "name", "color"}
        assert welcome["you"]["name"] == "Olive Owner"
        assert welcome["people"] == []


@on_a_map
async def test_what_came_before_and_what_comes_arrives_in_order(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=1) as live:
        assert await live.numbers(2) == [2, 3]
        await sync_to_async(commit)(people, map_id, add_stage(4), add_stage(5))
        assert await live.numbers(2) == [4, 5]


@on_a_map
async def test_operations_are_answered_when_stored_and_shown_to_all(people: People, map_id: str) -> None:
    async with (
        Connection(people, map_id, after=3) as reader,
        Connection(people, map_id, after=3, client=people.owner) as writer,
    ):
        answer = await writer.commit(add_stage(4), {"id": "op_bad", "do": "remove"}, add_stage(5), ref=7)
        assert answer["type"] == "answer"
        assert answer["accepted"] == [{"id": "op_4", "seq": 4}, {"id": "op_5", "seq": 5}]
        assert [(one["id"], one["code"]) for one in answer["refused"]] == [("op_bad", "invalid_operation")]
        assert answer["seq"] == 5
        assert await reader.numbers(2) == [4, 5]
        view = await sync_to_async(people.owner.call)("get", f"/maps/{map_id}")
        assert {"stg_4", "stg_5"} <= view.json()["document"]["stages"].keys()


@on_a_map
async def test_the_same_operation_sent_again_gets_its_old_number(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3, client=people.owner) as live:
        await live.commit(add_stage(4))
        again = await live.commit(add_stage(4), add_stage(1), ref=2)
        assert again["accepted"] == [{"id": "op_4", "seq": 4}, {"id": "op_1", "seq": 1}]
        assert again["seq"] == 4


@on_a_map
async def test_authors_are_stamped_by_the_server(people: People, map_id: str) -> None:
    """A21: what a client claims of itself is no part of an operation."""
    async with Connection(people, map_id, after=3, client=people.owner) as live:
        forged = await live.commit({**add_stage(4), "author": "Milo Member"})
        assert [one["code"] for one in forged["refused"]] == ["invalid_operation"]
        await live.commit(add_stage(5), ref=2)
        told = await live.frame("operations")
        assert [one["author"] for one in told["operations"]] == ["Olive Owner"]


@on_a_map
async def test_operations_of_another_process_arrive_too(people: People, map_id: str) -> None:
    """Another process does not know this one's hub: the database tells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hub, "publish", lambda committed: None)
        patch.setattr("sojourn.server.live.between.PROCESS", "another")
        async with Connection(people, map_id, after=3) as live:
            await sync_to_async(commit)(people, map_id, add_stage(4))
            assert await live.numbers(1) == [4]
            await sync_to_async(commit)(people, map_id, add_stage(5), add_stage(6))
            assert await live.numbers(2) == [5, 6]


@on_a_map
async def test_a_connection_that_the_database_dropped_is_made_anew(people: People, map_id: str) -> None:
    """As after a restart of the database."""
    dropped: list[int] = []

    def dropping(edits: Sequence[Edit]) -> list[Outcome]:
        if not dropped:
            dropped.append(1)
            database.ensure_connection()
            database.connection.close()
        return commit_edits(edits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "commit", dropping)
        async with Connection(people, map_id, client=people.owner) as live:
            assert await live.numbers(3) == [1, 2, 3]
            assert (await live.commit(add_stage(4)))["type"] == "answer"
    assert dropped


@on_a_map
async def test_who_was_long_away_gets_everything_page_by_page(people: People, map_id: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rooms, "KEPT", 8)
        many = [add_stage(number) for number in range(4, 104)]
        async with Connection(people, map_id, after=3) as first:
            await sync_to_async(commit)(people, map_id, *many)
            assert await first.numbers(100) == list(range(4, 104))
            async with Connection(people, map_id, after=1) as late:
                assert await late.numbers(102) == list(range(2, 104))
            async with Connection(people, map_id, after=97) as later:
                assert await later.numbers(6) == list(range(98, 104))


@on_a_map
async def test_pings_are_answered(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3) as live:
        await live.say(type="ping")
        assert await live.frame("pong") == {"type": "pong"}


@on_a_map
async def test_news_beside_the_document_is_told(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3) as live:
        await sync_to_async(hub.tell)(map_id, topics=("comments",))
        assert (await live.frame("news"))["topics"] == ["comments"]


@pytest.mark.parametrize("after", ["-1", "x", "1e9", "9" * 40])
def test_a_number_that_is_none_is_refused(people: People, after: str) -> None:
    assert async_to_sync(refusal)(people, new_map(people), after=after) == 4404


@pytest.mark.parametrize("given", [{"protocol": 1}, {"protocol": ""}, {"after": 1}])
def test_a_page_that_does_not_fit_this_server_is_asked_to_load_anew(
    people: People, given: dict[str, Any]
) -> None:
    """C21: an old page; and one that has seen more than the server has, since a backup was restored."""
    assert async_to_sync(refusal)(people, new_map(people), **given) == 4409


def a_room(seq: int = 0) -> Room:
    async def load(map_id: str, after: int, most: int) -> list[Committed]:
        return [part(number) for number in range(after + 1, after + most + 1)]

    return Room("map_a", seq=seq, load=load, relay=lambda map_id, changes: None)


def part(seq: int, *, text: bytes = b"{}") -> Committed:
    return seq, operation_part(seq, text, author="Olive")


def test_a_room_hands_out_only_what_follows_without_a_gap() -> None:
    async def steps() -> None:
        room = a_room()
        room.take([part(2), part(4)])
        assert room.has_gap
        assert room.after(0) is None
        room.take([part(1)])
        assert (room.high, room.has_gap) == (2, True)
        room.take([part(3), part(3), part(1)])
        assert (room.high, room.has_gap) == (4, False)
        found = room.after(2)
        assert found is not None
        assert found[1] == 4
        assert found[0].count('"seq"') == 2
        assert room.after(2) is found, "those at the same place share the frame"
        room.close()

    asyncio.run(steps())


def test_a_room_keeps_a_bounded_number_of_operations() -> None:
    async def steps() -> None:
        room = a_room()
        room.take([part(seq) for seq in range(1, 5 * KEPT)])
        assert room.high - room.low == KEPT
        room.take([part(5 * KEPT, text=b"x" * rooms.KEPT_BYTES), part(5 * KEPT + 1, text=b"y")])
        assert room.high - room.low <= 2
        room.close()

    asyncio.run(steps())


def test_a_room_reads_back_for_who_comes_again() -> None:
    async def steps() -> None:
        room = a_room(seq=100)
        assert await room.reach_back(90)
        assert (room.low, room.high) == (90, 100)
        found = room.after(95)
        assert found is not None
        assert found[1] == 100
        assert not await room.reach_back(100 - KEPT - 1)
        room.close()

    asyncio.run(steps())
