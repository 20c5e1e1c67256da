"""What customers say, in a real browser: read, found, corrected, named, joined and pinned to a map."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import SOJOURN, Served

pytestmark = pytest.mark.e2e

SAID = (
    *(f"The delivery came {n} days late, parcel torn" for n in range(2, 9)),
    *(f"The hotline agent was rude, I waited {n} minutes" for n in range(2, 9)),
    *(f"Lovely shoes in a wonderful colour, pair {n}" for n in range(2, 9)),
    "Agent Sarah Miller on the hotline was rude",
)


@pytest.fixture
def said(served: Served, tmp_path: Path) -> None:
    """A log in which customers wrote something."""
    rows = [
        {"customer_id": f"c{n}", "event": "survey", "time": f"2026-0{1 + n % 4}-03T10:00:00Z", "text": text}
        for n, text in enumerate(SAID)
    ]
    file = tmp_path / "survey.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    subprocess.run(
        [str(SOJOURN), "import", str(file), "--workspace", str(served.workspace)],
        check=True,
        capture_output=True,
    )


def post(served: Served, path: str, body: dict[str, Any]) -> Any:
    """Ask the server as a program does."""
    request = urllib.request.Request(
        f"{served.url}/api{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def nothing_found(page: Page) -> None:
    """Axe finds nothing, light and dark, and nothing stands beyond the edge of a phone."""
    size = page.viewport_size
    assert size is not None
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size(size)


@pytest.mark.own_server  # Nothing was imported yet.
def test_without_words_the_page_says_how_to_begin(page: Page) -> None:
    page.goto("/words")
    expect(page.get_by_role("heading", name="Nobody has said anything yet")).to_be_visible()
    nothing_found(page)
    page.get_by_role("link", name="Import words").click()
    expect(page).to_have_url(re.compile("/data/import$"))


@pytest.mark.own_server
def test_words_are_read_corrected_and_pinned(page: Page, served: Served, said: None) -> None:
    made = post(served, "/maps", {"title": "Shoes", "template": "online-store"})
    page.goto("/words")
    themes = page.get_by_role("navigation", name="Themes")
    expect(themes.get_by_role("button", name=re.compile("^Everything 22"))).to_be_visible(timeout=120_000)
    expect(page.get_by_text("22 texts")).to_be_visible()
    nothing_found(page)

    page.get_by_role("textbox", name="Search in all words").fill("hotline sarah")
    card = page.get_by_role("listitem").filter(has=page.locator("blockquote"))
    expect(card).to_have_count(1)
    expect(card.locator("blockquote")).to_have_text("Agent [name] on the hotline was rude")
    expect(card.locator("mark")).to_have_text(["hotline"])
    card.get_by_role("combobox", name="Mood of this text").click()
    page.get_by_role("option", name="Mixed or neutral").click()
    expect(page.get_by_text("1 correction is kept")).to_be_visible()

    card.get_by_role("button", name="Pin to a map").click()
    dialog = page.get_by_role("dialog", name="Pin this quote to a map")
    dialog.get_by_role("combobox", name="Step").click()
    page.get_by_role("option").first.click()
    dialog.get_by_role("button", name="Pin", exact=True).click()
    expect(page.get_by_text("Pinned to the map")).to_be_visible()
    with urllib.request.urlopen(f"{served.url}/api/maps/{made['id']}") as answer:
        cards = json.load(answer)["document"]["cards"].values()
    assert any(one["text"].startswith("“Agent [name] on the hotline was rude”") for one in cards)

    page.get_by_role("textbox", name="Search in all words").fill("")
    expect(page.get_by_text("22 texts")).to_be_visible()
    theme = themes.get_by_role("button", name=re.compile("^Change the theme .*[Hh]otline"))
    theme.click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("textbox", name="Name").fill("On the phone")
    page.get_by_role("button", name="Save").click()
    expect(themes.get_by_role("button", name=re.compile("^On the phone"))).to_be_visible()

    page.get_by_role("button", name="Learn from corrections").click()
    expect(page.get_by_text("1 correction is kept")).to_be_hidden(timeout=120_000)
    themes.get_by_role("button", name=re.compile("^On the phone")).click()
    expect(card.filter(has_text="Agent [name]")).to_be_visible()
    expect(
        card.filter(has_text="Agent [name]").get_by_role("combobox", name="Mood of this text")
    ).to_have_value("Mixed or neutral")
    expect(card.filter(has_text="shoes")).to_have_count(0)
