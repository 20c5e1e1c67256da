"""What is promised in writing is what is served."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.server.conftest import People

from sojourn.server.api.reference import reference
from sojourn.server.api.schema import contract

ROOT = Path(__file__).resolve().parents[2]


def test_the_contract_is_current() -> None:
    text = (ROOT / "schemas/openapi.json").read_text("utf-8")
    assert text == contract(), "Run: python -m sojourn.server.api.schema"


def test_the_reference_page_is_current() -> None:
    text = (ROOT / "docs/reference/http-api.md").read_text("utf-8")
    assert text == reference(), "Run: python -m sojourn.server.api.schema"


def test_a_fault_in_a_request_points_at_its_place(people: People) -> None:
    response = people.owner.call("post", "/maps/draft", {"steps": "many"})
    body = response.json()
    assert response.status_code == 422
    assert body["type"] == "invalid-request"
    assert body["errors"][0]["pointer"].endswith("/steps")


def test_broken_json_is_a_problem(people: People) -> None:
    response = people.owner.post(
        "/api/maps", data="{", content_type="application/json", headers={"Origin": "http://testserver"}
    )
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"


def test_lists_take_as_many_queries_for_many_as_for_one(
    people: People, django_assert_num_queries: Any
) -> None:
    people.owner.call("post", "/maps", {"title": "First"})
    with django_assert_num_queries(4):
        people.owner.call("get", "/maps")
    for number in range(12):
        made = people.owner.call("post", "/maps", {"title": f"Map {number}"}).json()
        people.owner.call("post", f"/maps/{made['id']}/renders", {"format": "svg"})
    with django_assert_num_queries(4):
        assert len(people.owner.call("get", "/maps").json()) == 13
    with django_assert_num_queries(4):
        assert len(people.owner.call("get", "/jobs").json()) == 12
    with django_assert_num_queries(5):
        assert len(people.owner.call("get", "/overview").json()["jobs"]) == 12


def test_opening_a_map_takes_few_queries(people: People, django_assert_num_queries: Any) -> None:
    made = people.owner.call("post", "/maps", {"template": "online-store"}).json()
    with django_assert_num_queries(4):
        people.owner.call("get", f"/maps/{made['id']}")
