"""Runs the rules over a map and gathers what they find, in the order of the map."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module

from sojourn.core.errors import UsageError, suggestion
from sojourn.maps.document import Allowed, MapDocument
from sojourn.maps.lint.finding import Fault, Finding, Question, Rule
from sojourn.maps.operations import apply


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: what wants a look, and what the team lets stand."""

    findings: tuple[Finding, ...]
    allowed: tuple[Finding, ...]


@cache
def all_rules() -> tuple[Rule, ...]:
    """All rules, by code. Each module of ``rules/`` has one, called ``RULE``."""
    package = import_module("sojourn.maps.lint.rules")
    modules = [
        import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]
    return tuple(sorted((module.RULE for module in modules), key=lambda rule: rule.code))


def rules_for(*, select: Collection[str] = (), ignore: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules with these codes or names; without ``select`` all of them, never those of ``ignore``.

    Raises:
        UsageError: There is no such rule.
    """
    known = {word: rule for rule in all_rules() for word in (rule.code, rule.name)}
    for word in (*select, *ignore):
        if word not in known:
            raise UsageError(f"There is no rule {word!r}. {suggestion(word, known)}")
    chosen = {known[word].code for word in select} or {rule.code for rule in all_rules()}
    left_out = {known[word].code for word in ignore}
    return tuple(rule for rule in all_rules() if rule.code in chosen - left_out)


def report(
    document: MapDocument,
    *,
    today: date | None = None,
    required: Collection[str] = (),
    rules: Iterable[Rule] | None = None,
) -> Report:
    """Look for what a map lacks.

    Args:
        document: The map.
        today: The day of looking, for the rules that ask whether something is overdue; they rest without it.
        required: Kinds of lanes that every step must fill.
        rules: Which rules look; ``None``: all.

    Returns:
        Findings by rule, and in each rule in the order of the map; apart from them those that
        ``map.allowed`` lets stand.
    """
    looking = [
        rule
        for rule in (all_rules() if rules is None else rules)
        if today is not None or not rule.needs_today
    ]
    question = Question(document, today, frozenset(required), codes=frozenset(rule.code for rule in looking))
    found = [
        _finding(rule, fault, document.map.allowed)
        for rule in looking
        if not rule.comes_last
        for fault in rule.find(question)
    ]
    question = replace(question, found=tuple(found))
    late = [_finding(rule, fault, ()) for rule in looking if rule.comes_last for fault in rule.find(question)]
    open_ones = [finding for finding in found if finding.reason is None]
    return Report(
        tuple(sorted([*open_ones, *late], key=lambda finding: finding.code)),
        tuple(finding for finding in found if finding.reason is not None),
    )


def check(document: MapDocument, *, today: date | None = None) -> list[Finding]:
    """What a map lacks, by all rules, but for what the team lets stand. None: the map is clean."""
    return list(report(document, today=today).findings)


def fixed(document: MapDocument, *, rules: Iterable[Rule] | None = None) -> tuple[MapDocument, int]:
    """The map after all safe fixes, and how many were made.

    One is made at a time, and the map looked at anew: two fixes may speak of one record.
    """
    chosen = None if rules is None else tuple(rules)
    made = 0
    while fix := next(
        (fix for finding in report(document, rules=chosen).findings for fix in finding.fixes if fix.safe),
        None,
    ):
        document, made = apply(document, fix.operation).document, made + 1
    return document, made


def _finding(rule: Rule, fault: Fault, allowed: Iterable[Allowed]) -> Finding:
    reason = next(
        (
            entry.reason
            for entry in allowed
            if entry.code == rule.code and entry.record in {"", fault.record.id}
        ),
        None,
    )
    return Finding(
        rule.code, rule.name, fault.message, fault.table, fault.record.id, rule.severity, fault.fixes, reason
    )
