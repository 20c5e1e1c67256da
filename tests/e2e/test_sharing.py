"""A map shared by a link: read, commented on, behind a password, in a frame; gone when it is revoked."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e

PASSWORD = "six quiet garden gates"
HOSTILE = "<img src=x onerror=alert(1)> The size guide came late."
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def map_id(served: Served) -> str:
    """A map of the template, with its owner's name on it."""
    body = json.dumps({"template": "online-store", "title": "Buying at Larkspur"}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{served.url}/api/maps", data=body, headers=headers)
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["id"])


@pytest.fixture
def guest(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Opens fresh browsers of people who were never here; whatever their pages throw fails the test."""
    contexts: list[BrowserContext] = []
    thrown: list[str] = []

    def opened(**options: object) -> Page:
        contexts.append(browser.new_context(base_url=served.url, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.on("dialog", lambda dialog: thrown.append(f"dialog: {dialog.message}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert thrown == []


def make_link(page: Page, map_id: str, *, comment: bool = False, password: str = "", sites: str = "") -> str:
    """A link made in the editor; its address."""
    page.goto(f"/maps/{map_id}")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="New link").click()
    if comment:
        page.get_by_text("Read and comment").click()
    page.get_by_label("For whom").fill("Board")
    if password:
        page.locator("input[type=password]").fill(password)
    if sites:
        page.get_by_label("Show it on other websites").check()
        page.get_by_label("Which ones").fill(sites)
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_role("textbox", name="Address").input_value()


def test_a_map_is_read_commented_on_and_gone_when_the_link_is_revoked(
    page: Page, map_id: str, guest: Callable[..., Page]
) -> None:
    address = make_link(page, map_id, comment=True)
    assert violations(page) == []
    visitor = guest(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.on("websocket", lambda socket: asked.append(f"live {socket.url}"))
    visitor.goto(address)
    expect(visitor.get_by_role("heading", name="Buying at Larkspur")).to_be_visible()
    assert visitor.evaluate("document.querySelectorAll('[contenteditable=true]').length") == 0
    expect(visitor.get_by_role("navigation", name="Main")).to_have_count(0)
    assert violations(visitor) == []
    visitor.get_by_role("columnheader", name="Hear of Larkspur").click()
    visitor.get_by_label("Your words").fill(HOSTILE)
    visitor.get_by_label("Your name").fill("Gail Guest")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_text("Thank you.")).to_be_visible()
    token = address.rsplit("/", 1)[1]
    foreign = [url for url in asked if f"/api/shared/{token}" not in url and "/assets/" not in url]
    assert [url for url in foreign if "/api/" in url or url.startswith("live")] == []

    page.get_by_role("button", name="Close sharing").click()
    page.get_by_role("button", name="Comments").first.click()
    expect(page.get_by_text("The size guide came late.")).to_be_visible()

    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Revoke “Board”").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Revoke the link").click()
    expect(page.get_by_text("Nobody has a link to this map.")).to_be_visible()
    expect(visitor.get_by_role("heading", name="This link no longer works")).to_be_visible()
    answer = visitor.goto(address)
    assert answer is not None
    assert answer.status == 404
    assert violations(visitor) == []


def test_a_password_is_asked_for_and_a_phone_is_enough(
    page: Page, map_id: str, guest: Callable[..., Page]
) -> None:
    address = make_link(page, map_id, comment=True, password=PASSWORD)
    visitor = guest(viewport=PHONE, color_scheme="dark", has_touch=True, is_mobile=True)
    visitor.goto(address)
    expect(visitor.get_by_role("heading", name="This map has a password")).to_be_visible()
    assert "Larkspur" not in visitor.content()
    assert violations(visitor) == []
    visitor.locator("input[type=password]").fill("not this one")
    visitor.get_by_role("button", name="Open the map").click()
    expect(visitor.get_by_text("That is not the password")).to_be_visible()
    visitor.locator("input[type=password]").fill(PASSWORD)
    visitor.get_by_role("button", name="Open the map").click()
    expect(visitor.get_by_role("heading", name="Buying at Larkspur")).to_be_visible()
    assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(visitor) == []
    visitor.get_by_role("button", name="Say what you think").click()
    expect(visitor.get_by_label("Your words")).to_be_visible()
    expect(visitor.get_by_text("the whole map")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("heading", name="Buying at Larkspur")).to_be_visible()


@pytest.fixture
def two_sites() -> Iterator[tuple[str, str]]:
    """The origins of two other sites, each with a page that holds whatever its query names in a frame."""

    class Framing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = self.path.partition("?")[2]
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{address}" width="900" height="600"></iframe>'.encode())

        def log_message(self, format: str, *args: object) -> None:
            return

    servers = [HTTPServer(("127.0.0.1", 0), Framing) for _ in range(2)]
    threads = [Thread(target=server.serve_forever, daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    yield tuple(f"http://127.0.0.1:{server.server_port}" for server in servers)  # type: ignore[misc]  # Two of them.
    for server in servers:
        server.shutdown()
        server.server_close()


def test_only_the_named_site_shows_the_map_in_a_frame(
    page: Page, map_id: str, guest: Callable[..., Page], two_sites: tuple[str, str]
) -> None:
    named, other = two_sites
    address = make_link(page, map_id, sites=named).replace("/s/", "/embed/")
    visitor = guest()
    visitor.goto(f"{named}/?{address}")
    frame = visitor.frame_locator("iframe")
    expect(frame.get_by_role("grid")).to_be_visible()
    expect(frame.get_by_role("button", name="Print")).to_have_count(0)
    visitor.goto(f"{other}/?{address}")
    expect(visitor.frame_locator("iframe").get_by_role("grid")).to_have_count(0)
    refused = visitor.frames[1]
    assert refused.url.startswith("chrome-error:") or "Larkspur" not in refused.content()
    visitor.goto(f"{named}/?{address.replace('/embed/', '/s/')}")
    assert visitor.frames[1].url.startswith("chrome-error:") or "Larkspur" not in visitor.frames[1].content()
