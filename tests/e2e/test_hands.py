"""What hands do to the poster besides typing: fill by the handle, paste a picture, draw with a finger."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e

MAP_YAML = """
map: {title: Tea at Fernhill}
lanes: [{kind: emotion, title: Emotion}, {kind: actions, title: Actions}, {kind: images, title: Pictures}]
stages:
  - title: Choose
    steps: [{title: Smell}, {title: Taste}, {title: Buy}]
"""
COPY_A_PICTURE = """async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 40;
    canvas.height = 30;
    canvas.getContext("2d").fillRect(5, 5, 20, 20);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
}"""


@pytest.fixture
def map_id(served: Served) -> str:
    body = json.dumps({"yaml": MAP_YAML}).encode()
    headers = {"Content-Type": "application/json", "Origin": served.url}
    request = urllib.request.Request(f"{served.url}/api/maps", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["id"])


def document_of(served: Served, page: Page, map_id: str) -> Any:
    """The map as the server has it, once everything is saved."""
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    with urllib.request.urlopen(f"{served.url}/api/maps/{map_id}", timeout=30) as answer:
        return json.load(answer)["document"]


def cells_of(served: Served, page: Page, map_id: str, kind: str) -> Any:
    lanes = document_of(served, page, map_id)["lanes"].values()
    lane = next(one["id"] for one in lanes if one["kind"] == kind)
    return page.locator(f"[data-target^='cell:{lane}/']")


def test_the_handle_at_the_corner_fills_what_it_is_dragged_over(
    page: Page, served: Served, map_id: str
) -> None:
    page.goto(f"/maps/{map_id}")
    cells = cells_of(served, page, map_id, "actions")
    cells.first.dblclick()
    page.keyboard.type("Opens the tin")
    page.keyboard.press("Enter")
    cells.first.click(position={"x": 4, "y": 4})
    # A panel has opened beside the poster: both places are waited for until they stand still.
    cells.first.locator("[data-fill]").hover()
    page.mouse.down()
    cells.nth(1).hover(position={"x": 60, "y": 15})
    cells.nth(2).hover(position={"x": 60, "y": 15})
    page.mouse.up()
    for cell in (0, 1, 2):
        expect(cells.nth(cell)).to_contain_text("Opens the tin")
    texts = [card["text"] for card in document_of(served, page, map_id)["cards"].values()]
    assert texts == ["Opens the tin"] * 3
    page.keyboard.press("Control+z")
    expect(cells.nth(2)).not_to_contain_text("Opens the tin")


def test_a_picture_on_the_clipboard_is_pasted_into_a_cell(page: Page, served: Served, map_id: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/maps/{map_id}")
    cells_of(served, page, map_id, "images").nth(1).click()
    page.evaluate(COPY_A_PICTURE)
    page.keyboard.press("Control+v")
    expect(page.locator("[data-kind=images] img")).to_be_visible()
    [card] = document_of(served, page, map_id)["cards"].values()
    assert card["image"].startswith("img_")


def test_a_finger_draws_the_curve(browser: Browser, served: Served, map_id: str) -> None:
    context = browser.new_context(
        base_url=served.url, viewport={"width": 1280, "height": 800}, has_touch=True
    )
    page = context.new_page()
    page.goto(f"/maps/{map_id}")
    page.get_by_role("button", name="Draw", exact=True).tap()
    box = page.get_by_text("Draw across the steps.").locator("..").bounding_box()
    assert box is not None
    spots = [(box["x"] + 60 + 25 * n, box["y"] + 180 - 7 * n) for n in range(21)]
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", spots[0])
    for spot in spots[1:]:
        touch("touchMove", spot)
    touch("touchEnd")
    expect(page.get_by_role("slider")).to_have_count(3)
    felt = sorted(card["emotion"] for card in document_of(served, page, map_id)["cards"].values())
    context.close()
    assert felt[0] < -0.3 < 0.3 < felt[2]
