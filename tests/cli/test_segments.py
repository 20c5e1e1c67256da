"""Segments on the command line: tried out, saved, said by name, removed."""

from __future__ import annotations

from pathlib import Path

from .conftest import Call


def test_members_are_counted(call: Call, shop: Path) -> None:
    told = call("segments", "count", "did cart within 1h after visit", "-w", shop, "--json").json
    assert told == {
        "text": "did cart within 1h after visit",
        "customers": 3,
        "all_customers": 4,
        "share": 0.75,
    }
    assert "3 of 4 customers, 75.0 %" in call("segments", "count", "did cart", "-w", shop).out


def test_a_question_is_asked_of_a_saved_segment(call: Call, shop: Path) -> None:
    saved = call("segments", "save", "buyers", "did  order ONCE", "-w", shop)
    assert "Saved 'buyers': did order exactly once" in saved.out
    assert call("events", "--where", 'segment "buyers"', "-w", shop, "--json").json["customers"] == 2
    (listed,) = call("segments", "-w", shop, "--json").json["segments"]
    assert (listed["name"], listed["text"]) == ("buyers", "did order exactly once")
    assert "did order exactly once" in call("segments", "-w", shop).out


def test_a_name_is_replaced_only_when_asked(call: Call, shop: Path) -> None:
    call("segments", "save", "buyers", "did order", "-w", shop)
    refused = call("segments", "save", "buyers", "did cart", "-w", shop)
    assert (refused.code, "already" in refused.err) == (2, True)
    assert call("segments", "save", "buyers", "did cart", "--replace", "-w", shop).code == 0
    assert call("segments", "remove", "buyers", "-w", shop, "--json").json["text"] == "did cart"
    assert "No segment was saved yet" in call("segments", "-w", shop).out


def test_a_wrong_segment_is_pointed_at(call: Call, shop: Path) -> None:
    refused = call("funnel", "visit", "cart", "--where", "channel = wep or did ordr", "-w", shop)
    assert refused.code == 2
    lines = refused.err.splitlines()
    assert lines[-3].startswith("Error: No event has the value 'wep' in 'channel'. Did you mean 'web'?")
    assert lines[-2:] == ["  channel = wep or did ordr", "            ^^^"]
