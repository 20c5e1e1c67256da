"""A served workspace and a real browser.

Starting a server costs more than most tests, so those that keep to a map of their own share one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.e2e.serving import Served, serving

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Browsers and servers share a machine with whatever else runs there: waiting is no fault."""
    expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server of all tests that need no other."""
    with serving(tmp_path_factory.mktemp("shared")) as server:
        yield server


@pytest.fixture
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The shared server; or, for a test marked ``own_server``, one of its own on an empty workspace."""
    if request.node.get_closest_marker("own_server"):
        with serving(tmp_path) as server:
            yield server
    else:
        server = request.getfixturevalue("shared_server")
        yield server
        assert server.is_running, server.said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    assert found, "No Chromium on this machine: `make browser` installs it."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A fresh tab; whatever the page throws fails the test."""
    context = browser.new_context(
        base_url=served.url, accept_downloads=True, viewport={"width": 1440, "height": 900}
    )
    tab = context.new_page()
    thrown: list[str] = []
    tab.on("pageerror", lambda error: thrown.append(str(error)))
    yield tab
    context.close()
    assert thrown == []
