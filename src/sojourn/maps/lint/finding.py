"""What a rule is, what it is asked, and what it finds."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from sojourn.maps.document import MapDocument, Record
from sojourn.maps.operation_kinds import Batch, Change

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that takes a finding away. ``safe``: nobody loses a word by it, so a program may make it."""

    title: str
    changes: tuple[Change, ...]
    safe: bool = False

    @property
    def operation(self) -> Batch:
        """All of its changes as one, which is undone as one."""
        return Batch(operations=self.changes, label=self.title)

    def to_json(self) -> dict[str, Any]:
        """The fix as it travels."""
        return {"title": self.title, "safe": self.safe, "operation": self.operation.to_json()}


class Fault(NamedTuple):
    """What a rule finds at one record: the message for people, and what could be done at once."""

    table: str
    record: Record
    message: str
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one record of the map; ``code`` and ``name`` are the rule's.

    ``reason`` says why the team lets it stand; ``None``: nobody allowed it.
    """

    code: str
    name: str
    message: str
    table: str
    record_id: str
    severity: Severity
    fixes: tuple[Fix, ...] = ()
    reason: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The finding as it travels."""
        return {
            "code": self.code,
            "name": self.name,
            "message": self.message,
            "table": self.table,
            "record_id": self.record_id,
            "severity": self.severity,
            "fixes": [fix.to_json() for fix in self.fixes],
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What a rule looks at.

    Attributes:
        document: The map.
        today: The day of looking, where that is known.
        required: Kinds of lanes that every step must fill.
        found: What the other rules found; only rules that come last see it.
        codes: The rules that looked.
    """

    document: MapDocument
    today: date | None = None
    required: frozenset[str] = frozenset()
    found: tuple[Finding, ...] = ()
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code for ever, its name, and what it finds."""

    code: str
    name: str
    severity: Severity
    find: Callable[[Question], Iterator[Fault]]
    comes_last: bool = False
    needs_today: bool = False

    @property
    def page(self) -> str:
        """The rule's page: the docstring of the module where it stands."""
        return inspect.cleandoc(inspect.getmodule(self.find).__doc__ or "")

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.splitlines()[0]
