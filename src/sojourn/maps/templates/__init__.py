"""Maps to start from: each a YAML file in this folder, with a few words on what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from sojourn.core.errors import UsageError, suggestion
from sojourn.maps.document import MapDocument
from sojourn.maps.fresh_ids import with_fresh_ids
from sojourn.maps.yaml_building import Building
from sojourn.maps.yaml_reader import Scalar, Table, read_tree

ORDER: Final = ("online-store", "saas-trial", "support-case", "service-visit", "service-blueprint", "blank")
"""How templates are offered; those that are not named here follow, by id."""


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """What people read before they choose a template."""

    id: str
    title: str
    description: str
    industry: str
    audience: str = ""
    use: str = ""

    def to_json(self) -> dict[str, str]:
        """The words as they travel."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "industry": self.industry,
        }


def templates() -> list[TemplateInfo]:
    """All templates, in the order in which they are offered."""
    names = sorted(_names(), key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return [_info(name) for name in names]


def load_template(template_id: str) -> MapDocument:
    """A new map from a template, with fresh ids.

    Raises:
        UsageError: There is no such template.
    """
    if template_id not in _names():
        raise UsageError(f"There is no template {template_id!r}. {suggestion(template_id, _names())}")
    return with_fresh_ids(_document(template_id))


@cache
def _names() -> frozenset[str]:
    return frozenset(
        item.name.removesuffix(".yaml") for item in files(__name__).iterdir() if item.name.endswith(".yaml")
    )


def _tree(name: str) -> Table:
    return read_tree((files(__name__) / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def _info(name: str) -> TemplateInfo:
    words = _tree(name).items["template"]
    assert isinstance(words, Table)
    text = {key: node.text for key, node in words.items.items() if isinstance(node, Scalar)}
    return TemplateInfo(id=name, **text)


@cache
def _document(name: str) -> MapDocument:
    tree = _tree(name)
    del tree.items["template"], tree.lines["template"]
    return Building(tree).document()
