"""Runs every rule over a map and gathers what they find, in the order of the map."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Literal

from sojourn.maps.document import MapDocument, Record

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one record of the map; ``code`` and ``name`` are the rule's."""

    code: str
    name: str
    message: str
    table: str
    record_id: str
    severity: Severity

    def to_json(self) -> dict[str, Any]:
        """The finding as it travels."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Question:
    """What a rule looks at: the map, and the day on which it is looked at, where that is known."""

    document: MapDocument
    today: date | None = None


Fault = tuple[str, Record, str]
"""Table, record, and the message for people."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code for ever, its name, and what it finds."""

    code: str
    name: str
    severity: Severity
    find: Callable[[Question], Iterator[Fault]]

    @property
    def page(self) -> str:
        """The rule's page: the docstring of the module where it stands."""
        return inspect.cleandoc(inspect.getmodule(self.find).__doc__ or "")


@cache
def all_rules() -> tuple[Rule, ...]:
    """All rules, by code. Each module of ``rules/`` has one, called ``RULE``."""
    package = import_module("sojourn.maps.lint.rules")
    modules = [
        import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]
    return tuple(sorted((module.RULE for module in modules), key=lambda rule: rule.code))


def check(document: MapDocument, *, today: date | None = None) -> list[Finding]:
    """Look for what a map lacks.

    Args:
        document: The map.
        today: The day of looking, for the rules that ask whether something is overdue; they rest without it.

    Returns:
        Findings by rule, and in each rule in the order of the map. None: the map is clean.
    """
    question = Question(document, today)
    return [
        Finding(rule.code, rule.name, message, table, record.id, rule.severity)
        for rule in all_rules()
        for table, record, message in rule.find(question)
    ]
