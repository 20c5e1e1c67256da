"""What operations did to a map, record by record and in words: for whoever asks who changed what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sojourn.maps.changes import PLACE, Draft
from sojourn.maps.diff_words import Words
from sojourn.maps.document import TABLES, Evidence, MapDocument, Record
from sojourn.maps.operation_kinds import Batch, Operation

Seen = Record | None
MEASURED: Final = frozenset({"numbers"})
"""Fields that the log fills in, for many steps at once."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody did."""

    table: str
    record_id: str
    words: str


class Telling:
    """Replays operations of several authors and tells what each of them changed, in sum.

    Each operation belongs to a group. What a group did to one record is told from the record before its first
    operation to the record after its last, so that the pauses while a text was typed are one change.
    """

    def __init__(self, document: MapDocument) -> None:
        self._before = document
        self._draft = Draft(document)
        self._touched: dict[int, dict[tuple[str, str], tuple[Seen, Seen]]] = defaultdict(dict)
        self._known = {table: dict(document.table(table)) for table in TABLES}
        """Every record that the map had meanwhile, as it was last: what was removed still has a title."""

    def take(self, operation: Operation, *, group: int | None) -> None:
        """Apply the next operation; ``None``: it belongs to no group and is not told."""
        for change in operation.operations if isinstance(operation, Batch) else (operation,):
            table = change.table
            record_id = str(change.record["id"]) if change.do == "add" else change.record_id
            old = self._draft.table(table).get(record_id)
            self._draft.change(change)
            new = self._draft.table(table).get(record_id)
            if new is not None:
                self._known[table][record_id] = new
            if group is not None:
                # Taken out first, so that what was touched last stands last.
                first = self._touched[group].pop((table, record_id), (old, None))[0]
                self._touched[group][table, record_id] = (first, new)

    def told(self, group: int, *, only: frozenset[str] = frozenset()) -> list[Told]:
        """What a group changed, what it touched last first. Numbers that were measured are one thing.

        Args:
            group: Which group.
            only: Ids of records; what is about others is left out. Empty: nothing is left out.
        """
        side = self._everything()
        words = Words(side, side)
        touched = self._touched[group]
        gone = {key[1] for key, (_, new) in touched.items() if new is None}
        found: list[Told] = []
        measured = 0
        for (table, record_id), (old, new) in reversed(touched.items()):
            record = new or old
            if record is None or (only and record_id not in only and only.isdisjoint(_parents(record))):
                continue
            if new is None and gone.intersection(_parents(record)):
                continue  # It went with what it stood in, which is told.
            if table != "map":
                side.table(table)[record_id] = record  # As this group left it, whatever came later.
            measured += old is not None and new is not None and bool(_changed(old, new) & MEASURED)
            found += [Told(table, record_id, one) for one in _said(words, table, old, new, side)]
        if measured:
            steps = "1 step" if measured == 1 else f"{measured} steps"
            found.append(Told("map", self._before.map.id, f"Numbers of {steps} measured again"))
        return found

    def _everything(self) -> MapDocument:
        tables: dict[str, Any] = {table: dict(records) for table, records in self._known.items()}
        tables["map"] = next(iter(self._draft.table("map").values()))
        return self._before.model_copy(update=tables)


def _said(words: Words, table: str, old: Seen, new: Seen, side: MapDocument) -> Iterable[str]:
    if old is None and new is not None:
        yield words.whole("added", table, new, side)
    elif new is None and old is not None:
        yield words.whole("removed", table, old, side)
    elif old is not None and new is not None:
        fields = _changed(old, new)
        if not PLACE[table].isdisjoint(fields):
            yield words.moved(table, old, new)
        for name in type(new).model_fields:
            if name in fields - PLACE[table] - MEASURED - {"measured"}:
                yield words.changed(table, name, old, new)


def _changed(old: Record, new: Record) -> set[str]:
    return {name for name in type(new).model_fields if getattr(old, name) != getattr(new, name)}


def _parents(record: Record) -> set[str]:
    if isinstance(record, Evidence):
        return {record.about() or ""} - {""}
    names = ("stage", "step", "lane", "card", "source", "target")
    return {str(value) for name in names if (value := getattr(record, name, None)) is not None}
