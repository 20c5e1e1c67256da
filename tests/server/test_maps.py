"""A map is its log of operations: each stored once, in order, and the document always equals the replay."""

from __future__ import annotations

from typing import Any

import pytest
from tests.server.conftest import People

from sojourn.core.workspace import Workspace
from sojourn.maps.document import MapDocument
from sojourn.server.jobs.models import Job
from sojourn.server.maps import documents
from sojourn.server.maps.models import Map, MapContent, MapOperation


def new_map(people: People, **given: Any) -> str:
    response = people.owner.call("post", "/maps", given or {"title": "Buying"})
    assert response.status_code == 201
    return str(response.json()["id"])


def add_stage(number: int) -> dict[str, Any]:
    record = {"id": f"stg_{number}", "order": f"a{number % 10}", "title": f"Stage {number}"}
    return {"id": f"op_{number}", "do": "add", "table": "stages", "record": record}


def commit(people: People, map_id: str, *operations: dict[str, Any]) -> Any:
    response = people.owner.call("post", f"/maps/{map_id}/operations", {"operations": list(operations)})
    assert response.status_code == 200
    return response.json()


def test_operations_get_numbers_without_gaps(people: People) -> None:
    map_id = new_map(people)
    answer = commit(people, map_id, add_stage(1), {"id": "op_bad", "do": "remove"}, add_stage(2))
    assert answer["accepted"] == [{"id": "op_1", "seq": 1}, {"id": "op_2", "seq": 2}]
    assert [one["code"] for one in answer["refused"]] == ["invalid_operation"]
    assert answer["seq"] == 2
    assert list(MapOperation.objects.values_list("seq", flat=True)) == [1, 2]


def test_the_same_operation_counts_once(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))
    again = commit(people, map_id, add_stage(1), add_stage(1))
    assert again["accepted"] == [{"id": "op_1", "seq": 1}] * 2
    assert again["seq"] == 1
    view = people.owner.call("get", f"/maps/{map_id}").json()
    assert list(view["document"]["stages"]) == ["stg_1"]


def test_an_operation_without_an_id_is_refused(people: People) -> None:
    operation = {key: value for key, value in add_stage(1).items() if key != "id"}
    answer = commit(people, new_map(people), operation)
    assert answer["refused"][0]["code"] == "invalid_operation"
    assert answer["refused"][0]["id"] is None


def test_the_document_equals_the_replay_of_its_log(people: People) -> None:
    map_id = new_map(people)
    for number in range(1, 140):
        commit(people, map_id, add_stage(number))
    row = Map.objects.get(id=map_id)
    assert row.seq == 139
    assert 0 < row.snapshot_seq < 139, "a snapshot was taken on the way"
    documents.forget_all()
    current = documents.current_document(map_id)
    assert current == documents.rebuilt_from_log(map_id)
    assert len(current.stages) == 139


def test_words_of_two_people_in_one_text_are_kept_and_replayed(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))

    def titled(number: str, title: str) -> dict[str, Any]:
        change = {"table": "stages", "record_id": "stg_1", "fields": {"title": title}}
        return {"id": f"op_{number}", "do": "set", **change, "base": {"title": "Stage 1"}}

    answer = commit(people, map_id, titled("a", "Stage 1 here"), titled("b", "The Stage 1"))
    assert answer["refused"] == []
    documents.forget_all()
    view = people.owner.call("get", f"/maps/{map_id}").json()
    assert view["document"]["stages"]["stg_1"]["title"] == "The Stage 1 here"
    kept = people.owner.call("get", f"/maps/{map_id}/operations").json()["operations"]
    assert [one["operation"].get("base") for one in kept] == [
        None,
        {"title": "Stage 1"},
        {"title": "Stage 1"},
    ]


def test_a_document_of_before_opens_with_the_fields_of_today(people: People) -> None:
    map_id = new_map(people, template="online-store")
    content = MapContent.objects.get(map=map_id)
    later = {
        "map": {"scope", "subject"},
        "steps": {"may_switch", "outcome", "opens", "image", "image_text"},
        "cards": {
            "aspect",
            "person",
            "unnecessary",
            "measure",
            "value",
            "unit",
            "image",
            "image_text",
            "links",
        },
    }
    before = {
        name: {
            key: {f: v for f, v in one.items() if f not in later.get(name, ())} for key, one in rows.items()
        }
        if name not in ("map", "schema_version")
        else rows
        for name, rows in content.snapshot.items()
    }
    before["map"] = {
        field: value for field, value in content.snapshot["map"].items() if field not in later["map"]
    }
    MapContent.objects.filter(map=map_id).update(origin=before, snapshot=before)
    documents.forget_all()
    document = people.owner.call("get", f"/maps/{map_id}").json()["document"]
    assert MapDocument.model_validate(document) == MapDocument.model_validate(before)
    assert document["map"]["subject"] == "group"
    assert all(card["links"] == [] for card in document["cards"].values())


