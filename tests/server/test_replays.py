"""Maps against reality over HTTP: the answer, that it is kept, and when a job makes it."""

from __future__ import annotations

import pytest
from tests.server.conftest import People

from sojourn.core.workspace import Workspace
from sojourn.server.jobs.models import Job, Kind
from sojourn.server.jobs.running import run
from sojourn.server.maps.models import Map
from sojourn.server.replays import services
from sojourn.server.replays.kept import KEPT, keep, kept


def new_map(people: People, **fields: object) -> str:
    body = {"title": "Shop", "template": "online-store", **fields}
    created = people.owner.call("post", "/maps", body)
    assert created.status_code == 201, created.json()
    map_id: str = created.json()["document"]["map"]["id"]
    return map_id


def bind(people: People, map_id: str, step: str, fields: dict[str, object]) -> None:
    operation = {
        "id": f"op_{len(str(fields))}",
        "do": "set",
        "table": "steps",
        "record_id": step,
        "fields": fields,
    }
    answer = people.owner.call("post", f"/maps/{map_id}/operations", {"operations": [operation]})
    assert answer.status_code == 200, answer.json()
    assert not answer.json()["refused"]


def test_a_viewer_sees_the_map_as_it_is(people: People, log: Workspace) -> None:
    map_id = new_map(people)
    told = people.commenter.call("get", f"/maps/{map_id}/replay").json()
    journeys = told["journeys"]
    assert journeys["customers"] == 60
    assert journeys["explained"] + journeys["off_order"] + journeys["off_map"] == 60
    assert {one["step"] for one in told["felt"]} >= {one["id"] for one in journeys["steps"]}
    assert told["numbers_are_stale"] is False


def test_an_answer_is_kept_until_a_binding_changes(
    people: People, log: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_id = new_map(people)
    first = people.commenter.call("get", f"/maps/{map_id}/replay").json()
    worked = services._worked_out

    def refused(*args: object, **kwargs: object) -> bytes:
        raise AssertionError("The answer was there already.")

    monkeypatch.setattr(services, "_worked_out", refused)
    assert people.commenter.call("get", f"/maps/{map_id}/replay").json() == first
    monkeypatch.setattr(services, "_worked_out", worked)
    step = first["journeys"]["steps"][0]["id"]
    bind(people, map_id, step, {"events": ["order_placed"]})
    changed = people.commenter.call("get", f"/maps/{map_id}/replay").json()
    assert changed["journeys"]["steps"][0]["reached"] != first["journeys"]["steps"][0]["reached"]


def test_a_condition_narrows_a_step(people: People, log: Workspace) -> None:
    map_id = new_map(people)
    first = people.commenter.call("get", f"/maps/{map_id}/replay").json()["journeys"]["steps"][0]
    bind(people, map_id, first["id"], {"binding": "channel is known, value > 1000000000"})
    told = people.commenter.call("get", f"/maps/{map_id}/replay").json()
    assert first["id"] in told["nobody"]
    bind(people, map_id, first["id"], {"binding": "chanel = app"})
    refused = people.commenter.call("get", f"/maps/{map_id}/replay")
    assert refused.status_code == 422
    assert "condition 'chanel = app' of a step" in refused.json()["detail"]


def test_a_long_replay_is_a_job_that_is_asked_for_once(
    people: People, log: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_id = new_map(people)
    monkeypatch.setattr(services, "QUICK_EVENTS", 0)
    asked = people.commenter.call("get", f"/maps/{map_id}/replay")
    assert asked.status_code == 202
    again = people.commenter.call("get", f"/maps/{map_id}/replay")
    assert again.json()["id"] == asked.json()["id"]
    run(asked.json()["id"])
    assert Job.objects.get(kind=Kind.REPLAY).error == ""
    done = people.commenter.call("get", f"/maps/{map_id}/replay")
    assert done.status_code == 200
    assert done.json()["journeys"]["customers"] == 60


def test_the_job_of_a_deleted_map_says_so(
    people: People, log: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_id = new_map(people)
    monkeypatch.setattr(services, "QUICK_EVENTS", 0)
    job_id = people.commenter.call("get", f"/maps/{map_id}/replay").json()["id"]
    assert people.owner.call("delete", f"/maps/{map_id}").status_code == 204
    run(job_id)
    assert "map is deleted" in Job.objects.get(id=job_id).error
    assert Map.objects.get(id=map_id).deleted_at is not None


@pytest.mark.parametrize("segment", ["did nonsense", "((", "did order_placed and"])
def test_a_segment_that_cannot_be_read_is_refused(people: People, log: Workspace, segment: str) -> None:
    map_id = new_map(people)
    from urllib.parse import quote

    answer = people.commenter.call("get", f"/maps/{map_id}/replay?segment={quote(segment)}")
    assert answer.status_code == 422


def test_a_map_without_bindings_and_an_empty_log_are_said(people: People, folder: Workspace) -> None:
    empty = people.owner.call("post", "/maps", {"title": "Blank"}).json()["document"]["map"]["id"]
    unbound = people.commenter.call("get", f"/maps/{empty}/replay")
    assert unbound.status_code == 422
    assert "bound to events" in unbound.json()["detail"]
    assert people.commenter.call("get", f"/maps/{new_map(people)}/replay").status_code == 409


def test_events_are_suggested_for_steps_that_have_none(people: People, log: Workspace) -> None:
    map_id = new_map(people)
    document = people.commenter.call("get", f"/maps/{map_id}").json()["document"]
    bound = next(step for step in document["steps"].values() if "order_placed" in step["events"])
    bind(people, map_id, bound["id"], {"events": []})
    told = people.commenter.call("get", f"/maps/{map_id}/bindings").json()
    assert "order_placed" in {one["event"] for one in told["unbound_events"]}
    assert any(one["event"] == "order_placed" for one in told["suggestions"])
    assert all(0 < one["confidence"] <= 1 for one in told["suggestions"])


def test_the_oldest_answers_are_dropped(folder: Workspace) -> None:
    for number in range(KEPT + 3):
        keep(folder, f"{number:04}", b"{}")
    assert len(list(folder.replays.glob("*.json"))) == KEPT
    assert kept(folder, "9999") is None
