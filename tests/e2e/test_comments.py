"""Two people talk about a map in two browsers: one asks, the other is told, answers, and it is settled."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.serving import ROOT, SOJOURN, STARTED_WITHIN, Served

pytestmark = pytest.mark.e2e

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PASSWORD = "six quiet garden gates"
HOSTILE = "<img src=x onerror=alert(1)> **bold** javascript:alert(1)"
PREPARE = """
import sys
from sojourn.core.workspace import Workspace
from sojourn.server.starting import bring_up_to_date, start_django
start_django(Workspace.at(sys.argv[1]))
bring_up_to_date()
from sojourn.server.accounts.models import User
from sojourn.server.maps.services import create_map
from sojourn.server.workspaces.models import Membership
from sojourn.server.workspaces.services import ensure_workspace
workspace = ensure_workspace()
for first, name, role in (("olive", "Olive Owner", "owner"), ("mira", "Mira Holt", "commenter")):
    user = User.objects.create_user(f"{first}@example.org", sys.argv[2], name=name)
    membership = Membership.objects.create(workspace=workspace, user=user, role=role)
    if role == "owner":
        print(create_map(membership, template="online-store", title="Buying at Larkspur").id)
"""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server for several people: reached by its own address, so that everyone signs in."""
    (tmp_path / "workspace").mkdir()
    server = Served(tmp_path / "workspace")
    environment = {**os.environ, "SOJOURN_URL": server.url}
    command = [str(SOJOURN), "serve", "--workspace", str(server.workspace), "--no-browser"]
    with (tmp_path / "served.log").open("ab") as log:
        server.process = subprocess.Popen(
            [*command, "--port", str(server.port)],
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=environment,
        )
    deadline = time.monotonic() + STARTED_WITHIN
    while not _answers(server):
        assert server.process.poll() is None, (tmp_path / "served.log").read_text()
        assert time.monotonic() < deadline, "The server did not answer."
    yield server
    server.end()


def _answers(server: Served) -> bool:
    try:
        urllib.request.urlopen(f"{server.url}/api/setup", timeout=2).close()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


@pytest.fixture
def map_id(served: Served) -> str:
    """A map of Olive's, in a workspace where Mira may comment."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARE, str(served.workspace), PASSWORD],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()[-1]


@pytest.fixture
def people(browser: Browser, served: Served, map_id: str) -> Iterator[tuple[Page, Page]]:
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
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => null)")
    # Run through the debugger, which the page's content security policy does not bind.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate(
        "rules => axe.run('aside, nav', { runOnly: { type: 'tag', values: rules } })", AXE_RULES
    )
    return [
        f"{one['id']} at {[(node['target'], node['failureSummary']) for node in one['nodes'][:3]]}"
        for one in answer["violations"]
    ]


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
    expect(thread).to_have_count(1, timeout=15_000)
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
