"""The first walk, in a real browser: import, ask, draft, edit, reload, export; nothing is lost on the way."""

from __future__ import annotations

import json
import re
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served, serving

pytestmark = pytest.mark.e2e

BEGINNINGS = {
    "YAML": b"",
    "SVG": b"<?xml",
    "PNG": b"\x89png",
    "PDF": b"%pdf",
    "HTML": b"<!doctype html",
}
VIEWS = (
    "transitions",
    "funnel?step=Visit&step=Order",
    "flow",
    "variants",
    "times",
    "handoffs",
    "sessions",
    "retention",
    "satisfaction",
    "attribution",
    "leaving",
    "compare",
)
PHONE_PAGES = ["/", "/maps", "/data", "/explore", *(f"/explore/{view}" for view in VIEWS)]
# What a process of its own reads, counts or draws, on a busy machine.
PATIENCE = 120_000
EDITED = "Pays at last, with a smile"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of 60 customers, as a shop would export it; one row of it cannot be read."""
    rows = ["customer;event;date;channel"]
    for customer in range(60):
        day = 1 + customer % 28
        rows.append(f"C{customer:03};Visit;2026-03-{day:02} 09:00:00;web")
        if customer % 3:
            rows.append(f"C{customer:03};Order;2026-03-{day:02} 09:{customer % 50 + 5:02}:00;web")
        if customer % 6 == 1:
            rows.append(f"C{customer:03};Ask for help;2026-03-{day:02} 18:00:00;phone")
    rows.append("C999;Visit;some day in March;web")
    file = tmp_path_factory.mktemp("log") / "shop.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, browser: Browser, log: Path) -> Iterator[Served]:
    """A server into which the log was imported."""
    with serving(tmp_path_factory.mktemp("shop")) as server:
        context = browser.new_context(base_url=server.url)
        import_in_browser(context.new_page(), log)
        context.close()
        yield server


@pytest.fixture
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The shop's server; or one of its own, where nothing was imported yet."""
    if request.node.get_closest_marker("own_server"):
        with serving(tmp_path) as server:
            yield server
    else:
        yield request.getfixturevalue("shop")


def get(served: Served, path: str) -> Any:
    with urllib.request.urlopen(f"{served.url}{path}", timeout=30) as answer:
        return json.load(answer)


def import_in_browser(page: Page, file: Path) -> None:
    page.goto("/data/import")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("As it will be read")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported", exact=True)).to_be_visible(timeout=PATIENCE)


def draft_in_browser(page: Page) -> str:
    page.goto("/explore")
    page.get_by_role("button", name=re.compile("Draft a map")).first.click()
    page.wait_for_url(re.compile(r"/maps/map_"), timeout=PATIENCE)
    expect(page.get_by_role("grid")).to_be_visible()
    return page.url.rsplit("/", 1)[1].split("?")[0]


def write_a_card(page: Page, text: str) -> None:
    """Write into the first empty cell of the thoughts, as with any spreadsheet: choose it, type, Enter."""
    page.locator('[role="gridcell"][aria-label*="Thoughts" i]').first.click()
    page.keyboard.press("Enter")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(on_the_map(page, text)).to_be_visible()


def choose(page: Page, group: str, command: str) -> None:
    """A command out of the menu of all commands."""
    page.get_by_role("button", name="All commands").click()
    page.get_by_role("menuitem", name=group, exact=True).click()
    page.get_by_role("menuitem", name=re.compile(f"^{command}")).click()


def on_the_map(page: Page, text: str) -> Locator:
    return page.get_by_role("grid").get_by_text(text, exact=True)


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def texts(served: Served, map_id: str) -> list[str]:
    return [card["text"] for card in get(served, f"/api/maps/{map_id}")["document"]["cards"].values()]


