"""People see each other on a map, under names that the server gives, and lose their rights at once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from tests.server.conftest import PASSWORD, People
from tests.server.live_client import Connection, on_a_map, refusal
from tests.server.test_maps import add_stage, commit, new_map

from sojourn.server.accounts.models import User
from sojourn.server.live import socket, tending
from sojourn.server.live.hub import hub
from sojourn.server.maps.models import Map
from sojourn.server.maps.services import delete_map
from sojourn.server.workspaces.models import Membership, Role
from sojourn.server.workspaces.signals import standing_changed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tending, "CHECK_EVERY", 0.05)


def change_role(email: str, role: Role, *, say: bool) -> None:
    """What the settings page does; ``say``: this process hears of it at once."""
    Membership.objects.filter(user__email=email).update(role=role)
    if say:
        standing_changed.send(None, user_id=User.objects.get(email=email).id)


@on_a_map
async def test_people_come_move_and_go(people: People, map_id: str) -> None:
    async with Connection(people, map_id, after=3, client=people.owner) as owner:
        async with Connection(people, map_id, after=3) as member:
            assert [one["name"] for one in member.welcome["people"]] == ["Olive Owner"]
            key = member.welcome["you"]["connection"]
            assert await joined(owner, key) == "Milo Member"
            at = {"target": "cell:lan_1/stp_1", "editing": True, "cursor": {"x": 3.5, "y": 8}}
            await member.say(type="here", at=at)
            moved = await until(owner, lambda one: any(found["connection"] == key for found in one["moved"]))
            assert moved["moved"] == [{"connection": key, "at": at}]
            async with Connection(people, map_id, after=3) as late:
                assert {"Olive Owner", "Milo Member"} == {one["name"] for one in late.welcome["people"]}
                places = {one["connection"]: one["at"] for one in late.welcome["people"]}
                assert places[key] == at
        await until(owner, lambda one: key in one["left"])


async def until(connection: Connection, wanted: Any) -> dict[str, Any]:
    """The first presence frame that is wanted."""
    while not wanted(found := await connection.frame("presence")):
        pass
    return found


async def joined(connection: Connection, key: str) -> str:
    """The name of who joined under ``key``."""
    found = await until(connection, lambda one: any(person["connection"] == key for person in one["joined"]))
    return next(str(person["name"]) for person in found["joined"] if person["connection"] == key)


@pytest.mark.parametrize(
    "forged",
    [
        {"connection": "con_another"},
        {"user": "usr_another"},
        {"name": "Olive Owner"},
    ],
)
def test_nobody_speaks_for_another(people: People, forged: dict[str, Any]) -> None:
    """C15, A21: a frame that says whose it is is none of ours, and ends the connection."""
    map_id = new_map(people)

    async def attempt() -> int:
        async with Connection(people, map_id) as live:
            await live.say(type="here", at={"target": "map:"}, **forged)
            return await live.closed()

    assert async_to_sync(attempt)() == 1008


@on_a_map
async def test_a_member_who_may_only_look_cannot_write(people: People, map_id: str) -> None:
    """A18."""
    for client in (people.member, people.commenter):
        async with Connection(people, map_id, after=3, client=client) as live:
            fault = await live.commit(add_stage(9))
            assert (fault["type"], fault["code"]) == ("fault", "not_allowed")
            await live.say(type="ping")
            assert await live.frame("pong"), "the line stays for looking"
    view = await sync_to_async(people.owner.call)("get", f"/maps/{map_id}")
    assert view.json()["seq"] == 3


@pytest.mark.parametrize("say", [True, False])
def test_a_role_that_goes_is_told_and_holds_for_the_next_operation(people: People, say: bool) -> None:
    """A17: at once where the change is said, soon where another process made it."""
    map_id = new_map(people)

    async def steps() -> None:
        async with Connection(people, map_id, client=people.owner) as live:
            assert (await live.commit(add_stage(1)))["type"] == "answer"
            await sync_to_async(change_role)("owner@example.org", Role.VIEWER, say=say)
            fault = await live.commit(add_stage(2), ref=2)
            assert (fault["type"], fault["code"]) == ("fault", "not_allowed")
            assert (await live.frame("role"))["role"] == "viewer"
            await sync_to_async(change_role)("owner@example.org", Role.EDITOR, say=say)
            assert (await live.frame("role"))["role"] == "editor"
            assert (await live.commit(add_stage(2), ref=3))["accepted"] == [{"id": "op_2", "seq": 2}]

    async_to_sync(steps)()


def lose_membership(people: People, map_id: str) -> None:
    Membership.objects.filter(user__email="owner@example.org").delete()


def be_suspended(people: People, map_id: str) -> None:
    User.objects.filter(email="owner@example.org").update(is_active=False)


def sign_out(people: People, map_id: str) -> None:
    people.owner.logout()


def change_password(people: People, map_id: str) -> None:
    user = User.objects.get(email="owner@example.org")
    user.set_password("another " + PASSWORD)
    user.save()


def see_the_map_deleted(people: People, map_id: str) -> None:
    delete_map(Map.objects.get(id=map_id))


@pytest.mark.parametrize(
    ("lose", "code"),
    [
        (lose_membership, 4404),
        (be_suspended, 4401),
        (sign_out, 4401),
        (change_password, 4401),
        (see_the_map_deleted, 4404),
    ],
)
def test_rights_that_end_while_the_socket_is_open_end_it(people: People, lose: Any, code: int) -> None:
    """A17: and an operation that comes before the socket is closed is not stored."""
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))

    async def steps() -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tending, "CHECK_EVERY", 3600)
            patch.setattr(hub, "recheck", lambda user_id: None)  # The operation comes first here.
            async with Connection(people, map_id, after=1, client=people.owner) as live:
                await sync_to_async(lose)(people, map_id)
                assert (await live.commit(add_stage(2)))["code"] == "not_allowed"
                return await live.closed()

    assert async_to_sync(steps)() == code
    assert Map.objects.get(id=map_id).seq == 1


@on_a_map
async def test_who_lost_the_membership_is_let_go_without_a_word_from_anybody(
    people: People, map_id: str
) -> None:
    async with Connection(people, map_id, after=3) as live:
        await sync_to_async(Membership.objects.all().delete)()
        assert await live.closed() == 4404


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://testserver.evil.example"])
def test_another_sites_socket_is_refused(people: People, settings: Any, origin: str | None) -> None:
    """A16: also where every host name is allowed."""
    settings.ALLOWED_HOSTS = ["*"]
    assert async_to_sync(refusal)(people, new_map(people), origin=origin) == 4403


@pytest.mark.parametrize(("who", "code"), [("anonymous", 4401), ("stranger", 4404)])
def test_who_may_not_see_the_map_hears_nothing(people: People, who: str, code: int) -> None:
    """A19."""
    assert async_to_sync(refusal)(people, new_map(people), client=getattr(people, who)) == code


def test_one_person_has_a_bounded_number_of_connections(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A24."""
    monkeypatch.setattr(socket, "MOST_OF_ONE_PERSON", 2)
    map_id = new_map(people)

    async def attempt() -> int:
        async with Connection(people, map_id), Connection(people, map_id):
            assert await refusal(people, map_id, client=people.owner, after=1) == 4409
            return await refusal(people, map_id)

    assert async_to_sync(attempt)() == 4429
    assert not socket._of_person
    assert not hub.rooms


def test_a_server_that_cannot_say_who_somebody_is_lets_them_go(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A24: nobody is kept waiting for ever, and nothing that they say is read meanwhile."""

    async def never(scope: object, map_id: str) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(socket, "visit_of", never)
    monkeypatch.setattr(socket, "KNOWN_WITHIN", 0.05)
    assert async_to_sync(refusal)(people, new_map(people)) == 1013
    monkeypatch.setattr(socket, "MOST_ARRIVING", 0)
    monkeypatch.setattr(socket, "KNOWN_WITHIN", 3600)
    assert async_to_sync(refusal)(people, new_map(people)) == 1013
