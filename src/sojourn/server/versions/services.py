"""Writes about versions: naming a state, going back to one."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sojourn.core.errors import UsageError
from sojourn.core.ids import is_id
from sojourn.maps.operations import apply
from sojourn.server.accounts.models import User
from sojourn.server.maps.committing import Target
from sojourn.server.maps.models import Map, MapOperation
from sojourn.server.maps.services import bring_to, name_of
from sojourn.server.versions.models import Kind, MapVersion, packed
from sojourn.server.versions.schemas import NewVersion, RestoreAnswer, RestoredOperation, VersionChange
from sojourn.server.versions.selectors import document_at


def name_state(row: Map, wanted: NewVersion, *, author: User) -> MapVersion:
    """Keep a state of the map under a name. The same state may have several.

    Raises:
        NotFoundError: The map has no such state.
        UsageError: The name is empty.
    """
    seq = row.seq if wanted.seq is None else wanted.seq
    return MapVersion.objects.create(
        map=row,
        seq=seq,
        kind=Kind.NAMED,
        name=_fit(wanted.name),
        note=wanted.note.strip(),
        author=author,
        author_name=name_of(author),
        document=packed(document_at(row.id, seq)),
        at=time_of(row, seq),
    )


def change_version(version: MapVersion, change: VersionChange, *, author: User) -> MapVersion:
    """Give a version another name or note. An automatic one becomes a named one, which stays."""
    if change.name is not None:
        version.name = _fit(change.name)
        if version.kind != Kind.NAMED:
            version.kind, version.author, version.author_name = Kind.NAMED, author, name_of(author)
    if change.note is not None:
        version.note = change.note.strip()
    version.save(update_fields=["name", "note", "kind", "author", "author_name"])
    return version


def delete_version(version: MapVersion) -> None:
    """Forget that a state was kept. The state itself stays in the log."""
    version.delete()


def restore(row: Map, seq: int, *, operation_id: str, author: User) -> RestoreAnswer:
    """Bring a map back to a state of it, as a new edit that can be undone like any other.

    The edit is computed when its turn to be stored comes, so that it fits whatever others did meanwhile. The
    state before it is kept as an automatic version.

    Raises:
        NotFoundError: The map has no such state.
        UsageError: ``operation_id`` is no id.
    """
    if not (operation_id.startswith("op_") and is_id(operation_id)):
        raise UsageError(f"{operation_id!r} is no id of an operation. Give a fresh one: op_…")
    target = Target(document_at(row.id, seq), _label(row, seq), operation_id)
    answer = bring_to(row.id, target=target, author=author)
    if answer.refused:
        raise UsageError(f"The map could not be brought back: {answer.refused[0].detail}")
    if answer.accepted:
        keep(row, answer.accepted[0].seq - 1, kind=Kind.BEFORE_RESTORE)
    done = [_with_inverse(row.id, one.seq) for one in answer.accepted]
    return RestoreAnswer(seq=answer.seq, operations=done)


def keep(row: Map, seq: int, *, kind: Kind) -> None:
    """Keep a state by itself, unless it is kept already."""
    if not MapVersion.objects.filter(map=row, seq=seq).exists():
        document, at = packed(document_at(row.id, seq)), time_of(row, seq)
        # Two who keep the same state at once: one of them is enough.
        new = MapVersion(map=row, seq=seq, kind=kind, document=document, at=at)
        MapVersion.objects.bulk_create([new], ignore_conflicts=True)


def time_of(row: Map, seq: int) -> datetime:
    """When the map came to be as it was after operation ``seq``."""
    if seq == 0:
        return row.created_at
    return MapOperation.objects.values_list("at", flat=True).get(map=row, seq=seq)


def _with_inverse(map_id: str, seq: int) -> RestoredOperation:
    operation = MapOperation.objects.values_list("operation", flat=True).get(map_id=map_id, seq=seq)
    inverse = apply(document_at(map_id, seq - 1), operation).inverse
    return RestoredOperation(seq=seq, operation=operation, inverse=inverse.to_json())


def _label(row: Map, seq: int) -> str:
    named = MapVersion.objects.filter(map=row, seq=seq, kind=Kind.NAMED).first()
    if named is not None:
        return f"Restore “{named.name}”"
    return f"Restore the state of {timezone.localtime(time_of(row, seq)):%d %B %Y, %H:%M}"


def _fit(name: str) -> str:
    fitted = " ".join(name.split())
    if not fitted or not fitted.isprintable():
        raise UsageError("A version needs a name that can be shown. Give it a word or two.")
    return fitted
