"""A persona from the library to a map and back: written, portrayed, copied, changed, taken over, printed."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e


@pytest.fixture
def map_id(served: Served) -> str:
    """An empty map."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(
        f"{served.url}/api/maps", data=json.dumps({"title": "Balcony"}).encode(), headers=headers
    )
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["id"])


def nothing_found(page: Page) -> None:
    """Axe finds nothing on the page, light and dark, and nothing stands beyond the edge of a phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme
    page.emulate_media(color_scheme="light")
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert size is not None
    page.set_viewport_size(size)


def details(page: Page, map_id: str) -> None:
    """Open the map with its own details at the side."""
    page.goto(f"/maps/{map_id}")
    page.get_by_role("button", name="Details panel").click()


def persona(served: Served) -> dict[str, object]:
    """The one persona of the library."""
    with urllib.request.urlopen(f"{served.url}/api/personas") as answer:
        (found,) = json.load(answer)
    return dict(found)


@pytest.mark.own_server  # The library is empty.
def test_a_persona_goes_to_a_map_and_changes_follow(
    page: Page, served: Served, map_id: str, tmp_path: Path
) -> None:
    page.goto("/personas")
    expect(page.get_by_text("No persona yet")).to_be_visible()
    nothing_found(page)
    page.get_by_role("button", name="New persona").click()
    page.wait_for_url("**/personas/lib_*")
    library = page.url
    page.get_by_role("textbox", name="Name").fill("Ada Planner")
    page.get_by_role("textbox", name="Role").fill("Plans a season ahead")
    page.get_by_role("textbox", name="Goals").fill("A green balcony")
    # A radio button is walked by arrow keys, the whole row is one stop.
    page.get_by_role("radio", name="Curls").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Bob")).to_be_checked()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_text("Version 2")).to_be_visible()
    nothing_found(page)

    details(page, map_id)
    page.get_by_role("button", name="From the library").click()
    page.get_by_role("menuitem", name="Ada Planner").click()
    expect(page.get_by_role("link", name="Open in the library")).to_be_visible()
    expect(page.get_by_role("textbox", name="Goals")).to_have_value("A green balcony")
    page.get_by_role("textbox", name="Goals").fill("A green balcony, soon")
    page.get_by_role("textbox", name="Job").fill("Clerk")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    page.goto(library)
    expect(page.get_by_role("link", name="Balcony")).to_be_visible()
    page.get_by_role("textbox", name="Goals").fill("A very green balcony")
    expect(page.get_by_text("Version 3")).to_be_visible()

    details(page, map_id)
    page.get_by_role("button", name="Ada Planner").click()
    expect(page.get_by_text("changed this persona in the library: Goals")).to_be_visible()
    page.get_by_role("button", name="Take it over").click()
    expect(page.get_by_role("textbox", name="Goals")).to_have_value("A very green balcony, soon")
    expect(page.get_by_role("textbox", name="Job")).to_have_value("Clerk")
    expect(page.get_by_role("button", name="Take it over")).to_have_count(0)

    with page.expect_download() as loading:
        page.get_by_role("link", name="Sheet as PDF").click()
    file = tmp_path / "sheet.pdf"
    loading.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    assert loading.value.suggested_filename == "Ada Planner.pdf"

    page.goto(library)
    page.get_by_role("button", name="Delete persona").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Ada Planner")).to_be_visible()
    assert persona(served)["version"] == 3


def test_a_persona_of_a_map_goes_to_the_library(page: Page, served: Served, map_id: str) -> None:
    details(page, map_id)
    page.get_by_role("complementary").get_by_role("button", name="Add a persona").click()
    page.get_by_role("textbox", name="Name").fill("Ben")
    page.get_by_role("button", name="Add a quote").click()
    page.get_by_role("textbox", name="Quote 1").fill("I just want it to work.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_text("Ben is in the library now.")).to_be_visible()
    page.get_by_role("link", name="Open in the library").click()
    expect(page.get_by_role("textbox", name="Quote 1")).to_have_value("I just want it to work.")
    expect(page.get_by_role("link", name="Balcony")).to_be_visible()
