"""A big map: thousands of cells pasted at once, undone at once, kept; and cards dragged between them."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.e2e.serving import Served

pytestmark = pytest.mark.e2e
STEPS = 60
LANES = 40
# A big paste on a busy machine.
PATIENCE = 60_000
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def key(index: int) -> str:
    """The order keys of so many things, one after the other."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return f"b{digits[index // len(digits)]}{digits[index % len(digits)]}"


def add(table: str, **record: object) -> dict[str, Any]:
    return {"do": "add", "table": table, "record": record}


def post(served: Served, path: str, body: object) -> Any:
    headers = {"Content-Type": "application/json", "X-CSRFToken": "", "Origin": served.url}
    request = urllib.request.Request(f"{served.url}{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


@pytest.fixture
def map_id(served: Served) -> str:
    made = str(post(served, "/api/maps", {"title": "A long way"})["id"])
    operations = [add("stages", id="stg_0", order="a0", title="All")]
    operations += [
        add("steps", id=f"stp_{step}", stage="stg_0", order=key(step), title=f"Step {step + 1}")
        for step in range(STEPS)
    ]
    operations += [
        add("lanes", id=f"lan_{lane}", order=key(lane), kind="actions", title=f"Lane {lane + 1}")
        for lane in range(LANES)
    ]
    batch = {"id": "op_fill", "do": "batch", "operations": operations, "label": "fill"}
    assert not post(served, f"/api/maps/{made}/operations", {"operations": [batch]})["refused"]
    return made


def stored(served: Served, page: Page, map_id: str) -> Any:
    """The map as the server has it, once everything is saved."""
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=PATIENCE)
    with urllib.request.urlopen(f"{served.url}/api/maps/{map_id}", timeout=30) as answer:
        return json.load(answer)


def cell(page: Page, lane: int, step: int) -> Locator:
    return page.locator(f"[data-target='cell:lan_{lane}/stp_{step}']")


def card(page: Page, lane: int, step: int) -> Locator:
    return cell(page, lane, step).locator("[data-target^='card:']")


def test_thousands_of_cells_are_pasted_and_undone_as_one_and_stand_after_a_reload(
    page: Page, served: Served, map_id: str
) -> None:
    rows = ["\t".join(f"{lane}-{step}" for step in range(STEPS)) for lane in range(LANES)]
    page.goto(f"/maps/{map_id}")
    cell(page, 0, 0).click()
    before = stored(served, page, map_id)["seq"]
    page.evaluate(PASTE, "\n".join(rows))
    cards = page.locator("[data-target^='card:']")
    expect(cards).to_have_count(STEPS * LANES, timeout=PATIENCE)
    whole = stored(served, page, map_id)
    assert whole["seq"] == before + 1
    assert len(whole["document"]["cards"]) == STEPS * LANES

    page.keyboard.press("Control+z")
    expect(cards).to_have_count(0, timeout=PATIENCE)
    assert stored(served, page, map_id)["document"]["cards"] == {}
    page.keyboard.press("Control+Shift+z")
    expect(cards).to_have_count(STEPS * LANES, timeout=PATIENCE)
    assert len(stored(served, page, map_id)["document"]["cards"]) == STEPS * LANES

    page.reload()
    expect(cards).to_have_count(STEPS * LANES, timeout=PATIENCE)
    for lane, step in ((0, 0), (LANES - 1, 0), (0, STEPS - 1), (LANES - 1, STEPS - 1)):
        expect(card(page, lane, step)).to_have_text(f"{lane}-{step}")


def test_a_card_is_dragged_to_another_cell_and_stays_there(page: Page, served: Served, map_id: str) -> None:
    records = [
        add("cards", id="crd_one", lane="lan_1", step="stp_0", order="a0", text="Asks"),
        add("cards", id="crd_two", lane="lan_1", step="stp_0", order="a1", text="Waits"),
    ]
    batch = {"id": "op_cards", "do": "batch", "operations": records, "label": "cards"}
    assert not post(served, f"/api/maps/{map_id}/operations", {"operations": [batch]})["refused"]
    page.goto(f"/maps/{map_id}")
    one = page.locator("[data-target='card:crd_one']")
    one.drag_to(cell(page, 2, 1))
    expect(card(page, 2, 1)).to_have_text("Asks")
    moved = stored(served, page, map_id)["document"]["cards"]["crd_one"]
    assert (moved["lane"], moved["step"]) == ("lan_2", "stp_1")
    # The card can be dragged again, also beside another one; nothing is left of the marks.
    one.drag_to(page.locator("[data-target='card:crd_two']"), target_position={"x": 20, "y": 2})
    expect(card(page, 1, 0)).to_have_text(["Asks", "Waits"])
    expect(page.locator("[data-drop]")).to_have_count(0)
    lane = page.locator("[data-target='lane:lan_3']")
    lane.drag_to(page.locator("[data-target='lane:lan_0']"), target_position={"x": 20, "y": 4})
    expect(page.get_by_role("rowheader").first).to_contain_text("Lane 4")


def test_no_caret_is_left_on_the_poster(page: Page, map_id: str) -> None:
    page.goto(f"/maps/{map_id}")
    cell(page, 0, 0).click()
    page.keyboard.type("Writes")
    page.keyboard.press("Enter")
    expect(cell(page, 1, 0)).to_be_focused()
    assert page.evaluate("getSelection().rangeCount") == 0
