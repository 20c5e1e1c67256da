"""Segments over HTTP: counted while somebody types, pointed at where they are wrong, saved for everybody."""

from __future__ import annotations

import pytest
from tests.server.conftest import People

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.journey_log import JourneyLog


def test_customers_of_a_segment_are_counted(people: People, log: Workspace) -> None:
    answer = people.member.call(
        "post", "/journeys/segments/count", {"text": "did   cart_added  twice OR did order_placed"}
    )
    assert answer.status_code == 200, answer.content
    text = "did cart_added exactly 2 times or did order_placed"
    opened = JourneyLog.open(log)
    assert answer.json() == {
        "text": text,
        "customers": opened.where(text).customers,
        "all_customers": opened.customers,
        "share": opened.where(text).customers / opened.customers,
    }


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/journeys/segments/count", {"text": "did cart_aded"}, "/text"),
        ("/journeys/segments", {"name": "x", "text": "did cart_aded"}, "/text"),
        ("/journeys/events", {"segment": "did cart_aded"}, "/segment"),
    ],
)
def test_a_wrong_segment_is_pointed_at(
    people: People, log: Workspace, path: str, body: dict[str, str], pointer: str
) -> None:
    answer = people.owner.call("post", path, body)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "segment"
    (part,) = problem["errors"]
    assert (part["pointer"], part["position"], part["length"]) == (pointer, 4, 9)
    assert "Did you mean 'cart_added'?" in part["detail"]


def test_questions_are_asked_of_a_segment(people: People, log: Workspace) -> None:
    answer = people.member.call("post", "/journeys/events", {"segment": "did order_placed"}).json()
    assert answer["customers"] == JourneyLog.open(log).where("did order_placed").customers


def test_saved_segments_are_seen_by_everybody(people: People, log: Workspace) -> None:
    saved = people.owner.call("post", "/journeys/segments", {"name": "buyers", "text": "did  order_placed"})
    assert saved.status_code == 201, saved.content
    assert people.member.call("get", "/journeys/segments").json() == [saved.json()]
    assert saved.json()["text"] == "did order_placed"
    counted = people.member.call("post", "/journeys/segments/count", {"text": 'segment "buyers"'}).json()
    assert counted["customers"] == JourneyLog.open(log).where("did order_placed").customers
    assert people.member.call("get", "/journeys/segments/vocabulary").json()["segments"] == ["buyers"]


def test_a_name_is_not_taken_twice_by_mistake(people: People, log: Workspace) -> None:
    body = {"name": "buyers", "text": "did order_placed"}
    assert people.owner.call("post", "/journeys/segments", body).status_code == 201
    assert people.owner.call("post", "/journeys/segments", body).status_code == 422
    again = {**body, "text": "did cart_added", "replace": True}
    assert people.owner.call("post", "/journeys/segments", again).status_code == 201


def test_a_changed_saved_segment_changes_the_answer(people: People, log: Workspace) -> None:
    def customers() -> int:
        asked = people.member.call("post", "/journeys/events", {"segment": "segment mine"})
        return int(asked.json()["customers"])

    people.owner.call("post", "/journeys/segments", {"name": "mine", "text": "did order_placed"})
    before = customers()
    people.owner.call(
        "post", "/journeys/segments", {"name": "mine", "text": "not did order_placed", "replace": True}
    )
    assert before + customers() == JourneyLog.open(log).customers


def test_a_segment_is_removed_by_name(people: People, log: Workspace) -> None:
    people.owner.call("post", "/journeys/segments", {"name": "a/b c", "text": "did order_placed"})
    assert people.owner.call("delete", "/journeys/segments/saved/a/b%20c").json()["name"] == "a/b c"
    missing = people.owner.call("delete", "/journeys/segments/saved/a/b%20c")
    assert (missing.status_code, missing.json()["type"]) == (404, "unknown-segment")


def test_the_vocabulary_says_what_can_be_said(people: People, log: Workspace) -> None:
    words = people.member.call("get", "/journeys/segments/vocabulary").json()
    assert {"did", "within", "and"} <= set(words["keywords"])
    events = {one["name"]: one["count"] for one in words["events"]}
    assert events == {one.event: one.count for one in JourneyLog.open(log).events().names}
    assert {"score", "events", "lasted"} <= {one["name"] for one in words["columns"]}
