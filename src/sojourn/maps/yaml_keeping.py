"""A changed map written back into the YAML that it was read from: what did not change stays as written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from sojourn.core.errors import SojournError
from sojourn.maps.document import SCHEMA_VERSION, TABLES, MapDocument
from sojourn.maps.yaml_io import HEADER, from_yaml, plain_tree, to_yaml
from sojourn.maps.yaml_patching import Patch, Plain, UnpatchableError
from sojourn.maps.yaml_spans import comments_in
from sojourn.maps.yaml_writer import Inline

_ROUNDS: Final = 5


def to_kept_yaml(document: MapDocument, text: str, *, named: bool = False) -> str:
    """Write a map as YAML, with all that ``text`` says in the same way kept as it is.

    Comments, quotes, the order of keys, short forms and empty lines stay wherever the map did not change.
    What is taken out goes with the comments inside it. The place in the file says the order, so keys
    of order are written only where they stood.

    Args:
        document: The map as it is to be.
        text: The YAML that it was made from, of the present format.
        named: Whether the format and every record's id are written out.

    Returns:
        A text that reads as ``document``, but for its keys of order. Where no change in place can say it,
        a text written anew that begins with all comments of the old one.
    """
    wanted, every = _tree(document), _ids(document)
    ids, referring = (every.difference(document.lanes) if named else frozenset[str]()), False
    for _ in range(_ROUNDS):
        try:
            patched = _patched(document, text, ids=ids, referring=referring, named=named)
            found = from_yaml(patched)
        except UnpatchableError:
            break
        except SojournError:
            ids, referring = (every if referring else ids | _renamed(document, text)), True
            continue
        if _tree(found) == wanted:
            return patched
        ids = more if (more := ids | (every - _ids(found))) != ids else every
    return _anew(document, text)


def _patched(document: MapDocument, text: str, *, ids: frozenset[str], referring: bool, named: bool) -> str:
    root = _composed(text)
    read = from_yaml(text)
    old, new = _tree(read, in_order=False), _tree(document, in_order=False)
    said = {key.value for key, _ in root.value}
    for name in ("sojourn", "map", "lanes"):
        if name not in said and old.get(name) == new.get(name):
            old.pop(name, None)
            new.pop(name, None)
    _call_cells(root, read, document, old=old, new=new)
    patch = Patch(text, ids, referring, _ids(document))
    if root.flow_style:
        start, end = root.start_mark.index, root.end_mark.index
        return f"{text[:start]}{patch.flow(root, old, new)}{text[end:]}"
    patch.mapping(root, old, new)
    if named and "sojourn" not in said:
        patch.insert_line(root.start_mark.index, f"sojourn: {SCHEMA_VERSION}")
    return patch.result()


def _composed(text: str) -> MappingNode:
    root = YAML(typ="safe", pure=True).compose(text)
    assert isinstance(root, MappingNode)  # The text was read as a map before.
    return root


def _tree(document: MapDocument, *, in_order: bool = True) -> dict[str, Plain]:
    """What a map says, without keys of order: cells by the ids of their lanes."""
    tree: dict[str, Plain] = _without_keys(plain_tree(document, by_lane=True))
    if not in_order and "links" in tree:
        by_id = {link["id"]: link for link in tree["links"]}
        tree["links"] = [by_id[name] for name in document.links]
    return tree


def _without_keys(value: Plain) -> Plain:
    if isinstance(value, Inline):
        return value
    if isinstance(value, dict):
        return {key: _without_keys(inner) for key, inner in value.items() if key != "order"}
    return [_without_keys(inner) for inner in value] if isinstance(value, list) else value


def _steps(tree: dict[str, Plain]) -> Iterator[dict[str, Any]]:
    for stage in tree.get("stages", ()):
        yield from stage.get("steps", ())


def _call_cells(
    root: Node, read: MapDocument, document: MapDocument, *, old: dict[str, Plain], new: dict[str, Plain]
) -> None:
    """Call each cell what the file calls it; one that the file does not have by kind, or by the lane's id."""
    kinds = [lane.kind for lane in document.lanes.values()]
    plain = {
        lane.id: lane.kind if kinds.count(lane.kind) == 1 else lane.id for lane in document.lanes.values()
    }
    called: dict[str, dict[str, str]] = {}
    for step, node in zip(_steps(old), _step_nodes(root), strict=True):
        names = {name: _lane_called(name, read) for name in _cells_said(node)}
        if len(set(names.values())) < len(names):
            raise UnpatchableError("A step names one lane twice.")
        called[step["id"]] = {lane: name for name, lane in names.items()}
    for tree in (old, new):
        for step in _steps(tree):
            if "cells" in step:
                said = plain | called.get(step["id"], {})
                step["cells"] = {said[lane]: cards for lane, cards in step["cells"].items()}


def _lane_called(name: str, document: MapDocument) -> str:
    if name in document.lanes:
        return name
    return next(lane.id for lane in document.lanes.values() if name in {lane.kind, lane.title})


def _step_nodes(root: Node) -> Iterator[Node]:
    for stage in _items(_under(root, "stages")):
        yield from _items(_under(stage, "steps"))


def _cells_said(step: Node) -> list[str]:
    cells = _under(step, "cells")
    return [key.value for key, _ in cells.value] if isinstance(cells, MappingNode) else []


def _under(node: Node | None, name: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _items(node: Node | None) -> list[Node]:
    return list(node.value) if isinstance(node, SequenceNode) else []


def _ids(document: MapDocument) -> frozenset[str]:
    return frozenset(name for table in TABLES for name in document.table(table))


def _renamed(document: MapDocument, text: str) -> frozenset[str]:
    """What others may refer to by a title that it no longer has."""
    read = from_yaml(text)
    return frozenset(
        name
        for table, field in (("steps", "title"), ("personas", "name"))
        for name, record in document.table(table).items()
        if name in read.table(table) and getattr(read.table(table)[name], field) != getattr(record, field)
    )


def _anew(document: MapDocument, text: str) -> str:
    comments = comments_in(text, 0, len(text), [_composed(text)])
    kept = [comment for comment in comments if comment != HEADER.strip()]
    return "".join(f"{line}\n" for line in kept) + to_yaml(document)
