"""What is drawn on a map by hand: the curve, links between steps, pictures."""

from __future__ import annotations

import io
import json
import re
import urllib.request
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e
MAP_YAML = """
map: {title: Tea at Fernhill}
lanes: [{kind: emotion, title: Emotion}, {kind: images, title: Pictures}, {kind: actions, title: Actions}]
stages:
  - title: Choose
    steps: [{title: Smell}, {title: Taste}, {title: Buy}]
"""


@pytest.fixture
def map_id(served: Served) -> str:
    body = json.dumps({"yaml": MAP_YAML}).encode()
    headers = {"Content-Type": "application/json", "X-CSRFToken": "", "Origin": served.url}
    request = urllib.request.Request(f"{served.url}/api/maps", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["id"])


def document_of(served: Served, page: Page, map_id: str) -> Any:
    """The map as the server has it, once everything is saved."""
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    with urllib.request.urlopen(f"{served.url}/api/maps/{map_id}", timeout=30) as answer:
        return json.load(answer)["document"]


def step(page: Page, title: str) -> Locator:
    return page.get_by_role("columnheader", name=re.compile(f"^{title}"))


def drag(page: Page, start: tuple[float, float], *spots: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    for spot in spots:
        page.mouse.move(*spot, steps=6)
    page.mouse.up()


def test_one_stroke_draws_the_curve_and_is_taken_back_as_one(page: Page, served: Served, map_id: str) -> None:
    page.goto(f"/maps/{map_id}")
    page.get_by_role("button", name="Draw", exact=True).click()
    box = page.get_by_text("Draw across the steps.").locator("..").bounding_box()
    assert box is not None
    left, top = box["x"], box["y"]
    drag(page, (left + 60, top + 180), (left + 312, top + 104), (left + 560, top + 30))
    points = page.get_by_role("slider")
    expect(points).to_have_count(3)
    assert violations(page) == []
    cards = document_of(served, page, map_id)["cards"].values()
    felt = sorted(card["emotion"] for card in cards)
    assert felt[0] < -0.5 < 0.5 < felt[2]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").click()
    expect(points).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_is_dragged_from_step_to_step_named_and_removed(
    page: Page, served: Served, map_id: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/maps/{map_id}")
    step(page, "Buy").hover()
    handle = step(page, "Buy").get_by_role("button", name="Link to a step").bounding_box()
    goal = step(page, "Smell").bounding_box()
    assert handle is not None
    assert goal is not None
    drag(page, (handle["x"] + 12, handle["y"] + 12), (goal["x"] + 90, goal["y"] + 20))
    link = page.get_by_role("button", name="Loop from “Buy” to “Smell”")
    expect(link).to_be_visible()
    page.get_by_role("textbox", name="When, or why").fill("The tin is empty")
    page.get_by_role("textbox", name="When, or why").blur()
    expect(link).to_have_text("The tin is empty")
    assert violations(page) == []
    [stored] = document_of(served, page, map_id)["links"].values()
    assert (stored["kind"], stored["title"]) == ("loop", "The tin is empty")
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(link).to_have_count(0)


def test_a_picture_is_dropped_onto_a_cell_and_a_liar_is_refused_in_words(
    page: Page, served: Served, map_id: str
) -> None:
    page.goto(f"/maps/{map_id}")
    lanes = document_of(served, page, map_id)["lanes"].values()
    lane = next(one["id"] for one in lanes if one["kind"] == "images")
    cell = page.locator(f"[data-target^='cell:{lane}/']").first
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#2d6f3f").save(picture, "PNG")
    drop(cell, picture.getvalue())
    expect(page.locator("[data-kind=images] img")).to_be_visible()
    [card] = document_of(served, page, map_id)["cards"].values()
    assert card["image"].startswith("img_")
    drop(cell, b"<svg/>")
    expect(page.get_by_role("alert").filter(has_text="picture")).to_be_visible()
    assert len(document_of(served, page, map_id)["cards"]) == 1


def drop(cell: Locator, data: bytes) -> None:
    """Let a file fall onto a cell, as a file manager does."""
    cell.evaluate(
        """(element, bytes) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], "shelf.png", { type: "image/png" }));
            for (const kind of ["dragover", "drop"])
                element.dispatchEvent(
                    new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
        }""",
        list(data),
    )
