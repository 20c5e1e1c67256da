"""What differs between two maps: record by record, in words, and as operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from sojourn.maps.changes import PLACE, RANK
from sojourn.maps.diff_operations import PARENT, operations_between
from sojourn.maps.diff_words import Words
from sojourn.maps.document import TABLES, MapDocument
from sojourn.maps.matching import aligned
from sojourn.maps.operation_kinds import Change
from sojourn.maps.sequences import interleaved, unmoved

Kind = Literal["added", "removed", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. ``field``, ``old`` and ``new`` are of ``changed`` and ``moved``; ``inside`` is
    the id of the record that was added or removed together with this one, nothing where it stands alone.
    """

    kind: Kind
    table: str
    record_id: str
    field: str
    old: Any
    new: Any
    inside: str
    words: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


@dataclass(frozen=True)
class MapDiff:
    """What makes ``after`` of ``before``. ``after`` bears the ids of ``before`` where both mean the same."""

    before: MapDocument
    after: MapDocument
    differences: tuple[Difference, ...]

    @cached_property
    def operations(self) -> tuple[Change, ...]:
        """Changes that make ``after`` of ``before``, exactly."""
        return operations_between(self.before, self.after)

    def words(self) -> list[str]:
        """The differences in words, in the order in which the map is read; what came or went with its step or
        stage is counted there."""
        return [one.words for one in self.differences if not one.inside]


def diff(before: MapDocument, after: MapDocument, *, match: Literal["ids", "content"] = "content") -> MapDiff:
    """What differs between two maps, as the map reads: left to right, in a step from top to bottom.

    An order key that differs while the order is the same is no difference, though ``operations`` sets it.

    Args:
        before: The older map, or the one that is compared with.
        after: The newer map.
        match: ``ids``: records are the same where their ids are, for states of one map. ``content``: also
            where they say the same in the same place, for files written by hand and for different maps.
    """
    if match == "content":
        after = aligned(after, onto=before)
    comparison = _Comparison(before, after)
    return MapDiff(before, after, tuple(sorted(comparison.differences(), key=comparison.place)))


class _Comparison:
    def __init__(self, before: MapDocument, after: MapDocument) -> None:
        self._before, self._after = before, after
        self._words = Words(before, after)
        self._places = {
            table: _ranks(interleaved(_ids(before, table), _ids(after, table)))
            for table in ("personas", "stages", "steps", "lanes")
        }

    def differences(self) -> Iterator[Difference]:
        """All of them, table by table."""
        for table in TABLES:
            before, after = self._before.table(table), self._after.table(table)
            for record_id in before.keys() - after.keys():
                if table != "map":
                    yield self._whole("removed", table, before[record_id])
            for record_id in after.keys() - before.keys():
                if table != "map":
                    yield self._whole("added", table, after[record_id])
            moved = self._moved(table)
            for record_id in before.keys() & after.keys():
                old, new = before[record_id], after[record_id]
                if record_id in moved:
                    yield self._placed_elsewhere(table, old, new)
                if old is not new:
                    yield from self._fields(table, old, new)

    def place(self, one: Difference) -> tuple[Any, ...]:
        """Where a difference is read on the map."""
        record = self._record(one.table, one.record_id)
        at = self._record("cards", record.card) if getattr(record, "card", None) else record
        step = getattr(at, "step", record.id if one.table == "steps" else None)
        stage = getattr(self._record("steps", step), "stage", None) if step else None
        if one.table == "stages":
            stage = record.id
        section = {"map": 0, "personas": 1, "lanes": 2, "links": 4}.get(one.table, 3)
        if one.table == "evidence":
            section = 3 if step else 1 if record.persona else 0
        persona = record.persona if one.table == "evidence" else record.id
        lane = record.id if one.table == "lanes" else getattr(at, "lane", None)
        return (
            section,
            self._places["personas"].get(persona or "", -1),
            self._places["stages"].get(stage or "", -1),
            self._places["steps"].get(step or "", -1),
            self._places["lanes"].get(lane or "", -1),
            RANK[one.table],
            getattr(record, "order", ""),
            record.id,
            list(type(record).model_fields).index(one.field)
            if one.field in type(record).model_fields
            else -1,
        )

    def _record(self, table: str, record_id: str) -> Any:
        return self._after.table(table).get(record_id) or self._before.table(table)[record_id]

    def _whole(self, kind: Literal["added", "removed"], table: str, record: Any) -> Difference:
        side, other = (self._after, self._before) if kind == "added" else (self._before, self._after)
        inside = next(
            (
                getattr(record, field)
                for field, parent in PARENT[table]
                if getattr(record, field) is not None and getattr(record, field) not in other.table(parent)
            ),
            "",
        )
        words = self._words.whole(kind, table, record, side)
        return Difference(kind, table, record.id, "", None, None, inside, words)

    def _moved(self, table: str) -> set[str]:
        """Which records stand under another parent, or elsewhere among those that stayed with them."""
        parents = sorted(PLACE[table] - {"order"})
        old, new = self._before.table(table), self._after.table(table)
        if old is new or not PLACE[table]:
            return set()
        stayed: dict[tuple[str, ...], list[str]] = defaultdict(list)
        moved: set[str] = set()
        for record_id in old.keys() & new.keys():
            where = tuple(getattr(new[record_id], field) for field in parents)
            if where == tuple(getattr(old[record_id], field) for field in parents):
                stayed[where].append(record_id)
            else:
                moved.add(record_id)
        for names in stayed.values():
            was, now = _sorted(names, old), _sorted(names, new)
            if was != now:
                moved |= set(names) - unmoved(was, now)
        return moved

    def _placed_elsewhere(self, table: str, old: Any, new: Any) -> Difference:
        names = sorted(PLACE[table])
        was, now = ({name: getattr(one, name) for name in names} for one in (old, new))
        words = self._words.moved(table, old, new)
        return Difference("moved", table, old.id, "", was, now, "", words)

    def _fields(self, table: str, old: Any, new: Any) -> Iterator[Difference]:
        names = [
            name
            for name in type(new).model_fields
            if name not in PLACE[table] and getattr(old, name) != getattr(new, name)
        ]
        if not names:
            return
        was, now = (one.model_dump(mode="json", include=set(names)) for one in (old, new))
        for name in names:
            words = self._words.changed(table, name, old, new)
            yield Difference("changed", table, old.id, name, was[name], now[name], "", words)


def _ids(document: MapDocument, table: str) -> list[str]:
    if table == "steps":
        return [step.id for step in document.steps_in_order()]
    return _sorted(list(document.table(table)), document.table(table))


def _sorted(names: Sequence[str], records: Mapping[str, Any]) -> list[str]:
    return sorted(names, key=lambda name: (records[name].order, name))


def _ranks(names: Sequence[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(names)}
