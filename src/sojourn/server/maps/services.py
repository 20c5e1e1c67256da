"""Writes about maps. Every change of a map's content goes through ``commit_operations``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from sojourn.core.errors import UsageError
from sojourn.core.ids import is_id, new_id
from sojourn.maps.document import MapDocument, MapRecord
from sojourn.maps.operation_kinds import first_problem
from sojourn.maps.operations import OperationError, apply, operation_from
from sojourn.server.accounts.models import User
from sojourn.server.live.hub import hub
from sojourn.server.maps.documents import document_at, remember
from sojourn.server.maps.models import Map, MapOperation, new_map_id
from sojourn.server.maps.schemas import Accepted, MeasureAnswer, OperationsAnswer, Refused
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Membership, Workspace

SNAPSHOT_EVERY: Final = 64
"""Operations between two snapshots: a bound on what opening a map replays."""


def create_map(
    membership: Membership, *, title: str | None = None, template: str | None = None, yaml: str | None = None
) -> Map:
    """A new map: empty, from a template, or from YAML. It gets a fresh id in every case.

    Raises:
        UsageError: Both a template and YAML were given, or there is no such template.
        MapTextError: The YAML is no map.
    """
    if template and yaml:
        raise UsageError("A map starts from a template or from a file, not from both. Leave one of them out.")
    if yaml is not None:
        from sojourn.maps.yaml_io import from_yaml

        document = from_yaml(yaml)
    elif template is not None:
        from sojourn.maps.templates import load_template

        document = load_template(template)
    else:
        document = MapDocument(map=MapRecord(id=new_map_id()))
    return add_map(membership.workspace, document, author=membership.user, title=title)


def add_map(
    workspace: Workspace, document: MapDocument, *, author: User | None, title: str | None = None
) -> Map:
    """Keep ``document`` as a new map under a fresh id."""
    map_id = new_map_id()
    update = {"id": map_id, "title": fit_title(title) or document.map.title}
    named = document.model_copy(update={"map": document.map.model_copy(update=update)})
    content = named.model_dump(mode="json")
    return Map.objects.create(
        id=map_id,
        workspace=workspace,
        created_by=author,
        origin=content,
        snapshot=content,
        summary=summary_of(named),
        updated_at=timezone.now(),
    )


def fit_title(title: str | None) -> str:
    """The title as a map can bear it; empty where none was given.

    Raises:
        UsageError: It is too long, or holds what cannot be shown.
    """
    try:
        return MapRecord(id=new_map_id(), title=(title or "").strip()).title
    except ValidationError as error:
        raise UsageError(f"This cannot be a map's title. {first_problem(error)}") from error


@dataclass
class _Commit:
    """Operations on their way into the log of one map."""

    document: MapDocument
    seq: int
    known: dict[str, int]
    rows: list[MapOperation] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def take(self, json: dict[str, Any], *, map_id: str, author: User, at: datetime) -> None:
        """Apply one operation to the document, or note why it cannot be."""
        operation_id = json.get("id") if isinstance(json.get("id"), str) else None
        if operation_id is not None and operation_id in self.known:
            self.accepted.append(Accepted(id=operation_id, seq=self.known[operation_id]))
            return
        try:
            operation = operation_from(json)
            if operation.id is None:
                raise OperationError("invalid_operation", "The operation has no id. Give it one: op_…")
            self.document = apply(self.document, operation).document
        except OperationError as error:
            self.refused.append(Refused(id=operation_id, code=error.code, detail=error.detail))
            return
        self.seq += 1
        self.known[operation.id] = self.seq
        self.accepted.append(Accepted(id=operation.id, seq=self.seq))
        self.rows.append(
            MapOperation(
                map_id=map_id,
                seq=self.seq,
                operation_id=operation.id,
                operation=operation.to_json(),
                author=author,
                author_name=name_of(author),
                at=at,
            )
        )


@transaction.atomic
def commit_operations(map_id: str, *, operations: Sequence[dict[str, Any]], author: User) -> OperationsAnswer:
    """Apply operations in order and store them; each that fits is kept even when another does not.

    All are stored in one transaction, durable when this returns. An id that was accepted before is accepted
    again with its old number and changes nothing.

    Raises:
        NotFoundError: The map was deleted meanwhile.
    """
    row = (
        Map.objects.select_for_update().defer("origin", "snapshot").filter(id=map_id, deleted_at=None).first()
    )
    if row is None:
        raise NotFoundError("There is no such map.")
    now = timezone.now()
    # What is no id may hold what the database cannot take; it is refused below, one by one.
    ids = [json["id"] for json in operations if isinstance(json.get("id"), str) and is_id(json["id"])]
    known = dict(row.operations.filter(operation_id__in=ids).values_list("operation_id", "seq"))
    commit = _Commit(document=document_at(map_id, seq=row.seq), seq=row.seq, known=known)
    for json in operations:
        commit.take(json, map_id=map_id, author=author, at=now)
    if commit.rows:
        _store(row, commit, now=now)
    return OperationsAnswer(seq=commit.seq, accepted=commit.accepted, refused=commit.refused)


def _store(row: Map, commit: _Commit, *, now: datetime) -> None:
    MapOperation.objects.bulk_create(commit.rows)
    row.seq = commit.seq
    row.summary = summary_of(commit.document)
    row.updated_at = now
    changed = ["seq", "summary", "updated_at"]
    if commit.seq - row.snapshot_seq >= SNAPSHOT_EVERY:
        row.snapshot = commit.document.model_dump(mode="json")
        row.snapshot_seq = commit.seq
        changed += ["snapshot", "snapshot_seq"]
    row.save(update_fields=changed)
    map_id, seq, document, rows = row.id, commit.seq, commit.document, commit.rows

    def committed() -> None:
        remember(map_id, seq=seq, document=document)
        hub.publish(map_id, [live_form(one) for one in rows])

    transaction.on_commit(committed)


def measure_map(map_id: str, *, author: User) -> MeasureAnswer:
    """Write the numbers of the journey log on the steps of a map, as one operation.

    Raises:
        EmptyLogError: There is nothing to measure by.
    """
    from sojourn.measure.overlay import measure_map as measured
    from sojourn.server.journeys.log import local_journey_log

    seq = Map.objects.values_list("seq", flat=True).get(id=map_id)
    document = document_at(map_id, seq=seq)
    if not any(step.events for step in document.steps.values()):
        return MeasureAnswer(seq=seq, operation=None)
    operation = {**measured(document, local_journey_log()).to_json(), "id": new_id("op")}
    answer = commit_operations(map_id, operations=[operation], author=author)
    if answer.refused:  # Somebody removed a step between reading and writing.
        raise UsageError(
            f"The map changed while it was measured: {answer.refused[0].detail} Measure it again."
        )
    return MeasureAnswer(seq=answer.seq, operation=operation)


def delete_map(row: Map) -> None:
    """Put a map away. Its log stays, so that it can be restored."""
    Map.objects.filter(id=row.id).update(deleted_at=timezone.now())


def restore_map(row: Map) -> None:
    """Bring a deleted map back."""
    Map.objects.filter(id=row.id).update(deleted_at=None)
    row.deleted_at = None


def live_form(row: MapOperation) -> dict[str, Any]:
    """A committed operation as open browsers get it."""
    return {"seq": row.seq, "operation": row.operation, "author": row.author_name}


def name_of(user: User) -> str:
    """A name for others to see: never the whole e-mail address."""
    return user.name or user.email.split("@")[0]


def summary_of(document: MapDocument) -> dict[str, Any]:
    """What lists show of a map."""
    record = document.map
    due = ""
    if record.reviewed_on:
        due = (date.fromisoformat(record.reviewed_on) + timedelta(days=record.review_every_days)).isoformat()
    steps = Counter(step.stage for step in document.steps.values())
    return {
        "title": record.title,
        "state": record.state,
        "owner": record.owner,
        "stages": len(document.stages),
        "route": [
            {"title": stage.title, "color": stage.color, "steps": steps[stage.id]}
            for stage in document.stages_in_order()
        ],
        "steps": len(document.steps),
        "cards": len(document.cards),
        "measured": record.measured is not None,
        "reviewed_on": record.reviewed_on or None,
        "review_due": due or None,
    }
