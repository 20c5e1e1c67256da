"""Commits operations of many people to many maps in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import Error, connection, transaction
from django.utils import timezone

from sojourn.core.errors import SojournError
from sojourn.core.ids import is_id
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import OperationError, apply, operation_from
from sojourn.server.live.between import tell_others
from sojourn.server.live.hub import Committed, hub
from sojourn.server.live.protocol import operation_part
from sojourn.server.maps.documents import document_at, remember
from sojourn.server.maps.models import Map
from sojourn.server.maps.schemas import Accepted, OperationsAnswer, Refused
from sojourn.server.maps.summaries import summary_changes, summary_of
from sojourn.server.workspaces.access import NotAllowedError, NotFoundError
from sojourn.server.workspaces.models import Role
from sojourn.server.workspaces.standing import Bearer, roles_in, signed_in

logger = logging.getLogger(__name__)

SNAPSHOT_EVERY: Final = 64
"""Operations between two snapshots of a small map."""
RECORDS_AN_OPERATION: Final = 2
"""A large map is written down more rarely: writing costs what it holds, replaying what was changed."""


FAULT: Final = "The server failed at this change; its log says why."


class MapFaultError(SojournError):
    """This map cannot be changed because of a fault of the server; others can."""


@dataclass(slots=True)
class Edit:
    """Operations of one person on one map, to be committed together."""

    map_id: str
    operations: Sequence[dict[str, Any]]
    author: Bearer
    author_name: str


Outcome = OperationsAnswer | NotFoundError | NotAllowedError | MapFaultError
"""What became of an edit."""


@dataclass(slots=True)
class _Locked:
    """A map's row, ours alone until the transaction ends."""

    id: str
    workspace_id: str
    seq: int
    snapshot_seq: int
    updated_at: datetime


@dataclass(slots=True)
class _Log:
    """Operations on their way into the log of one map."""

    row: _Locked
    before: MapDocument
    document: MapDocument
    seq: int
    known: dict[str, int]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    parts: list[Committed] = field(default_factory=list)

    def take(self, edit: Edit, *, at: object) -> OperationsAnswer:
        """Apply the operations of one edit in order; one that does not fit is refused, the others stay."""
        accepted: list[Accepted] = []
        refused: list[Refused] = []
        for json in edit.operations:
            given = json.get("id")
            operation_id = given if isinstance(given, str) else None
            if operation_id is None or operation_id not in self.known:
                try:
                    operation_id = self._apply(json, edit=edit, at=at)
                except OperationError as error:
                    refused.append(Refused(id=operation_id, code=error.code, detail=error.detail))
                    continue
                except Exception:
                    # One operation that we fail at must not hold up the rest of the map.
                    logger.exception("Fault at applying an operation to the map %s", self.row.id)
                    refused.append(Refused(id=operation_id, code="server_fault", detail=FAULT))
                    continue
            accepted.append(Accepted(id=operation_id, seq=self.known[operation_id]))
        return OperationsAnswer(seq=self.seq, accepted=accepted, refused=refused)

    def _apply(self, json: dict[str, Any], *, edit: Edit, at: object) -> str:
        operation = operation_from(json)
        if operation.id is None:
            raise OperationError("invalid_operation", "The operation has no id. Give it one: op_…")
        document = apply(self.document, operation).document
        text = _storable(operation.to_json())
        self.document, self.seq = document, self.seq + 1
        self.known[operation.id] = self.seq
        author = edit.author.user_id, edit.author_name
        self.rows.append((self.row.id, self.seq, operation.id, text.decode(), *author, at))
        self.parts.append((self.seq, operation_part(self.seq, text, author=edit.author_name)))
        return operation.id


def _storable(json: dict[str, Any]) -> bytes:
    """The operation as text that every database takes."""
    try:
        text = orjson.dumps(json)
    except TypeError as error:  # Numbers beyond 64 bits, halves of a character.
        raise OperationError(
            "invalid_operation", "The operation holds what JSON cannot carry. Take it out."
        ) from error
    if rb"\u0000" in text:
        raise OperationError("invalid_operation", "The operation holds a NUL character. Take it out.")
    return text


def commit(edits: Sequence[Edit]) -> list[Outcome]:
    """Commit edits in order: all that is accepted is in one transaction, durable when this returns.

    Maps are locked in the order of their ids, and each author's role is looked at in the same transaction. A
    map whose document cannot be worked with fails alone.

    Raises:
        django.db.Error: The database could not store; nothing of it was.
    """
    with transaction.atomic():
        rows = {row.id: row for row in _lock({edit.map_id for edit in edits})}
        faults = _faults(edits, rows)
        wanted = [edit for edit, fault in zip(edits, faults, strict=True) if fault is None]
        logs = _logs(wanted, rows)
        now = timezone.now()
        at = connection.ops.adapt_datetimefield_value(now)
        outcomes: list[Outcome] = []
        for edit, fault in zip(edits, faults, strict=True):
            outcomes.append(fault or _taken(logs[edit.map_id], edit, at=at))
        written = [log for log in logs.values() if isinstance(log, _Log) and log.rows]
        if written:
            _store(written, now=now)
    return outcomes


