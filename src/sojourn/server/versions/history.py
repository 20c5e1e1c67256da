"""Who changed what: the log of a map, told by author and spell of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.db.models import Max, Q, TextField
from django.db.models.functions import Cast

from sojourn.maps.document import MapDocument
from sojourn.maps.operation_kinds import operation_from
from sojourn.maps.telling import Telling
from sojourn.server.maps.models import Map, MapOperation
from sojourn.server.versions.schemas import HistoryAuthor, HistoryGroup, HistoryLine, HistoryView
from sojourn.server.versions.selectors import document_at

PAUSE: Final = timedelta(minutes=10)
"""After so long without an edit, a person's next one begins another group."""
AT_ONCE: Final = 200
"""Operations that one answer tells of."""
LINES: Final = 30
"""Changes that are listed of a group."""
MOST_CARDS: Final = 100
"""Cards of a step whose changes are looked for with its own."""


@dataclass(slots=True)
class _Spell:
    """Operations of one author without a long pause, newest first."""

    operations: list[MapOperation] = field(default_factory=list)

    def takes(self, earlier: MapOperation) -> bool:
        last = self.operations[-1]
        return _who(last) == _who(earlier) and last.at - earlier.at <= PAUSE


def history(row: Map, *, person: str = "", record: str = "", before: int | None = None) -> HistoryView:
    """What was done to a map, newest first.

    Args:
        row: The map.
        person: The id of a person; what others did is left out.
        record: The id of a record; what is not about it, or about a card of that step, is left out.
        before: Tell of what came before this operation.
    """
    records = _with_its_cards(document_at(row.id, row.seq), record) if record else frozenset()
    wanted = _wanted(row, person=person, records=records, before=before)
    found = list(wanted.order_by("-seq")[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    return HistoryView(
        groups=[
            group for group in _told(row, _spells(shown), records=records) if group.changes or not record
        ],
        people=_people(row),
        before=shown[-1].seq if len(found) > AT_ONCE else None,
    )


def _wanted(row: Map, *, person: str, records: frozenset[str], before: int | None) -> Any:
    wanted = MapOperation.objects.filter(map=row, seq__lte=row.seq)
    if before is not None:
        wanted = wanted.filter(seq__lt=before)
    if person:
        wanted = wanted.filter(author_id=person)
    if records:
        named = Q()
        for one in sorted(records):
            named |= Q(text__contains=f'"{one}"')
        wanted = wanted.annotate(text=Cast("operation", TextField())).filter(named)
    return wanted


def _with_its_cards(document: MapDocument, record: str) -> frozenset[str]:
    cards = [card.id for card in document.cards.values() if card.step == record]
    return frozenset({record, *cards[:MOST_CARDS]})


def _spells(newest_first: Sequence[MapOperation]) -> list[_Spell]:
    """Groups in the order of their last operations; people who work at the same time have one each."""
    spells: list[_Spell] = []
    open_: dict[object, _Spell] = {}
    for operation in newest_first:
        spell = open_.get(_who(operation))
        if spell is None or not spell.takes(operation):
            spell = open_[_who(operation)] = _Spell()
            spells.append(spell)
        spell.operations.append(operation)
    return spells


def _told(row: Map, spells: Sequence[_Spell], *, records: frozenset[str]) -> list[HistoryGroup]:
    if not spells:
        return []
    group_of = {one.seq: index for index, spell in enumerate(spells) for one in spell.operations}
    first, last = min(group_of), max(group_of)
    telling = Telling(document_at(row.id, first - 1))
    window = MapOperation.objects.filter(map=row, seq__gte=first, seq__lte=last).order_by("seq")
    for seq, operation in window.values_list("seq", "operation").iterator():
        telling.take(operation_from(operation), group=group_of.get(seq))
    return [_group(spell, telling, index, records=records) for index, spell in enumerate(spells)]


def _group(spell: _Spell, telling: Telling, index: int, *, records: frozenset[str]) -> HistoryGroup:
    newest, oldest = spell.operations[0], spell.operations[-1]
    told = telling.told(index, only=records)
    labels = [one.operation.get("label", "") for one in reversed(spell.operations)]
    return HistoryGroup(
        author=newest.author_id,
        name=newest.author_name,
        first=oldest.seq,
        last=newest.seq,
        began_at=oldest.at,
        ended_at=newest.at,
        labels=list(dict.fromkeys(label for label in labels if label)),
        changes=[
            HistoryLine(table=one.table, record_id=one.record_id, words=one.words) for one in told[:LINES]
        ],
        more=max(0, len(told) - LINES),
    )


def _people(row: Map) -> list[HistoryAuthor]:
    rows = MapOperation.objects.filter(map=row, author__isnull=False).order_by()
    latest = rows.values("author_id").annotate(name=Max("author_name"))
    people = [HistoryAuthor(id=one["author_id"], name=one["name"]) for one in latest]
    return sorted(people, key=lambda one: one.name.casefold())


def _who(operation: MapOperation) -> tuple[str | None, str]:
    return operation.author_id, "" if operation.author_id else operation.author_name
