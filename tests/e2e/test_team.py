"""A team in a real browser: the first account, an invitation, a second step, a role that is taken away."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Cookie, Locator, Page, expect
from tests.e2e.axe import violations
from tests.e2e.serving import Served, serving

pytestmark = pytest.mark.e2e

PASSWORD = "correct horse battery"
SECTIONS = ("account", "security", "people", "departments", "sharing", "workspace")


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that asks for accounts, as one for a team does."""
    with serving(tmp_path_factory.mktemp("team"), accounts=True) as server:
        yield server


@pytest.fixture(scope="module")
def cookies_of_owner(browser: Browser, team: Served) -> list[Cookie]:
    """What the owner's browser keeps of the team's server."""
    context = browser.new_context(base_url=team.url)
    make_the_first_account(context.new_page(), team)
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The team's server; or, for a test that changes its people, one of its own."""
    if request.node.get_closest_marker("own_server"):
        with serving(tmp_path, accounts=True) as server:
            yield server
    else:
        yield request.getfixturevalue("team")


@pytest.fixture
def owner(request: pytest.FixtureRequest, page: Page, served: Served) -> Page:
    """The owner's tab, signed in."""
    if request.node.get_closest_marker("own_server"):
        make_the_first_account(page, served)
    else:
        page.context.add_cookies(request.getfixturevalue("cookies_of_owner"))
    return page


def make_the_first_account(page: Page, served: Served) -> None:
    """Make it with the link on the console."""
    found = re.search(r"/setup#token=(\S+)", served.said)
    assert found, served.said
    page.goto(f"{served.url}{found[0]}")
    page.get_by_label("Your name").fill("Olive Owner")
    page.get_by_label("E-mail").fill("olive@example.org")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(menu(page)).to_be_visible()


def menu(page: Page) -> Locator:
    return page.get_by_role("button", name="Appearance and account")


