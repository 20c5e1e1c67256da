"""Writes about maps. Every change of a map's content goes through ``commit_operations``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from pydantic import ValidationError

from sojourn.core.errors import UsageError
from sojourn.core.ids import new_id
from sojourn.maps.document import MapDocument, MapRecord
from sojourn.maps.operation_kinds import first_problem
from sojourn.server.accounts.models import User
from sojourn.server.maps.answers import Answer
from sojourn.server.maps.committing import Edit, Target, commit
from sojourn.server.maps.documents import document_at
from sojourn.server.maps.models import Map, MapContent, new_map_id
from sojourn.server.maps.schemas import MeasureAnswer
from sojourn.server.maps.summaries import summary_of
from sojourn.server.maps.writer import writer
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership, Workspace
from sojourn.server.workspaces.standing import Bearer


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
    with transaction.atomic():
        row = Map.objects.create(
            id=map_id,
            workspace=workspace,
            created_by=author,
            summary=summary_of(named),
            updated_at=timezone.now(),
        )
        MapContent.objects.create(map=row, origin=content, snapshot=content)
    return row


def fit_title(title: str | None) -> str:
    """The title as a map can bear it; empty where none was given.

    Raises:
        UsageError: It is too long, or holds what cannot be shown.
    """
    try:
        return MapRecord(id=new_map_id(), title=(title or "").strip()).title
    except ValidationError as error:
        raise UsageError(f"This cannot be a map's title. {first_problem(error)}") from error


def commit_operations(map_id: str, *, operations: Sequence[dict[str, Any]], author: User) -> Answer:
    """Apply operations in order and store them; each that fits is kept even when another does not.

    They are durable when this returns; inside a transaction of the caller's they belong to it. An id that was
    accepted before is accepted again with its old number and changes nothing.

    Raises:
        NotFoundError: The map was deleted meanwhile, or the author's membership went.
        NotAllowedError: The author may not change maps (any more).
        StoreBusyError: Too much waits to be stored.
    """
    return _submitted(Edit(map_id, operations, author=Bearer(author.id), author_name=name_of(author)))


def bring_to(map_id: str, *, target: Target, author: User) -> Answer:
    """Make of a map what ``target`` says, as an edit that is computed when its turn comes: what others stored
    until then is in the log before it, and can be brought back.

    Raises:
        NotFoundError, NotAllowedError, StoreBusyError: As for ``commit_operations``.
    """
    return _submitted(Edit(map_id, (), author=Bearer(author.id), author_name=name_of(author), target=target))


def _submitted(edit: Edit) -> Answer:
    if not connection.in_atomic_block:
        return writer.submit(edit).result()
    outcome = commit([edit])[0]
    if isinstance(outcome, Answer):
        return outcome
    raise outcome


def measure_map(map_id: str, *, author: User) -> MeasureAnswer:
    """Write the numbers of the journey log on the steps of a map, as one operation.

    Raises:
        EmptyLogError: There is nothing to measure by.
    """
    from sojourn.measure.overlay import measure_map as measured
    from sojourn.server.journeys.log import local_journey_log

    row = Map.objects.select_related("workspace").get(id=map_id)
    seq = row.seq
    document = document_at(map_id, seq=seq)
    if not any(step.events for step in document.steps.values()):
        return MeasureAnswer(seq=seq, operation=None)
    log = local_journey_log(folder_of(row.workspace))
    operation = {**measured(document, log).to_json(), "id": new_id("op")}
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


def name_of(user: User) -> str:
    """A name for others to see: never the whole e-mail address."""
    return user.name or user.email.split("@")[0]