@pytest.mark.own_server
def test_from_a_file_to_an_exported_map(page: Page, served: Served, log: Path) -> None:
    import_in_browser(page, log)
    expect(
        page.get_by_text("not a time", exact=False).or_(page.get_by_text("some day in March")).first
    ).to_be_visible()
    overview = get(served, "/api/overview")["log"]
    assert (overview["events"], overview["customers"]) == (110, 60)

    map_id = draft_in_browser(page)
    expect(page.get_by_text("Visit", exact=True).first).to_be_visible()
    steps = get(served, f"/api/maps/{map_id}")["document"]["steps"].values()
    reached = {name: step["numbers"]["reached"] for step in steps for name in step["events"]}
    assert reached == {"Visit": 60, "Order": 40, "Ask for help": 10}

    write_a_card(page, EDITED)
    saved(page)
    page.reload()
    expect(on_the_map(page, EDITED)).to_be_visible()

    choose(page, "Map", "Export")
    for name, begins in BEGINNINGS.items():
        page.get_by_role("radio", name=re.compile(f"^{name}")).click()
        page.get_by_role("button", name="Export", exact=True).last.click()
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("link", name=f"Download {name}").click()
        content = Path(download.value.path()).read_bytes()
        assert content.lower().startswith(begins), name
        if name in ("YAML", "HTML"):
            assert EDITED.encode() in content
        page.get_by_role("button", name="Export another").click()


@pytest.mark.own_server
def test_an_acknowledged_edit_survives_a_killed_server(page: Page, served: Served, log: Path) -> None:
    import_in_browser(page, log)
    map_id = draft_in_browser(page)
    write_a_card(page, EDITED)
    saved(page)

    served.end(signal.SIGKILL)
    write_a_card(page, "Written while nobody listened")
    expect(page.get_by_text(re.compile("Offline"))).to_be_visible()
    served.start()
    saved_after = page.get_by_text("Saved", exact=True)
    expect(saved_after).to_be_visible(timeout=45_000)

    assert sorted(
        text for text in texts(served, map_id) if text in (EDITED, "Written while nobody listened")
    ) == [
        EDITED,
        "Written while nobody listened",
    ]


def test_undo_and_redo_are_edits_like_any_other(page: Page, served: Served) -> None:
    map_id = draft_in_browser(page)
    before = texts(served, map_id)
    write_a_card(page, EDITED)
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(on_the_map(page, EDITED)).to_have_count(0)
    saved(page)
    assert sorted(texts(served, map_id)) == sorted(before)
    page.keyboard.press("Control+Shift+z")
    expect(on_the_map(page, EDITED)).to_be_visible()
    saved(page)
    assert sorted(texts(served, map_id)) == sorted([*before, EDITED])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(page: Page, scheme: str) -> None:
    map_id = draft_in_browser(page)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    pages = ["/", "/maps", f"/maps/{map_id}", "/data", "/data/import", "/explore"]
    pages += [f"/explore/{view}" for view in VIEWS]
    found: dict[str, list[str]] = {}
    for path in pages:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("main")).to_be_visible()
        found[path] = violations(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_editor_is_accessible(page: Page, scheme: str) -> None:
    draft_in_browser(page)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    found: dict[str, list[str]] = {}

    page.locator('[role="gridcell"]').first.click()
    if page.get_by_role("tab", name="Details").count() == 0:
        page.get_by_role("button", name="Details panel").click()
    for tab in ("Details", "Problems", "Opportunities"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_load_state("networkidle")
        found[tab] = violations(page)
    page.locator('[role="gridcell"]').first.click()
    page.keyboard.press("Control+f")
    page.get_by_role("textbox", name="Find in the map").fill("order")
    found["find"] = violations(page)
    page.keyboard.press("Escape")
    for dialog, group in (("Export", "Map"), ("Print", "Map"), ("Keyboard shortcuts", "View")):
        choose(page, group, dialog)
        expect(page.get_by_role("dialog")).to_be_visible()
        found[dialog] = violations(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Present").click()
    for slide in range(3):
        found[f"slide {slide}"] = violations(page)
        page.keyboard.press("ArrowRight")
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_a_phone_shows_every_page_without_sideways_scrolling(page: Page) -> None:
    map_id = draft_in_browser(page)
    page.set_viewport_size({"width": 360, "height": 780})
    wide: list[str] = []
    for path in [*PHONE_PAGES, f"/maps/{map_id}"]:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)
    assert wide == []
