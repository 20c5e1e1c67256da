"""Which records of two maps tell of the same thing, also where their ids say nothing of it.

Files written by hand carry no ids: reading makes some from titles and places, so a renamed step or a card put
before another gets a new one. Here a map takes over the ids of another one wherever both mean the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from sojourn.maps.changes import PLACE
from sojourn.maps.document import PARENTS, TABLES, Card, Evidence, MapDocument
from sojourn.maps.fresh_ids import slug_of
from sojourn.maps.order import keys_between
from sojourn.maps.sequences import unmoved

ALIKE: Final = 0.6
"""The share of letters that two texts must have in common to be taken for versions of one."""
COMPARED_LETTERS: Final = 400
MOST_COMPARED: Final = 40
"""Of one place: records that are left over on one side, up to which each is compared with each."""
NUMBERED_LINK: Final = re.compile(r"lnk_[0-9]+")
Where = Callable[[str, str | None], str | None]
"""Says by which id a record of a table is known in the other map; nothing where it is not there."""
Key = Callable[[Any, Where], Hashable | None]


def aligned(document: MapDocument, *, onto: MapDocument) -> MapDocument:
    """``document`` with the ids of ``onto`` where both tell of the same thing, and its order keys where both
    have the same order. Its content stays; the map itself takes over the id of ``onto``.

    Args:
        document: The map to write anew.
        onto: The map whose ids count.
    """
    names = _Matching(document, onto).names()
    tables: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        tables[table] = {}
        for record in document.table(table).values():
            update = {"id": names[table][record.id]}
            for field, parent in PARENTS.get(table, {}).items():
                if getattr(record, field) is not None:
                    update[field] = names[parent][getattr(record, field)]
            tables[table][update["id"]] = record.model_copy(update=update)
    head = next(iter(tables.pop("map").values()))
    for table, records in tables.items():
        if "order" in PLACE[table]:
            _keep_order(table, records, onto.table(table))
    return document.model_copy(update={"map": head, **tables})


class _Matching:
    """Pairs of records, found table by table: parents before what stands in them."""

    def __init__(self, mine: MapDocument, other: MapDocument) -> None:
        self._mine, self._other = mine, other
        self._pairs: dict[str, dict[str, str]] = {table: {} for table in TABLES}

    def names(self) -> dict[str, dict[str, str]]:
        """Per table: the id that each record of ``mine`` gets."""
        self._pairs["map"][self._mine.map.id] = self._other.map.id
        self._match("personas", _id, _called("name"))
        self._match("lanes", _id, _lane, _kind)
        self._match("stages", _id, _called("title"))
        self._match_by_content("stages", _steps_of)
        self._match("steps", _id, _titled_in_stage, _called("title"))
        self._match_alike("steps", _stage, "title")
        self._match_by_content("steps", _cards_of)
        self._match("cards", _own_id, _said_in_cell, _measured_in_cell)
        self._match_alike("cards", _cell, "text")
        self._match("links", _own_link_id, _ends, _id)
        self._match("evidence", _own_evidence_id, _said_of_it, _id)
        self._match_alike("evidence", _about, "title")
        return {table: self._named(table) for table in TABLES}

    def _match(self, table: str, *keys: Key) -> None:
        """Pair what has the same key, key after key; several of one key in their order."""
        for key in keys:
            others = self._grouped(table, key, mine=False)
            for value, records in self._grouped(table, key, mine=True).items():
                for record, other in zip(records, others.get(value, ()), strict=False):
                    self._pairs[table][record.id] = other.id

    def _match_alike(self, table: str, key: Key, text: str) -> None:
        """Pair what stands in one place and reads much the same, the most alike first."""
        others = self._grouped(table, key, mine=False)
        for value, records in self._grouped(table, key, mine=True).items():
            there = others.get(value, [])[:MOST_COMPARED]
            found = sorted(
                (-ratio, one.id, other.id)
                for one in records[:MOST_COMPARED]
                for other in there
                if (ratio := _alike(getattr(one, text), getattr(other, text))) >= ALIKE
            )
            taken: set[str] = set()
            for _, one, other in found:
                if one not in self._pairs[table] and other not in taken:
                    self._pairs[table][one] = other
                    taken.add(other)

    def _match_by_content(self, table: str, content: Callable[[MapDocument, str], set[str]]) -> None:
        """Pair what was renamed but still holds at least half of the same."""
        others = {record.id: content(self._other, record.id) for record in self._left(table, mine=False)}
        for record in self._left(table, mine=True):
            inside = content(self._mine, record.id)
            shared = Counter({other: len(inside & held) for other, held in others.items()})
            for other, count in shared.most_common(1):
                if count and 2 * count >= max(len(inside), len(others[other])):
                    self._pairs[table][record.id] = other
                    del others[other]

    def _grouped(self, table: str, key: Key, *, mine: bool) -> dict[Hashable, list[Any]]:
        """What has no pair yet, by key; parents are named as in the other map on both sides."""
        where = self._place_in_other if mine else _as_it_is
        found: dict[Hashable, list[Any]] = defaultdict(list)
        for record in self._left(table, mine=mine):
            value = key(record, where)
            if value is not None:
                found[value].append(record)
        return found

    def _left(self, table: str, *, mine: bool) -> list[Any]:
        done = self._pairs[table].keys() if mine else set(self._pairs[table].values())
        document = self._mine if mine else self._other
        records = [record for record in document.table(table).values() if record.id not in done]
        return sorted(records, key=lambda record: (getattr(record, "order", ""), record.id))

    def _place_in_other(self, table: str, record_id: str | None) -> str | None:
        return self._pairs[table].get(record_id) if record_id else None

    def _named(self, table: str) -> dict[str, str]:
        pairs = self._pairs[table]
        taken = set(pairs.values()) | self._other.table(table).keys()
        names: dict[str, str] = {}
        for record_id in self._mine.table(table):
            name, number = pairs.get(record_id, record_id), 2
            while record_id not in pairs and name in taken:
                name, number = f"{record_id[:60]}-{number}", number + 1
            taken.add(name)
            names[record_id] = name
        return names


def is_placed(card: Card) -> bool:
    """Whether a card's id was made from its place in a file, and so says nothing of the card itself."""
    step, lane = card.step.partition("_")[2], card.lane.partition("_")[2]
    stem = re.sub(r"[^a-z0-9_]+", "-", f"{step}_{lane}_")[:48]
    rest = card.id.removeprefix("crd_").removeprefix(stem)
    return rest != card.id.removeprefix("crd_") and bool(re.fullmatch(r"[0-9]*(-[0-9]+)?", rest))


