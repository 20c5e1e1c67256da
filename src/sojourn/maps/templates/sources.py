"""The templates as they are written: a YAML file each, with a few words on what it is for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sojourn.maps.document import MapDocument
from sojourn.maps.yaml_building import Building
from sojourn.maps.yaml_reader import Scalar, Table, read_tree


@cache
def template_names() -> frozenset[str]:
    """The ids of all templates."""
    return frozenset(
        item.name.removesuffix(".yaml")
        for item in files(__package__).iterdir()
        if item.name.endswith(".yaml")
    )


def words_of(name: str) -> dict[str, str]:
    """What the template says of itself, by key."""
    words = _tree(name).items["template"]
    assert isinstance(words, Table)
    return {key: node.text for key, node in words.items.items() if isinstance(node, Scalar)}


@cache
def document_of(name: str) -> MapDocument:
    """The map as it is written, with the ids of the file."""
    tree = _tree(name)
    del tree.items["template"], tree.lines["template"]
    return Building(tree).document()


def _tree(name: str) -> Table:
    return read_tree((files(__package__) / f"{name}.yaml").read_text(encoding="utf-8"))
