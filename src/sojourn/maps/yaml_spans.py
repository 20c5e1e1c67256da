"""Where in a YAML text a node stands, where comments are, what lies between the entries of brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

Span = tuple[int, int]
_COMMENT: Final = re.compile(r"(?:(?<=\s)|\A|^)#[^\n]*", re.MULTILINE)


def line_start(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The line break that ends the line of a place, or the end of the text."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def end_of(text: str, node: Node, key: Node | None = None) -> int:
    """Where the content of a node ends: before the comments and empty lines that follow it.

    Args:
        text: The whole text.
        node: The node; one that says nothing ends with its ``key``.
        key: The key that the node stands behind, where it does.
    """
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        if start == end and key is not None:
            return text.index(":", key.end_mark.index) + 1
        return len(text[:end].rstrip("\n ")) if node.style in {"|", ">"} else end
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        return int(end)
    last = node.value[-1]
    return end_of(text, last[1], last[0]) if isinstance(last, tuple) else end_of(text, last)


def comments_in(text: str, start: int, end: int, nodes: Iterable[Node]) -> list[str]:
    """The comments of a part of the text that ``nodes`` fill."""
    taken = sorted(span for node in nodes for span in _scalars(node) if span[1] > span[0])
    edges = [(start, start), *taken, (end, end)]
    return [
        found[0]
        for before, after in pairwise(edges)
        for found in _COMMENT.finditer(text[before[1] : after[0]])
    ]


def gap_parts(text: str, node: Node, spans: Sequence[Span]) -> tuple[list[str], str]:
    """What stands before each entry of brackets, without the comma, and what stands behind the last."""
    edges = [(node.start_mark.index, node.start_mark.index + 1), *spans]
    leads = [_without_comma(text[before[1] : after[0]]) for before, after in pairwise(edges)]
    return leads, _without_comma(text[edges[-1][1] : node.end_mark.index - 1])


def _without_comma(gap: str) -> str:
    """A gap without its comma; a comment may hold commas of its own."""
    for found in re.finditer(r"#[^\n]*|,", gap):
        if found[0] == ",":
            return gap[: found.start()] + gap[found.end() :]
    return gap


def _scalars(node: Node) -> Iterator[Span]:
    if isinstance(node, ScalarNode):
        yield node.start_mark.index, node.end_mark.index
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _scalars(item)