def _as_it_is(table: str, record_id: str | None) -> str | None:  # noqa: ARG001  One of two ways to say where.
    return record_id


def _id(record: Any, where: Where) -> Hashable:  # noqa: ARG001  One of many keys, of which most ask where.
    return str(record.id)


def _own_id(card: Any, where: Where) -> Hashable | None:  # noqa: ARG001  As above.
    return None if is_placed(card) else str(card.id)


def _own_link_id(link: Any, where: Where) -> Hashable | None:  # noqa: ARG001  As above.
    return None if NUMBERED_LINK.fullmatch(link.id) else str(link.id)


def _called(field: str) -> Key:
    def key(record: Any, where: Where) -> Hashable | None:  # noqa: ARG001  As above.
        return _fold(getattr(record, field)) or None

    return key


def _lane(lane: Any, where: Where) -> Hashable:  # noqa: ARG001  As above.
    return lane.kind, _fold(lane.title)


def _kind(lane: Any, where: Where) -> Hashable:  # noqa: ARG001  As above.
    return str(lane.kind)


def _stage(step: Any, where: Where) -> Hashable | None:
    return where("stages", step.stage)


def _titled_in_stage(step: Any, where: Where) -> Hashable | None:
    stage, title = where("stages", step.stage), _fold(step.title)
    return (stage, title) if stage and title else None


