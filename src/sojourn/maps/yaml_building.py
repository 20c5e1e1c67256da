"""From a YAML tree to a map: missing ids and order keys are made, faults are told with their line."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from pydantic import ValidationError

from sojourn.core.errors import suggestion
from sojourn.maps.document import SCHEMA_VERSION, TABLES, Lane, MapDocument, Record, problems_of
from sojourn.maps.fresh_ids import slug_of
from sojourn.maps.lanes import OTHER_LANES, STANDARD_LANES
from sojourn.maps.operation_kinds import first_problem
from sojourn.maps.order import is_key, key_between, keys_between
from sojourn.maps.yaml_reader import Listing, MapTextError, Node, Scalar, Table
from sojourn.maps.yaml_values import value_of

ROOT_KEYS: Final = ("sojourn", "map", "personas", "lanes", "stages", "links")
_INSIDE: Final[dict[str, frozenset[str]]] = {
    "map": frozenset({"evidence"}),
    "personas": frozenset({"evidence"}),
    "stages": frozenset({"steps"}),
    "steps": frozenset({"cells", "evidence"}),
    "cards": frozenset({"evidence"}),
}


class Building:
    """A map while it is read."""

    def __init__(self, root: Table) -> None:
        self._root = root
        self._tables: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
        self._lines: dict[tuple[str, str], int] = {}
        self._lane_names: dict[str, str] = {}

    def table(self, name: str) -> dict[str, Any]:
        """The records of one table that were read so far."""
        return self._tables[name]

    def lines(self) -> dict[str, int]:
        """Where each record begins in the text, by its id; once the document was read."""
        return {record: line for (_, record), line in self._lines.items() if line}

    def document(self) -> MapDocument:
        """Read everything.

        Raises:
            MapTextError: Something does not fit.
        """
        self._check_root()
        for persona, node in self._records("personas", self._listing(self._root, "personas"), {}):
            self._evidence({"persona": persona}, node)
        self._lanes()
        for stage, node in self._records("stages", self._listing(self._root, "stages"), {}):
            for step, inner in self._records("steps", self._listing(node, "steps"), {"stage": stage}):
                self._cells(step, inner)
                self._evidence({"step": step}, inner)
        for place, link in enumerate(self._listing(self._root, "links"), start=1):
            self._link(link, place)
        if isinstance(head := self._root.items.get("map"), Table):
            self._evidence({}, head)
        self._check_references()
        tables = {name: records for name, records in self._tables.items() if name != "map"}
        return MapDocument.model_validate({"map": self._map(), **tables})

    def _check_root(self) -> None:
        for key, line in self._root.lines.items():
            if key not in ROOT_KEYS:
                raise MapTextError(line, f"A map has no part {key!r}. {suggestion(key, ROOT_KEYS)}")
        version = self._root.items.get("sojourn")
        if version is not None and (not isinstance(version, Scalar) or version.text != str(SCHEMA_VERSION)):
            found = version.text if isinstance(version, Scalar) else "no number"
            raise MapTextError(
                version.line,
                f"This map is of format {found}; this Sojourn reads format {SCHEMA_VERSION}. Update it.",
            )
        if "map" not in self._root.items and "stages" not in self._root.items:
            raise MapTextError(1, "Neither 'map:' nor 'stages:' was found, so this is no map.")

    def _map(self) -> Any:
        given: Node = self._root.items.get("map", Table({}, {}, 1))
        short = isinstance(given, Scalar)
        item = Table({"title": given}, {"title": given.line}, given.line) if short else self._as_table(given)
        fields = self._fields("map", item)
        name = self._id("map", fields, str(fields.get("title", "map")))
        self._lines["map", name] = item.line
        return self._valid("map", {**fields, "id": name}, item)

    def _lanes(self) -> None:
        if "lanes" in self._root.items:
            self._records("lanes", self._listing(self._root, "lanes"), {})
        else:
            self._make_lanes()
        kinds: dict[str, list[str]] = {}
        for lane in self._tables["lanes"].values():
            kinds.setdefault(lane.kind, []).append(lane.id)
            kinds.setdefault(lane.title, []).append(lane.id)
        self._lane_names = {name: found[0] for name, found in kinds.items() if len(set(found)) == 1}
        self._lane_names |= {lane: lane for lane in self._tables["lanes"]}

    def _make_lanes(self) -> None:
        """Standard lanes, and those of other kinds that the cells name."""
        used = {
            name
            for stage in self._listing(self._root, "stages")
            for step in self._listing(self._item("stages", stage), "steps")
            if isinstance(cells := self._item("steps", step).items.get("cells"), Table)
            for name in cells.items
        }
        titles = STANDARD_LANES | {kind: title for kind, title in OTHER_LANES.items() if kind in used}
        for (kind, title), key in zip(titles.items(), keys_between(None, None, len(titles)), strict=True):
            lane = Lane.model_validate({"id": f"lan_{kind}", "order": key, "kind": kind, "title": title})
            self._tables["lanes"][lane.id] = lane

    def _records(
        self, table: str, nodes: tuple[Node, ...], parents: dict[str, str]
    ) -> list[tuple[str, Table]]:
        """Read the records of one place, in order; returns their ids with what else stands in them."""
        items = [self._item(table, node) for node in nodes]
        read = [self._fields(table, item) for item in items]
        ids = [
            self._id(table, fields, self._slug(table, fields, parents, place))
            for place, fields in enumerate(read)
        ]
        keys = _order_keys([fields.get("order") for fields in read], ids)
        for name, key, fields, item in zip(ids, keys, read, items, strict=True):
            self._put(table, {**fields, **parents, "id": name, "order": key}, item)
        return list(zip(ids, items, strict=True))

    def _item(self, table: str, node: Node) -> Table:
        """A record; a bare word or number is short for its main field."""
        if isinstance(node, Scalar) and not node.is_null:
            main = {"personas": "name", "cards": "text"}.get(table, "title")
            return Table({main: node}, {main: node.line}, node.line)
        return self._as_table(node)

    def _cells(self, step: str, item: Table) -> None:
        cells = item.items.get("cells")
        if cells is None or (isinstance(cells, Scalar) and cells.is_null):
            return
        for name, node in self._as_table(cells).items.items():
            line = self._as_table(cells).lines[name]
            if name not in self._lane_names:
                raise MapTextError(line, f"No lane is called {name!r}. {suggestion(name, self._lane_names)}")
            lane = self._lane_names[name]
            nodes = node.items if isinstance(node, Listing) else (node,)
            if self._tables["lanes"][lane].kind == "emotion":
                nodes = tuple(_emotion(inner) for inner in nodes)
            for card, inner in self._records("cards", nodes, {"lane": lane, "step": step}):
                self._evidence({"card": card}, inner)

    def _evidence(self, about: dict[str, str], item: Table) -> None:
        node = item.items.get("evidence")
        if node is not None and not (isinstance(node, Scalar) and node.is_null):
            nodes = node.items if isinstance(node, Listing) else (node,)
            self._records("evidence", nodes, about)

    def _link(self, node: Node, place: int) -> None:
        table = self._as_table(node)
        fields = self._fields("links", table)
        for end in ("source", "target"):
            fields[end] = self._by_name("steps", "title", str(fields.get(end, "")))
        self._put("links", {**fields, "id": self._id("links", fields, str(place))}, table)

    def _check_references(self) -> None:
        for name in ("steps", "cards", "links", "evidence"):
            for record in self._tables[name].values():
                for problem in problems_of(self, name, record):
                    raise MapTextError(self._lines[name, record.id], problem)

    def _by_name(self, table: str, field: str, text: str) -> str:
        """The id that ``text`` is, or the id of the one record that is called so."""
        if text in self._tables[table]:
            return text
        found = [record.id for record in self._tables[table].values() if getattr(record, field) == text]
        return found[0] if len(found) == 1 else text

    def _put(self, table: str, fields: dict[str, Any], item: Table) -> None:
        record = self._valid(table, fields, item)
        if record.id in self._tables[table]:
            first = self._lines[table, record.id]
            raise MapTextError(
                item.line, f"The id {record.id!r} is used twice, first in line {first}. Leave one out."
            )
        self._tables[table][record.id] = record
        self._lines[table, record.id] = item.line

    def _valid(self, table: str, fields: dict[str, Any], item: Table) -> Record:
        try:
            return TABLES[table].model_validate(fields)
        except ValidationError as error:
            place = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else ""
            raise MapTextError(
                item.lines.get(place, item.line), f"{table}: {first_problem(error)}"
            ) from error

    def _fields(self, table: str, item: Table) -> dict[str, Any]:
        known = TABLES[table].model_fields
        inside = _INSIDE.get(table, frozenset())
        fields: dict[str, Any] = {}
        for name, node in item.items.items():
            if name not in known and name not in inside:
                raise MapTextError(
                    item.lines[name], f"{table} have no {name!r}. {suggestion(name, (*known, *inside))}"
                )
            if name not in inside and not (isinstance(node, Scalar) and node.is_null):
                fields[name] = value_of(table, name, node)
        if "persona" in fields:
            fields["persona"] = self._by_name("personas", "name", fields["persona"])
        return fields

    def _slug(self, table: str, fields: dict[str, Any], parents: dict[str, str], place: int) -> str:
        if table == "cards":
            step, lane = parents["step"].partition("_")[2], parents["lane"].partition("_")[2]
            return f"{step}_{lane}_{place + 1}"
        return str(fields.get("name") or fields.get("title") or fields.get("kind") or place + 1)

    def _id(self, table: str, fields: dict[str, Any], text: str) -> str:
        """The id given, else one made from ``text``: reading the same file twice gives the same ids."""
        if "id" in fields:
            return str(fields["id"])
        slug = slug_of(text)
        name, number = f"{TABLES[table].prefix}_{slug}", 2
        while name in self._tables[table] or (table, name) in self._lines:
            name, number = f"{TABLES[table].prefix}_{slug}-{number}", number + 1
        self._lines[table, name] = 0
        return name

    def _listing(self, table: Table, name: str) -> tuple[Node, ...]:
        node = table.items.get(name)
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return ()
        if not isinstance(node, Listing):
            raise MapTextError(node.line, f"{name!r} must be a list: begin each of its entries with '- '.")
        return node.items

    def _as_table(self, node: Node) -> Table:
        if isinstance(node, Table):
            return node
        found = f"{node.text!r}" if isinstance(node, Scalar) else "a list"
        raise MapTextError(node.line, f"Fields such as 'title: …' were expected here, but {found} was found.")


def _emotion(node: Node) -> Node:
    """A bare number in an emotion lane is the emotion."""
    if isinstance(node, Scalar):
        return Table({"emotion": node}, {"emotion": node.line}, node.line)
    return node


def _order_keys(given: list[str | None], ids: list[str]) -> list[str]:
    """Order keys for records in the order of the file: those given, where they agree with it.

    A record without a key takes the plain key of its place. Where that does not fit between its neighbours,
    a key between them is made; where the given keys contradict the file, the file is right: all keys are new.
    """
    plain = keys_between(None, None, len(given))
    filled = [key if key is not None else plain[place] for place, key in enumerate(given)]
    if _ascend(filled, ids) or not all(is_key(key) for key in filled):
        return filled  # Keys that are none are refused later, with their line.
    explicit = [(place, key) for place, key in enumerate(given) if key is not None]
    if any(low >= high for (_, low), (_, high) in pairwise(explicit)):
        return plain
    following = [*[key for _, key in explicit], None]
    keys: list[str] = []
    for key in given:
        if key is not None:
            following.pop(0)
        keys.append(key or key_between(keys[-1] if keys else None, following[0]))
    return keys


def _ascend(keys: list[str], ids: list[str]) -> bool:
    pairs = list(zip(keys, ids, strict=True))
    return all(low < high for low, high in pairwise(pairs))
