"""Two maps beside each other in the browser: chosen, looked at, narrowed, followed, exported."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e

NOW = """
map: {title: Mending a bicycle, state: current}
personas: [{name: Mia}, {name: Tom}]
stages:
- title: Repair
  steps:
  - {title: Bring it, cells: {emotion: [{emotion: 0.5, persona: Mia}, {emotion: -0.5, persona: Tom}]}}
  - {title: Wait for a call, cells: {emotion: [{emotion: -1}], barriers: [Nobody calls]}}
  - {title: Ride home, cells: {emotion: [{emotion: 0.5}], actions: [Pays]}}
"""
LATER = """
map: {title: Mending a bicycle soon, state: future}
stages:
- title: Repair
  steps:
  - {title: Bring it, cells: {emotion: [{emotion: 0.5}]}}
  - {title: Get a message, cells: {emotion: [{emotion: 0.5}]}}
  - {title: Ride home, cells: {emotion: [{emotion: 1}], actions: [Pays]}}
"""


def made(served: Served, text: str) -> str:
    body = json.dumps({"yaml": text}).encode()
    request = urllib.request.Request(
        f"{served.url}/api/maps", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["id"])


def test_two_maps_and_two_personas_beside_each_other(page: Page, served: Served) -> None:
    now, later = made(served, NOW), made(served, LATER)
    page.goto(f"/maps/compare?a={now}&b={later}")
    table = page.get_by_role("region", name="Both sides, step by step")
    expect(table.get_by_role("columnheader", name="Wait for a call Only in A")).to_be_visible()
    expect(table.get_by_role("columnheader", name="Get a message Only in B")).to_be_visible()
    expect(table.get_by_text("A +1 · B +2")).to_be_visible()
    expect(table.get_by_role("row", name="What the customer does")).to_be_visible()
    page.get_by_role("switch", name="Only what differs").click()
    expect(table.get_by_role("row", name="What the customer does")).to_have_count(0)
    told = page.get_by_role("complementary", name="What differs")
    told.get_by_role("button", name="Ride home").first.click()
    expect(table.get_by_role("columnheader", name="Ride home")).to_be_focused()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Two personas").click()
    expect(table.get_by_text("A +1 · B −1")).to_be_visible()
    expect(page).to_have_url(re.compile("a_persona=.*b_persona="))
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as file:
        page.get_by_role("menuitem", name="Table (CSV)").click()
    assert "Mending a bicycle · Mia against Mending a bicycle · Tom" in file.value.suggested_filename
