"""Two people changed copies of one map: one map with the changes of both, and what they disagree about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sojourn.maps.changes import PLACE
from sojourn.maps.document import LINES, MERGED_TEXTS, PARENTS, TABLES, Evidence, MapDocument, misfits
from sojourn.maps.field_types import LONGEST_LINE, LONGEST_TEXT
from sojourn.maps.matching import aligned, is_placed
from sojourn.maps.order import keys_between
from sojourn.maps.text_merge import merge3

Side = Literal["ours", "theirs"]
ConflictKind = Literal["field", "text", "place", "removed", "needed", "misfit"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed in ways that do not go together. Nothing of either is lost: the map holds what
    ``kept`` says, and here is what each side wanted.

    ``field``: two values; ours is kept. ``text``: both wrote at the same place; both stand in the text.
    ``place``: two places; ours is kept. ``removed``: one side removed what the other changed; it stays.
    ``needed``: one side removed what something of the other stands in; it stays. ``misfit``: a card of one
    side does not fit its lane as the other left it; it stands in a lane of its own.
    """

    kind: ConflictKind
    table: str
    record_id: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    kept: str
    words: str

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The merged map, and every conflict."""

    document: MapDocument
    conflicts: tuple[Conflict, ...]


def merge(
    base: MapDocument,
    ours: MapDocument,
    theirs: MapDocument,
    *,
    match: Literal["ids", "content"] = "ids",
    prefer: Side | None = None,
) -> MergeResult:
    """Bring the changes of two copies of a map together. Nothing that either side wrote is dropped.

    Args:
        base: The map that both copies were made from.
        ours: One copy; in doubt it counts.
        theirs: The other copy.
        match: ``ids``, or ``content`` for files written by hand (see ``diff``).
        prefer: Settle conflicts of values, texts and places by taking this side's. What one side removed and
            the other changed stays, and is told, all the same.
    """
    if match == "content":
        ours, theirs = (aligned(side, onto=base) for side in (ours, theirs))
    merging = _Merging(base, ours, _with_ids_of_its_own(base, ours, theirs), prefer)
    return merging.result()


class _Merging:
    def __init__(
        self, base: MapDocument, ours: MapDocument, theirs: MapDocument, prefer: Side | None
    ) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._prefer = prefer
        self._tables: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
        self._conflicts: list[Conflict] = []

    def table(self, name: str) -> dict[str, Any]:
        """The merged records of one table."""
        return self._tables[name]

    def result(self) -> MergeResult:
        for table in TABLES:
            for record_id in self._ids(table):
                record = self._merged(table, record_id)
                if record is not None:
                    self._tables[table][record_id] = record
        for table in reversed(TABLES):
            for record in list(self._tables[table].values()):
                self._keep_parents(table, record)
        for card in list(self._tables["cards"].values()):
            if misfits(self, card):
                self._make_fit(card)
        for table in TABLES:
            if "order" in PLACE[table]:
                self._part_equal_keys(table)
        head = next(iter(self._tables["map"].values()))
        rest = {name: rows for name, rows in self._tables.items() if name != "map"}
        return MergeResult(MapDocument.model_validate({"map": head, **rest}), tuple(self._conflicts))

    def _ids(self, table: str) -> Iterator[str]:
        if table == "map":
            yield self._base.map.id
            return
        sides = (self._base, self._ours, self._theirs)
        yield from dict.fromkeys(record_id for side in sides for record_id in side.table(table))

    def _merged(self, table: str, record_id: str) -> Any:
        """What becomes of a record: one that stays, or nothing."""
        if table == "map":
            mine, other = (
                side.map.model_copy(update={"id": record_id}) for side in (self._ours, self._theirs)
            )
            return self._joined(table, self._base.map, mine, other)
        base, ours, theirs = (
            side.table(table).get(record_id) for side in (self._base, self._ours, self._theirs)
        )
        if ours is not None and theirs is not None:
            return self._joined(table, base, ours, theirs)
        if base is None:
            return ours if ours is not None else theirs
        left = ours if ours is not None else theirs
        if left is None or left == base:
            return None
        remover: Side = "theirs" if ours is not None else "ours"
        words = f"{_name(left, table)} was removed in {remover} and changed in {_other(remover)}. It stays."
        self._conflicts.append(
            Conflict(
                "removed", table, record_id, "", _json(base), _json(ours), _json(theirs), "changed", words
            )
        )
        return left

    def _joined(self, table: str, base: Any, ours: Any, theirs: Any) -> Any:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        place = PLACE[table]
        changed: dict[str, Any] = self._place(table, base, ours, theirs) if place else {}
        for field in type(ours).model_fields:
            if field not in place and field != "id":
                changed[field] = self._field(table, field, base, ours, theirs)
        return ours.model_copy(update=changed)

    def _place(self, table: str, base: Any, ours: Any, theirs: Any) -> dict[str, Any]:
        was, mine, other = (
            {name: getattr(one, name) for name in sorted(PLACE[table])} if one is not None else None
            for one in (base, ours, theirs)
        )
        assert mine is not None
        assert other is not None
        if other in (was, mine):
            return mine
        if mine == was:
            return other
        if self._prefer is None:
            words = f"{_name(ours, table)} was moved to different places. Ours is kept."
            self._conflicts.append(Conflict("place", table, ours.id, "", was, mine, other, "ours", words))
        return other if self._prefer == "theirs" else mine

    def _field(self, table: str, field: str, base: Any, ours: Any, theirs: Any) -> Any:
        was: Any = getattr(base, field) if base is not None else None
        mine: Any = getattr(ours, field)
        other: Any = getattr(theirs, field)
        if other in (was, mine):
            return mine
        if base is not None and mine == was:
            return other
        kept: Any = mine
        kind: ConflictKind = "field"
        if field in MERGED_TEXTS[table]:
            text = merge3(was or "", other, mine)
            if len(text) <= (LONGEST_LINE if field in LINES else LONGEST_TEXT):
                if text == merge3(was or "", mine, other):
                    return text  # Both wrote at different places: nothing to decide.
                kept, kind = text, "text"
        if self._prefer is not None:
            return mine if self._prefer == "ours" else other
        told = "Both stand there now" if kind == "text" else "Ours is kept"
        words = f"{field} of {_name(ours, table)}: ours {_said(mine)}, theirs {_said(other)}. {told}."
        stays = "both" if kind == "text" else "ours"
        wanted = [_field_json(one, field) for one in (base, ours, theirs)]
        self._conflicts.append(
            Conflict(kind, table, ours.id, field, wanted[0], wanted[1], wanted[2], stays, words)
        )
        return kept

    def _keep_parents(self, table: str, record: Any) -> None:
        """Bring back what was removed though something that stays stands in it."""
        for field, parent in PARENTS.get(table, {}).items():
            name = getattr(record, field)
            if name is None or name in self._tables[parent]:
                continue
            back = next(
                side.table(parent)[name]
                for side in (self._ours, self._theirs, self._base)
                if name in side.table(parent)
            )
            self._tables[parent][name] = back
            remover = "theirs" if name in self._ours.table(parent) else "ours"
            lost, left = _name(back, parent), _name(record, table)
            words = f"{lost} was removed in {remover}, but {left} needs it. It stays."
            self._conflicts.append(
                Conflict("needed", parent, name, "", _json(back), None, record.id, _other(remover), words)
            )
            self._keep_parents(parent, back)

    def _make_fit(self, card: Any) -> None:
        """Give a card that does not fit its lane any more a lane as it was where the card came from."""
        for side in (self._ours, self._theirs):
            whole = side.cards.get(card.id)
            if whole is None:
                continue
            where = side.lanes[whole.lane]
            spare = f"{where.id[:56]}-{where.kind[:6]}"
            if spare not in self._tables["lanes"]:
                self._tables["lanes"][spare] = where.model_copy(update={"id": spare})
            fitted = card.model_copy(
                update={name: getattr(whole, name) for name in ("lane", "emotion", "aspect", "measure")}
                | {"value": whole.value, "unit": whole.unit}
            )
            self._tables["cards"][card.id] = fitted.model_copy(update={"lane": spare})
            words = f"{_name(card, 'cards')} does not fit its lane any more. It stands in one of its own."
            self._conflicts.append(
                Conflict("misfit", "cards", card.id, "lane", None, card.lane, spare, "both", words)
            )
            return

    def _part_equal_keys(self, table: str) -> None:
        """Where both sides put something at the same place, theirs goes behind ours."""
        groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        fields = sorted(PLACE[table] - {"order"})
        for record in self._tables[table].values():
            groups[tuple(getattr(record, field) for field in fields)].append(record)
        for group in groups.values():
            group.sort(key=lambda one: (one.order, one.id))
            keys = sorted({one.order for one in group})
            for key, following in zip(keys, [*keys[1:], None], strict=True):
                same = [one for one in group if one.order == key]
                early = [one for one in same if self._is_put_here_by(self._ours, table, one)]
                late = [
                    one for one in same if one not in early and self._is_put_here_by(self._theirs, table, one)
                ]
                if not early or not late:
                    continue
                for one, fresh in zip(late, keys_between(key, following, len(late)), strict=True):
                    self._tables[table][one.id] = one.model_copy(update={"order": fresh})

    def _is_put_here_by(self, side: MapDocument, table: str, record: Any) -> bool:
        """Whether ``side`` added the record at its place or moved it there."""
        base, its = (one.table(table).get(record.id) for one in (self._base, side))
        return its is not None and _place(its, table) == _place(record, table) != _place(base, table)


def _place(record: Any, table: str) -> tuple[str, ...] | None:
    return tuple(getattr(record, field) for field in sorted(PLACE[table])) if record is not None else None


def _with_ids_of_its_own(base: MapDocument, ours: MapDocument, theirs: MapDocument) -> MapDocument:
    """``theirs``, where cards and evidence that both sides added under one made id are two, unless they say
    the same.
    """
    cards = dict(theirs.cards)
    renamed: dict[str, str] = {}
    for card in theirs.cards.values():
        other = ours.cards.get(card.id)
        if other is None or card.id in base.cards or not is_placed(card) or other.text == card.text:
            continue
        name = _free_name(card.id, cards, ours.cards, base.cards)
        del cards[card.id]
        cards[name] = card.model_copy(update={"id": name})
        renamed[card.id] = name
    rows = {key: _about_renamed(row, renamed) for key, row in theirs.evidence.items()}
    for row in list(rows.values()):
        mine = ours.evidence.get(row.id)
        if mine is None or row.id in base.evidence or _says_the_same(mine, row):
            continue
        name = _free_name(row.id, rows, ours.evidence, base.evidence)
        del rows[row.id]
        rows[name] = row.model_copy(update={"id": name})
    return theirs.model_copy(update={"cards": cards, "evidence": rows})


def _about_renamed(row: Evidence, renamed: Mapping[str, str]) -> Evidence:
    name = renamed.get(row.card or "")
    return row.model_copy(update={"card": name}) if name else row


def _says_the_same(one: Evidence, other: Evidence) -> bool:
    return one.about() == other.about() and one.title == other.title


def _free_name(name: str, *taken: Collection[str]) -> str:
    number = 2
    while any(f"{name[:60]}-{number}" in one for one in taken):
        number += 1
    return f"{name[:60]}-{number}"


def _other(side: str) -> Side:
    return "theirs" if side == "ours" else "ours"


def _name(record: Any, table: str) -> str:
    if table == "map":
        return "the map"
    text = str(getattr(record, "name", "") or getattr(record, "title", "") or getattr(record, "text", ""))
    shown = " ".join(text.split())
    return f"{table.removesuffix('s')} “{shown[:59] + '…' if len(shown) > 60 else shown or record.id}”"


def _said(value: Any) -> str:
    text = " ".join(str(value).split())
    return f"“{text[:59] + '…' if len(text) > 60 else text}”"


def _json(record: Any) -> Any:
    return record.model_dump(mode="json") if record is not None else None


def _field_json(record: Any, field: str) -> Any:
    return record.model_dump(mode="json", include={field})[field] if record is not None else None
