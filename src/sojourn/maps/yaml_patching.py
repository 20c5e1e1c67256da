"""Changes some values in a YAML text and leaves every other character alone: comments, quotes, key order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sojourn.core.errors import SojournError
from sojourn.maps.yaml_spans import comments_in, end_of, gap_parts, line_end, line_start
from sojourn.maps.yaml_writer import field_lines, inline, item_lines

Plain = Any
"""What a node says: a mapping, a list or a single value, as ``yaml_writer`` takes them."""
_IDENTITY: Final = "id"
_REFERENCES: Final = frozenset({"source", "target", "persona"})


class UnpatchableError(SojournError):
    """The text is laid out in a way that cannot be changed in place."""


@dataclass(slots=True)
class Patch:
    """Changes to one text.

    ``named``: ids to write out where the text leaves them out. ``referring``: whether references say ids
    where the text has titles. ``surviving``: the ids that are still there afterwards, maybe elsewhere.
    """

    text: str
    named: frozenset[str] = frozenset()
    referring: bool = False
    surviving: frozenset[str] = frozenset()
    _edits: list[tuple[int, int, str]] = field(default_factory=list)

    def result(self) -> str:
        """The text with all changes.

        Raises:
            UnpatchableError: Two changes want the same place.
        """
        done, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < at:
                raise UnpatchableError("Two changes want the same place in the text.")
            done += [self.text[at:start], new]
            at = end
        return "".join([*done, self.text[at:]])

    def insert_line(self, at: int, line: str) -> None:
        """Put a line above the one of a place."""
        start = line_start(self.text, at)
        self._edits.append((start, start, f"{line}\n"))

    def mapping(self, node: MappingNode, old: Mapping[str, Plain], new: Mapping[str, Plain]) -> None:
        """Make a block mapping, which says ``old``, say ``new``."""
        pairs = {key.value: (key, value) for key, value in node.value}
        if gone := [name for name in pairs if name in old and name not in new]:
            self._remove_keys(node, gone, old)
        for name, value in self._wanted(old, new, pairs).items():
            if name not in pairs:
                self._add_key(node, name, value, skip=gone)
            elif self._changes(name, pairs[name][1], old, value):
                self._value(*pairs[name], old.get(name), value)

    def flow(self, node: Node, old: Plain, new: Plain) -> str:
        """The text of a value inside brackets, once it says ``new``."""
        if old == new and not self._names_inside(new):
            return self.text[node.start_mark.index : end_of(self.text, node)]
        if isinstance(node, MappingNode) and isinstance(new, Mapping) and isinstance(old, Mapping):
            return self._flow_mapping(node, old, new)
        if isinstance(node, SequenceNode) and isinstance(new, list) and isinstance(old, list):
            return self._flow_sequence(node, old, new)
        if _same_single(old, new):
            return self.flow(node, old[0], new[0])
        return inline(self._shortened(node, old, new))

    def _changes(self, name: str, node: Node, old: Mapping[str, Plain], new: Plain) -> bool:
        spelled = self.referring and name in _REFERENCES and node.value != new
        return name not in old or old[name] != new or spelled or self._names_inside(new)

    def _wanted(
        self, old: Mapping[str, Plain], new: Mapping[str, Plain], pairs: Mapping[str, Any]
    ) -> dict[str, Plain]:
        """What is to be said, without ids that the text leaves to be made."""
        unsaid = _IDENTITY not in pairs and new.get(_IDENTITY) not in self.named and _IDENTITY in old
        return {name: value for name, value in new.items() if name != _IDENTITY or not unsaid}

    def _names_inside(self, value: Plain) -> bool:
        """Whether something below may have to be spelled out, though it says the same."""
        if not (self.named or self.referring):
            return False
        if isinstance(value, Mapping):
            spelled = self.referring and not _REFERENCES.isdisjoint(value)
            return (
                value.get(_IDENTITY) in self.named or spelled or any(map(self._names_inside, value.values()))
            )
        return isinstance(value, list) and any(map(self._names_inside, value))

    def _shortened(self, node: Node, old: Plain, new: Plain) -> Plain:
        """A bare word stands for a record of one field; it stays one where that is still enough."""
        if isinstance(node, ScalarNode) and _same_single(old, new):
            return self._shortened(node, old[0], new[0])
        if not (isinstance(node, ScalarNode) and isinstance(old, Mapping) and isinstance(new, Mapping)):
            return new
        said = [name for name in old if name != _IDENTITY]
        wanted = {k: v for k, v in new.items() if k != _IDENTITY or v in self.named}
        return wanted[said[0]] if list(wanted) == said[:1] else wanted

    def _value(self, key: Node, node: Node, old: Plain, new: Plain) -> None:
        block = not node.flow_style if isinstance(node, (MappingNode, SequenceNode)) else False
        if block and isinstance(node, MappingNode) and isinstance(old, Mapping):
            self.mapping(node, old, new)
        elif block and isinstance(node, MappingNode) and _same_single(old, new):
            self.mapping(node, old[0], new[0])
        elif block and isinstance(node, SequenceNode) and isinstance(old, list):
            self._sequence(node, old, new)
        elif not block and isinstance(node, (MappingNode, SequenceNode)) and old is not None:
            self._edits.append((node.start_mark.index, end_of(self.text, node), self.flow(node, old, new)))
        else:
            self._replace(key, node, self._shortened(node, old, new))

    def _replace(self, key: Node, node: Node, new: Plain) -> None:
        """Write another value behind a key; comments inside what it replaces go above."""
        start, end = self.text.index(":", key.end_mark.index) + 1, end_of(self.text, node)
        rest = self.text[end : line_end(self.text, end)]
        indent = " " * key.start_mark.column
        lines = field_lines(key.value, new, indent)
        above = comments_in(self.text, start, end, [node])
        if len(lines) > 1 and not rest.strip():
            said = "\n".join([lines[0].partition(":")[2], *lines[1:]])
        else:
            said = f" {inline(new)}"
        if above:
            at = line_start(self.text, key.start_mark.index)
            self._edits.append((at, at, "".join(f"{indent}{comment}\n" for comment in above)))
        self._edits.append((start, end, said))

    def _remove_keys(self, node: MappingNode, names: Sequence[str], old: Mapping[str, Plain]) -> None:
        for place, (key, value) in enumerate(node.value):
            if key.value not in names:
                continue
            start, end = line_start(self.text, key.start_mark.index), end_of(self.text, value, key)
            following = node.value[place + 1][0] if place + 1 < len(node.value) else None
            if not self.text[start : key.start_mark.index].strip():
                self._take_lines(start, end, value, old[key.value], key.start_mark.column)
            elif (
                following is not None
                and following.value not in names
                and not self.text[end : following.start_mark.index].strip()
            ):
                self._edits.append((key.start_mark.index, following.start_mark.index, ""))
            else:
                self._edits.append((self.text.index(":", key.end_mark.index) + 1, end, " ~"))

    def _add_key(self, node: MappingNode, name: str, value: Plain, *, skip: Sequence[str]) -> None:
        """Behind the last key of the mapping; an id comes first."""
        column = " " * node.start_mark.column
        if name == _IDENTITY:
            at = node.start_mark.index
            self._edits.append((at, at, f"{field_lines(name, value, column)[0].lstrip()}\n{column}"))
            return
        last = next(((k, v) for k, v in reversed(node.value) if k.value not in skip), node.value[-1])
        self._lines_after(end_of(self.text, last[1], last[0]), field_lines(name, value, column))

    def _lines_after(self, end: int, lines: Sequence[str]) -> None:
        at = line_end(self.text, end)
        if at < len(self.text):
            self._edits.append((at + 1, at + 1, "".join(f"{line}\n" for line in lines)))
        else:
            self._edits.append((at, at, "".join(f"\n{line}" for line in lines)))

    def _sequence(self, node: SequenceNode, old: list[Plain], new: list[Plain]) -> None:
        """Make a block list say ``new``: entries stay, go, come and change, by their identity."""
        indent = " " * node.start_mark.column
        names, wanted = _identities(old), _identities(new)
        stay = _staying(names, wanted)
        entries = dict(zip(names, zip(node.value, old, strict=True), strict=True))
        for name, (item, one) in entries.items():
            if name not in stay:
                self._take_out(item, one, node.start_mark.column)
        before: Node | None = None
        for name, value in zip(wanted, new, strict=True):
            if name in stay:
                before, said = entries[name]
                self._entry(before, said, value)
            else:
                self._insert(node, before, item_lines(value, indent))

    def _take_out(self, item: Node, old: Plain, column: int) -> None:
        start = line_start(self.text, item.start_mark.index)
        if self.text[start : item.start_mark.index].strip() != "-":
            raise UnpatchableError("An entry of a list does not begin behind its dash.")
        self._take_lines(start, end_of(self.text, item), item, old, column)

    def _take_lines(self, start: int, end: int, node: Node, old: Plain, column: int) -> None:
        """Take lines out; where something of them goes on elsewhere, their comments stay."""
        end = line_end(self.text, end)
        kept = comments_in(self.text, start, end, [node]) if self._survives(old) else []
        said = "".join(f"{' ' * column}{comment}\n" for comment in kept)
        self._edits.append((start, min(end + 1, len(self.text)), said))

    def _survives(self, value: Plain) -> bool:
        if isinstance(value, Mapping):
            return value.get(_IDENTITY) in self.surviving or any(map(self._survives, value.values()))
        return isinstance(value, list) and any(map(self._survives, value))

    def _insert(self, node: SequenceNode, before: Node | None, lines: Sequence[str]) -> None:
        if before is not None:
            self._lines_after(end_of(self.text, before), lines)
            return
        at = line_start(self.text, node.value[0].start_mark.index)
        self._edits.append((at, at, "".join(f"{line}\n" for line in lines)))

    def _entry(self, node: Node, old: Plain, new: Plain) -> None:
        if old == new and not self._names_inside(new):
            return
        if isinstance(node, MappingNode) and not node.flow_style:
            self.mapping(node, old, new)
        else:
            self._edits.append((node.start_mark.index, end_of(self.text, node), self.flow(node, old, new)))

    def _flow_mapping(self, node: MappingNode, old: Mapping[str, Plain], new: Mapping[str, Plain]) -> str:
        pairs = {key.value: (key, value) for key, value in node.value}
        wanted = self._wanted(old, new, pairs)
        texts = [
            None if key.value in old and key.value not in wanted else self._flow_pair(key, value, old, wanted)
            for key, value in node.value
        ]
        spans = [(key.start_mark.index, end_of(self.text, value, key)) for key, value in node.value]
        added = {
            name: f"{inline(name)}: {inline(value)}" for name, value in wanted.items() if name not in pairs
        }
        first = [added.pop(_IDENTITY)] if _IDENTITY in added else []
        return self._joined(node, [*zip(spans, texts, strict=True)], first, list(added.values()))

    def _flow_pair(
        self, key: Node, value: Node, old: Mapping[str, Plain], wanted: Mapping[str, Plain]
    ) -> str:
        start, end = key.start_mark.index, end_of(self.text, value, key)
        name = key.value
        if name not in wanted or not self._changes(name, value, old, wanted[name]):
            return self.text[start:end]
        before = self.text[start : value.start_mark.index].rstrip(" ")
        said = inline(wanted[name]) if name in _REFERENCES else self.flow(value, old.get(name), wanted[name])
        return f"{before} {said}"

    def _flow_sequence(self, node: SequenceNode, old: list[Plain], new: list[Plain]) -> str:
        names, wanted = _identities(old), dict(zip(_identities(new), new, strict=True))
        stay = _staying(names, list(wanted))
        if not stay.issuperset(list(wanted)[: len(stay)]):
            return inline(new)
        texts = [
            self.flow(item, one, wanted[name]) if name in stay else None
            for name, item, one in zip(names, node.value, old, strict=True)
        ]
        spans = [(item.start_mark.index, end_of(self.text, item)) for item in node.value]
        return self._joined(
            node, [*zip(spans, texts, strict=True)], [], [inline(one) for one in new[len(stay) :]]
        )

    def _joined(
        self,
        node: Node,
        entries: Sequence[tuple[tuple[int, int], str | None]],
        first: Sequence[str],
        last: Sequence[str],
    ) -> str:
        """The entries of a bracket, each with the space and the comments that stand before it."""
        leads, tail = gap_parts(self.text, node, [span for span, _ in entries])
        done, carried = list(first), ""
        for lead, (_, text) in zip(leads, entries, strict=True):
            carried += lead if text is not None or "#" in lead else ""
            if text is not None:
                done.append(f"{carried}{text}")
                carried = ""
        done += last
        spaced = [one if one[:1].isspace() else f" {one}" for one in done]
        left, right = ("{", "}") if isinstance(node, MappingNode) else ("[", "]")
        said = ",".join(spaced)
        return f"{left}{said.removeprefix(' ')}{carried}{tail}{right}"


def _same_single(old: Plain, new: Plain) -> bool:
    """Whether both are lists of one entry, the same record or a plain value; brackets may be left out."""
    if not (isinstance(old, list) and isinstance(new, list) and len(old) == len(new) == 1):
        return False
    return not isinstance(old[0], Mapping) or _identity(old[0]) == _identity(new[0])


def _identity(value: Plain) -> str:
    if isinstance(value, Mapping) and _IDENTITY in value:
        return str(value[_IDENTITY])
    return json.dumps(value, sort_keys=True)


def _identities(values: list[Plain]) -> list[str]:
    """What each entry is known by; equal ones are told apart by number."""
    seen: Counter[str] = Counter()
    found = []
    for value in values:
        name = _identity(value)
        seen[name] += 1
        found.append(f"{name} {seen[name]}")
    return found


def _staying(old: list[str], new: list[str]) -> set[str]:
    """Which entries keep their places: the longest run of both lists in the same order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {old[block.a + step] for block in matcher.get_matching_blocks() for step in range(block.size)}
