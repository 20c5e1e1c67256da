"""Commits operations of many people to many maps in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
from django.db import Error, connection, transaction
from django.utils import timezone

from sojourn.core.errors import SojournError
from sojourn.core.ids import is_id, new_id
from sojourn.maps.diff_operations import batches, operations_between
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import OperationError, apply, operation_from
from sojourn.server.live.between import tell_others
from sojourn.server.live.hub import Committed, hub
from sojourn.server.live.protocol import operation_part
from sojourn.server.maps.answers import AcceptedOperation, Answer, RefusedOperation
from sojourn.server.maps.documents import document_at, remember
from sojourn.server.maps.storing import LockedMap, MapLog, known_numbers, lock, store
from sojourn.server.workspaces.access import NotAllowedError, NotFoundError
from sojourn.server.workspaces.models import Role
from sojourn.server.workspaces.standing import Bearer, roles_in, signed_in

logger = logging.getLogger(__name__)

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
    target: Target | None = None
    """A state that the map is to have after this edit, instead of operations."""


@dataclass(frozen=True, slots=True)
class Target:
    """A state that a map is brought to, whatever it is when the edit's turn comes."""

    document: MapDocument
    label: str
    operation_id: str
    """Of the operation that leads there; it counts once, like any other."""

    def operations(self, current: MapDocument) -> list[dict[str, Any]]:
        """What makes the target of the map as it is now: nothing where it is the same."""
        made = batches(operations_between(current, self.document), label=self.label)
        names = [self.operation_id, *(new_id("op") for _ in made[1:])]
        return [{**batch.to_json(), "id": name} for batch, name in zip(made, names, strict=False)]


Refusal = NotFoundError | NotAllowedError
Outcome = Answer | Refusal | MapFaultError
"""What became of an edit."""


@dataclass(slots=True, kw_only=True)
class _Log(MapLog):
    """The log of one map, taking edits."""

    known: dict[str, int]
    """Numbers of operations that are in it already, by id."""
    parts: list[Committed] = field(default_factory=list)

    def take(self, edit: Edit, *, at: object) -> Answer:
        """Apply the operations of one edit in order; one that does not fit is refused, the others stay."""
        accepted: list[AcceptedOperation] = []
        refused: list[RefusedOperation] = []
        for json in self._wanted(edit):
            given = json.get("id")
            operation_id = given if isinstance(given, str) else None
            if operation_id is None or operation_id not in self.known:
                try:
                    operation_id = self._apply(json, edit=edit, at=at)
                except OperationError as error:
                    refused.append(RefusedOperation(operation_id, error.code, error.detail))
                    continue
                except Exception:
                    # One operation that we fail at must not hold up the rest of the map.
                    logger.exception("Fault at applying an operation to the map %s", self.row.id)
                    refused.append(RefusedOperation(operation_id, "server_fault", FAULT))
                    continue
            accepted.append(AcceptedOperation(operation_id, self.known[operation_id]))
        return Answer(self.seq, accepted, refused)

    def _wanted(self, edit: Edit) -> Sequence[dict[str, Any]]:
        if edit.target is None:
            return edit.operations
        # The other parts of what was stored under this id are stored as well.
        done = edit.target.operation_id in self.known
        return [{"id": edit.target.operation_id}] if done else edit.target.operations(self.document)

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
        rows = {row.id: row for row in lock({edit.map_id for edit in edits})}
        faults = _faults(edits, rows)
        wanted = [edit for edit, fault in zip(edits, faults, strict=True) if fault is None]
        logs = _logs(wanted, rows)
        at = connection.ops.adapt_datetimefield_value(timezone.now())
        outcomes: list[Outcome] = []
        for edit, fault in zip(edits, faults, strict=True):
            outcomes.append(fault or _taken(logs[edit.map_id], edit, at=at))
        written = [log for log in logs.values() if isinstance(log, _Log) and log.rows]
        if written:
            store(written, at=at)
            tell_others(maps={log.row.id: log.seq for log in written})
            transaction.on_commit(lambda: _committed(written))
    return outcomes


def _faults(edits: Sequence[Edit], rows: dict[str, LockedMap]) -> list[Refusal | None]:
    """Why each edit's author may not change its map; nothing for who may."""
    workspaces = {row.workspace_id for row in rows.values()}
    here = signed_in({edit.author for edit in edits})
    roles = roles_in(workspaces, users={one.user_id for one in here}, hold=True)
    found: list[Refusal | None] = []
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


def _logs(edits: Sequence[Edit], rows: dict[str, LockedMap]) -> dict[str, _Log | MapFaultError]:
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
            found[map_id] = _Log(row, document, document, row.seq, known=known.get(map_id, {}))
    return found


def _known(edits: Sequence[Edit]) -> dict[str, dict[str, int]]:
    # What is no id may hold what the database cannot take; it is refused later, one by one.
    return known_numbers(
        {
            (edit.map_id, json["id"])
            for edit in edits
            for json in (*edit.operations, *([{"id": edit.target.operation_id}] if edit.target else ()))
            if isinstance(json.get("id"), str) and is_id(json["id"])
        }
    )


def _taken(log: _Log | MapFaultError, edit: Edit, *, at: object) -> Outcome:
    return log if isinstance(log, MapFaultError) else log.take(edit, at=at)


def _committed(logs: Sequence[_Log]) -> None:
    for log in logs:
        remember(log.row.id, seq=log.seq, document=log.document)
    hub.publish({log.row.id: log.parts for log in logs})
