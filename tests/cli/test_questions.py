"""Questions on the command line: the same figures as the library, in JSON and for people."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn

from .conftest import Call


def test_events_counts_names(call: Call, shop: Path) -> None:
    answer = call("events", "--workspace", shop, "--json").json
    assert {name: answer[name] for name in ("events", "customers", "event_names")} == {
        "events": 10,
        "customers": 4,
        "event_names": 3,
    }
    assert answer["first"].startswith("2026-03-01T10:00:00")
    assert answer["last"].startswith("2026-03-12T09:20:00")
    assert {name["event"]: (name["count"], name["customers"]) for name in answer["names"]} == {
        "visit": (5, 4),
        "cart": (3, 3),
        "order": (2, 2),
    }


def test_funnel_counts_customers_in_order(call: Call, shop: Path) -> None:
    answer = call("funnel", "visit", "cart", "order", "--workspace", shop, "--json").json
    assert answer["customers"] == 4
    assert [(step["event"], step["reached"], step["share"]) for step in answer["steps"]] == [
        ("visit", 4, 1.0),
        ("cart", 3, 0.75),
        ("order", 2, 0.5),
    ]
    for step in answer["steps"]:
        assert step["low"] <= step["share"] <= step["high"]


def test_within_leaves_out_who_took_longer(call: Call, shop: Path) -> None:
    answer = call("funnel", "visit", "order", "--within", "7d", "--workspace", shop, "--json").json
    assert [step["reached"] for step in answer["steps"]] == [4, 1]
    assert answer["within_seconds"] == 7 * 86_400


@pytest.mark.parametrize("within", ["soon", "0d", "7"])
def test_a_span_that_is_none_is_refused(call: Call, shop: Path, within: str) -> None:
    called = call("funnel", "visit", "order", "--within", within, "--workspace", shop)
    assert called.code == 2
    assert "span" in called.err


def test_an_unknown_event_gets_a_suggestion(call: Call, shop: Path) -> None:
    called = call("funnel", "visit", "oder", "--workspace", shop, "--json")
    assert (called.code, called.out) == (2, "")
    assert "Did you mean 'order'?" in called.err


def test_transitions_lead_from_start_to_end(call: Call, shop: Path) -> None:
    answer = call("transitions", "--workspace", shop, "--json").json
    edges = {(edge["from"], edge["to"]): edge for edge in answer["transitions"]}
    assert edges["(start)", "visit"]["count"] == 4
    assert edges["(start)", "visit"]["median_seconds"] is None
    assert {pair: edge["count"] for pair, edge in edges.items() if pair[0] == "visit"} == {
        ("visit", "cart"): 3,
        ("visit", "visit"): 1,
        ("visit", "(end)"): 1,
    }
    assert edges["visit", "cart"]["median_seconds"] == 600


def test_variants_add_up(call: Call, shop: Path) -> None:
    answer = call("variants", "--top", "1", "--workspace", shop, "--json").json
    assert (answer["customers"], answer["variants"], len(answer["top"])) == (4, 4, 1)
    assert answer["top"][0]["customers"] + answer["other"]["customers"] == 4


def test_flow_adds_up_at_every_position(call: Call, shop: Path) -> None:
    answer = call("flow", "--anchor", "cart", "--positions", "3", "--workspace", shop, "--json").json
    assert (answer["anchored"], answer["anchor"], answer["direction"]) == (3, "cart", "after")
    for position in answer["positions"]:
        assert sum(node["share"] for node in position["nodes"]) == pytest.approx(1)
    before = call("flow", "--anchor", "cart", "--direction", "before", "--workspace", shop, "--json").json
    assert before["direction"] == "before"


def test_durations_between_two_events_and_of_whole_journeys(call: Call, shop: Path) -> None:
    answer = call("durations", "--from", "cart", "--to", "order", "--workspace", shop, "--json").json
    assert (answer["started"], answer["completed"], answer["not_completed"]) == (3, 2, 1)
    assert (answer["min_seconds"], answer["max_seconds"]) == (300, 10 * 86_400)
    assert call("durations", "--workspace", shop, "--json").json["customers"] == 4


def test_durations_need_both_ends(call: Call, shop: Path) -> None:
    called = call("durations", "--from", "cart", "--workspace", shop)
    assert called.code == 2
    assert "--to" in called.err


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["events"], ["10 events of 4 customers", "visit", "100.0 %"]),
        (["funnel", "visit", "cart", "order"], ["4 customers", "75.0 %", "came no further than"]),
        (["transitions"], ["(start)", "visit", "10 min"]),
        (["transitions", "--top", "2"], ["more (--top N)"]),
        (["variants"], ["4 variants", "visit ×2 → cart → order"]),
        (["variants", "--top", "2"], ["(all 2 other variants)", "100.0 %"]),
        (["flow", "--anchor", "cart"], ["3 with cart", "adds up to 100 %"]),
        (["durations", "--from", "cart", "--to", "order"], ["2 of 3 completed", "median"]),
        (["durations"], ["first to last event"]),
    ],
)
def test_tables_for_people(call: Call, shop: Path, arguments: list[str], shown: list[str]) -> None:
    called = call(*arguments, "--workspace", shop)
    assert called.code == 0
    assert [words for words in shown if words not in called.out] == []


def test_columns_of_a_table_stand_below_each_other(call: Call, shop: Path) -> None:
    lines = call("events", "--workspace", shop).out.splitlines()
    heading = next(line for line in lines if line.startswith("Event"))
    end = heading.index("Count") + len("Count")
    for line in lines[lines.index(heading) + 1 :]:
        assert line[end - 1].isdigit()
        assert line[end : end + 2] == "  "


def test_the_command_and_the_library_give_the_same(call: Call, shop: Path) -> None:
    log = sojourn.open_log(shop)
    assert (
        call("funnel", "visit", "order", "--workspace", shop, "--json").json
        == log.funnel(("visit", "order")).to_json()
    )
    assert call("variants", "--workspace", shop, "--json").json == sojourn.variants(log).to_json()
    assert call("transitions", "--workspace", shop, "--json").json == sojourn.transitions(log).to_json()


def test_a_question_is_asked_of_a_period(call: Call, shop: Path) -> None:
    whole = call("events", "--workspace", shop, "--json").json
    first = whole["first"][:10]
    part = call("events", "--until", first, "--workspace", shop)
    assert part.code == 2
    assert f"No customer is left before {first} 00:00" in part.err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json"])
def test_numbers_are_written_into_a_file(call: Call, shop: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"numbers.{ending}"
    called = call("funnel", "visit", "order", "--workspace", shop, "-o", file)
    assert called.code == 0
    assert called.out == ""
    assert file.stat().st_size > 0


def test_a_file_of_an_unknown_kind_is_refused(call: Call, shop: Path, tmp_path: Path) -> None:
    called = call("events", "--workspace", shop, "-o", tmp_path / "numbers.docx")
    assert called.code == 2
    assert "ends in none of .csv, .xlsx, .parquet, .json" in called.err
