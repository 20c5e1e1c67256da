"""YAML text as a tree that remembers its lines, so that errors can point; read within limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sojourn.core.errors import SojournError

LARGEST_TEXT: Final = 8_000_000
DEEPEST: Final = 16
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class MapTextError(SojournError):
    """A text that is no map. The message says in which line."""

    def __init__(self, line: int | None, problem: str) -> None:
        super().__init__(f"Line {line}: {problem}" if line else problem)
        self.line = line


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written; ``plain`` means without quotes."""

    text: str
    plain: bool
    line: int

    @property
    def is_null(self) -> bool:
        """Whether this says "nothing"."""
        return self.plain and self.text in NULLS


@dataclass(frozen=True, slots=True)
class Listing:
    """A sequence of nodes."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Named nodes, in the order of the file, with the line of each name."""

    items: dict[str, Node]
    lines: dict[str, int]
    line: int


Node = Scalar | Listing | Table


def read_tree(text: str) -> Table:
    """Read one YAML document whose root is a mapping.

    Raises:
        MapTextError: It is too large or too deep, uses anchors, or is no such YAML.
    """
    if len(text) > LARGEST_TEXT:
        raise MapTextError(
            None, f"The text has {len(text):,} characters; a map has at most {LARGEST_TEXT:,}."
        )
    events = _events(text)
    root: Node | None = None
    for event in events:
        if isinstance(event, DocumentStartEvent):
            if root is not None:
                raise MapTextError(
                    _line(event), "A second document starts here ('---'). A file holds one map."
                )
            root = _node(next(events), events, 0)
    if not isinstance(root, Table):
        raise MapTextError(
            1, "A map starts with keys such as 'map:', 'lanes:' and 'stages:'. None were found."
        )
    return root


def _events(text: str) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or error.context or "this is no YAML").rstrip(".")
        raise MapTextError(
            mark.line + 1 if mark else None, f"{problem}. Check indentation and quotes."
        ) from error
    except (YAMLStreamError, YAMLError) as error:
        summary = " ".join(str(error).split())
        raise MapTextError(None, f"The text cannot be read as YAML: {summary}.") from error


def _node(event: Any, events: Iterator[Any], depth: int) -> Node:
    line = _line(event)
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise MapTextError(line, "Anchors and aliases (& and *) are not used in maps. Write the value out.")
    if depth > DEEPEST:
        raise MapTextError(line, f"This is nested more than {DEEPEST} levels deep, which no map is.")
    if isinstance(event, ScalarEvent):
        return Scalar(event.value, event.style in {None, ""}, line)
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), SequenceEndEvent):
            items.append(_node(event, events, depth + 1))
        return Listing(tuple(items), line)
    if isinstance(event, MappingStartEvent):
        return _table(events, line, depth)
    raise MapTextError(line, "A value was expected here.")


def _table(events: Iterator[Any], line: int, depth: int) -> Table:
    found: dict[str, Node] = {}
    lines: dict[str, int] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        key = _node(event, events, depth + 1)
        if not isinstance(key, Scalar):
            raise MapTextError(key.line, "A key must be a plain word.")
        if key.text in found:
            raise MapTextError(key.line, f"{key.text!r} stands here twice, first in line {lines[key.text]}.")
        lines[key.text] = key.line
        found[key.text] = _node(next(events), events, depth + 1)
    return Table(found, lines, line)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
