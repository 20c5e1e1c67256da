"""The statements of a commit, as plain SQL: every edit of everybody passes here, and building queries from
objects costs several times what the database needs for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from sojourn.maps.document import MapDocument
from sojourn.server.maps.models import Map
from sojourn.server.maps.summaries import summary_changes, summary_of

SNAPSHOT_EVERY: Final = 64
"""Operations between two snapshots of a small map."""
RECORDS_AN_OPERATION: Final = 2
"""A large map is written down more rarely: writing costs what it holds, replaying what was changed."""
SNAPSHOTS_AT_ONCE: Final = 2
"""In one commit: maps that are edited at the same pace are due together, and whoever waits for this commit
would wait for all of them. The others follow with their next edits."""

PAIRS_AT_ONCE: Final = 400
LOCK: Final = (
    "SELECT id, workspace_id, seq, snapshot_seq FROM maps_map"
    " WHERE deleted_at IS NULL AND id IN ({ids}) ORDER BY id"
)
HOLD: Final = " FOR UPDATE"
KNOWN: Final = (
    "SELECT map_id, operation_id, seq FROM maps_mapoperation WHERE (map_id, operation_id) IN (VALUES {pairs})"
)
"""By pairs: many maps times many ids would be looked up otherwise, each of which is on one map only."""
INSERT: Final = (
    "INSERT INTO maps_mapoperation (map_id, seq, operation_id, operation, author_id, author_name, at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
UPDATE: Final = "UPDATE maps_map SET seq = %s, updated_at = {later}(updated_at, %s) WHERE id = %s"
"""A clock that was set back must not make a map look older than its last edit."""
LATER: Final = {"sqlite": "MAX", "postgresql": "GREATEST"}
SNAPSHOT: Final = "UPDATE maps_mapcontent SET snapshot = %s WHERE map_id = %s"
SNAPSHOT_SEQ: Final = "UPDATE maps_map SET snapshot_seq = %s WHERE id = %s"


@dataclass(slots=True)
class LockedMap:
    """A map's row, ours alone until the transaction ends."""

    id: str
    workspace_id: str
    seq: int
    snapshot_seq: int


@dataclass(slots=True)
class MapLog:
    """Operations on their way into the log of one map."""

    row: LockedMap
    before: MapDocument
    document: MapDocument
    seq: int
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    """As ``INSERT`` wants them."""


def lock(map_ids: Collection[str]) -> list[LockedMap]:
    """Those maps that are there, by id: so two who lock several never wait for each other in a ring."""
    held = HOLD if connection.features.has_select_for_update else ""
    ids = ", ".join(["%s"] * len(map_ids))
    with connection.cursor() as cursor:
        cursor.execute(LOCK.format(ids=ids) + held, list(map_ids))
        return [LockedMap(*row) for row in cursor.fetchall()]


def known_numbers(operations: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Of operations, given by map and id, those that were accepted before: their numbers, by map and id."""
    found: dict[str, dict[str, int]] = {}
    listed = sorted(operations)
    with connection.cursor() as cursor:
        for start in range(0, len(listed), PAIRS_AT_ONCE):
            part = listed[start : start + PAIRS_AT_ONCE]
            pairs = ", ".join(["(%s, %s)"] * len(part))
            cursor.execute(KNOWN.format(pairs=pairs), [one for pair in part for one in pair])
            for map_id, operation_id, seq in cursor.fetchall():
                found.setdefault(map_id, {})[operation_id] = seq
    return found


def store(logs: Sequence[MapLog], *, at: Any) -> None:
    """Write new operations of maps, and where they lead; ``at`` is the moment as the database takes it."""
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [row for log in logs for row in log.rows])
        update = UPDATE.format(later=LATER[connection.vendor])
        cursor.executemany(update, [(log.seq, at, log.row.id) for log in logs])
        for log in [log for log in logs if _snapshot_is_due(log)][:SNAPSHOTS_AT_ONCE]:
            cursor.execute(SNAPSHOT, [log.document.model_dump_json(), log.row.id])
            cursor.execute(SNAPSHOT_SEQ, [log.seq, log.row.id])
    for log in logs:
        if summary_changes(log.before, log.document):
            Map.objects.filter(id=log.row.id).update(summary=summary_of(log.document))


def _snapshot_is_due(log: MapLog) -> bool:
    records = len(log.document.steps) + len(log.document.cards)
    every = max(SNAPSHOT_EVERY, records // RECORDS_AN_OPERATION)
    return log.seq - log.row.snapshot_seq >= every
