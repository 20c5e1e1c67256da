"""Coming back and taking time, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Call

MAP = """\
map: {title: Shop}
stages:
  - title: Look
    steps:
      - {title: Visit, events: [visit]}
      - {title: Cart, events: [cart, basket]}
  - title: Order
    steps:
      - {title: Order, events: [order, cart]}
  - title: Later
    steps:
      - {title: Thank}
"""


def test_retention_by_local_days(call: Call, shop: Path) -> None:
    asked = ("retention", "--period", "day", "--periods", "2", "--workspace", shop)
    answer = call(*asked, "--json").json
    assert [(one["start"], one["customers"]) for one in answer["cohorts"]] == [
        ("2026-03-01", 2),
        ("2026-03-02", 1),
        ("2026-03-03", 1),
    ]
    assert answer["overall"][1]["active"] == 0
    shown = call(*asked, "--start", "visit", "--event", "order", "--unbounded")
    assert "active by order in each day or later after that, UTC" in shown.out
    assert "2026-03-02" in shown.out
    later = call(*asked, "--json", "--observed-until", "2026-03-20").json
    assert later["observed_until"] == "2026-03-20T00:00:00Z"


def test_repeats_and_recency(call: Call, shop: Path) -> None:
    answer = call("repeats", "--event", "visit", "--within", "1d", "--workspace", shop, "--json").json
    assert [(one["customers"], one["again"], one["within_again"]) for one in answer["repeats"]] == [
        *((4, 1, 1), (1, 0, 0)),
    ]
    shown = call("repeats", "--event", "visit", "--within", "1d", "--workspace", shop).out
    assert "4 of 4 customers have visit" in shown
    assert "Within 1 d" in shown
    answer = call("recency", "--at", "2026-03-05", "--workspace", shop, "--json").json
    assert (answer["counted"], answer["at"]) == (4, "2026-03-05T00:00:00Z")
    shown = call("recency", "--at", "2026-03-05", "--workspace", shop).out
    assert "no rhythm" in shown
    assert "Customers by fifth" in shown
    assert call("recency", "--at", "2020-01-01", "--workspace", shop).out.startswith("0 of 4 customers")


def test_durations_tell_of_open_journeys_hours_and_periods(call: Call, shop: Path) -> None:
    asked = ("durations", "--from", "visit", "--to", "order", "--workspace", shop)
    answer = call(*asked, "--json").json
    assert (answer["completed"], answer["not_completed"], answer["arrival"]["still_open"]) == (2, 2, 2)
    shown = call(*asked, "--by", "hour", "--zone", "Europe/Berlin").out
    assert "With the 2 of 4 who had not arrived" in shown
    assert "Median by weekday and hour of the start (Europe/Berlin)" in shown
    assert "2026-03-02" in call(*asked, "--by", "day").out
    either = call("durations", "--from", "visit", "--to", "order", "--to", "cart", "-w", shop, "--json").json
    assert (either["to"], either["completed"]) == ("order or cart", 3)


def test_durations_of_the_stages_of_a_map(call: Call, shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(MAP, encoding="utf-8")
    called = call("durations", "--stages", file, "--workspace", shop, "--json")
    assert [(one["title"], one["customers"], one["went_on"]) for one in called.json["stages"]] == [
        *(("Look", 4, 2), ("Order", 2, 0)),
    ]
    assert "the log has no event 'basket'" in called.err
    assert "The event 'cart' counts for the stage 'Look', not for 'Order' too." in called.err
    assert "The stage 'Later' has no event of the log" in called.err
    assert "Look" in call("durations", "--stages", file, "--workspace", shop).out
    file.write_text(
        "map: {title: Shop}\nstages:\n  - title: One\n    steps: [{title: Thank}]\n", encoding="utf-8"
    )
    refused = call("durations", "--stages", file, "--workspace", shop)
    assert refused.code == 2
    assert "No step of the map is bound to an event of this log" in refused.err


@pytest.mark.parametrize("command", ["retention", "durations"])
def test_an_unknown_zone_gets_a_suggestion(call: Call, shop: Path, command: str) -> None:
    more = ("--by", "hour") if command == "durations" else ()
    called = call(command, *more, "--zone", "Europe/Berln", "--workspace", shop)
    assert called.code == 2
    assert "Did you mean 'Europe/Berlin'?" in called.err
