"""Whatever a client sends: a refusal in words, never a fault of the server, and never a map that cannot be
opened any more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.server.conftest import People

NESTED = 50_000
MEASURED = {"at": "2026-01-01T00:00:00Z", "customers": 1, "events": 1, "first": None, "last": None, "log": ""}
FIELDS: dict[str, dict[str, Any]] = {
    "no day of a calendar": {"reviewed_on": "2026-13-45"},
    "a day too late to count on from": {"reviewed_on": "9999-12-31"},
    "digits of another script": {"reviewed_on": "٢٠٢٦-٠١-٠١"},
    "a count beyond 64 bits": {"measured": {**MEASURED, "customers": 10**30}},
    "a count beyond JavaScript": {"measured": {**MEASURED, "events": 2**60}},
    "measured at no time": {"measured": {**MEASURED, "at": "not a time"}},
    "a megabyte for a time": {"measured": {**MEASURED, "first": "9" * 1_000_000}},
    "the prototype": {"__proto__": {"title": "x"}},
    "a NUL": {"title": "a\0b"},
}


@pytest.fixture
def map_id(people: People) -> str:
    """A map to attack."""
    return str(people.owner.call("post", "/maps", {"title": "Buying"}).json()["id"])


@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS)
def test_hostile_fields_are_refused_and_the_map_still_opens(
    people: People, map_id: str, fields: dict[str, Any]
) -> None:
    change = {"id": "op_x", "do": "set", "table": "map", "record_id": map_id, "fields": fields}
    answer = people.owner.call("post", f"/maps/{map_id}/operations", {"operations": [change]})
    assert answer.status_code == 200
    assert [one["code"] for one in answer.json()["refused"]] == ["invalid_record"]
    for page in ("", "/findings", "/opportunities", "/operations"):
        assert people.owner.call("get", f"/maps/{map_id}{page}").status_code == 200


BODIES = {
    "half a character": '{"operations": [{"id": "op_\\ud800", "do": "x"}]}',
    "half a character in a field": '{"operations": [{"id": "op_1", "do": "\\ud800"}]}',
    "not a number": '{"operations": [{"id": "op_1", "do": NaN}]}',
    "deep lists": '{"operations": [' + "[" * NESTED + "]" * NESTED + "]}",
    "no JSON": '{"operations"',
    "nothing": "",
    "null": "null",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_no_plain_json_is_refused_as_a_problem(people: People, map_id: str, body: str) -> None:
    answer = people.owner.post(
        f"/api/maps/{map_id}/operations",
        body,
        content_type="application/json",
        headers={"Origin": "http://testserver"},
    )
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"


def test_a_form_without_a_boundary_is_refused_as_a_problem(people: People) -> None:
    answer = people.owner.post(
        "/api/uploads", "{}", content_type="multipart/form-data", headers={"Origin": "http://testserver"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_foreign_host_leaves_no_stack_trace_in_the_log(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    answer = people.owner.get("/api/session", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert json.loads(answer.content)["type"] == "bad-request"
    assert not [record for record in caplog.records if record.exc_info]
