"""Somebody names a version, changes a feeling, sees what differs, goes back, and takes that back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e

TRAIN = """
sojourn: 1
map: {title: Taking the train back, owner: Travel}
stages:
  - title: Travel
    steps:
      - title: Change trains
        cells:
          actions: I run to the other platform.
          emotion: -0.5
      - title: Arrive
        cells:
          emotion: 0.5
"""
CHANGED = "Emotion at “Change trains” −1 → +1"


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
        TRAIN,
    )
    page.goto(f"{served.url}/maps/{map_id}")
    expect(page.get_by_role("columnheader", name="Change trains")).to_be_visible()


def feeling(page: Page) -> Locator:
    return page.get_by_role("slider", name="Change trains")


def name_version(page: Page, name: str) -> None:
    page.keyboard.press("Control+Alt+h")
    page.get_by_role("button", name="Name this version").click()
    page.get_by_placeholder("Before the workshop").fill(name)
    page.get_by_label("Note").fill("Nobody has seen the new platform yet.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text=name)).to_contain_text("named by")


def test_a_version_is_named_compared_restored_and_the_restore_undone(served: Served, page: Page) -> None:
    opened(served, page)
    name_version(page, "Before the works")
    feeling(page).click()
    page.keyboard.press("4")
    expect(feeling(page)).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_role("toolbar").get_by_text("Saved")).to_be_visible()

    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("button", name="Before the works", exact=False).first.click()
    expect(page.get_by_text("You are looking at “Before the works”")).to_be_visible()
    expect(feeling(page)).to_have_attribute("aria-valuenow", "-1")
    assert violations(page) == []
    feeling(page).click()
    page.keyboard.press("5")
    expect(feeling(page)).to_have_attribute("aria-valuenow", "-1")

    page.get_by_role("button", name="Compare with now").click()
    expect(page.get_by_text("1 difference, marked on the map")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=CHANGED)).to_be_visible()
    mark = page.get_by_role("gridcell").filter(has_text="Changed")
    expect(mark).to_contain_text("−1 → +1")
    assert violations(page) == []
    expect(feeling(page)).to_have_attribute("aria-valuenow", "1")

    page.get_by_role("region", name="From “Before").get_by_role("button", name="See the map").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("You are looking at")).to_be_hidden()
    expect(feeling(page)).to_have_attribute("aria-valuenow", "-1")
    page.get_by_role("button", name="Undo").first.click()
    expect(feeling(page)).to_have_attribute("aria-valuenow", "1")
    expect(page.get_by_role("toolbar").get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(feeling(page)).to_have_attribute("aria-valuenow", "1")


def test_the_history_of_one_card_is_told_by_keyboard_alone(served: Served, page: Page) -> None:
    opened(served, page)
    feeling(page).click()
    page.keyboard.press("4")
    expect(page.get_by_role("toolbar").get_by_text("Saved")).to_be_visible()
    who = page.get_by_role("button", name="Who changed this")
    who.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only about a card at “Change trains”")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=CHANGED).first).to_be_visible()
    page.get_by_role("button", name="See the map after this").focus()
    page.keyboard.press("Enter")
    back = page.get_by_role("button", name="Back to now")
    back.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are looking at")).to_be_hidden()
