"""Somebody cites evidence for a step, sees why it has its grade, and looks at the whole map by grade."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e

MAP = """
sojourn: 1
map: {title: Borrowing a bike, owner: Travel}
stages:
  - title: Ride
    steps:
      - title: Unlock the bike
        cells:
          barriers:
            - text: The app does not find the bike.
              evidence:
                - {kind: ticket, says: contradicts, title: No ticket names it, source: Desk}
"""


def opened(served: Served, page: Page) -> None:
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
        MAP,
    )
    page.goto(f"{served.url}/maps/{map_id}")
    expect(page.get_by_role("columnheader", name="Unlock the bike")).to_be_visible()


def cite(page: Page, title: str, source: str, kind: str | None = None) -> None:
    evidence = page.get_by_role("region", name="Evidence")
    evidence.get_by_role("button", name="Add evidence").click()
    form = page.get_by_role("form", name="Add evidence")
    if kind is not None:
        form.get_by_label("Kind").click()
        page.get_by_role("option", name=kind).click()
    form.get_by_role("textbox", name="What it says").fill(title)
    form.get_by_label("Source").fill(source)
    form.get_by_role("button", name="Add", exact=True).click()
    expect(evidence.get_by_role("listitem").filter(has_text=title)).to_be_visible()


def test_a_claim_goes_from_hypothesis_to_triangulated(served: Served, page: Page) -> None:
    opened(served, page)
    step = page.get_by_role("columnheader", name="Unlock the bike")
    step.click()
    evidence = page.get_by_role("region", name="Evidence")
    expect(evidence).to_contain_text("Hypothesis")
    cite(page, "Five of six needed help", "Talks at the station")
    expect(step).to_contain_text("Single source")
    cite(page, "Half of all comments name it", "Spring survey", "Survey score")
    expect(step).to_contain_text("Triangulated")
    evidence.get_by_text("Why this grade").click()
    expect(evidence).to_contain_text("2 fresh sources of 2 kinds support it.")
    evidence.get_by_role("button", name="Remove the evidence “Five of six needed help”").click()
    expect(step).to_contain_text("Single source")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_looked_at_by_grade(served: Served, page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(served, page)
    step = page.get_by_role("columnheader", name="Unlock the bike")
    step.click()
    expect(step).not_to_contain_text("Hypothesis")
    page.keyboard.press("Alt+g")
    expect(step).to_contain_text("Hypothesis")
    legend = page.get_by_role("list", name="What the grades mean")
    expect(legend).to_contain_text("Contradicted")
    page.get_by_role("region", name="Evidence").get_by_role("button", name="Add evidence").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Show how well claims are founded").click()
    expect(legend).to_have_count(0)
