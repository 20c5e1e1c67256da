"""The operations that make one state of a map into another, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sojourn.maps.changes import CONTENTS, PLACE, RANK
from sojourn.maps.document import FIELDS_OF_LANES, LANES_WITHOUT_CARDS, TABLES, MapDocument
from sojourn.maps.operation_kinds import LARGEST_BATCH, Add, Batch, Change, Move, Remove, Set

SPECIAL: Final = LANES_WITHOUT_CARDS | FIELDS_OF_LANES.keys()
"""Kinds of lanes whose cards are unlike others: no card goes in or out of them by moving."""
PARENT: Final = {
    inner: tuple((field, table) for table, rows in CONTENTS.items() for name, field in rows if name == inner)
    for inner in TABLES
}
"""Per table: the fields that name a record whose removal removes this one too, and that record's table."""


def operations_between(before: MapDocument, after: MapDocument) -> tuple[Change, ...]:
    """Changes that, applied in order, make ``after`` of ``before``: ``apply(before, …) == after``.

    Records are told apart by id alone. The maps must be states of one map; the map's own id never changes.
    """
    return tuple(_Between(before, after).changes())


def batches(changes: Sequence[Change], *, label: str = "") -> list[Batch]:
    """The changes as few operations as can be: one, unless there are more than an operation may hold."""
    return [
        Batch(operations=tuple(changes[start : start + LARGEST_BATCH]), label=label)
        for start in range(0, len(changes), LARGEST_BATCH)
    ]


class _Between:
    def __init__(self, before: MapDocument, after: MapDocument) -> None:
        self._before, self._after = before, after
        self._turned = {
            lane.id
            for lane in after.lanes.values()
            if (old := before.lanes.get(lane.id)) is not None
            and old.kind != lane.kind
            and not SPECIAL.isdisjoint({old.kind, lane.kind})
        }
        self._made_anew = {card.id for card in before.cards.values() if self._is_made_anew(card.id)}
        self._gone_early = {change.record_id for change in self._cards_out_of_the_way()}
        self._taken_along = {row.id for row in before.evidence.values() if row.card in self._gone_early}

    def changes(self) -> Iterator[Change]:
        """In an order in which every step between is a map: what is needed comes before what needs it."""
        yield from self._cards_out_of_the_way()
        for table in sorted(("personas", "stages", "lanes", "steps"), key=RANK.__getitem__):
            yield from self._added(table)
        for table in ("map", "personas", "stages", "lanes", "steps"):
            yield from self._changed(table)
        yield from self._added("cards")
        yield from self._changed("cards")
        yield from self._added("links")
        yield from self._changed("links")
        yield from self._added("evidence")
        yield from self._changed("evidence")
        for table in sorted(TABLES, key=RANK.__getitem__, reverse=True):
            yield from self._removed(table)

    def _is_made_anew(self, card: str) -> bool:
        """Whether a card that stays goes between lanes of such kinds that no single change can do it."""
        old, new = self._before.cards[card], self._after.cards.get(card)
        if new is None or old is new:
            return False
        kinds = {self._before.lanes[old.lane].kind, self._after.lanes[new.lane].kind}
        return not self._turned.isdisjoint({old.lane, new.lane}) or (
            len(kinds) > 1 and not SPECIAL.isdisjoint(kinds)
        )

    def _cards_out_of_the_way(self) -> Iterator[Remove]:
        """Cards that would keep a lane from becoming of another kind, or that are made anew."""
        for card in self._before.cards.values():
            gone = card.id not in self._after.cards and card.lane in self._turned
            if gone or card.id in self._made_anew:
                yield Remove(table="cards", record_id=card.id)

    def _is_put_back(self, table: str, record_id: str) -> bool:
        """Whether a record that stays was taken away before, or went along with what was."""
        return record_id in {"cards": self._made_anew, "evidence": self._taken_along}.get(table, ())

    def _added(self, table: str) -> Iterator[Change]:
        before = self._before.table(table)
        for record in self._after.table(table).values():
            if record.id not in before or self._is_put_back(table, record.id):
                yield Add(table=table, record=record.model_dump(mode="json"))

    def _changed(self, table: str) -> Iterator[Change]:
        before = self._before.table(table)
        for record in self._after.table(table).values():
            old = before.get(record.id)
            if old is None or old is record or self._is_put_back(table, record.id):
                continue
            fields = {name for name in type(record).model_fields if _differs(old, record, name)}
            place = fields & PLACE[table]
            if place:
                to = record.model_dump(mode="json", include=place)
                yield Move(table=table, record_id=record.id, to=to)
            if fields - place:
                new = record.model_dump(mode="json", include=fields - place)
                yield Set(table=table, record_id=record.id, fields=new)

    def _removed(self, table: str) -> Iterator[Change]:
        after = self._after.table(table)
        for record in self._before.table(table).values():
            if record.id in after or record.id in self._gone_early | self._taken_along:
                continue
            if not self._goes_with_another(table, record):
                yield Remove(table=table, record_id=record.id)

    def _goes_with_another(self, table: str, record: Any) -> bool:
        return any(
            (name := getattr(record, field)) is not None and name not in self._after.table(parent)
            for field, parent in PARENT[table]
        )


def _differs(old: Any, new: Any, field: str) -> bool:
    return bool(getattr(old, field) != getattr(new, field))
