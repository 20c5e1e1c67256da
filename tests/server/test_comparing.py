"""Two maps side by side, as members get them."""

from __future__ import annotations

import pytest
from tests.server.conftest import People
from tests.server.test_maps import add_stage, commit, new_map

NOW = """
map: {title: Now, state: current}
personas: [{name: Mia}, {name: Tom}]
stages:
- title: Order
  steps:
  - {title: Pay, cells: {emotion: [{emotion: 1, persona: Mia}, {emotion: -1, persona: Tom}]}}
"""
LATER = """
map: {title: Later, state: future}
personas: [{name: Tom}]
stages: [{title: Order, steps: [{title: Pay, cells: {emotion: [{emotion: 0, persona: Tom}]}}, {title: Rest}]}]
"""


@pytest.fixture
def two(people: People) -> tuple[str, str]:
    made = [people.owner.call("post", "/maps", {"yaml": text}).json()["id"] for text in (NOW, LATER)]
    return made[0], made[1]


def persona(people: People, map_id: str, name: str) -> str:
    document = people.owner.call("get", f"/maps/{map_id}").json()["document"]
    return next(key for key, one in document["personas"].items() if one["name"] == name)


def test_two_maps_share_columns(people: People, two: tuple[str, str]) -> None:
    told = people.member.call("get", f"/maps/{two[0]}/beside/{two[1]}").json()
    assert [(one["feeling_a"], one["feeling_b"]) for one in told["columns"]] == [(0.0, 0.0), (None, None)]
    assert [one["a"] is None for one in told["columns"]] == [False, True]
    assert (told["a"]["title"], told["b"]["title"]) == ("Now", "Later")
    assert told["a"]["latest"]
    assert any("Rest" in one["words"] for one in told["differences"])


def test_two_personas_of_one_map(people: People, two: tuple[str, str]) -> None:
    mia, tom = (persona(people, two[0], name) for name in ("Mia", "Tom"))
    path = f"/maps/{two[0]}/beside/{two[0]}?persona={mia}&other_persona={tom}"
    told = people.member.call("get", path).json()
    assert [(one["feeling_a"], one["feeling_b"]) for one in told["columns"]] == [(1.0, -1.0)]
    assert (told["a"]["persona"], told["b"]["persona"]) == ("Mia", "Tom")


def test_a_persona_on_one_side_only(people: People, two: tuple[str, str]) -> None:
    tom = persona(people, two[1], "Tom")
    told = people.member.call("get", f"/maps/{two[0]}/beside/{two[1]}?other_persona={tom}").json()
    assert (told["columns"][0]["feeling_a"], told["columns"][0]["feeling_b"]) == (0.0, 0.0)
    assert (told["a"]["persona"], told["b"]["persona"]) == ("", "Tom")


def test_two_states_of_one_map(people: People) -> None:
    map_id = new_map(people, template="online-store")
    commit(people, map_id, add_stage(1))
    told = people.member.call("get", f"/maps/{map_id}/beside/{map_id}?seq=0").json()
    assert (told["a"]["seq"], told["a"]["latest"], told["b"]["seq"]) == (0, False, 1)
    assert [one["kind"] for one in told["differences"]] == ["added"]
    assert people.member.call("get", f"/maps/{map_id}/beside/{map_id}?seq=7").status_code == 404


def test_a_comparison_as_a_file(people: People, two: tuple[str, str]) -> None:
    file = people.member.call("get", f"/maps/{two[0]}/beside/{two[1]}/file?format=csv")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert "Now against Later.csv" in file["Content-Disposition"]
    assert b"Rest" in file.content
    faulty = people.member.call("get", f"/maps/{two[0]}/beside/{two[1]}/file?format=docx")
    assert faulty.status_code == 422


def test_what_is_not_there_is_said(people: People, two: tuple[str, str]) -> None:
    path = f"/maps/{two[0]}/beside/{two[1]}"
    answer = people.member.call("get", f"{path}?persona=per_none")
    assert answer.status_code == 422
    assert "'Mia', 'Tom'" in answer.json()["detail"]
    assert people.member.call("get", f"/maps/{two[0]}/beside/map_none").status_code == 404
    assert people.stranger.call("get", path).status_code == 404
