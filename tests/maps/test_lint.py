"""Each rule finds what its cases say and nothing else, and templates are clean."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from sojourn.maps.lint import all_rules, check
from sojourn.maps.templates import load_template, templates
from sojourn.maps.yaml_io import from_yaml

FILE = Path(__file__).parent / "lint_cases" / "cases.yaml"
ALL: dict[str, list[dict[str, Any]]] = YAML(typ="rt").load(FILE.read_text(encoding="utf-8"))
CASES = [
    pytest.param(code, case, id=f"{code}: {case['name']}") for code, cases in ALL.items() for case in cases
]


def text_of(value: object) -> str:
    out = io.StringIO()
    YAML(typ="rt").dump(value, out)
    return out.getvalue()


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    document = from_yaml(text_of(case["map"]))
    found = [finding for finding in check(document, today=case.get("today")) if finding.code == code]
    named = []
    for finding in found:
        record = document.table(finding.table)[finding.record_id]
        named.append(getattr(record, "title", None) or record.text)
        assert finding.message.endswith((".", "?"))
    assert named == list(case["finds"])


def test_every_rule_has_cases_that_pass_and_cases_that_fail() -> None:
    assert set(ALL) == {rule.code for rule in all_rules()}
    failing = {code for code, cases in ALL.items() if any(case["finds"] for case in cases)}
    assert failing == set(ALL)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_has_its_page(rule: Any) -> None:
    for part in (
        "**What it does.**",
        "**Why it matters.**",
        "**Example.**",
        "**Use instead.**",
        "**When to allow it.**",
    ):
        assert part in rule.page


def test_codes_and_names_are_unique() -> None:
    assert (
        len({rule.code for rule in all_rules()})
        == len({rule.name for rule in all_rules()})
        == len(all_rules())
    )


@pytest.mark.parametrize("template", [info.id for info in templates()])
def test_templates_are_clean(template: str) -> None:
    assert check(load_template(template), today=date(2025, 1, 1)) == []
