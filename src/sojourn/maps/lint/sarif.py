"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from sojourn.maps.lint.engine import Report, all_rules
from sojourn.maps.lint.finding import Finding, Rule

VERSION: Final = "2.1.0"
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""Where the format is defined; named in each file, never fetched."""
LEVELS: Final = {"error": "error", "warning": "warning", "hint": "note"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: what was found in it, and the line where each record begins."""

    file: str
    report: Report
    lines: Mapping[str, int]


def sarif(checked: Sequence[Checked], *, version: str) -> dict[str, Any]:
    """The findings of several files as one SARIF log with one run.

    What the team lets stand is there too, as suppressed, with its reason.
    """
    driver = {"name": "sojourn check", "version": version, "rules": [_rule(rule) for rule in all_rules()]}
    results = [
        _result(one, finding) for one in checked for finding in (*one.report.findings, *one.report.allowed)
    ]
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.title}."},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(checked: Checked, finding: Finding) -> dict[str, Any]:
    codes = [rule.code for rule in all_rules()]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _address(checked.file)},
                    "region": {"startLine": checked.lines.get(finding.record_id, 1)},
                },
                "logicalLocations": [{"name": finding.record_id, "fullyQualifiedName": _full_name(finding)}],
            }
        ],
        "partialFingerprints": {"record/v1": f"{finding.code}:{finding.record_id}"},
    }
    if finding.reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.reason or "No reason given"}]
    return result


def _full_name(finding: Finding) -> str:
    return f"{finding.table}/{finding.record_id}"


def _address(file: str) -> str:
    """A path as a URI: relative ones stay relative to where the check ran."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote("stdin" if file == "-" else path.as_posix())
