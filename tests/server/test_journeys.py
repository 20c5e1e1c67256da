"""The API answers questions exactly as the library does."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from tests.server.conftest import People, small_log_csv

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.importing import import_files
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.log.table import EventsTable

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("events", {}),
    ("transitions", {}),
    ("funnel", {"steps": ["site_visited", "cart_added"], "within": "2h"}),
    ("funnel", {"steps": [["site_visited", "cart_added"], "order_placed"], "by": ["did cart_added"]}),
    ("variants", {"top": 2}),
    ("flow", {"anchor": "cart_added", "direction": "before"}),
    ("flow", {}),
    ("variants", {"pattern": "site_visited > *", "skip": 1}),
    ("flow", {"anchor": "cart_added", "direction": "both", "occurrence": "every"}),
    ("sessions", {"gap": "2h", "goal": "order_placed"}),
    ("handoffs", {"by": "channel", "within": "7d"}),
    ("durations", {"start": "site_visited", "end": "order_placed"}),
    ("durations", {"by": "hour", "zone": "Europe/Berlin"}),
    ("retention", {"period": "day"}),
    ("repeats", {"event": "site_visited", "within": "7d"}),
    ("recency", {}),
]


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_the_answer_is_the_librarys(
    people: People, log: Workspace, name: str, question: dict[str, Any]
) -> None:
    from sojourn.core.time import span

    answer = people.member.call("post", f"/journeys/{name}", question)
    assert answer.status_code == 200, answer.content
    given = dict(question)
    if "within" in given:
        given["within"] = span(given["within"])
    steps = [given.pop("steps")] if "steps" in given else []
    expected = getattr(JourneyLog.open(log), name)(*steps, **given).to_json()
    assert answer.json() == expected


def test_an_unknown_event_is_answered_with_the_nearest_name(people: People, log: Workspace) -> None:
    response = people.member.call("post", "/journeys/funnel", {"steps": ["cart_aded"]})
    assert response.status_code == 422
    assert response.json()["type"] == "unknown-event"
    assert "Did you mean 'cart_added'?" in response.json()["detail"]


@pytest.mark.parametrize(
    "name", ["events", "transitions", "variants", "flow", "sessions", "handoffs", "durations"]
)
def test_an_empty_log_is_said(people: People, name: str) -> None:
    response = people.member.call("post", f"/journeys/{name}", {})
    assert response.status_code == 409
    assert response.json()["type"] == "empty-log"


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("funnel", {"steps": []}),
        ("funnel", {"steps": ["site_visited"], "within": "soon"}),
        ("funnel", {"steps": ["site_visited"], "surprise": 1}),
        ("variants", {"top": 10**9}),
        ("flow", {"positions": 0}),
        ("flow", {"direction": "sideways"}),
    ],
)
def test_a_question_that_cannot_be_is_a_problem(
    people: People, log: Workspace, name: str, question: dict[str, Any]
) -> None:
    response = people.member.call("post", f"/journeys/{name}", question)
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"


def test_what_was_imported_meanwhile_counts_at_once(people: People, log: Workspace, tmp_path: Any) -> None:
    from sojourn.journeys.log.importing import import_files

    before = people.member.call("post", "/journeys/events", {}).json()["events"]
    more = tmp_path / "more.csv"
    more.write_text("customer_id,event,time,note\nnew,site_visited,2026-05-01T00:00:00Z,n\n")
    import_files(log, [more])
    assert people.member.call("post", "/journeys/events", {}).json()["events"] == before + 1


def test_another_log_in_the_same_place_is_not_taken_for_the_old_one(people: People, log: Workspace) -> None:
    before = people.owner.call("post", "/journeys/events", {}).json()
    version = EventsTable(log.log).version()
    shutil.rmtree(log.log)
    shutil.rmtree(log.imports)
    import_files(log, [small_log_csv(log.root / "other.csv", customers=8)])
    assert EventsTable(log.log).version() == version
    after = people.owner.call("post", "/journeys/events", {}).json()
    assert (before["customers"], after["customers"]) == (60, 8)


def test_a_question_is_asked_of_a_period(people: People, log: Workspace) -> None:
    whole = people.member.call("post", "/journeys/events", {}).json()
    middle = JourneyLog.open(log).first.replace(microsecond=0).isoformat()
    early = people.member.call("post", "/journeys/events", {"until": middle})
    assert early.status_code == 409
    assert early.json()["type"] == "empty-selection"
    later = people.member.call("post", "/journeys/events", {"since": middle}).json()
    assert later["events"] == whole["events"]


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet", "json"])
def test_numbers_come_as_a_file(people: People, log: Workspace, format: str) -> None:
    response = people.member.call("post", f"/journeys/events/export?format={format}", {})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="events.{format}"'
    assert len(response.content) > 20


@pytest.mark.parametrize(
    ("format", "begins"), [("pdf", b"%PDF"), ("pptx", b"PK"), ("png", b"\x89PNG"), ("svg", b"<?xml")]
)
def test_an_answer_becomes_a_report(people: People, log: Workspace, format: str, begins: bytes) -> None:
    query = f"format={format}&heading=What+happens&finding=Much&counted=Once+each"
    response = people.member.call("post", f"/journeys/events/export?{query}", {})
    assert response.status_code == 200
    assert response.content.startswith(begins)
    assert f"events.{format}" in response.headers["Content-Disposition"]
    if format == "svg":
        for part in ("What happens", "Much", "Once each"):
            assert part in response.content.decode()


def test_a_table_that_there_is_not_is_a_problem(people: People, log: Workspace) -> None:
    response = people.member.call("post", "/journeys/events/export?format=csv&table=nothing", {})
    assert response.status_code == 422
    assert response.json()["type"] == "unknown-table"
