"""`sojourn funnel`: steps of several events, orders, exclusions and segments from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sojourn.cli.funnel import _step

from .conftest import Call


@pytest.mark.parametrize(
    ("text", "step"),
    [("buy", "buy"), ("buy|pay", ("buy", "pay")), ("a\\|b", "a|b"), ("a\\|b|c", ("a|b", "c"))],
)
def test_a_step_may_be_several_events(text: str, step: str | tuple[str, ...]) -> None:
    assert _step(text) == step


def test_options_travel_into_the_question(call: Call, shop: Path) -> None:
    plain = call("funnel", "visit", "cart|order", "--workspace", shop, "--json").json
    assert plain["steps"][1]["event"] == "cart or order"
    assert plain["order"] == "any-between"
    strict = call("funnel", "visit", "order", "--strict", "--workspace", shop, "--json").json
    assert strict["order"] == "strict"
    several = call("funnel", "order", "visit", "--any-order", "--workspace", shop, "--json").json
    assert [step["event"] for step in several["steps"]] == ["1 of 2", "2 of 2"]
    without = call("funnel", "visit", "order", "--without", "cart", "--workspace", shop, "--json").json
    assert without["steps"][1]["reached"] < several["steps"][1]["reached"]


def test_segments_stand_below_each_other(call: Call, shop: Path) -> None:
    said = call("funnel", "visit", "order", "--by", "did cart", "--by", "not did cart", "--workspace", shop)
    assert said.code == 0
    assert "Of all in the segment" in said.out
    assert "not did cart" in said.out


def test_two_orders_at_once_are_refused(call: Call, shop: Path) -> None:
    said = call("funnel", "visit", "order", "--strict", "--any-order", "--workspace", shop)
    assert said.code == 2
    assert "contradict each other" in said.err
