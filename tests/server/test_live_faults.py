"""Hostile frames, readers that do not read, a store that fails, a damaged map: others never notice."""

from __future__ import annotations

import asyncio
import json
import os
import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import IntegrityError, OperationalError
from django.utils import timezone
from tests.server.conftest import People
from tests.server.live_client import Connection, on_a_map
from tests.server.test_maps import add_stage, commit, new_map

from sojourn.maps.operations import Operation
from sojourn.server.live import connection as connections
from sojourn.server.live import limits, tending
from sojourn.server.live.protocol import LARGEST_FRAME
from sojourn.server.maps import committing, documents
from sojourn.server.maps import writer as writing
from sojourn.server.maps.committing import Edit, Outcome
from sojourn.server.maps.models import Map, MapOperation

pytestmark = pytest.mark.django_db(transaction=True)
SEED = int(os.environ.get("SOJOURN_SEED", "20260401"))
MUTATIONS = int(os.environ.get("SOJOURN_MUTATIONS", "10000"))

HOSTILE = [
    "",
    "null",
    "[]",
    "7",
    '"operations"',
    "{}",
    "not json",
    '{"type":"operations"}',
    '{"type":"operations","ref":1,"operations":{}}',
    '{"type":"operations","ref":1.5,"operations":[]}',
    '{"type":"operations","ref":-1,"operations":[]}',
    '{"type":"operations","ref":1,"operations":[1]}',
    '{"type":"operations","ref":1,"operations":[],"author":"x"}',
    '{"type":"welcome"}',
    '{"type":"here"}',
    '{"type":"here","at":{"target":"javascript:alert(1)"}}',
    '{"type":"here","at":{"target":"card:x","cursor":{"x":1e999,"y":0}}}',
    '{"type":"here","at":{"target":"card:x","cursor":{"x":9999999,"y":0}}}',
    '{"type":"here","at":{"target":"card:' + "x" * 300 + '"}}',
    '{"type":"ping","__proto__":{}}',
    "[" * 100_000,
    '{"type":' * 50_000,
    "9" * 5_000,
    '{"type":"\\ud800"}',
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_no_page_sends_ends_the_connection_and_nothing_else(people: People, text: str) -> None:
    """A20, A22."""
    map_id = new_map(people)

    async def steps() -> int:
        async with (
            Connection(people, map_id, client=people.owner) as other,
            Connection(people, map_id, client=people.owner) as live,
        ):
            await live.raw(text)
            code = await live.closed()
            assert (await other.commit(add_stage(1)))["type"] == "answer"
            return code

    assert async_to_sync(steps)() == 1008


@on_a_map
async def test_bytes_are_no_frames(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3) as live:
        await live.to_server.put({"type": "websocket.receive", "bytes": b"\x00\xff"})
        assert await live.closed() == 1008


@on_a_map
async def test_a_frame_that_is_too_large_ends_the_connection(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3, client=people.owner) as live:
        await live.raw('{"type":"ping"' + " " * LARGEST_FRAME + "}")
        assert await live.closed() == 4413


@on_a_map
async def test_a_flood_of_frames_ends_the_connection(people: People, map_id: str) -> None:
    """A20: 10^5 tiny frames; a few hundred are heard."""
    async with Connection(people, map_id, after=3) as live:
        for _ in range(2 * int(limits.FRAMES_AT_ONCE)):
            await live.say(type="ping")
        assert await live.closed() == 4429


@on_a_map
async def test_too_many_operations_in_one_frame_are_refused_and_kept(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3, client=people.owner) as live:
        fault = await live.commit(*[add_stage(number) for number in range(10, 211)])
        assert (fault["type"], fault["code"]) == ("fault", "too_many")
        assert (await live.commit(*[add_stage(number) for number in range(10, 210)], ref=2))["seq"] == 203


WRONG: list[dict[str, Any]] = [
    {"do": "set", "table": "map", "record_id": "map_1", "fields": {"title": "x" * 400}},
    {"do": "add", "table": "__proto__", "record": {}},
    {"do": "add", "table": "stages", "record": {"id": "stg_x", "order": "a0", "__proto__": {}}},
    {"do": "add", "table": "stages", "record": {"id": "stg_x", "order": "a0", "title": "\x00"}},
    {"do": "add", "table": "stages", "record": {"id": "stg_x", "order": "a0", "title": {"a": [[[[]]]]}}},
    {"do": "add", "table": "stages", "record": {"id": "stg_x", "order": "a0", "color": 10**15}},
    {"do": "explode"},
    {"do": "remove", "table": "stages", "record_id": "stg_1", "author": "usr_another"},
    {"do": "batch", "operations": [{"do": "batch", "operations": []}]},
]


@on_a_map
async def test_operations_that_break_the_maps_rules_are_refused_one_by_one(
    people: People, map_id: str
) -> None:
    """A22."""
    async with Connection(people, map_id, after=3, client=people.owner) as live:
        given = [{**one, "id": f"op_wrong{place}"} for place, one in enumerate(WRONG)]
        answer = await live.commit(*given, add_stage(4))
        assert [one["id"] for one in answer["refused"]] == [one["id"] for one in given]
        assert answer["accepted"] == [{"id": "op_4", "seq": 4}]


def test_no_mutation_of_a_frame_does_harm(people: People) -> None:
    """A20: whatever was stored replays to the document; others on the map never notice."""
    map_id = new_map(people)
    commit(people, map_id, *[add_stage(number) for number in range(1, 6)])
    chance = random.Random(SEED)

    async def steps() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(limits, "FRAMES_AT_ONCE", 1e9)
            patch.setattr(limits, "BYTES_AT_ONCE", 1e12)
            async with Connection(people, map_id, after=5, client=people.owner) as other:
                sent = 0
                while sent < MUTATIONS:
                    sent += await attack(people, map_id, chance, most=MUTATIONS - sent)
                assert (await other.commit(add_stage(9)))["type"] == "answer"

    print(f"SOJOURN_SEED={SEED} mutations={MUTATIONS}")
    async_to_sync(steps)()
    documents.forget_all()
    assert documents.current_document(map_id) == documents.rebuilt_from_log(map_id)
    assert set(MapOperation.objects.values_list("author_name", flat=True)) == {"Olive Owner"}


async def attack(people: People, map_id: str, chance: random.Random, *, most: int) -> int:
    """Send mutated frames over one connection until it is closed; how many were sent."""
    seq = (await sync_to_async(Map.objects.get)(id=map_id)).seq
    live = Connection(people, map_id, after=seq, client=people.owner)
    async with live:
        for sent in range(1, most + 1):
            await live.raw(mutated(chance))
            if sent % 8 == 0:
                await live.say(type="ping")
            while not live.said.empty() or sent % 8 == 0:
                message = await live.next()
                if message["type"] == "websocket.close":
                    assert message["code"] == 1008
                    return sent
                if json.loads(message["text"])["type"] == "pong":
                    break
    return most


def mutated(chance: random.Random) -> str:
    """A frame of a page with something wrong in it: in its values mostly, at times in its letters."""
    number = chance.randrange(1, 12)
    frame: Any = chance.choice(
        [
            {"type": "operations", "ref": number, "operations": [add_stage(number)]},
            {
                "type": "operations",
                "ref": number,
                "operations": [
                    {
                        "id": f"op_{chance.randrange(10**6)}",
                        "do": chance.choice(("set", "move", "remove", "batch")),
                        "table": chance.choice(("stages", "map", "cards")),
                        "record_id": f"stg_{number}",
                        "fields": {"title": "Title"},
                    }
                ],
            },
            {"type": "here", "at": {"target": "card:crd_1", "editing": True, "cursor": {"x": 1, "y": 2}}},
        ]
    )
    if chance.random() < 0.9:
        spoil(frame, chance)
        return json.dumps(frame)
    text = json.dumps(frame)
    place = chance.randrange(len(text))
    return (
        text[:place] + chance.choice(("", '"', "}", "\x00", "é", "[[", "1e9", "\\u0000")) + text[place + 1 :]
    )


VALUES = (
    None,
    True,
    -1,
    1e300,
    2**63,
    2**70,
    "",
    "x",
    "\x00",
    "é" * 50,
    [],
    {},
    [[]],
    {"a": {"b": 1}},
    "stg_1",
)


def spoil(node: Any, chance: random.Random) -> None:
    """Change one value somewhere in plain data."""
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = chance.choice(keys)
        if isinstance(node[key], (dict, list)) and node[key] and chance.random() < 0.8:
            node = node[key]
            continue
        how = chance.randrange(4)
        if how == 0 and isinstance(node, dict):
            del node[key]
        elif how == 1 and isinstance(node, dict):
            node[chance.choice(("__proto__", "author", "id", "seq", "operations"))] = chance.choice(VALUES)
        else:
            node[key] = chance.choice(VALUES)
        return


class Stalled(Connection):
    """A client that does not read: what the server sends does not leave."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, message: dict[str, Any]) -> None:
        await self.gate.wait()
        await super().send(message)


@on_a_map
async def test_a_reader_that_stops_is_let_go_and_others_are_not_held_up(people: People, map_id: str) -> None:
    """C8."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "SEND_WITHIN", 0.2)
        patch.setattr(tending, "CHECK_EVERY", 0.05)
        stalled = Stalled(people, map_id, after=3)
        async with Connection(people, map_id, after=3, client=people.owner) as live, stalled:
            stalled.gate.clear()
            for number in range(10, 40):
                answer = await live.commit(add_stage(number), ref=number)
                assert answer["type"] == "answer"
            await live.frame("presence")
            while not any(stalled.welcome["you"]["connection"] in found["left"] for found in left(live)):
                live.laid_aside.append(await live.frame("presence"))
            stalled.gate.set()
            assert await stalled.closed() == 4408
        async with Connection(people, map_id, after=3) as again:
            assert await again.numbers(30) == list(range(4, 34))


def left(live: Connection) -> list[dict[str, Any]]:
    found = [one for one in live.laid_aside if one["type"] == "presence"]
    live.laid_aside = [one for one in live.laid_aside if one["type"] != "presence"]
    return found


@on_a_map
async def test_a_slow_reader_hears_of_people_once_it_has_caught_up(people: People, map_id: str) -> None:
    slow = Stalled(people, map_id, after=3)
    async with slow, Connection(people, map_id, after=3, client=people.owner) as live:
        slow.gate.clear()
        await live.commit(add_stage(4))
        async with Connection(people, map_id, after=4) as guest:
            key = guest.welcome["you"]["connection"]
            while key not in [one["connection"] for one in (await live.frame("presence"))["joined"]]:
                pass
        while key not in (await live.frame("presence"))["left"]:
            pass
        slow.gate.set()
        names: set[str] = set()
        while "Olive Owner" not in names:
            found = await slow.frame("presence")
            names |= {one["name"] for one in found["joined"]}
        assert key not in {one["connection"] for one in found["joined"]}


@on_a_map
async def test_a_store_that_fails_is_said_and_works_again_by_itself(people: People, map_id: str) -> None:
    """C7: nothing is refused for good, the page keeps its operations and sends them again."""
    failing = True

    def full(edits: Sequence[Edit]) -> list[Outcome]:
        if failing:
            raise OperationalError("database or disk is full")
        return committing.commit(edits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "commit", full)
        async with Connection(people, map_id, after=3, client=people.owner) as live:
            fault = await live.commit(add_stage(4))
            assert (fault["type"], fault["code"]) == ("fault", "store_unavailable")
            answer = await sync_to_async(people.owner.call)(
                "post", f"/maps/{map_id}/operations", {"operations": [add_stage(4)]}
            )
            assert (answer.status_code, answer.json()["type"]) == (503, "database-unavailable")
            failing = False
            assert (await live.commit(add_stage(4), ref=2))["accepted"] == [{"id": "op_4", "seq": 4}]


@on_a_map
async def test_one_damaged_map_does_not_take_others_down(people: People, map_id: str) -> None:
    """C9: both are in the same commit."""
    other = await sync_to_async(new_map)(people)
    whole = documents.document_at

    def damaged(asked: str, *, seq: int) -> Any:
        if asked == other:
            raise ValueError("this map cannot be read")
        return whole(asked, seq=seq)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(committing, "document_at", damaged)
        edits = [edit_of(people, other, add_stage(1)), edit_of(people, map_id, add_stage(4))]
        outcomes = await sync_to_async(committing.commit)(edits)
        assert isinstance(outcomes[0], committing.MapFaultError)
        assert not isinstance(outcomes[1], Exception)
        assert [one.seq for one in outcomes[1].accepted] == [4]


def edit_of(people: People, map_id: str, *operations: dict[str, Any]) -> Edit:
    author = committing.Bearer(people.membership.user_id)
    return Edit(map_id, operations, author=author, author_name="Olive Owner")


@on_a_map
async def test_an_operation_that_the_server_fails_at_is_refused_alone(people: People, map_id: str) -> None:
    whole = committing.apply

    def failing(document: Any, operation: Operation) -> Any:
        if operation.id == "op_5":
            raise ValueError("a fault of ours")
        return whole(document, operation)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(committing, "apply", failing)
        async with Connection(people, map_id, after=3, client=people.owner) as live:
            answer = await live.commit(add_stage(4), add_stage(5), add_stage(6))
            assert [one["id"] for one in answer["accepted"]] == ["op_4", "op_6"]
            assert [(one["id"], one["code"]) for one in answer["refused"]] == [("op_5", "server_fault")]


def test_an_edit_that_the_database_refuses_fails_alone(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = new_map(people), new_map(people), new_map(people)
    whole = committing.commit

    def refusing(edits: Sequence[Edit]) -> list[Outcome]:
        if any(edit.map_id == second for edit in edits):
            raise IntegrityError("a rule of the database")
        return whole(edits)

    monkeypatch.setattr(writing, "commit", refusing)
    edits = [edit_of(people, map_id, add_stage(1)) for map_id in (first, second, third)]
    told: list[Any] = []
    writing._commit([writing._Waiting(edit, told.append, None) for edit in edits])
    assert isinstance(told[1], IntegrityError)
    assert [told[place].seq for place in (0, 2)] == [1, 1]


def test_a_clock_that_goes_back_changes_no_order(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """C11."""
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))
    before = Map.objects.get(id=map_id).updated_at
    earlier = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(committing.timezone, "now", lambda: earlier)
    monkeypatch.setattr("sojourn.server.workspaces.standing.timezone.now", lambda: earlier)
    answer = commit(people, map_id, add_stage(2))
    assert answer["accepted"] == [{"id": "op_2", "seq": 2}]
    rows = list(MapOperation.objects.filter(map_id=map_id).values_list("seq", "operation_id"))
    assert rows == [(1, "op_1"), (2, "op_2")]
    assert Map.objects.get(id=map_id).updated_at >= before
    documents.forget_all()
    assert documents.current_document(map_id) == documents.rebuilt_from_log(map_id)


def test_more_than_memory_may_hold_is_refused_for_now(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_WAITING", 1)
    own = writing.Writer()
    monkeypatch.setattr(own, "_run", lambda: None)
    own.submit(edit_of(people, "map_a", add_stage(1)))
    with pytest.raises(writing.StoreBusyError, match="busy"):
        own.submit(edit_of(people, "map_a", add_stage(2)))
