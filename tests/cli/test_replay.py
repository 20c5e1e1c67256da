"""`sojourn bind` and `sojourn replay`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sojourn.maps.yaml_io import from_yaml

from .conftest import Call

MAP = """
map: {title: Tea at Fernhill}
stages:
  - title: Choose
    steps:
      - {title: Look at tea, events: [look]}
      - {title: I buy it}
      - {title: Get, events: [get]}
"""
JOURNEYS = ["look buy get"] * 6 + ["look chat get look"] * 4


@pytest.fixture
def tea(call: Call, tmp_path: Path) -> Path:
    rows = [
        f"c{number},{event},2026-03-01T10:{minute:02}:00Z"
        for number, journey in enumerate(JOURNEYS)
        for minute, event in enumerate(journey.split())
    ]
    (tmp_path / "tea.csv").write_text("\n".join(["customer_id,event,time", *rows]))
    assert call("import", "tea.csv").code == 0
    file = tmp_path / "map.yaml"
    file.write_text(MAP)
    return file


def test_suggestions_are_told_and_bound_when_accepted(call: Call, tea: Path) -> None:
    before = tea.read_text()
    told = json.loads(call("bind", "map.yaml", "--json").out)
    (suggestion,) = [one for one in told["suggestions"] if one["event"] == "buy"]
    assert suggestion["reasons"][0] == "shared_words"
    assert {one["event"] for one in told["unbound_events"]} == {"buy", "chat"}
    assert tea.read_text() == before
    assert call("bind", "map.yaml", "--accept", str(suggestion["number"])).code == 0
    steps = from_yaml(tea.read_text()).steps_in_order()
    assert [step.events for step in steps] == [("look",), ("buy",), ("get",)]
    refused = call("bind", "map.yaml", "--accept", "9")
    assert refused.code == 2
    assert "no suggestion 9" in refused.err


def test_a_replay_tells_how_much_the_map_explains(call: Call, tea: Path) -> None:
    shown = call("replay", "map.yaml")
    assert shown.code == 0
    assert "60.0 % of 10 journeys stay on the map" in shown.out
    assert "Look at tea → Get → Look at tea" in shown.out
    told = json.loads(call("replay", "map.yaml", "--json").out)
    assert told["journeys"]["off_order"] == 4
    assert {one["event"] for one in told["journeys"]["missing"]} == {"buy", "chat"}


def test_a_step_is_added_where_the_event_lies(call: Call, tea: Path) -> None:
    assert call("replay", "map.yaml", "--add", "chat").code == 0
    steps = from_yaml(tea.read_text()).steps_in_order()
    assert [step.title for step in steps] == ["Look at tea", "Chat", "I buy it", "Get"]
    refused = call("replay", "map.yaml", "--add", "chat")
    assert refused.code == 2
    assert "No event 'chat' is missing" in refused.err


def test_numbers_go_into_a_file_and_a_low_share_ends_with_one(call: Call, tea: Path, tmp_path: Path) -> None:
    assert call("replay", "map.yaml", "-o", "out.csv", "--at-least", "60").code == 0
    header, first, *_ = (tmp_path / "out.csv").read_text().splitlines()
    assert header.startswith("id,title,reached")
    assert ",Look at tea,10,1.0," in first
    assert call("replay", "map.yaml", "-o", "out.xlsx", "--at-least", "61").code == 1
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    some = json.loads(call("replay", "map.yaml", "--where", "did buy", "--json").out)
    assert some["journeys"]["explained"] == some["journeys"]["customers"] == 6