def _cell(card: Any, where: Where) -> Hashable | None:
    step, lane = where("steps", card.step), where("lanes", card.lane)
    return (step, lane) if step and lane else None


def _said_in_cell(card: Any, where: Where) -> Hashable | None:
    cell, text = _cell(card, where), _fold(card.text)
    return (cell, text, where("personas", card.persona)) if cell and text else None


def _measured_in_cell(card: Any, where: Where) -> Hashable | None:
    """What one place holds once: a feeling of one persona, a metric of one unit, a department."""
    cell = _cell(card, where)
    if cell is None:
        return None
    if card.emotion is not None:
        return cell, "emotion", card.aspect, where("personas", card.persona)
    if card.measure is not None or card.unit:
        return cell, "metric", card.measure, card.unit
    return (cell, card.department, card.person) if card.department or card.person else None


def is_named_after(row: Evidence) -> bool:
    """Whether the id of a row of evidence was made from what it says, as for files without ids."""
    stem = slug_of(row.title or row.kind)
    return bool(re.fullmatch(re.escape(f"evd_{stem}") + r"(-[0-9]+)?", row.id))


def _own_evidence_id(row: Any, where: Where) -> Hashable | None:  # noqa: ARG001  As above.
    return None if is_named_after(row) else str(row.id)


def _about(row: Any, where: Where) -> Hashable | None:
    for field, table in PARENTS["evidence"].items():
        if getattr(row, field) is not None:
            place = where(table, getattr(row, field))
            return (field, place) if place else None
    return "map"


def _said_of_it(row: Any, where: Where) -> Hashable | None:
    about = _about(row, where)
    return (about, row.kind, _fold(row.title), _fold(row.quote)) if about else None


def _ends(link: Any, where: Where) -> Hashable | None:
    source, target = where("steps", link.source), where("steps", link.target)
    return (source, target, link.kind) if source and target else None


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _fold(one)[:COMPARED_LETTERS], _fold(other)[:COMPARED_LETTERS])
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _steps_of(document: MapDocument, stage: str) -> set[str]:
    return {_fold(step.title) for step in document.steps.values() if step.stage == stage} - {""}


def _cards_of(document: MapDocument, step: str) -> set[str]:
    return {_fold(card.text) for card in document.cards.values() if card.step == step} - {""}


def _keep_order(table: str, records: dict[str, Any], others: dict[str, Any]) -> None:
    """Give records the order keys that they have in the other map, where they stand in the same order."""
    parents = sorted(PLACE[table] - {"order"})
    groups: dict[tuple[str | None, ...], list[Any]] = defaultdict(list)
    for record in records.values():
        groups[tuple(getattr(record, field) for field in parents)].append(record)
    for place, group in groups.items():
        group.sort(key=_by_order)
        there = sorted(
            (
                others[record.id]
                for record in group
                if record.id in others
                and tuple(getattr(others[record.id], field) for field in parents) == place
            ),
            key=_by_order,
        )
        for name, key in _kept_keys(group, there).items():
            records[name] = records[name].model_copy(update={"order": key})


def _kept_keys(group: Sequence[Any], there: Sequence[Any]) -> dict[str, str]:
    """New order keys for a group of siblings, of which ``there`` is how some stand in the other map."""
    keys = {record.id: record.order for record in there}
    same = unmoved([record.id for record in there], [record.id for record in group])
    if all(keys[record.id] == record.order for record in group if record.id in same):
        return {}
    found: dict[str, str] = {}
    last: str | None = None
    waiting: list[str] = []
    for record in group:
        key = keys[record.id] if record.id in same else None
        if key is None or (last is not None and key <= last):
            waiting.append(record.id)
            continue
        found |= zip(waiting, keys_between(last, key, len(waiting)), strict=True)
        found[record.id] = last = key
        waiting = []
    return found | dict(zip(waiting, keys_between(last, None, len(waiting)), strict=True))


def _by_order(record: Any) -> tuple[str, str]:
    return record.order, record.id
