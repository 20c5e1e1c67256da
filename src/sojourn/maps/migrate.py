"""Maps of older formats, brought forward to the present one step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sojourn.core.errors import SojournError
from sojourn.maps.document import SCHEMA_VERSION, MapDocument
from sojourn.maps.yaml_building import Building
from sojourn.maps.yaml_io import to_yaml
from sojourn.maps.yaml_keeping import to_kept_yaml
from sojourn.maps.yaml_reader import Listing, MapTextError, Node, Scalar, Table, read_tree

Migration = Callable[[Table], tuple[Table, str]]
"""Makes the tree of a file of one format one of the next; says what it changed."""
MIGRATIONS: Final[Mapping[int, Migration]] = {}
"""By the format that each starts from. Format 1 is the first and the present one, so there is none yet."""


class NewerFormatError(SojournError):
    """A map of a format that this Sojourn does not know."""


@dataclass(frozen=True, slots=True)
class MigratedMap:
    """A map as the present format says it, and what was changed to get there; nothing where it is that."""

    document: MapDocument
    changes: tuple[str, ...]
    text: str = ""

    def to_yaml(self) -> str:
        """The file of the present format; one that was of it already keeps its comments and its layout."""
        return to_kept_yaml(self.document, self.text, named=True) if self.text else to_yaml(self.document)


def migrate(text: str, *, migrations: Mapping[int, Migration] = MIGRATIONS) -> MigratedMap:
    """Read a map of any format so far.

    Args:
        text: The file.
        migrations: The steps, by the format that each starts from.

    Raises:
        NewerFormatError: The file is of a format to come.
        MapTextError: The text is no map.
    """
    tree = read_tree(text)
    changes: list[str] = []
    found = _format_of(tree)
    if "sojourn" not in tree.items:
        changes.append(f"The format is named now: {SCHEMA_VERSION}.")
    for number in range(found, SCHEMA_VERSION):
        tree, said = migrations[number](tree)
        changes.append(f"Format {number} to {number + 1}: {said}")
    items = {**tree.items, "sojourn": Scalar(str(SCHEMA_VERSION), plain=True, line=1)}
    document = Building(Table(items, {"sojourn": 1, **tree.lines}, tree.line)).document()
    records = sum(
        len(rows)
        for rows in (
            document.personas,
            document.stages,
            document.steps,
            document.cards,
            document.links,
            document.evidence,
        )
    )
    given = sum(_ids_in(node) for key, node in tree.items.items() if key not in {"map", "lanes", "sojourn"})
    if isinstance(head := tree.items.get("map"), Table) and "evidence" in head.items:
        given += _ids_in(head.items["evidence"])
    if given < records:
        changes.append(f"{records - given} of {records} records got an id.")
    return MigratedMap(document, tuple(changes), text if found == SCHEMA_VERSION else "")


def _format_of(tree: Table) -> int:
    """The format that a file says it is of; one that says nothing is of the first that said nothing: 1."""
    said = tree.items.get("sojourn")
    if said is None:
        return 1
    if not isinstance(said, Scalar) or not said.text.isdecimal() or int(said.text) < 1:
        raise MapTextError(said.line, "'sojourn' must be the number of a format, such as 'sojourn: 1'.")
    if int(said.text) > SCHEMA_VERSION:
        raise NewerFormatError(
            f"Line {said.line}: This map is of format {said.text}; this Sojourn knows formats up to "
            f"{SCHEMA_VERSION}. Update Sojourn to read it."
        )
    return int(said.text)


def _ids_in(node: Node) -> int:
    if isinstance(node, Listing):
        return sum(_ids_in(one) for one in node.items)
    if isinstance(node, Table):
        return ("id" in node.items) + sum(_ids_in(one) for one in node.items.values())
    return 0
