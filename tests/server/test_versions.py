"""A map is there as it was after each of its operations, and goes back to it by an edit like any other."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone
from tests.server.conftest import JsonClient, People
from tests.server.test_maps import add_stage, commit, new_map

from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply
from sojourn.server.accounts.models import User
from sojourn.server.maps import documents
from sojourn.server.maps.models import Map, MapOperation
from sojourn.server.versions import history, selectors, services
from sojourn.server.versions.keeping import keep_versions
from sojourn.server.versions.models import Kind, MapVersion
from sojourn.server.versions.selectors import document_at
from sojourn.server.workspaces.access import NotFoundError


def as_it_was(people: People, map_id: str, seq: int) -> MapDocument:
    answer = people.member.call("get", f"/maps/{map_id}/at/{seq}")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    assert (body["id"], body["seq"], body["role"]) == (map_id, seq, "viewer")
    return MapDocument.model_validate(body["document"])


def test_a_map_is_there_as_it_was_after_every_operation(people: People) -> None:
    map_id = new_map(people, template="online-store")
    states = [documents.current_document(map_id)]
    for number in range(1, 140):
        commit(people, map_id, add_stage(number))
        states.append(documents.current_document(map_id))
    for forget in (False, True):
        for seq in (0, 1, 63, 64, 65, 100, 139):
            if forget:
                documents.forget_all()
            assert document_at(map_id, seq) == states[seq]
    assert as_it_was(people, map_id, 70) == states[70]


def test_a_state_that_never_was_is_not_found(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))
    for seq in (-1, 2):
        with pytest.raises(NotFoundError, match="Its states are 0 to 1"):
            document_at(map_id, seq)
        assert people.owner.call("get", f"/maps/{map_id}/at/{seq}").status_code == 404
    with pytest.raises(NotFoundError):
        document_at("map_none", 0)


def test_a_state_gets_a_name_another_name_and_loses_it(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1), add_stage(2))
    url = f"/maps/{map_id}/versions"
    named = people.editor.call("post", url, {"name": "  Before  the launch ", "note": "Agreed.", "seq": 1})
    assert named.status_code == 201
    version = named.json()
    assert (version["name"], version["note"], version["seq"]) == ("Before the launch", "Agreed.", 1)
    now = people.editor.call("post", url, {"name": "Now"}).json()
    listed = people.member.call("get", url).json()
    assert [(one["name"], one["seq"], one["kind"]) for one in listed["versions"]] == [
        ("Now", 2, "named"),
        ("Before the launch", 1, "named"),
    ]
    assert listed["seq"] == 2
    changed = people.editor.call("patch", f"{url}/{now['id']}", {"name": "Launch"}).json()
    assert (changed["name"], changed["note"]) == ("Launch", "")
    assert people.editor.call("delete", f"{url}/{now['id']}").status_code == 204
    assert [one["seq"] for one in people.member.call("get", url).json()["versions"]] == [1]
    assert people.editor.call("post", url, {"name": " \t "}).status_code == 422
    assert people.editor.call("post", url, {"name": "Later", "seq": 3}).status_code == 404
    other = new_map(people)
    assert people.editor.call("delete", f"/maps/{other}/versions/{version['id']}").status_code == 404


def test_a_kept_state_opens_without_the_operations_before_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_id = new_map(people)
    for number in range(1, 7):
        commit(people, map_id, add_stage(number))
    services.keep(Map.objects.get(id=map_id), 4, kind=Kind.WAYPOINT)
    documents.forget_all()
    applied: list[int] = []
    replayed = documents.replayed

    def counting(map_id: str, document: MapDocument, *, after: int, until: int) -> MapDocument:
        applied.append(until - after)
        return replayed(map_id, document, after=after, until=until)

    monkeypatch.setattr(selectors, "replayed", counting)
    assert list(document_at(map_id, 5).stages) == [f"stg_{number}" for number in range(1, 6)]
    assert applied == [1]
    listed = people.member.call("get", f"/maps/{map_id}/versions").json()["versions"]
    assert listed == [], "a waypoint is nothing to look at"


def emotion(number: str, card: str, value: float) -> dict[str, Any]:
    change = {"table": "cards", "record_id": card, "fields": {"emotion": value}}
    return {"id": f"op_{number}", "do": "set", **change}


def feeling_of(people: People, map_id: str) -> tuple[str, str, float]:
    """A card of the emotion lane, the title of its step, and its value."""
    document = documents.current_document(map_id)
    card = next(one for one in document.cards.values() if one.emotion is not None)
    assert card.emotion is not None
    return card.id, document.steps[card.step].title, card.emotion


def test_what_differs_is_told_in_words_and_as_data(people: People) -> None:
    map_id = new_map(people, template="online-store")
    card, step, was = feeling_of(people, map_id)
    commit(people, map_id, emotion("low", card, -0.5), emotion("high", card, 0.5))
    found = people.member.call("get", f"/maps/{map_id}/differences?from=1").json()
    assert (found["before"], found["after"]) == (1, 2)
    [one] = found["differences"]
    assert one["words"].endswith(f"at “{step}” −1 → +1")
    assert {**one, "words": ""} == {
        "kind": "changed",
        "table": "cards",
        "record_id": card,
        "field": "emotion",
        "old": -0.5,
        "new": 0.5,
        "inside": "",
        "words": "",
    }
    back = people.member.call("get", f"/maps/{map_id}/differences?from=2&to=0").json()["differences"]
    assert [(one["old"], one["new"]) for one in back] == [(0.5, was)]
    assert people.member.call("get", f"/maps/{map_id}/differences?from=3").status_code == 404


def test_going_back_is_an_edit_that_can_be_taken_back(people: People) -> None:
    map_id = new_map(people, template="online-store")
    begun = documents.current_document(map_id)
    commit(people, map_id, add_stage(1), *[{"id": "op_x", "do": "remove", **some_step(begun)}])
    changed = documents.current_document(map_id)
    people.editor.call("post", f"/maps/{map_id}/versions", {"name": "As begun", "seq": 0})
    answer = people.editor.call("post", f"/maps/{map_id}/at/0/restore", {"id": "op_back"}).json()
    assert answer["seq"] == 3
    [done] = answer["operations"]
    assert (done["seq"], done["operation"]["id"]) == (3, "op_back")
    assert done["operation"]["label"] == "Restore “As begun”"
    assert documents.current_document(map_id) == begun
    assert documents.rebuilt_from_log(map_id) == begun
    kept = people.member.call("get", f"/maps/{map_id}/versions").json()["versions"]
    assert [(one["seq"], one["kind"]) for one in kept] == [(2, "before_restore"), (0, "named")]

    again = people.editor.call("post", f"/maps/{map_id}/at/0/restore", {"id": "op_back"}).json()
    assert (again["seq"], [one["seq"] for one in again["operations"]]) == (3, [3]), "it counts once"
    nothing = people.editor.call("post", f"/maps/{map_id}/at/0/restore", {"id": "op_twice"}).json()
    assert nothing == {"seq": 3, "operations": []}
    commit(people, map_id, {**done["inverse"], "id": "op_undo"})
    assert documents.current_document(map_id) == changed
    assert people.editor.call("post", f"/maps/{map_id}/at/0/restore", {"id": "nope"}).status_code == 422


def some_step(document: MapDocument) -> dict[str, str]:
    return {"table": "steps", "record_id": document.steps_in_order()[2].id}


def test_an_edit_that_came_before_the_restore_was_stored_is_in_the_log(people: People) -> None:
    map_id = new_map(people, template="online-store")
    begun = documents.current_document(map_id)
    row = Map.objects.get(id=map_id)
    commit(people, map_id, add_stage(1))
    stale = Map.objects.get(id=map_id)
    commit(people, map_id, add_stage(2))
    author = User.objects.get(email="editor@example.org")
    answer = services.restore(stale, 0, operation_id="op_back", author=author)
    assert row.seq == 0
    assert answer.seq == 3
    assert documents.current_document(map_id) == begun
    assert document_at(map_id, 2).stages.keys() == begun.stages.keys() | {"stg_1", "stg_2"}


@pytest.mark.django_db(transaction=True)
def test_restores_amid_the_edits_of_others_lose_nothing(people: People) -> None:
    """C19 of the trust table: restoring is a new edit, and each later edit of others is there."""
    map_id = new_map(people, template="online-store")
    begun = documents.current_document(map_id)
    row, failed = Map.objects.get(id=map_id), []

    def edit(client: JsonClient, first: int) -> None:
        try:
            for number in range(first, first + 15):
                operations = {"operations": [add_stage(number)]}
                answer = client.call("post", f"/maps/{map_id}/operations", operations).json()
                if answer["refused"]:
                    failed.append(answer)
        finally:
            connections.close_all()

    def go_back() -> None:
        try:
            for number in range(6):
                url = f"/maps/{map_id}/at/0/restore"
                answer = people.admin.call("post", url, {"id": f"op_back{number}"})
                if answer.status_code != 200:
                    failed.append(answer.json())
        finally:
            connections.close_all()

    threads = [
        Thread(target=edit, args=(people.owner, 100)),
        Thread(target=edit, args=(people.editor, 200)),
        Thread(target=go_back),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    names = list(MapOperation.objects.filter(map=row).order_by("seq").values_list("operation_id", flat=True))
    wanted = {f"op_{number}" for first in (100, 200) for number in range(first, first + 15)}
    assert wanted <= set(names), "every edit of others is in the log"
    assert [one for one in names if one not in wanted] == sorted(one for one in names if "back" in one)
    after_last_restore = names[max(i for i, one in enumerate(names) if "back" in one) + 1 :]
    current = documents.current_document(map_id)
    assert current == documents.rebuilt_from_log(map_id)
    kept = {one.replace("op_", "stg_") for one in after_last_restore}
    assert current.stages.keys() == begun.stages.keys() | kept, "what came after a restore stands"
    for seq, name in enumerate(names, start=1):
        if "back" in name:
            assert document_at(map_id, seq) == begun
            inverse = apply(document_at(map_id, seq - 1), operation_of(row, seq)).inverse
            assert apply(document_at(map_id, seq), inverse).document == document_at(map_id, seq - 1)


def operation_of(row: Map, seq: int) -> dict[str, Any]:
    found: dict[str, Any] = MapOperation.objects.get(map=row, seq=seq).operation
    return found


def told(people: People, map_id: str, query: str = "") -> list[tuple[str, list[str]]]:
    found = people.member.call("get", f"/maps/{map_id}/history{query}").json()
    return [(one["name"], [change["words"] for change in one["changes"]]) for one in found["groups"]]


def by(client: JsonClient, map_id: str, *operations: dict[str, Any]) -> None:
    answer = client.call("post", f"/maps/{map_id}/operations", {"operations": list(operations)})
    assert not answer.json()["refused"]


def titled(number: str, title: str, *, stage: str = "stg_1") -> dict[str, Any]:
    return {
        "id": f"op_{number}",
        "do": "set",
        "table": "stages",
        "record_id": stage,
        "fields": {"title": title},
    }


def test_the_history_tells_who_changed_what(people: People) -> None:
    map_id = new_map(people)
    by(people.owner, map_id, add_stage(1))
    by(people.editor, map_id, add_stage(2), titled("t", "Ord"), titled("u", "Order"))
    by(people.owner, map_id, {"id": "op_r", "do": "remove", "table": "stages", "record_id": "stg_2"})
    owner, editor = "Olive Owner", "Edda Editor"
    assert told(people, map_id) == [
        (owner, ["Stage “Stage 2” removed", "Stage “Stage 1” added"]),
        (editor, ["Stage “Stage 1” renamed to “Order”", "Stage “Stage 2” added"]),
    ]
    long_ago = timezone.now() - timedelta(minutes=11)
    MapOperation.objects.filter(map_id=map_id, seq=1).update(at=long_ago)
    assert [words for _, words in told(people, map_id)] == [
        ["Stage “Stage 2” removed"],
        ["Stage “Stage 1” renamed to “Order”", "Stage “Stage 2” added"],
        ["Stage “Stage 1” added"],
    ]
    person = User.objects.get(email="editor@example.org").id
    assert [name for name, _ in told(people, map_id, f"?person={person}")] == [editor]
    assert told(people, map_id, "?record=stg_1") == [
        (editor, ["Stage “Stage 1” renamed to “Order”"]),
        (owner, ["Stage “Stage 1” added"]),
    ]
    assert told(people, map_id, "?before=2") == [(owner, ["Stage “Stage 1” added"])]


def test_a_long_history_comes_in_pages(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "AT_ONCE", 4)
    monkeypatch.setattr(history, "LINES", 3)
    map_id = new_map(people)
    commit(people, map_id, *(add_stage(number) for number in range(1, 11)))
    pages, before = [], None
    while True:
        page = people.member.call("get", f"/maps/{map_id}/history" + (f"?before={before}" if before else ""))
        pages.append([(one["first"], one["last"], one["more"]) for one in page.json()["groups"]])
        before = page.json()["before"]
        if before is None:
            break
    assert pages == [[(7, 10, 1)], [(3, 6, 1)], [(1, 2, 0)]]


def test_the_history_of_a_step_tells_of_its_cards(people: People) -> None:
    map_id = new_map(people, template="online-store")
    card, step, was = feeling_of(people, map_id)
    by(people.owner, map_id, add_stage(1), emotion("other", card, 0.5 if was != 0.5 else 1))
    record = documents.current_document(map_id).cards[card].step
    [(_, [words])] = told(people, map_id, f"?record={record}")
    assert words.startswith("Emotion")
    assert f"at “{step}”" in words


def aged(map_id: str, ages: dict[int, timedelta], *, now: datetime) -> None:
    for seq, age in ages.items():
        MapOperation.objects.filter(map_id=map_id, seq=seq).update(at=now - age)


def test_a_rest_of_an_hour_is_kept_by_itself_and_thinned_later(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, *(add_stage(number) for number in range(1, 7)))
    now = timezone.now()
    ages = {1: 200, 2: 190, 3: 189, 4: 90, 5: 89, 6: 10}
    aged(map_id, {seq: timedelta(minutes=age) for seq, age in ages.items()}, now=now)
    keep_versions(now=now)
    assert kept(map_id) == [3, 5]
    keep_versions(now=now + timedelta(minutes=51))
    assert kept(map_id) == [3, 5, 6]
    people.editor.call("post", f"/maps/{map_id}/versions", {"name": "Kept", "seq": 3})
    keep_versions(now=now + timedelta(days=3))
    days = {(now - timedelta(minutes=ages[seq])).date(): seq for seq in (3, 5, 6)}
    assert kept(map_id) == sorted({*days.values(), 3})
    keep_versions(now=now + timedelta(days=300))
    assert kept(map_id)[0] == 3, "what has a name stays"


def kept(map_id: str) -> list[int]:
    shown = MapVersion.objects.filter(map_id=map_id).exclude(kind=Kind.WAYPOINT)
    return sorted(set(shown.values_list("seq", flat=True)))


def test_a_map_that_cannot_be_rebuilt_keeps_no_other_from_its_versions(people: People) -> None:
    damaged, sound = new_map(people), new_map(people)
    for map_id in (damaged, sound):
        by(people.owner, map_id, add_stage(1))
    MapOperation.objects.filter(map_id=damaged).update(operation={"do": "nothing known"})
    documents.forget_all()
    keep_versions(now=timezone.now() + timedelta(hours=2))
    assert (kept(damaged), kept(sound)) == ([], [1])
