"""Two people talk about a map in two browsers: one asks, the other is told, answers, and it is settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e import axe
from tests.e2e.people import PASSWORD, company
from tests.e2e.serving import Served, serving

pytestmark = pytest.mark.e2e

HOSTILE = "<img src=x onerror=alert(1)> **bold** javascript:alert(1)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workspace is."""
    return tmp_path_factory.mktemp("comments")


@pytest.fixture(scope="module")
def map_ids(folder: Path) -> list[str]:
    """A map of Olive's for each test, in a workspace where Mira may comment."""
    roles = {"Olive Owner": "owner", "Mira Holt": "commenter"}
    return company(folder / "workspace", roles, titles=["Buying at Larkspur"] * 2)


@pytest.fixture(scope="module")
def served(folder: Path, map_ids: list[str]) -> Iterator[Served]:
    """A server for several people: reached by its own address, so that everyone signs in."""
    assert map_ids
    with serving(folder, accounts=True) as server:
        yield server


@pytest.fixture
def map_id(map_ids: list[str]) -> str:
    """A map that nobody wrote on yet."""
    return map_ids.pop()


@pytest.fixture
def people(browser: Browser, served: Served) -> Iterator[tuple[Page, Page]]:
    """Olive and Mira, each in a browser of their own; whatever a page throws or asks fails the test."""
    contexts = [
        browser.new_context(base_url=served.url, viewport={"width": 1440, "height": 900}) for _ in range(2)
    ]
    thrown: list[str] = []
    pages = [
        signed_in(context, who, thrown) for context, who in zip(contexts, ("olive", "mira"), strict=True)
    ]
    yield pages[0], pages[1]
    for context in contexts:
        context.close()
    assert thrown == []


def signed_in(context: BrowserContext, who: str, thrown: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.on("dialog", lambda dialog: thrown.append(f"dialog: {dialog.message}"))
    page.goto("/")
    page.get_by_label("E-mail").fill(f"{who}@example.org")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    return page


def violations(page: Page) -> list[str]:
    """What axe finds in the panel and the navigation; the map itself is walked by another test."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => null)")
    return axe.violations(page, within="aside, nav")


def test_one_asks_the_other_is_told_answers_and_it_is_settled(people: tuple[Page, Page], map_id: str) -> None:
    olive, mira = people
    olive.goto(f"/maps/{map_id}")
    olive.get_by_role("columnheader", name="Hear of Larkspur").click()
    olive.keyboard.press("Escape")
    olive.keyboard.press("Control+Alt+m")
    field = olive.get_by_role("textbox", name="Comment on “Hear of Larkspur”")
    expect(field).to_be_focused()
    olive.keyboard.type("Is this still so, @mi")
    expect(olive.get_by_role("option", name="Mira Holt")).to_be_visible()
    olive.keyboard.press("Enter")
    olive.keyboard.type(f"? {HOSTILE}")
    olive.keyboard.press("Control+Enter")
    thread = olive.get_by_role("article", name="Thread on “Hear of Larkspur”")
    expect(thread).to_contain_text(f"Is this still so, @Mira Holt ? {HOSTILE}")
    expect(field).to_have_value("")
    expect(olive.get_by_role("button", name="1 open thread").first).to_be_visible()

    mira.reload()
    mira.get_by_role("button", name="Notifications, 1 unread").click()
    mira.get_by_role("link", name=re.compile("Olive Owner mentioned you")).click()
    theirs = mira.get_by_role("article", name="Thread on “Hear of Larkspur”")
    expect(theirs).to_contain_text("@Mira Holt")
    expect(theirs.get_by_text("New", exact=True)).to_be_visible()
    expect(mira.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    theirs.get_by_role("textbox", name="Answer").fill("Not since the spring.")
    mira.keyboard.press("Control+Enter")

    expect(thread).to_contain_text("Not since the spring.")  # Olive's page is told by the map's socket.
    for scheme in ("light", "dark"):
        mira.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(mira) == []
    thread.get_by_role("button", name="Resolve").click()
    expect(thread).to_have_count(0)
    expect(theirs).to_have_count(0)
    mira.get_by_role("radio", name="Resolved").locator("..").click()
    expect(mira.get_by_text(re.compile("Resolved by Olive Owner"))).to_be_visible()


def test_words_written_offline_are_kept_and_sent_once(people: tuple[Page, Page], map_id: str) -> None:
    olive, mira = people
    olive.goto(f"/maps/{map_id}")
    olive.get_by_role("button", name="Comments", exact=True).click()
    olive.context.set_offline(True)
    field = olive.get_by_role("textbox", name="Comment on “Buying at Larkspur”")
    field.fill("Written on the train")
    olive.keyboard.press("Control+Enter")
    expect(olive.get_by_text(re.compile("kept here and sent later"))).to_be_visible()
    field.fill("Half a thou")
    olive.context.set_offline(False)
    thread = olive.get_by_role("article", name="Thread on “Buying at Larkspur”")
    expect(thread).to_have_count(1)
    olive.reload()
    olive.get_by_role("button", name="Comments", exact=True).click()
    expect(thread).to_have_count(1)
    expect(olive.get_by_role("textbox", name="Comment on “Buying at Larkspur”")).to_have_value("Half a thou")
    mira.set_viewport_size({"width": 360, "height": 740})
    mira.goto(f"/maps/{map_id}")
    mira.get_by_role("button", name="Comments", exact=True).click()
    answer = mira.get_by_role("article", name="Thread on “Buying at Larkspur”").get_by_role("textbox")
    answer.fill("Read on the phone")
    mira.get_by_role("button", name="Answer", exact=True).click()
    expect(thread).to_contain_text("Read on the phone")
    assert mira.evaluate("document.documentElement.scrollWidth") <= 360
