"""OPML 2.0, the format that outliners exchange: titles as ``text``, descriptions as ``_note``."""

from __future__ import annotations

from typing import Any

from sojourn.maps.document import MapDocument
from sojourn.maps.interchange.format import Kinds, Loss, Notation, Reading, UnreadableMapFileError
from sojourn.maps.interchange.losses import counted
from sojourn.maps.interchange.outline import DEEPEST, Node, kept_by_outline, nodes_of, read_outline
from sojourn.maps.interchange.xml_trees import read_xml, written_xml

_KNOWN = frozenset({"text", "title", "_note"})


def notation() -> Notation:
    """The functions of the format."""
    return Notation(read=_read, project=kept_by_outline, write=_write)


def _read(data: bytes, kinds: Kinds) -> Reading:
    root = read_xml(data)
    body = root.find("body")
    if root.tag != "opml" or body is None:
        raise UnreadableMapFileError(f"This is no OPML: its outermost element is <{root.tag}>, not <opml>.")
    nodes = [_node(outline, 1) for outline in body.findall("outline")]
    title, note = (root.findtext("head/title") or "").strip(), (root.findtext("head/description") or "")
    if not title and len(nodes) == 1 and _depth(nodes[0]) > 2:
        title, note, nodes = nodes[0].text, nodes[0].note, nodes[0].children
    reading = read_outline(title, note, nodes, format_name="opml", kinds=kinds)
    others = sum(bool(set(outline.attrib) - _KNOWN) for outline in root.iter("outline"))
    said = f"{counted(others, ('line', 'lines'))} with further attributes, which were not read"
    losses = (Loss("attributes", "skipped", others, said),) if others else ()
    return Reading("opml", reading.document, (*reading.losses, *losses), reading.lanes)


def _node(outline: Any, depth: int) -> Node:
    if depth > DEEPEST:
        raise UnreadableMapFileError(f"The outline is more than {DEEPEST} levels deep, which no map is.")
    children = [_node(child, depth + 1) for child in outline.findall("outline")]
    return Node(outline.get("text") or outline.get("title") or "", outline.get("_note") or "", children)


def _depth(node: Node) -> int:
    return 1 + max(map(_depth, node.children), default=0)


def _write(document: MapDocument) -> bytes:
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = document.map.title
    if document.map.description:
        etree.SubElement(head, "description").text = document.map.description
    body = etree.SubElement(root, "body")
    for node in nodes_of(document):
        _add(body, node)
    return written_xml(root)


def _add(parent: Any, node: Node) -> None:
    from lxml import etree

    outline = etree.SubElement(parent, "outline", text=node.text)
    if node.note:
        outline.set("_note", node.note)
    for child in node.children:
        _add(outline, child)
