"""A served workspace and a real browser. Both end with the test that asked for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.e2e.serving import Served

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "workspace").mkdir()
    server = Served(tmp_path / "workspace")
    server.start()
    yield server
    server.end()


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
