"""The editor from start to end by keyboard alone: no click after the page is open."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e

TARGET = "document.activeElement?.closest('[data-target]')?.dataset.target ?? ''"
TABS = 60


def get(served: Served, path: str) -> Any:
    with urllib.request.urlopen(f"{served.url}{path}", timeout=30) as answer:
        return json.load(answer)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: re.Pattern[str]) -> None:
    """Walk with Tab until what has the focus is called so."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || ''"
        )
        if name.search(named):
            return
    raise AssertionError(f"Tab never came to {name.pattern!r}.")


def focused(page: Page) -> str:
    found: str = page.evaluate(TARGET)
    return found


def goes_to(page: Page, target: str) -> None:
    expect(page.locator(":focus")).to_have_attribute("data-target", re.compile(f"^{target}"))


def said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_attached()


def document_of(served: Served, page: Page) -> Any:
    """The map as the server has it, once everything is saved."""
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    return get(served, f"/api/maps/{page.url.rsplit('/', 1)[1].split('?')[0]}")["document"]


def texts(document: Any, kind: str) -> list[str]:
    """The texts of one lane, from left to right."""
    lane = next(one for one in document["lanes"].values() if one["kind"] == kind)
    stages = {one["id"]: one["order"] for one in document["stages"].values()}
    steps = {one["id"]: (stages[one["stage"]], one["order"]) for one in document["steps"].values()}
    cards = [card for card in document["cards"].values() if card["lane"] == lane["id"]]
    cards.sort(key=lambda card: (steps[card["step"]], card["order"]))
    return [card["text"] for card in cards]


def new_map(page: Page) -> None:
    page.goto("/maps")
    # Until all is there, more buttons come between those that one has tabbed through.
    page.wait_for_load_state("networkidle")
    tab_to(page, re.compile(r"^New map"))
    press(page, "Enter")
    expect(page.get_by_role("dialog", name="New map")).to_be_visible()
    tab_to(page, re.compile("^(From the log|From a template|Blank|From a file)$"))
    for _ in range(4):
        if page.get_by_role("tab", name="Blank").get_attribute("aria-selected") == "true":
            break
        press(page, "ArrowRight")
    tab_to(page, re.compile("^$"))
    page.keyboard.type("The way to tea")
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/maps/map_"))


def test_a_map_is_made_by_keyboard_alone(page: Page, served: Served) -> None:
    new_map(page)
    expect(page.get_by_role("button", name="Begin with three")).to_be_visible()
    tab_to(page, re.compile("Begin with three"))
    press(page, "Enter")
    expect(page.get_by_role("grid")).to_be_visible()

    # Stages, steps and lanes get their names and a new one each.
    reach_grid(page)
    goes_to(page, "stage:")
    press(page, "F2")
    page.keyboard.type("Hear of it")
    press(page, "Enter")
    press(page, "Alt+Shift+s")
    page.keyboard.type("Compare")
    press(page, "Enter", "ArrowDown", "Alt+s")
    page.keyboard.type("Ask a friend")
    press(page, "Enter")
    said_titles = document_of(served, page)
    assert {"Hear of it", "Compare"} <= {one["title"] for one in said_titles["stages"].values()}
    assert "Ask a friend" in {one["title"] for one in said_titles["steps"].values()}

    # Texts, cell by cell, as in a spreadsheet.
    press(page, "Control+Home", "ArrowDown", "ArrowDown")
    goes_to(page, "cell:")
    page.keyboard.type("Sees a sign")
    press(page, "Tab")
    page.keyboard.type("Reads it")
    press(page, "Tab")
    page.keyboard.type("Turns away")
    press(page, "Escape")
    assert texts(document_of(served, page), "actions") == ["Sees a sign", "Reads it"]

    # Copy two cells, paste them two steps on; undo takes them back as one.
    press(page, "Home", "Shift+ArrowRight")
    said(page, "1 × 2 selected")
    press(page, "Control+c", "Escape", "ArrowRight", "ArrowRight", "Control+v")
    expect(page.get_by_role("grid").get_by_text("Sees a sign")).to_have_count(2)
    assert texts(document_of(served, page), "actions") == [
        "Sees a sign",
        "Reads it",
        "Sees a sign",
        "Reads it",
    ]
    press(page, "Control+z")
    expect(page.get_by_role("grid").get_by_text("Sees a sign")).to_have_count(1)

    # Fill to the right, clear the range, and take both back.
    press(page, "Home", "Shift+ArrowRight", "Shift+ArrowRight", "Control+r")
    expect(page.get_by_role("grid").get_by_text("Sees a sign")).to_have_count(3)
    press(page, "Delete")
    expect(page.get_by_role("grid").get_by_text("Sees a sign")).to_have_count(0)
    press(page, "Control+z", "Control+z")
    assert texts(document_of(served, page), "actions") == ["Sees a sign", "Reads it"]

    # Drag without a mouse: pick a card up, carry it one step on, put it down.
    press(page, "Escape", "Home", "Space", "ArrowRight", "ArrowRight", "Enter")
    said(page, "Moved.")
    assert texts(document_of(served, page), "actions") == ["Reads it", "Sees a sign"]
    press(page, "Space", "ArrowLeft", "Escape")
    said(page, "Put back.")
    assert texts(document_of(served, page), "actions") == ["Reads it", "Sees a sign"]

    # A feeling, and how it changes.
    feeling_by_keyboard(page, served)

    # Fold a lane and open it again.
    press(page, "Control+Home", "ArrowDown", "ArrowDown", "Alt+f")
    goes_to(page, "lane:")
    said(page, "Folded.")
    press(page, "Alt+f")

    # Export, and out of the poster by Esc: nothing traps the keyboard.
    press(page, "Control+Shift+e")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    reach_grid(page)
    press(page, "Escape")
    assert focused(page) == ""
    assert page.evaluate("document.activeElement.closest('[role=toolbar]') !== null")


def reach_grid(page: Page) -> None:
    """Tab into the poster from wherever one is."""
    for _ in range(TABS):
        if focused(page) or page.evaluate("document.activeElement?.getAttribute('role') === 'grid'"):
            break
        page.keyboard.press("Tab")
    if focused(page) == "":
        page.keyboard.press("ArrowDown")
    goes_to(page, "")


def feeling_by_keyboard(page: Page, served: Served) -> None:
    emotion = next(
        index
        for index, lane in enumerate(lanes_in_order(document_of(served, page)))
        if lane["kind"] == "emotion"
    )
    press(page, "Control+Home", "ArrowDown")
    for _ in range(emotion + 1):
        press(page, "ArrowDown")
    press(page, "Control+Enter")
    goes_to(page, "card:")
    press(page, "Shift+ArrowUp", "Shift+ArrowUp")
    feelings = [
        card["emotion"] for card in document_of(served, page)["cards"].values() if card["emotion"] is not None
    ]
    assert feelings == [0.25]


def lanes_in_order(document: Any) -> list[Any]:
    return sorted(document["lanes"].values(), key=lambda lane: (lane["order"], lane["id"]))
