"""The atlas: which map opens which, and nothing of what one may not see."""

from __future__ import annotations

from typing import Any

from tests.server.conftest import JsonClient, People

from sojourn.server.accounts.models import User
from sojourn.server.workspaces.services import create_workspace


def made(client: JsonClient, title: str) -> dict[str, Any]:
    """A map of the template."""
    body: dict[str, Any] = client.call("post", "/maps", {"template": "online-store", "title": title}).json()
    return body


def open_from(client: JsonClient, source: dict[str, Any], target: str, *, number: int = 1) -> str:
    """Let the first step of ``source`` open ``target``; that step's id."""
    step = next(iter(source["document"]["steps"]))
    operation = {
        "id": f"op_{number}",
        "do": "set",
        "table": "steps",
        "record_id": step,
        "fields": {"opens": target},
    }
    path = f"/maps/{source['id']}/operations"
    assert not client.call("post", path, {"operations": [operation]}).json()["refused"]
    return str(step)


def test_a_step_that_opens_a_map_is_a_way(people: People) -> None:
    whole, part = made(people.editor, "The whole"), made(people.editor, "Paying")
    step = open_from(people.editor, whole, part["id"])
    atlas = people.member.call("get", "/maps/atlas").json()
    assert {one["title"] for one in atlas["maps"]} == {"The whole", "Paying"}
    title = whole["document"]["steps"][step]["title"]
    assert atlas["ways"] == [{"map": whole["id"], "step": step, "title": title, "opens": part["id"]}]


def test_a_way_that_leads_nowhere_is_broken_until_it_leads_somewhere_again(people: People) -> None:
    whole, part = made(people.editor, "The whole"), made(people.editor, "Paying")
    open_from(people.editor, whole, part["id"])
    people.editor.call("delete", f"/maps/{part['id']}")
    broken = people.member.call("get", "/maps/atlas").json()
    assert [way["opens"] for way in broken["ways"]] == [None]
    assert part["id"] not in repr(broken)
    people.editor.call("post", f"/maps/{part['id']}/restore")
    mended = people.member.call("get", "/maps/atlas").json()
    assert [way["opens"] for way in mended["ways"]] == [part["id"]]
    open_from(people.editor, whole, "", number=2)
    assert people.member.call("get", "/maps/atlas").json()["ways"] == []


def test_another_workspaces_map_looks_like_one_that_is_gone(people: People) -> None:
    stranger = User.objects.get(email="stranger@example.org")
    create_workspace(stranger, name="Elsewhere")
    theirs = made(people.stranger, "Their secret plan")
    mine = made(people.editor, "The whole")
    open_from(people.editor, mine, theirs["id"])
    atlas = people.owner.call("get", "/maps/atlas").json()
    assert [way["opens"] for way in atlas["ways"]] == [None]
    assert "Their secret plan" not in repr(atlas)
    assert [one["title"] for one in people.stranger.call("get", "/maps/atlas").json()["maps"]] == [
        "Their secret plan"
    ]
