"""The share dialog and the atlas by keyboard alone, and axe on both, light and dark."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served, serving
from tests.e2e.test_keyboard import press, tab_to

pytestmark = pytest.mark.e2e
SCHEMES = ("light", "dark")
LOADING = 30_000


@pytest.fixture
def map_id(served: Served) -> str:
    """A map of the template."""
    return _made(served, "Buying at Larkspur")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of an atlas of two maps, and the id of the second."""
    with serving(tmp_path_factory.mktemp("atlas")) as server:
        _made(server, "Buying at Larkspur")
        second = _made(server, "Returning to Larkspur")
        yield f"{server.url}/maps/atlas", second


def _made(served: Served, title: str) -> str:
    body = json.dumps({"template": "online-store", "title": title}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{served.url}/api/maps", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["id"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_link_is_made_and_revoked_without_a_mouse(page: Page, map_id: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/maps/{map_id}")
    expect(page.get_by_role("grid")).to_be_visible(timeout=LOADING)
    tab_to(page, re.compile("^Share"))
    press(page, "Enter")
    expect(page.get_by_role("dialog", name="Share this map")).to_be_visible()
    tab_to(page, re.compile("^New link"))
    press(page, "Enter")
    expect(page.get_by_label("For whom")).to_be_focused()
    found = {"form": violations(page)}
    page.keyboard.type("Board")
    press(page, "Enter")
    expect(page.get_by_role("textbox", name="Address")).to_be_visible()
    found["made"] = violations(page)
    tab_to(page, re.compile("^Revoke “Board”"))
    press(page, "Enter")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    found["asked"] = violations(page)
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    press(page, "Shift+Tab", "Enter")
    expect(page.get_by_text("Nobody has a link to this map.")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert {place: faults for place, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_atlas_leads_to_its_maps_by_keyboard(page: Page, atlas: tuple[str, str], scheme: Any) -> None:
    address, second = atlas
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address)
    name = re.compile("Returning to Larkspur")
    expect(page.get_by_role("link", name=name).first).to_be_visible(timeout=LOADING)
    assert violations(page) == []
    tab_to(page, name)
    press(page, "Enter")
    expect(page.get_by_role("grid")).to_be_visible(timeout=LOADING)
    assert page.url.endswith(second)