def sign_out(page: Page) -> None:
    menu(page).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def invite(page: Page, email: str, *, role: str) -> str:
    """Invite somebody; the link."""
    page.goto("/settings/people")
    page.get_by_role("button", name="Invite", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill(email)
    dialog.get_by_label(role, exact=True).check()
    dialog.get_by_role("button", name="Invite", exact=True).click()
    link = dialog.get_by_label("Link of the invitation").input_value()
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_be_hidden()
    return link


def other_browser(browser: Browser, served: Served) -> Page:
    return browser.new_context(base_url=served.url).new_page()


def code_for(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1
    ).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.mark.own_server
def test_an_invited_person_joins_and_loses_the_role_again(
    owner: Page, browser: Browser, served: Served
) -> None:
    link = invite(owner, "nia@example.org", role="Editor")
    guest = other_browser(browser, served)
    guest.goto(link)
    expect(guest.get_by_role("heading", name="Join “workspace”")).to_be_visible()
    guest.get_by_label("Your name").fill("Nia New")
    guest.get_by_role("textbox", name="Password").fill(PASSWORD)
    guest.get_by_role("button", name="Join").click()
    expect(menu(guest)).to_be_visible()

    guest.goto("/settings/people")
    expect(guest.get_by_role("row", name=re.compile("Nia New"))).to_contain_text("nia@example.org")
    expect(guest.get_by_role("row", name=re.compile("Olive Owner"))).not_to_contain_text("@")
    expect(guest.get_by_role("button", name="Invite", exact=True)).to_have_count(0)

    owner.reload()
    owner.get_by_label("Role of Nia New").select_option("Viewer")
    expect(owner.get_by_label("Role of Nia New")).to_be_enabled()
    answer = guest.request.post("/api/maps", data={"title": "No"}, headers={"Origin": served.url})
    assert answer.status == 403

    owner.get_by_role("button", name="Remove Nia New").click()
    owner.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    expect(owner.get_by_text("Nia New")).to_have_count(0)
    guest.reload()
    expect(guest.get_by_role("heading", name="You belong to no workspace")).to_be_visible()
    guest.get_by_role("button", name="Sign out").click()
    expect(guest.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_role("alert")).to_contain_text("opens nothing")
    guest.context.close()


@pytest.mark.own_server
def test_a_second_step_is_set_up_and_asked_for(owner: Page) -> None:
    owner.goto("/settings/security")
    owner.get_by_role("button", name="Set up an authenticator app").click()
    picture = owner.get_by_alt_text("QR code for your authenticator app")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    secret = owner.get_by_text(re.compile(r"^[A-Z2-7]{32}$")).inner_text()
    owner.get_by_label("Code").fill(code_for(secret))
    owner.get_by_role("button", name="Finish").click()
    again = owner.get_by_role("dialog", name="Is it you?")
    again.get_by_role("textbox", name="Password").fill(PASSWORD)
    again.get_by_role("button", name="Continue").click()
    owner.get_by_role("button", name="Show the codes").click()
    codes = owner.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    code = codes.first.inner_text()

    sign_out(owner)
    sign_in(owner, "olive@example.org")
    expect(owner.get_by_role("heading", name="Enter your code")).to_be_visible()
    owner.reload()
    owner.get_by_label("Code").fill("00000000")
    owner.get_by_role("button", name="Continue").click()
    expect(owner.get_by_role("alert")).to_contain_text("not right")
    owner.get_by_label("Code").fill(code)
    owner.get_by_role("button", name="Continue").click()
    expect(menu(owner)).to_be_visible()
    owner.goto("/settings/security")
    expect(owner.get_by_text("9 of 10 are left.")).to_be_visible()


@pytest.mark.own_server
def test_workspaces_are_made_and_changed_between(owner: Page) -> None:
    owner.goto("/settings/workspace")
    owner.get_by_label("Name of a new workspace").fill("Second shop")
    owner.get_by_role("button", name="Create a workspace").click()
    expect(owner.get_by_role("textbox", name="Name", exact=True)).to_have_value("Second shop")
    menu(owner).click()
    owner.get_by_role("menuitem", name="workspace", exact=True).click()
    expect(owner).to_have_url(re.compile(r"/$"))
    owner.goto("/settings/workspace")
    expect(owner.get_by_role("textbox", name="Name", exact=True)).to_have_value("workspace")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_about_people_is_accessible(
    owner: Page, browser: Browser, served: Served, scheme: str
) -> None:
    link = invite(owner, f"nia-{scheme}@example.org", role="Editor")
    colors = "dark" if scheme == "dark" else "light"
    owner.emulate_media(color_scheme=colors, reduced_motion="reduce")
    owner.goto("/settings/departments")
    owner.get_by_label("New department").fill(f"Care of {scheme}")
    owner.get_by_role("button", name="Add", exact=True).click()
    expect(owner.get_by_label(f"Name of Care of {scheme}")).to_be_visible()
    found: dict[str, list[str]] = {}
    for section in SECTIONS:
        owner.goto(f"/settings/{section}")
        owner.wait_for_load_state("networkidle")
        found[section] = violations(owner)
    owner.goto("/settings/people")
    owner.get_by_role("button", name="Invite", exact=True).click()
    expect(owner.get_by_role("dialog")).to_be_visible()
    found["invite"] = violations(owner)
    guest = other_browser(browser, served)
    guest.emulate_media(color_scheme=colors, reduced_motion="reduce")
    for path in ("/", link, "/account/password", "/account/password/some-key", "/account/email/some-key"):
        guest.goto(path)
        guest.wait_for_load_state("networkidle")
        expect(guest.get_by_role("main")).to_be_visible()
        found[path] = violations(guest)
    guest.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("section", SECTIONS)
def test_settings_fit_a_phone(owner: Page, section: str) -> None:
    owner.set_viewport_size({"width": 360, "height": 780})
    owner.goto(f"/settings/{section}")
    owner.wait_for_load_state("networkidle")
    wide = owner.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