def test_operations_are_read_after_a_number(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1), add_stage(2), add_stage(3))
    answer = people.owner.call("get", f"/maps/{map_id}/operations?after=1").json()
    assert answer["seq"] == 3
    assert [one["seq"] for one in answer["operations"]] == [2, 3]
    assert answer["operations"][0]["author"] == "Olive Owner"
    assert answer["operations"][0]["operation"]["id"] == "op_2"


def test_the_view_carries_document_number_and_role(people: People) -> None:
    map_id = new_map(people, template="online-store", title="Ours")
    view = people.member.call("get", f"/maps/{map_id}").json()
    assert (view["id"], view["seq"], view["role"]) == (map_id, 0, "viewer")
    document = MapDocument.model_validate(view["document"])
    assert document.map.id == map_id
    assert document.map.title == "Ours"
    assert len(document.cards) > 100


def test_the_same_template_twice_makes_two_maps(people: People) -> None:
    first, second = new_map(people, template="online-store"), new_map(people, template="online-store")
    assert first != second
    assert len(people.owner.call("get", "/maps").json()) == 2


def test_yaml_comes_back_as_it_went(people: People) -> None:
    from sojourn.maps.yaml_io import from_yaml, to_yaml

    first = new_map(people, template="online-store")
    text = to_yaml(documents.current_document(first))
    second = new_map(people, yaml=text)
    before, after = from_yaml(text), documents.current_document(second)
    assert after.cards == before.cards
    assert after.map.id == second


def test_text_that_is_no_map_is_a_problem(people: People) -> None:
    response = people.owner.call("post", "/maps", {"yaml": "just: words"})
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_deleted_map_is_gone_and_comes_back_whole(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))
    assert people.owner.call("delete", f"/maps/{map_id}").status_code == 204
    assert people.owner.call("get", f"/maps/{map_id}").status_code == 404
    refused = people.owner.call("post", f"/maps/{map_id}/operations", {"operations": [add_stage(2)]})
    assert refused.status_code == 404
    assert people.owner.call("get", "/maps").json() == []
    restored = people.owner.call("post", f"/maps/{map_id}/restore").json()
    assert (restored["seq"], list(restored["document"]["stages"])) == (1, ["stg_1"])


def test_lists_show_what_the_operations_made(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))
    (summary,) = people.owner.call("get", "/maps").json()
    assert summary["stages"] == 1
    assert summary["route"] == [{"title": "Stage 1", "color": None, "steps": 0}]
    assert summary["measured"] is False


def test_measuring_is_one_operation_with_the_logs_figures(people: People, log: Workspace) -> None:
    map_id = new_map(people, template="online-store")
    answer = people.owner.call("post", f"/maps/{map_id}/measure").json()
    assert answer["seq"] == 1
    document = documents.current_document(map_id)
    assert document.map.measured is not None
    assert document.map.measured.customers == 60
    reached = {
        event: step.numbers.reached
        for step in document.steps.values()
        if step.numbers
        for event in step.events
        if len(step.events) == 1
    }
    assert reached.get("order_placed", 15) == 15
    assert any(step.numbers and step.numbers.reached == 60 for step in document.steps.values())


def test_measuring_without_bound_steps_changes_nothing(people: People, log: Workspace) -> None:
    answer = people.owner.call("post", f"/maps/{new_map(people)}/measure").json()
    assert answer == {"seq": 0, "operation": None}


def test_measuring_an_empty_log_is_said(people: People) -> None:
    response = people.owner.call("post", f"/maps/{new_map(people, template='online-store')}/measure")
    assert response.status_code == 409
    assert response.json()["type"] == "empty-log"


@pytest.mark.django_db(transaction=True)
def test_many_editors_at_once_lose_nothing(people: People) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    from sojourn.server.accounts.models import User
    from sojourn.server.maps.services import commit_operations

    map_id = new_map(people)
    author = User.objects.get(email="owner@example.org")

    def edit(number: int) -> int:
        try:
            return commit_operations(map_id, operations=[add_stage(number)], author=author).accepted[0].seq
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(pool.map(edit, range(1, 41)))
    assert numbers == list(range(1, 41))
    documents.forget_all()
    assert documents.current_document(map_id) == documents.rebuilt_from_log(map_id)
    assert len(documents.current_document(map_id).stages) == 40


@pytest.mark.parametrize("bad", ["op_\x00", "op_\x07", "OP 1", ""])
def test_what_is_no_id_is_refused_and_the_rest_is_kept(people: People, bad: str) -> None:
    answer = commit(people, new_map(people), {**add_stage(1), "id": bad}, add_stage(2))
    assert [one["code"] for one in answer["refused"]] == ["invalid_operation"]
    assert answer["accepted"] == [{"id": "op_2", "seq": 1}]


@pytest.mark.parametrize("path", ["/maps", "/maps/draft"])
def test_a_title_that_cannot_be_shown_is_refused(people: People, path: str) -> None:
    response = people.owner.call("post", path, {"title": "Bell \x07 and nothing \x00"})
    assert response.status_code == 422
    assert "title" in response.json()["detail"]
    assert not Map.objects.exists()
    assert not Job.objects.exists()
