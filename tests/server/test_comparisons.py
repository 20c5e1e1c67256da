"""Comparisons and satisfaction over HTTP: as the library answers, and plain about what does not fit."""

from __future__ import annotations

from typing import Any

import pytest
from tests.server.conftest import People

from sojourn.core.workspace import Workspace
from sojourn.journeys.compare import CompareQuestion
from sojourn.journeys.log.journey_log import JourneyLog

FUNNEL = {"kind": "funnel", "steps": ["site_visited", "order_placed"]}
SIDES: dict[str, Any] = {"a": {"segment": "did order_placed"}, "b": {"segment": "did not order_placed"}}


def test_two_segments_are_compared_as_the_library_does(people: People, log: Workspace) -> None:
    body = {"question": FUNNEL, **SIDES}
    answer = people.member.call("post", "/journeys/compare", body)
    assert answer.status_code == 200, answer.content
    assert answer.json() == JourneyLog.open(log).ask(CompareQuestion.from_json(body)).to_json()


def test_a_comparison_can_be_had_as_a_file(people: People, log: Workspace) -> None:
    answer = people.member.call("post", "/journeys/compare/export?format=csv", {"question": FUNNEL, **SIDES})
    assert answer.status_code == 200
    assert b"".join(answer).decode("utf-8-sig").splitlines()[0].startswith("figure,unit,a,")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"question": {"steps": ["site_visited"]}, **SIDES}, "compare"),
        ({"question": {"kind": "funel"}, **SIDES}, "unknown-question"),
        ({"question": {"kind": "funnel", "steps": []}, **SIDES}, "question"),
        ({"question": {"kind": "funnel", "steps": ["site_visitd"]}, **SIDES}, "unknown-event"),
        ({"question": FUNNEL, "a": {}, "b": {"segment": "did site_visited 99 times"}}, "empty-selection"),
        ({"question": FUNNEL, "a": {}, "b": {"segment": "did site_visitd"}}, "segment"),
        ({"question": FUNNEL, "a": {}}, "invalid-request"),
    ],
)
def test_what_cannot_be_compared_is_a_problem(
    people: People, log: Workspace, body: dict[str, Any], kind: str
) -> None:
    answer = people.member.call("post", "/journeys/compare", body)
    assert answer.status_code == (409 if kind == "empty-selection" else 422)
    assert answer.json()["type"] == kind


def test_the_place_of_a_fault_is_found_in_a_side(people: People, log: Workspace) -> None:
    body = {"question": FUNNEL, "a": {}, "b": {"segment": "did site_visitd"}}
    (fault,) = people.member.call("post", "/journeys/compare", body).json()["errors"]
    assert (fault["pointer"], fault["position"]) == ("/b/segment", 4)


def test_satisfaction_is_answered(people: People, log: Workspace) -> None:
    body = {"within": "7d", "stages": [{"title": "visit", "events": ["site_visited"]}]}
    answer = people.member.call("post", "/journeys/satisfaction", body)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["within_seconds"], [one["name"] for one in told["stages"]]) == (604_800, ["visit"])


def test_a_changed_saved_segment_changes_the_comparison(people: People, log: Workspace) -> None:
    def sizes() -> tuple[int, int]:
        body = {"question": FUNNEL, "a": {"segment": "segment mine"}, "b": {"segment": "not segment mine"}}
        told = people.member.call("post", "/journeys/compare", body).json()
        return told["a"]["customers"], told["b"]["customers"]

    mine = {"name": "mine", "text": "did order_placed"}
    people.owner.call("post", "/journeys/segments", mine)
    before = sizes()
    people.owner.call("post", "/journeys/segments", {**mine, "text": "not did order_placed", "replace": True})
    assert sizes() == before[::-1]
    assert before[0] != before[1]
