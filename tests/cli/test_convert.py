"""`sojourn convert`: from any notation to any, with what is lost told apart from the map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from sojourn.maps.interchange import formats
from sojourn.maps.templates import load_template
from sojourn.maps.yaml_io import from_yaml, to_yaml

GRID = "Stage,Search,Buy\nStep,Browse,Pay\nMood,curious,-2\nWeather,,rain\n"


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    file = tmp_path / "grid.csv"
    file.write_text(GRID, encoding="utf-8")
    return file


def test_a_grid_becomes_a_map(call: Call, grid: Path) -> None:
    target = grid.with_name("map.yaml")
    called = call("convert", str(grid), str(target))
    assert called.code == 0
    assert "2 stages, 2 steps, 2 lanes" in called.out
    document = from_yaml(target.read_text(encoding="utf-8"))
    assert [lane.kind for lane in document.lanes_in_order()] == ["emotion", "custom"]


def test_losses_are_told_on_standard_error(call: Call, grid: Path) -> None:
    called = call("convert", str(grid), "-", "--to", "mermaid")
    assert called.code == 0
    assert called.out.startswith("journey\n")
    assert "Writing: 1 lane dropped: “Weather”; 1 card with them." in called.err


def test_strict_writes_nothing_where_something_is_lost(call: Call, grid: Path) -> None:
    target = grid.with_name("j.mmd")
    assert call("convert", str(grid), str(target), "--strict").code == 1
    assert not target.exists()
    assert call("convert", str(grid), str(grid.with_name("map.json")), "--strict").code == 0


def test_the_report_is_there_for_programs(call: Call, grid: Path) -> None:
    called = call("--json", "convert", str(grid), str(grid.with_name("j.mmd")))
    report = json.loads(called.out)
    assert (report["from"], report["to"], report["written"]) == ("grid-csv", "mermaid", True)
    assert [lane["kind"] for lane in report["lanes"]] == ["emotion", "custom"]
    assert {loss["code"] for loss in report["lost_on_writing"]} >= {"lanes"}


@pytest.mark.parametrize("name", [one.name for one in formats() if one.writes])
def test_a_template_goes_out_and_comes_back(call: Call, tmp_path: Path, name: str) -> None:
    source, there, back = tmp_path / "map.yaml", tmp_path / "there", tmp_path / "back.yaml"
    source.write_text(to_yaml(load_template("saas-trial")), encoding="utf-8")
    assert call("convert", str(source), str(there), "--to", name).code == 0
    assert call("convert", str(there), str(back), "--from", name).code == 0
    first, last = (from_yaml(file.read_text(encoding="utf-8")) for file in (source, back))
    assert [step.title for step in last.steps_in_order()] == [step.title for step in first.steps_in_order()]


def test_the_notations_are_listed(call: Call) -> None:
    called = call("convert", "--list")
    assert all(one.name in called.out for one in formats())
    assert [one["name"] for one in json.loads(call("--json", "convert", "--list").out)] == [
        one.name for one in formats()
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("convert",), "Give the file to read"),
        (("convert", "nothing.csv", "map.yaml"), "There is no file"),
        (("convert", "{grid}", "map.nonsense"), "names no notation"),
        (("convert", "{grid}", "map.html"), "only read"),
        (("convert", "{grid}", "map.yaml", "--from", "meramid"), "Did you mean 'mermaid'?"),
        (("convert", "{grid}", "map.yaml", "--from", "grid-xlsx"), "no Excel workbook"),
    ],
)
def test_faults_are_told_in_one_message(
    call: Call, grid: Path, arguments: tuple[str, ...], words: str
) -> None:
    called = call(*(one.replace("{grid}", str(grid)) for one in arguments))
    assert called.code == 2
    assert words in called.err
