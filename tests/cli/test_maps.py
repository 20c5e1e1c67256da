"""Maps on the command line: begin, draft, measure, check, export."""

from __future__ import annotations

from pathlib import Path

import pytest

import sojourn

from .conftest import Call

SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG", "svg": b"<", "html": b"<!"}


def test_templates_are_listed(call: Call) -> None:
    found = call("templates", "--json").json["templates"]
    assert "online-store" in {template["id"] for template in found}
    assert all(template["title"] and template["description"] for template in found)
    assert "online-store" in call("templates").out


def test_a_map_begins_with_a_template(call: Call, tmp_path: Path) -> None:
    called = call("new", "online-store", "-o", "map.yaml")
    assert called.code == 0
    document = sojourn.load_map(tmp_path / "map.yaml")
    assert document.steps
    assert document.map.title in called.out
    (tmp_path / "printed.yaml").write_text(call("new", "online-store").out)
    assert len(sojourn.load_map(tmp_path / "printed.yaml").steps) == len(document.steps)


def test_an_unknown_template_gets_a_suggestion(call: Call) -> None:
    called = call("new", "online-stor", "-o", "map.yaml")
    assert called.code == 2
    assert "Did you mean 'online-store'?" in called.err


def test_a_draft_is_a_map_of_the_log(call: Call, shop: Path, tmp_path: Path) -> None:
    answer = call("draft", "-o", "map.yaml", "--title", "Our shop", "--workspace", shop, "--json").json
    document = sojourn.load_map(tmp_path / "map.yaml")
    assert answer == {
        "file": "map.yaml",
        "title": "Our shop",
        "stages": len(document.stages),
        "steps": len(document.steps),
    }
    assert document.map.title == "Our shop"
    bound = {event for step in document.steps.values() for event in step.events}
    assert bound == {"visit", "cart", "order"}
    reached = {step.events: step.numbers.reached for step in document.steps.values() if step.numbers}
    assert reached[("cart",)] == 3


def test_measure_puts_the_numbers_on_the_steps(call: Call, shop: Path, tmp_path: Path) -> None:
    call("draft", "-o", "map.yaml", "--workspace", shop)
    answer = call("measure", "map.yaml", "-o", "measured.yaml", "--workspace", shop, "--json").json
    assert answer["measured"]["customers"] == 4
    assert {tuple(step["events"]): step["numbers"]["reached"] for step in answer["steps"]}[("order",)] == 2
    assert sojourn.load_map(tmp_path / "measured.yaml").map.measured is not None
    shown = call("measure", "map.yaml", "--workspace", shop)
    assert "75.0 %" in shown.out


def test_check_ends_with_1_where_it_finds_something(call: Call, shop: Path) -> None:
    call("draft", "-o", "map.yaml", "--workspace", shop)
    called = call("check", "map.yaml", "--json")
    assert called.code == 1
    assert called.json["findings"]
    assert set(called.json["findings"][0]) >= {"code", "name", "message", "severity"}
    assert called.json["findings"][0]["code"] in call("check", "map.yaml").out


def test_check_ends_with_0_on_the_template(call: Call) -> None:
    call("new", "online-store", "-o", "map.yaml")
    called = call("check", "map.yaml", "--json")
    assert (called.code, called.json["findings"]) == (0, [])


@pytest.mark.parametrize("format", SIGNATURES)
def test_render_writes_the_format_of_the_suffix(call: Call, tmp_path: Path, format: str) -> None:
    call("new", "online-store", "-o", "map.yaml")
    called = call("render", "map.yaml", "-o", f"map.{format}")
    assert called.code == 0
    assert (tmp_path / f"map.{format}").read_bytes().startswith(SIGNATURES[format])


def test_render_to_yaml_loses_nothing(call: Call, tmp_path: Path) -> None:
    call("new", "online-store", "-o", "map.yaml")
    call("render", "map.yaml", "-o", "again.yaml")
    assert sojourn.load_map(tmp_path / "again.yaml") == sojourn.load_map(tmp_path / "map.yaml")


def test_render_to_standard_output_needs_the_format(call: Call) -> None:
    call("new", "online-store", "-o", "map.yaml")
    called = call("render", "map.yaml", "-o", "-")
    assert called.code == 2
    assert "--format" in called.err
    assert (
        call("render", "map.yaml", "-o", "-", "--format", "svg", "--theme", "dark")
        .out.lstrip()
        .startswith("<")
    )


def test_a_broken_map_is_named_with_its_line(call: Call, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("map:\n  title: [unclosed\n")
    called = call("check", "map.yaml")
    assert called.code == 2
    assert "map.yaml" in called.err
    assert "Line 3" in called.err


def test_a_missing_map_says_how_to_make_one(call: Call) -> None:
    called = call("render", "map.yaml", "-o", "map.pdf")
    assert called.code == 2
    assert "sojourn draft -o map.yaml" in called.err


def test_opportunities_are_listed(call: Call) -> None:
    call("new", "online-store", "-o", "map.yaml")
    found = call("opportunities", "map.yaml", "--json").json["opportunities"]
    assert [one["priority"] for one in found] == sorted((one["priority"] for one in found), reverse=True)
    shown = call("opportunities", "map.yaml").out
    assert [one["barrier"] for one in found if one["barrier"] not in shown] == []
    assert found[0]["recommendation"] in shown
