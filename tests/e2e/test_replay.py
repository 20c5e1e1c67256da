"""The map as it is, in the browser: the switch, what is told of steps, a missing step that is added."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served

from sojourn import import_files
from sojourn.core.workspace import Workspace

pytestmark = [pytest.mark.e2e, pytest.mark.own_server]
MAP_YAML = """
map: {title: Tea at Fernhill}
lanes: [{kind: actions, title: Actions}]
stages:
  - title: Choose
    steps:
      - {title: Look, events: [look]}
      - {title: Buy, events: [buy]}
      - {title: Get, events: [get]}
      - {title: Praise, events: [praise]}
"""
JOURNEYS = ["look buy get"] * 6 + ["look chat get look"] * 4


@pytest.fixture
def map_id(served: Served, tmp_path: Path) -> str:
    rows = [
        f"c{number},{event},2026-03-01T10:{minute:02}:00Z"
        for number, journey in enumerate(JOURNEYS)
        for minute, event in enumerate(journey.split())
    ]
    log = tmp_path / "tea.csv"
    log.write_text("\n".join(["customer_id,event,time", *rows]))
    import_files(Workspace.at(served.workspace), [log])
    body = json.dumps({"yaml": MAP_YAML}).encode()
    headers = {"Content-Type": "application/json", "Origin": served.url}
    request = urllib.request.Request(f"{served.url}/api/maps", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["id"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_as_it_is_says_what_is_missing_and_takes_it_in(
    page: Page, served: Served, map_id: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/maps/{map_id}")
    page.get_by_text("Both", exact=True).click()
    expect(page.get_by_text("60.0 % of journeys stay on the map")).to_be_visible()
    expect(page.get_by_text("Nobody walks this step.").first).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("straight to “Get”"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Add a step for Chat")).click()
    expect(page.get_by_role("columnheader", name=re.compile("^Chat"))).to_be_visible()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    with urllib.request.urlopen(f"{served.url}/api/maps/{map_id}", timeout=30) as answer:
        steps = json.load(answer)["document"]["steps"].values()
    assert [step["events"] for step in steps if step["title"] == "Chat"] == [["chat"]]
    expect(page.get_by_role("button", name=re.compile("Add a step for Chat"))).to_have_count(0)
    page.get_by_text("As we think", exact=True).click()
    expect(page.get_by_text("60.0 % of journeys stay on the map")).to_have_count(0)
