"""Each rule finds what its cases say and nothing else, and templates are clean."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from sojourn.core.errors import UsageError
from sojourn.maps.document import MapDocument
from sojourn.maps.fresh_ids import with_fresh_ids
from sojourn.maps.lint import Finding, all_rules, check, fixed, report, rules_for
from sojourn.maps.operations import apply
from sojourn.maps.templates import load_template, templates
from sojourn.maps.yaml_io import from_yaml

FILE = Path(__file__).parent / "lint_cases" / "cases.yaml"
ALL: dict[str, list[dict[str, Any]]] = YAML(typ="rt").load(FILE.read_text(encoding="utf-8"))
CASES = [
    pytest.param(code, case, id=f"{code}: {case['name']}") for code, cases in ALL.items() for case in cases
]

WITH_SAFE_FIXES = [
    pytest.param(code, case, id=f"{code}: {case['name']}")
    for code, cases in ALL.items()
    for case in cases
    if "fixed" in case
]


def text_of(value: object) -> str:
    out = io.StringIO()
    YAML(typ="rt").dump(value, out)
    return out.getvalue()


def named(findings: Iterable[Finding], document: MapDocument) -> list[str]:
    """The titles, names or texts of the records where something was found."""
    records = [document.table(finding.table)[finding.record_id] for finding in findings]
    return [
        next(str(getattr(record, name)) for name in ("title", "name", "text") if hasattr(record, name))
        for record in records
    ]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    document = from_yaml(text_of(case["map"]))
    found = report(document, today=case.get("today"), required=case.get("required", ()))
    ours = [finding for finding in found.findings if finding.code == code]
    assert named(ours, document) == list(case["finds"])
    assert all(finding.message.endswith((".", "?")) for finding in ours)


@pytest.mark.parametrize(
    ("code", "case"),
    [
        pytest.param(code, case, id=f"{code}: {case['name']}")
        for code, cases in ALL.items()
        for case in cases
        if "fixed" in case
    ],
)
def test_safe_fixes_leave_what_a_person_must_decide(code: str, case: dict[str, Any]) -> None:
    document, made = fixed(from_yaml(text_of(case["map"])), rules=rules_for(select=[code]))
    left = report(document, rules=rules_for(select=[code])).findings
    assert named(left, document) == list(case["fixed"])
    assert made == len(case["finds"]) - len(case["fixed"])


@pytest.mark.parametrize(("code", "case"), CASES)
def test_every_fix_takes_its_finding_away_and_can_be_undone(code: str, case: dict[str, Any]) -> None:
    document = from_yaml(text_of(case["map"]))
    today, rules = case.get("today"), rules_for(select=[code])
    before = report(document, today=today, rules=rules).findings
    for finding in before:
        for fix in finding.fixes:
            applied = apply(document, fix.operation)
            after = report(applied.document, today=today, rules=rules).findings
            assert len(after) < len(before)
            assert apply(applied.document, applied.inverse).document == document


def test_what_is_allowed_moves_aside_with_its_reason() -> None:
    document = from_yaml(
        "map: {title: M, allowed: [{code: SJ102, record: stp_one, reason: Not staffed yet}]}\n"
        "stages: [{title: A, steps: [{id: stp_one, title: One}, {id: stp_two, title: Two}]}]"
    )
    found = report(document, rules=rules_for(select=["SJ102", "unused-allowance"]))
    assert [finding.record_id for finding in found.findings] == ["stp_two"]
    assert [(finding.record_id, finding.reason) for finding in found.allowed] == [
        ("stp_one", "Not staffed yet")
    ]


def test_a_copy_allows_the_same_under_its_new_ids() -> None:
    document = from_yaml(
        "map: {title: M, allowed: [{code: SJ102, record: stp_one, reason: Not staffed yet}]}\n"
        "stages: [{title: A, steps: [{id: stp_one, title: One}]}]"
    )
    assert report(with_fresh_ids(document), rules=rules_for(select=["SJ100", "SJ102"])).findings == ()


def test_rules_are_chosen_by_code_or_name() -> None:
    assert [rule.code for rule in rules_for(select=["SJ104", "persona-missing"], ignore=["SJ106"])] == [
        "SJ104"
    ]
    with pytest.raises(UsageError, match="Did you mean 'no-emotion'"):
        rules_for(ignore=["no-emotio"])


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


BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
PLANTED = re.compile(r"^# - (SJ\d{3}) at (.+?): .+$", re.MULTILINE)
WITHOUT_WORDS = "a card without words"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_maps_are_told_their_planted_mistakes_and_no_other(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = from_yaml(text)
    findings = check(document, today=date(2026, 4, 1))
    names = [name.strip() or WITHOUT_WORDS for name in named(findings, document)]
    found = sorted((finding.code, name) for finding, name in zip(findings, names, strict=True))
    planted = sorted((code, name) for code, name in PLANTED.findall(text))
    assert [code for code, _ in found] == [code for code, _ in planted]
    assert all(name.startswith(start) for (_, name), (_, start) in zip(found, planted, strict=True)), found


def test_there_are_ten_bad_maps() -> None:
    assert len(BAD) == 10
