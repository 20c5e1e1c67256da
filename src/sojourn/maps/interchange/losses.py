"""What differs between a map and what a notation keeps of it, counted and said in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sojourn.maps.document import MERGED_TEXTS, PARENTS, TABLES, MapDocument, Record
from sojourn.maps.interchange.format import Loss

NOUNS: Final = {
    "map": ("map", "maps"),
    "personas": ("persona", "personas"),
    "stages": ("stage", "stages"),
    "steps": ("step", "steps"),
    "lanes": ("lane", "lanes"),
    "cards": ("card", "cards"),
    "links": ("link between steps", "links between steps"),
    "evidence": ("row of evidence", "rows of evidence"),
}
_NAMED: Final = {"personas": "name", "stages": "title", "steps": "title", "lanes": "title"}
_SHOWN: Final = 4
_LONGEST: Final = 40
_NOT_CONTENT: Final = frozenset({"id", "order"})


def differences(before: MapDocument, after: MapDocument) -> tuple[Loss, ...]:
    """Everything by which ``after`` differs from ``before``, table by table.

    Records are the same where their ids are. Ids and order keys themselves carry no content; the order that
    they make does.
    """
    found: list[Loss] = []
    for table in TABLES:
        old, new = before.table(table), after.table(table)
        if table != "map":
            found += _gone(table, before, after)
            found += _added(table, [new[key] for key in new if key not in old])
        found += _changes(table, [(old[key], new[key]) for key in old if key in new])
        found += _reordered(table, before, after)
    if before.map.id != after.map.id:
        found += _changes("map", [(before.map, after.map)])
    return tuple(found)


def counted(number: int, noun: tuple[str, str]) -> str:
    """A number and its noun.

    >>> counted(1, NOUNS["cards"]), counted(0, NOUNS["cards"])
    ('1 card', '0 cards')
    """
    return f"{number:,} {noun[number != 1]}"


def short(text: object) -> str:
    """A value within a sentence."""
    if isinstance(text, float):
        return f"{text:g}".replace("-", "−")
    said = " ".join(str(text).split())
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"


def _gone(table: str, before: MapDocument, after: MapDocument) -> Iterable[Loss]:
    old, new = before.table(table), after.table(table)
    gone = [record for key, record in old.items() if key not in new]
    if table == "cards":
        # Those of a lane or a step that went are counted there.
        gone = [card for card in gone if card.lane in after.lanes and card.step in after.steps]
    if not gone:
        return
    said = f"{counted(len(gone), NOUNS[table])} dropped"
    if names := _names(table, gone):
        said += f": {names}"
    if table == "lanes":
        ids = {record.id for record in gone}
        cards = sum(card.lane in ids for card in before.cards.values())
        said += f"; {counted(cards, NOUNS['cards'])} with them" if cards else ""
    yield Loss(table, "dropped", len(gone), said)


def _added(table: str, added: Sequence[Record]) -> Iterable[Loss]:
    if not added:
        return
    names = _names(table, added)
    felt = table == "cards" and all(getattr(record, "emotion", None) is not None for record in added)
    noun = ("neutral feeling", "neutral feelings") if felt else NOUNS[table]
    said = f"{counted(len(added), noun)} added, because the notation asks for it"
    yield Loss(table, "added", len(added), f"{said}: {names}" if names else said)


def _names(table: str, records: Sequence[Any]) -> str:
    if table not in _NAMED:
        return ""
    names = [f"“{short(getattr(record, _NAMED[table]))}”" for record in records[:_SHOWN]]
    return ", ".join(names) + (f" and {len(records) - _SHOWN} more" if len(records) > _SHOWN else "")


def _changes(table: str, pairs: Sequence[tuple[Any, Any]]) -> Iterable[Loss]:
    """Fields that were emptied, and fields that hold something else now."""
    emptied: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    altered: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    for old, new in pairs:
        for name, about in type(old).model_fields.items():
            was, now = getattr(old, name), getattr(new, name)
            if name in _NOT_CONTENT or was == now:
                continue
            (emptied if now == about.get_default() else altered)[name].append((was, now))
    for name, values in emptied.items():
        said = f"{_field(name)} of {_subjects(table, len(values))} dropped"
        yield Loss(f"{table}.{name}", "dropped", len(values), said)
    for name, values in altered.items():
        yield Loss(f"{table}.{name}", "changed", len(values), _altered(table, name, values))


def _altered(table: str, name: str, values: Sequence[tuple[Any, Any]]) -> str:
    was, now = max(values, key=_distance) if name == "emotion" else values[0]
    of = f"{_field(name)} of {_subjects(table, len(values))}"
    if name == "emotion":
        most = f"{short(2 * float(was))} → {short(2 * float(now))}"
        return f"{of} rounded or averaged, at most {most} on the scale −2…+2"
    if name in PARENTS.get(table, {}):
        return f"{of} changed"
    verb = "rewritten" if name in MERGED_TEXTS.get(table, ()) else "changed"
    return f"{of} {verb}: “{short(was)}” → “{short(now)}”"


def _distance(pair: tuple[Any, Any]) -> float:
    was, now = pair
    return abs(float(was) - float(now))


def _subjects(table: str, count: int) -> str:
    return "the map" if table == "map" else counted(count, NOUNS[table])


def _field(name: str) -> str:
    return name.replace("_", " ")


def _reordered(table: str, before: MapDocument, after: MapDocument) -> Iterable[Loss]:
    if table not in {"stages", "lanes", "personas"}:
        return
    orders = [getattr(document, f"{table}_in_order")() for document in (before, after)]
    common = set(before.table(table)) & set(after.table(table))
    old, new = ([record.id for record in records if record.id in common] for records in orders)
    moved = sum(a != b for a, b in zip(old, new, strict=True))
    if moved:
        said = f"{counted(moved, NOUNS[table])} stand in another order"
        yield Loss(f"{table}.order", "changed", moved, said)
