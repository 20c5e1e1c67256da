"""Two people edit one map in two browsers, through everything that can go wrong on the way.

After each, both browsers and the server show the same map, also after a reload, and whatever was
said to be saved is there.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.e2e.people import PASSWORD, company
from tests.e2e.serving import Served, serving
from tests.e2e.wires import Wire

pytestmark = pytest.mark.e2e

MAPS = 8
CARDS_OF_PAGE = """() => Object.fromEntries(
  [...document.querySelectorAll("[role='grid'] [data-target^='card:']")].map((card) => {
    const copy = card.cloneNode(true);
    for (const mark of copy.querySelectorAll("[data-presence], button")) mark.remove();
    return [card.dataset.target.slice(5), copy.textContent.trim()];
  }),
)"""


@dataclass
class Round:
    """One map in two browsers, each with a wire of its own to the same server."""

    served: Served
    map_id: str
    olive: Page
    ella: Page
    wire: Wire
    """Ella's."""

    @property
    def both(self) -> tuple[Page, Page]:
        return self.olive, self.ella

    def document(self) -> Any:
        answer = self.olive.request.get(f"{self.served.url}/api/maps/{self.map_id}")
        assert answer.ok, answer.text()
        return answer.json()["document"]

    def cards(self) -> list[str]:
        """Ids of cards with plain text, in the order of the map."""
        document = self.document()
        lanes = {lane["id"] for lane in document["lanes"].values() if lane["kind"] == "actions"}
        steps = {step["id"]: (step["stage"], step["order"]) for step in document["steps"].values()}
        order = {stage["id"]: stage["order"] for stage in document["stages"].values()}
        found = [card for card in document["cards"].values() if card["lane"] in lanes]
        found.sort(key=lambda card: (order[steps[card["step"]][0]], steps[card["step"]][1], card["order"]))
        return [card["id"] for card in found]

    def text(self, card: str) -> str:
        return str(self.document()["cards"][card]["text"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the workspace is."""
    return tmp_path_factory.mktemp("together")


@pytest.fixture(scope="module")
def map_ids(folder: Path) -> list[str]:
    """A map for each test, in a workspace of two people."""
    titles = [f"Buying, round {number}" for number in range(MAPS)]
    return company(folder / "workspace", {"Olive Owner": "owner", "Ella Ford": "editor"}, titles=titles)


@pytest.fixture(scope="module")
def served(folder: Path, map_ids: list[str]) -> Iterator[Served]:
    """A server for several people: reached by its own address, so that everyone signs in."""
    assert map_ids
    with serving(folder, accounts=True) as server:
        yield server


@pytest.fixture(scope="module")
def wire(served: Served) -> Iterator[Wire]:
    with Wire(served.port) as wire:
        yield wire


@pytest.fixture(scope="module")
def signed_in(
    browser: Browser, served: Served, wire: Wire
) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """Olive's browser and Ella's, who comes by the wire."""
    contexts = [
        browser.new_context(base_url=url, viewport={"width": 1440, "height": 900})
        for url in (served.url, wire.url)
    ]
    for context, who in zip(contexts, ("olive", "ella"), strict=True):
        page = context.new_page()
        page.goto("/")
        page.get_by_label("E-mail").fill(f"{who}@example.org")
        page.get_by_role("textbox", name="Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
        page.close()
    yield contexts[0], contexts[1]
    for context in contexts:
        context.close()


@pytest.fixture
def opened(
    served: Served, wire: Wire, map_ids: list[str], signed_in: tuple[BrowserContext, BrowserContext]
) -> Iterator[Round]:
    wire.mend()
    thrown: list[str] = []
    olive, ella = (context.new_page() for context in signed_in)
    for page in (olive, ella):
        page.on("pageerror", lambda error: thrown.append(str(error)))
    round_ = Round(served, map_ids.pop(), olive, ella, wire)
    for page in round_.both:
        page.goto(f"/maps/{round_.map_id}")
    for page in round_.both:
        expect(page.get_by_role("grid")).to_be_visible()
        expect(page.get_by_role("button", name="is here too")).to_be_visible()
    yield round_
    for page in round_.both:
        page.close()
    assert thrown == []


def card_on(page: Page, card: str) -> Locator:
    return page.locator(f"[role='grid'] [data-target='card:{card}']")


def write(page: Page, card: str, text: str, *, at: str = "End") -> None:
    """Write at the beginning (`Home`) or the end of a card, and leave the field open."""
    card_on(page, card).dblclick()
    field = card_on(page, card).get_by_role("textbox")
    expect(field).to_be_focused()
    page.keyboard.press(f"Control+{at}")
    page.keyboard.type(text)


def finish(page: Page) -> None:
    page.keyboard.press("Enter")


def saved(page: Page) -> None:
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def is_so(what: Callable[[], object], wanted: object, page: Page) -> None:
    """Wait until something is as wanted."""
    for _ in range(300):
        if what() == wanted:
            return
        page.wait_for_timeout(50)
    assert what() == wanted


def all_equal(round_: Round) -> dict[str, Any]:
    """Both browsers and the server show the same cards, now and after a reload."""
    for reloaded in (False, True):
        for page in round_.both:
            if reloaded:
                page.reload()
                expect(page.get_by_role("grid")).to_be_visible()
            saved(page)
        is_so(lambda: round_.ella.evaluate(CARDS_OF_PAGE), round_.olive.evaluate(CARDS_OF_PAGE), round_.ella)
    document = round_.document()
    shown = round_.olive.evaluate(CARDS_OF_PAGE)
    assert shown.keys() == document["cards"].keys()
    for card in round_.cards():
        assert document["cards"][card]["text"] in shown[card]
    return dict(document["cards"])


def test_both_see_each_others_edits_names_and_places(opened: Round) -> None:
    olive, ella = opened.both
    first, second = opened.cards()[:2]
    expect(olive.get_by_role("button", name="Ella Ford is here too")).to_be_visible()
    expect(ella.get_by_role("button", name="Olive Owner is here too")).to_be_visible()
    card_on(olive, first).click()
    expect(card_on(ella, first).locator("[data-presence]")).to_have_text("Olive Owner")
    write(olive, first, " and is glad")
    expect(card_on(ella, first)).to_contain_text("and is glad")
    expect(card_on(ella, first).locator("[data-presence]")).to_have_text("Olive Owner …")
    finish(olive)
    write(ella, second, "Soon: ", at="Home")
    finish(ella)
    expect(card_on(olive, second)).to_contain_text("Soon: ")
    all_equal(opened)
    ella.close()
    expect(olive.get_by_role("button", name="is here too")).to_have_count(0)
    expect(olive.locator("[data-presence]")).to_have_count(0)


def test_two_write_in_one_card_at_once_and_both_texts_stay(opened: Round) -> None:
    olive, ella = opened.both
    card = opened.cards()[0]
    before = opened.text(card)
    write(olive, card, "Often: ", at="Home")
    write(ella, card, " and then waits")
    olive.keyboard.type("gladly, ")
    ella.keyboard.type(" a week")
    both = f"Often: gladly, {before} and then waits a week"
    for page in opened.both:
        field = card_on(page, card).get_by_role("textbox")
        expect(field).to_have_value(both)
    for page in opened.both:
        finish(page)
    assert all_equal(opened)[card]["text"] == both


def test_a_killed_server_loses_nothing_that_was_saved_or_written(opened: Round) -> None:
    olive, ella = opened.both
    first, second, third = opened.cards()[:3]
    write(olive, first, " (saved before)")
    finish(olive)
    saved(olive)
    opened.served.end(signal.SIGKILL)
    write(olive, second, " (written by Olive meanwhile)")
    finish(olive)
    write(ella, third, " (written by Ella meanwhile)")
    finish(ella)
    write(ella, second, "Hm: ", at="Home")
    finish(ella)
    for page in opened.both:
        expect(page.get_by_text(re.compile("Offline · . change"))).to_be_visible()
    opened.served.start()
    cards = all_equal(opened)
    assert cards[first]["text"].endswith("(saved before)")
    assert cards[second]["text"].startswith("Hm: ")
    assert cards[second]["text"].endswith("(written by Olive meanwhile)")
    assert cards[third]["text"].endswith("(written by Ella meanwhile)")


def test_a_cut_wire_is_told_and_mended_without_loss_or_doubling(opened: Round) -> None:
    olive, ella = opened.both
    card, other = opened.cards()[:2]
    before = opened.text(card)
    opened.wire.cut()
    write(ella, card, " twice")
    finish(ella)
    write(olive, card, "Today: ", at="Home")
    finish(olive)
    write(olive, other, " at home")
    finish(olive)
    saved(olive)
    expect(ella.get_by_text("Offline · 1 change kept here")).to_be_visible()
    expect(olive.get_by_role("button", name="is here too")).to_have_count(0)
    opened.wire.mend()
    expect(card_on(olive, card)).to_contain_text("twice")
    assert all_equal(opened)[card]["text"] == f"Today: {before} twice"
    expect(olive.get_by_role("button", name="Ella Ford is here too")).to_be_visible()


def test_a_tab_that_was_closed_offline_is_saved_by_the_next_one(opened: Round) -> None:
    olive, ella = opened.both
    card = opened.cards()[0]
    before = opened.text(card)
    opened.wire.cut()
    write(ella, card, " before closing")
    finish(ella)
    expect(ella.get_by_text("Offline · 1 change kept here")).to_be_visible()
    context = ella.context
    ella.close(run_before_unload=False)
    assert opened.text(card) == before
    opened.wire.mend()
    opened.ella = context.new_page()
    opened.ella.goto(f"/maps/{opened.map_id}")
    expect(card_on(olive, card)).to_contain_text("before closing")
    assert all_equal(opened)[card]["text"] == f"{before} before closing"


def test_a_role_that_is_taken_away_in_mid_edit_keeps_the_words_and_gives_them_back(opened: Round) -> None:
    olive, ella = opened.both
    card, other = opened.cards()[:2]
    before = opened.text(card)
    write(ella, other, " as saved")
    finish(ella)
    saved(ella)
    write(ella, card, " in the middle of a")
    give_role(olive, "ella", "viewer")
    expect(ella.get_by_text("You may read this map now")).to_be_visible()
    expect(ella.get_by_text("Read only", exact=True)).to_be_visible()
    expect(card_on(ella, card).get_by_role("textbox")).to_have_count(0)
    kept = ella.locator("q").filter(has_text="in the middle of a")
    in_time = "in the middle of a" in opened.text(card)
    if not in_time:
        expect(kept).to_be_visible()
        assert opened.text(card) == before
    assert opened.text(other).endswith(" as saved")
    card_on(ella, other).dblclick()
    expect(ella.get_by_role("grid").get_by_role("textbox")).to_have_count(0)
    give_role(olive, "ella", "editor")
    expect(ella.get_by_text("You may edit this map.")).to_be_visible()
    expect(card_on(olive, card)).to_contain_text("in the middle of a")
    assert all_equal(opened)[card]["text"] == f"{before} in the middle of a"


def give_role(page: Page, who: str, role: str) -> None:
    """Give somebody a role, as the owner does in the settings."""
    status = page.evaluate(
        """async ([name, role]) => {
          const members = await (await fetch("/api/members")).json();
          const member = members.find(({ email }) => email.startsWith(name));
          const token = document.cookie.split("; ").find((pair) => pair.includes("sojourn-csrf="));
          const headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": token.slice(token.indexOf("=") + 1),
          };
          const body = JSON.stringify({ role });
          return (await fetch(`/api/members/${member.user}`, { method: "PATCH", headers, body })).status;
        }""",
        [who, role],
    )
    assert status == 200
