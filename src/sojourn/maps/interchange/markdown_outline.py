"""A map as headings and lists of Markdown: title, stages, steps, and a bullet a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sojourn.maps.document import MapDocument
from sojourn.maps.interchange.format import Kinds, Loss, Notation, Reading, UnreadableMapFileError
from sojourn.maps.interchange.losses import counted
from sojourn.maps.interchange.outline import DEEPEST, Node, kept_by_outline, nodes_of, read_outline
from sojourn.maps.interchange.plain_text import decoded

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>#&!~|])")
_AT_THE_START: Final = re.compile(r"^(\d{0,9})([-+=.):])")
MOST_NESTING: Final = 4 * DEEPEST
"""Beyond it, the parser would leave lines out without a word."""
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_UNREAD: Final = {"fence": "block of code", "code_block": "block of code", "html_block": "block of HTML"}


def notation() -> Notation:
    """The functions of the format."""
    return Notation(read=_read, project=kept_by_outline, write=_write)


def _read(data: bytes, kinds: Kinds) -> Reading:
    parser = MarkdownIt("commonmark", {"maxNesting": MOST_NESTING}).enable("table")
    tokens = parser.parse(decoded(data))
    root = Node("")
    unread = _Tree(root).fill(tokens)
    title, note, stages = _titled(root, _deepest_heading(tokens))
    if not (stages or title):
        raise UnreadableMapFileError(
            "There is no outline in it. Write stages as headings or as a list, steps below them, and lanes "
            "as bullets: `- Touchpoints: shop window`."
        )
    reading = read_outline(title, note, stages, format_name="outline", kinds=kinds)
    losses = (*reading.losses, *_skipped(unread, sum(token.type == "table_open" for token in tokens)))
    return Reading("outline", reading.document, losses, reading.lanes)


def _skipped(blocks: int, tables: int) -> Iterator[Loss]:
    if blocks:
        said = f"{counted(blocks, ('block', 'blocks'))} of code or HTML not read"
        yield Loss("blocks", "skipped", blocks, said)
    if tables:
        said = (
            f"{counted(tables, ('table', 'tables'))} not read: an outline is headings and bullets. A map "
            "exported as Markdown to read has its steps in tables; bring it back from its YAML or JSON"
        )
        yield Loss("tables", "skipped", tables, said)


def _deepest_heading(tokens: list[Token]) -> int:
    return len({token.tag for token in tokens if token.type == "heading_open"})


def _titled(root: Node, levels: int) -> tuple[str, str, list[Node]]:
    """The title, its description and the stages: one heading above all others is the title."""
    first = root.children[0] if len(root.children) == 1 else None
    if first and (levels >= 2 or _is_deep(first) or (levels and not first.children)):
        return first.text, first.note, first.children
    return "", root.note, root.children


def _is_deep(node: Node) -> bool:
    return any(grandchild.children for child in node.children for grandchild in child.children)


class _Tree:
    """Puts the blocks of a page where they belong below each other."""

    def __init__(self, root: Node) -> None:
        self.headings: list[tuple[int, Node]] = [(0, root)]
        self.items: list[Node] = []

    def fill(self, tokens: list[Token]) -> int:
        """Read all blocks; returns how many of them say nothing that a map holds."""
        unread, kind, within = 0, "", False
        for token in tokens:
            within = (within or token.type == "table_open") and token.type != "table_close"
            if within:
                continue
            if token.type == "heading_open":
                kind = token.tag
            elif token.type == "paragraph_open":
                kind = ""
            elif token.type == "list_item_open":
                self._open_item()
            elif token.type == "list_item_close":
                self.items.pop()
            elif token.type == "inline":
                self._say("".join(_words(token)), heading=int(kind[1]) if kind else 0)
            unread += token.type in _UNREAD
        return unread

    def _open_item(self) -> None:
        parent = self.items[-1] if self.items else self.headings[-1][1]
        if len(self.items) > DEEPEST:
            raise UnreadableMapFileError(f"The outline is more than {DEEPEST} levels deep, which no map is.")
        parent.children.append(Node(""))
        self.items.append(parent.children[-1])

    def _say(self, text: str, *, heading: int) -> None:
        if self.items:
            item = self.items[-1]
            item.text = f"{item.text}\n{text}" if item.text else text
        elif heading:
            while self.headings[-1][0] >= heading:
                self.headings.pop()
            node = Node(text)
            self.headings[-1][1].children.append(node)
            self.headings.append((heading, node))
        else:
            above = self.headings[-1][1]
            above.note = f"{above.note}\n{text}".strip()


def _words(token: Token) -> Iterator[str]:
    """The text of a line without its markup."""
    for child in token.children or []:
        if child.type in _BREAKS:
            yield "\n"
        elif child.type == "image":
            yield from _words(child)
        elif child.type != "html_inline":
            yield child.content


def _write(document: MapDocument) -> bytes:
    blocks = [f"# {_line(document.map.title)}", *_paragraphs(document.map.description)]
    for stage in nodes_of(document):
        blocks += [f"## {_line(stage.text)}", *_paragraphs(stage.note)]
        for step in stage.children:
            blocks += [f"### {_line(step.text)}", *_paragraphs(step.note)]
            if step.children:
                blocks.append("\n".join(f"- {_line(card.text)}" for card in step.children))
    return ("\n\n".join(blocks) + "\n").encode()


def _paragraphs(text: str) -> list[str]:
    return [_line(line) for line in text.split("\n") if line]


def _line(text: str) -> str:
    """Text in which no sign is markup."""
    return _AT_THE_START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))
