"""How each kind of operation changes the tables of a map, and what takes it back."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from sojourn.maps.document import (
    FIELDS_OF_LANES,
    LINES,
    MERGED_TEXTS,
    PARENTS,
    TABLES,
    Lane,
    MapDocument,
    Record,
    misfits,
    missing_parents,
)
from sojourn.maps.field_types import LONGEST_LINE, LONGEST_TEXT
from sojourn.maps.operation_kinds import Add, Change, Move, OperationError, Remove, Set, first_problem
from sojourn.maps.text_merge import merge3

PLACE: Final[dict[str, frozenset[str]]] = {
    "map": frozenset(),
    "personas": frozenset({"order"}),
    "stages": frozenset({"order"}),
    "steps": frozenset({"order", "stage"}),
    "lanes": frozenset({"order"}),
    "cards": frozenset({"order", "lane", "step"}),
    "links": frozenset(),
    "evidence": frozenset({"order", "card", "step", "persona"}),
}
"""Per table: the fields that say where a record stands. Only ``move`` changes them."""

CONTENTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "stages": (("steps", "stage"),),
    "steps": (("cards", "step"), ("links", "source"), ("links", "target"), ("evidence", "step")),
    "lanes": (("cards", "lane"),),
    "cards": (("evidence", "card"),),
    "personas": (("evidence", "persona"),),
}
"""Per table: the tables and fields whose records go when a record of it is removed."""

RANK: Final = {name: place for place, name in enumerate(TABLES)}
"""Tables in an order in which records can be added again: parents before what stands in them."""

FITTING: Final = frozenset({"emotion"}.union(*FIELDS_OF_LANES.values()))
"""Fields of a card that must fit the kind of its lane."""


class Draft:
    """A map while it is changed. Tables are copied when first written to: a change costs what it touches."""

    def __init__(self, document: MapDocument) -> None:
        self._before = document
        self._written: dict[str, dict[str, Any]] = {}

    def table(self, name: str) -> dict[str, Any]:
        """The records of one table by id, as they stand now."""
        return self._written[name] if name in self._written else self._before.table(name)

    def document(self) -> MapDocument:
        """The map as it stands now; unchanged tables are shared with the map before."""
        update: dict[str, Any] = dict(self._written)
        if "map" in update:
            update["map"] = next(iter(update["map"].values()))
        return self._before.model_copy(update=update)

    def change(self, change: Change) -> list[Change]:
        """Make one change; returns those that take it back, in order."""
        if change.table not in TABLES:
            known = ", ".join(TABLES)
            raise OperationError("unknown_table", f"A map has no table {change.table!r}. It has: {known}.")
        if isinstance(change, Set):
            return self._set(change)
        if change.table == "map" or (change.table == "links" and isinstance(change, Move)):
            raise OperationError(
                "unknown_table",
                f"{change.do!r} does not work on {change.table!r}: it has no place to change.",
            )
        if isinstance(change, Add):
            return self._add(change)
        return self._move(change) if isinstance(change, Move) else self._remove(change)

    def _add(self, change: Add) -> list[Change]:
        record = self._valid(change.table, change.record)
        if record.id in self.table(change.table):
            raise OperationError(
                "duplicate_record", f"{change.table} already has a record {record.id!r}. Give a new id."
            )
        self._check(change.table, record)
        self._writable(change.table)[record.id] = record
        return [Remove(table=change.table, record_id=record.id)]

    def _set(self, change: Set) -> list[Change]:
        before = self._record(change.table, change.record_id)
        forbidden = sorted(change.fields.keys() & (PLACE[change.table] | {"id"}))
        if forbidden:
            raise OperationError(
                "forbidden_field", f"'set' cannot change {', '.join(forbidden)} of a record. Use 'move'."
            )
        fields, merged = _merged(change, before)
        old = self._replace(change.table, before, fields)
        return [Set(table=change.table, record_id=change.record_id, fields=old, base=merged)]

    def _move(self, change: Move) -> list[Change]:
        before = self._record(change.table, change.record_id)
        foreign = sorted(change.to.keys() - PLACE[change.table])
        if foreign:
            places = ", ".join(sorted(PLACE[change.table]))
            raise OperationError(
                "forbidden_field",
                f"'move' changes {places} of {change.table}, not {', '.join(foreign)}. Use 'set'.",
            )
        old = self._replace(change.table, before, change.to)
        return [Move(table=change.table, record_id=change.record_id, to=old)]

    def _remove(self, change: Remove) -> list[Change]:
        self._record(change.table, change.record_id)
        removed: list[Change] = []
        self._take(change.table, change.record_id, removed)
        return sorted(removed, key=lambda undo: (isinstance(undo, Set), RANK[undo.table]))

    def _take(self, table: str, record_id: str, removed: list[Change]) -> None:
        """Remove a record and what stands in it; ``removed`` gets what restores them."""
        record = self._writable(table).pop(record_id, None)
        if record is None:  # A loop from a step to itself is met twice.
            return
        removed.append(Add(table=table, record=record.model_dump(mode="json")))
        for inner, field in CONTENTS.get(table, ()):
            for one in [
                key for key, other in self.table(inner).items() if getattr(other, field) == record_id
            ]:
                self._take(inner, one, removed)
        if table == "personas":
            for card in [card for card in self.table("cards").values() if card.persona == record_id]:
                old = self._replace("cards", card, {"persona": None})
                removed.append(Set(table="cards", record_id=card.id, fields=old))

    def _replace(self, table: str, before: Record, fields: dict[str, Any]) -> dict[str, Any]:
        """Put ``fields`` into a record, checked; returns their old values as JSON."""
        after = self._valid(table, {**before.__dict__, **fields})
        if not fields.keys().isdisjoint(PARENTS.get(table, {}).keys() | FITTING):
            self._check(table, after)
        if isinstance(after, Lane) and "kind" in fields:
            self._check_cards_of(after)
        self._writable(table)[before.id] = after
        return before.model_dump(mode="json", include=set(fields))

    def _check_cards_of(self, lane: Lane) -> None:
        lanes = self._writable("lanes")
        before, lanes[lane.id] = lanes[lane.id], lane
        for card in self.table("cards").values():
            problems = misfits(self, card) if card.lane == lane.id else []
            if problems:
                lanes[lane.id] = before
                raise OperationError(
                    "invalid_record", f"The lane {lane.id!r} cannot become one of {lane.kind}. {problems[0]}"
                )

    def _check(self, table: str, record: Record) -> None:
        for problem in missing_parents(self, table, record):
            raise OperationError("missing_parent", problem)
        for problem in misfits(self, record):
            raise OperationError("invalid_record", problem)

    def _valid(self, table: str, fields: dict[str, Any]) -> Record:
        try:
            return TABLES[table].model_validate(fields)
        except ValidationError as error:
            raise OperationError("invalid_record", f"{table}: {first_problem(error)}") from error

    def _record(self, table: str, record_id: str) -> Record:
        record: Record | None = self.table(table).get(record_id)
        if record is None:
            raise OperationError(
                "unknown_record", f"{table} has no record {record_id!r}. It may have been removed."
            )
        return record

    def _writable(self, table: str) -> dict[str, Any]:
        if table not in self._written:
            self._written[table] = dict(self._before.table(table))
        return self._written[table]


def _merged(change: Set, before: Record) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields to write, with what others wrote meanwhile, and of those the merged texts."""
    foreign = sorted(change.base.keys() - (MERGED_TEXTS[change.table] & change.fields.keys()))
    if foreign:
        raise OperationError(
            "forbidden_field",
            f"'base' goes with free texts that 'fields' sets, not with {', '.join(foreign)}. Leave it out.",
        )
    merged: dict[str, str] = {}
    for name, seen in change.base.items():
        wanted = change.fields[name]
        if isinstance(wanted, str):
            merged[name] = merge3(seen, getattr(before, name), wanted)
            _check_length(change, name, merged[name])
    return {**change.fields, **merged}, merged


def _check_length(change: Set, name: str, merged: str) -> None:
    most = LONGEST_LINE if name in LINES else LONGEST_TEXT
    if len(merged) > most >= len(change.fields[name]):
        raise OperationError(
            "invalid_record",
            f"{change.table}: {name}: Together with what others wrote here meanwhile the text has "
            f"{len(merged)} characters, and {most} fit. Shorten it; your words are kept with this message.",
        )
