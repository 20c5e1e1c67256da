"""Somebody mends a map from the list of its problems: by a click, by undo, by saying why one may stand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e

STAGES = """
sojourn: 1
map: {title: Taking the train, owner: Travel}
personas: [Greta Longway]
stages:
  - title: Plan
    steps:
      - title: Think of the sea
        cells:
          actions: I look at the map.
          touchpoints: {text: Map, place: offline}
          emotion: 0.4
          responsible: Nobody yet
  - title: Tell others
"""


def test_a_finding_is_fixed_undone_and_allowed(served: Served, page: Page) -> None:
    page.goto(served.url)
    page.wait_for_load_state("networkidle")
    map_id = page.evaluate(
        """async (text) => {
            const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
            const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
            const body = JSON.stringify({yaml: text});
            const made = await fetch("/api/maps", {method: "POST", headers, body});
            return (await made.json()).id;
        }""",
        STAGES,
    )
    page.goto(f"{served.url}/maps/{map_id}")
    expect(page.get_by_text("Think of the sea").first).to_be_visible()
    page.keyboard.press("Control+i")
    page.get_by_role("tab", name="Problems").click()
    empty = page.get_by_text("The stage 'Tell others' has no steps.")
    expect(empty).to_be_visible()
    page.get_by_role("button", name="Remove the stage").click()
    expect(empty).to_be_hidden()
    expect(page.get_by_text("Nothing found.")).to_be_visible()

    page.get_by_role("button", name="Undo").first.click()
    expect(empty).to_be_visible()

    page.get_by_role("button", name="Allow…").click()
    page.get_by_label("Why may this stand?").fill("The workshop goes on tomorrow")
    page.get_by_role("button", name="Allow", exact=True).click()
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    page.get_by_text("Allowed (1)").click()
    expect(page.get_by_text("The workshop goes on tomorrow")).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Allowed (1)")).to_be_hidden()
    expect(empty).to_be_visible()