def _lock(map_ids: Iterable[str]) -> list[_Locked]:
    rows = Map.objects.select_for_update().filter(id__in=sorted(map_ids), deleted_at=None).order_by("id")
    columns = ("id", "workspace_id", "seq", "snapshot_seq", "updated_at")
    return [_Locked(*row) for row in rows.values_list(*columns)]


def _faults(edits: Sequence[Edit], rows: dict[str, _Locked]) -> list[NotFoundError | NotAllowedError | None]:
    """Why each edit's author may not change its map; nothing for who may."""
    workspaces = {row.workspace_id for row in rows.values()}
    here = signed_in({edit.author for edit in edits})
    roles = roles_in(workspaces, users={one.user_id for one in here}, hold=True)
    found: list[NotFoundError | NotAllowedError | None] = []
    for edit in edits:
        row = rows.get(edit.map_id)
        role = roles.get((row.workspace_id, edit.author.user_id)) if row and edit.author in here else None
        if role is None:
            found.append(NotFoundError("There is no such map."))
        elif not role.covers(Role.EDITOR):
            found.append(NotAllowedError(f"Changing a map takes the role 'editor'; yours is {role.value!r}."))
        else:
            found.append(None)
    return found


def _logs(edits: Sequence[Edit], rows: dict[str, _Locked]) -> dict[str, _Log | MapFaultError]:
    """The log of each map that is to be changed, or why it cannot be opened."""
    known = _known(edits)
    found: dict[str, _Log | MapFaultError] = {}
    for map_id in dict.fromkeys(edit.map_id for edit in edits):
        row = rows[map_id]
        try:
            document = document_at(map_id, seq=row.seq)
        except Error:
            raise
        except Exception:  # A damaged map must not take others down.
            logger.exception("The map %s cannot be opened", map_id)
            found[map_id] = MapFaultError("This map cannot be changed at present; the server's log says why.")
        else:
            found[map_id] = _Log(row, document, document, row.seq, known.get(map_id, {}))
    return found


PAIRS_AT_ONCE: Final = 400
KNOWN: Final = (
    "SELECT map_id, operation_id, seq FROM maps_mapoperation WHERE (map_id, operation_id) IN (VALUES "
)
"""By pairs: many maps times many ids would be looked up otherwise, each of which is on one map only."""


def _known(edits: Sequence[Edit]) -> dict[str, dict[str, int]]:
    """Which operations were accepted before, by map and id."""
    # What is no id may hold what the database cannot take; it is refused later, one by one.
    ids = {
        (edit.map_id, json["id"])
        for edit in edits
        for json in edit.operations
        if isinstance(json.get("id"), str) and is_id(json["id"])
    }
    found: dict[str, dict[str, int]] = {}
    listed = sorted(ids)
    with connection.cursor() as cursor:
        for start in range(0, len(listed), PAIRS_AT_ONCE):
            part = listed[start : start + PAIRS_AT_ONCE]
            cursor.execute(
                KNOWN + ", ".join(["(%s, %s)"] * len(part)) + ")", [one for pair in part for one in pair]
            )
            for map_id, operation_id, seq in cursor.fetchall():
                found.setdefault(map_id, {})[operation_id] = seq
    return found


def _taken(log: _Log | MapFaultError, edit: Edit, *, at: object) -> Outcome:
    return log if isinstance(log, MapFaultError) else log.take(edit, at=at)


INSERT: Final = (
    "INSERT INTO maps_mapoperation (map_id, seq, operation_id, operation, author_id, author_name, at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
UPDATE: Final = "UPDATE maps_map SET seq = %s, updated_at = %s WHERE id = %s"


def _store(logs: Sequence[_Log], *, now: datetime) -> None:
    """Write the new rows: plain SQL, because the object layer's bulk calls cost several times as much."""
    plain: list[tuple[Any, ...]] = []
    for log in logs:
        # A clock that was set back must not make a map look older than its last edit.
        at = max(now, log.row.updated_at)
        update = _rare_fields(log)
        if update:
            Map.objects.filter(id=log.row.id).update(seq=log.seq, updated_at=at, **update)
        else:
            plain.append((log.seq, connection.ops.adapt_datetimefield_value(at), log.row.id))
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [row for log in logs for row in log.rows])
        if plain:
            cursor.executemany(UPDATE, plain)
    tell_others(maps={log.row.id: log.seq for log in logs})
    transaction.on_commit(lambda: _committed(logs))


def _rare_fields(log: _Log) -> dict[str, Any]:
    """What a commit writes only now and then: the summary when it changed, a snapshot when it is due."""
    update: dict[str, Any] = {}
    if summary_changes(log.before, log.document):
        update["summary"] = summary_of(log.document)
    every = max(SNAPSHOT_EVERY, _records(log.document) // RECORDS_AN_OPERATION)
    if log.seq - log.row.snapshot_seq >= every:
        update["snapshot"] = log.document.model_dump(mode="json")
        update["snapshot_seq"] = log.seq
    return update


def _records(document: MapDocument) -> int:
    return len(document.steps) + len(document.cards)


def _committed(logs: Sequence[_Log]) -> None:
    for log in logs:
        remember(log.row.id, seq=log.seq, document=log.document)
    hub.publish({log.row.id: log.parts for log in logs})
