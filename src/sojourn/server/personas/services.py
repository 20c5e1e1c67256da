"""What changes the library of personas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.ids import new_id
from sojourn.journeys.segments.counting import count_members
from sojourn.maps.persona_fields import checked, merged, said_of
from sojourn.server.accounts.models import User
from sojourn.server.journeys.log import journey_log
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.models import Map
from sojourn.server.maps.schemas import OperationsAnswer
from sojourn.server.maps.services import commit_operations, name_of
from sojourn.server.personas.models import LibraryPersona, PersonaVersion
from sojourn.server.personas.selectors import content_of
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership


class NoSegmentError(SojournError):
    """The persona says of no customers that it stands for them."""


def add_persona(membership: Membership, fields: Mapping[str, Any]) -> LibraryPersona:
    """Keep a persona in the workspace's library."""
    with transaction.atomic():
        row = LibraryPersona.objects.create(workspace=membership.workspace)
        _write(row, fields, author=membership.user)
    return row


def change_persona(
    row: LibraryPersona, *, seen: int, fields: Mapping[str, Any], author: User
) -> LibraryPersona:
    """Change a persona.

    Args:
        row: The persona.
        seen: The version that the author saw. What others changed since is kept: see ``merged``.
        fields: What the author made of it.
        author: Who changes it.

    Raises:
        UsageError: There was no version ``seen``.
    """
    with transaction.atomic():
        row = LibraryPersona.objects.select_for_update().get(id=row.id)
        base, current = _content(row, seen), content_of(row)
        wanted = merged(base, current=current, wanted=fields)
        if wanted != current:
            row.version += 1
            row.save(update_fields=["version"])
            _write(row, wanted, author=author)
    return row


def count_segment(row: LibraryPersona, *, author: User) -> LibraryPersona:
    """Count the customers of the persona's segment in the journey log, and keep how many they are.

    Raises:
        NoSegmentError: It names no segment.
        EmptyLogError: Nothing was imported yet.
        SegmentError: The segment is no condition.
    """
    fields = content_of(row)
    if not fields["segment"].strip():
        raise NoSegmentError("This persona names no segment. Say which customers it stands for first.")
    found = count_members(fields["segment"], journey_log(folder_of(row.workspace)))
    at = timezone.now().isoformat(timespec="seconds")
    counted = {"customers": found.customers, "of": found.all_customers, "at": at.replace("+00:00", "Z")}
    return change_persona(row, seen=row.version, fields={**fields, "counted": counted}, author=author)


def delete_persona(row: LibraryPersona) -> None:
    """Put a persona away. Copies on maps stay as they are."""
    LibraryPersona.objects.filter(id=row.id).update(deleted_at=timezone.now())


def restore_persona(row: LibraryPersona) -> None:
    """Bring a deleted persona back."""
    LibraryPersona.objects.filter(id=row.id).update(deleted_at=None)
    row.deleted_at = None


def update_copy(map_row: Map, persona_id: str, *, author: User) -> OperationsAnswer:
    """Bring a map's persona up to the library's newest version, as one operation; the map's own changes stay.

    Raises:
        NotFoundError: The map has no such persona, or the library no longer has its original.
        NotAllowedError: The author may not change the map.
    """
    persona = current_document(map_row.id).personas.get(persona_id)
    rows = LibraryPersona.objects.filter(workspace_id=map_row.workspace_id, deleted_at=None)
    row = rows.filter(id=persona.library).first() if persona and persona.library else None
    if persona is None or row is None:
        raise NotFoundError("This persona is no copy of one in the library (any more).")
    own = said_of(persona)
    result = merged(_content(row, persona.library_version), current=own, wanted=content_of(row))
    fields = {name: value for name, value in result.items() if value != own[name]}
    operation = {
        "id": new_id("op"),
        "do": "set",
        "table": "personas",
        "record_id": persona_id,
        "fields": {**fields, "library_version": row.version},
    }
    answer = commit_operations(map_row.id, operations=[operation], author=author)
    return OperationsAnswer.model_validate(answer)


def _content(row: LibraryPersona, version: int) -> dict[str, Any]:
    found = PersonaVersion.objects.filter(persona=row, version=version).first()
    if found is None:
        raise UsageError(f"This persona never had a version {version}; its newest is {row.version}.")
    return checked(found.content)


def _write(row: LibraryPersona, fields: Mapping[str, Any], *, author: User) -> None:
    PersonaVersion.objects.create(
        persona=row, version=row.version, content=dict(fields), author=author, author_name=name_of(author)
    )
