"""Writes of the collector: keep messages durably, bring them into the journey log exactly once."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import orjson
from django.db import transaction
from django.utils import timezone

from sojourn.core.ids import new_id
from sojourn.core.workspace import Workspace as Folder
from sojourn.server.collector.access import hash_of
from sojourn.server.collector.messages import UnfitMessageError, event_of, message_of
from sojourn.server.collector.models import CollectedMessage, QuarantinedMessage, WriteKey
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Workspace

AT_ONCE: Final = 5_000


def create_write_key(workspace: Workspace, *, name: str) -> tuple[WriteKey, str]:
    """A fresh write key; its text is returned once and kept only as a hash."""
    key = f"sjw_{secrets.token_urlsafe(24)}"
    return WriteKey.objects.create(workspace=workspace, name=name, key_hash=hash_of(key)), key


@transaction.atomic
def collect(write_key: WriteKey, items: list[object], *, shared: dict[str, Any]) -> None:
    """Keep messages: each fit one once, each unfit one in quarantine with its reason.

    They are stored durably when this returns.
    """
    now = timezone.now()
    fit: list[CollectedMessage] = []
    unfit: list[QuarantinedMessage] = []
    for item in items:
        try:
            message = message_of(item, shared=shared)
        except UnfitMessageError as error:
            unfit.append(
                QuarantinedMessage(
                    write_key=write_key, raw=_raw(item), reason=str(error)[:300], received_at=now
                )
            )
        else:
            fit.append(
                CollectedMessage(
                    write_key=write_key,
                    message_id=message.message_id,
                    payload=message.payload,
                    received_at=now,
                )
            )
    CollectedMessage.objects.bulk_create(fit, ignore_conflicts=True, batch_size=500)
    QuarantinedMessage.objects.bulk_create(unfit, batch_size=500)


def _raw(item: object) -> str:
    try:
        return orjson.dumps(item).decode()[:100_000]
    except orjson.JSONEncodeError:  # The reason says so too; nothing that is nested so deeply can be written.
        return "nested too deeply to be kept"


def flush_collected() -> int:
    """Bring what was collected into the journey logs, exactly once; returns how many messages."""
    waiting = CollectedMessage.objects.filter(flushed_at=None).values("write_key__workspace")
    return sum(_flush(workspace) for workspace in Workspace.objects.filter(id__in=waiting))


def _flush(workspace: Workspace) -> int:
    """Bring a workspace's messages into its log; returns how many.

    None where an import is under way: it may take long, and the next run brings them.

    The batch is named and its rows are marked before the log is written. When the process ends in between,
    the next run finds the marked rows and writes the same batch under the same name: the log takes it once.
    """
    name = _marked_batch(workspace) or _mark_batch(workspace)
    if name is None:
        return 0
    rows = list(CollectedMessage.objects.filter(flush=name, flushed_at=None).order_by("id"))
    events = [event_of(orjson.loads(row.payload), received_at=row.received_at) for row in rows]
    kept = [event for event in events if event is not None]
    if kept and not _appended(kept, name=name, folder=folder_of(workspace)):
        return 0
    with_event = [row.id for row, event in zip(rows, events, strict=True) if event is not None]
    _mark_flushed(name, with_event=with_event, now=timezone.now())
    return len(rows)


def _marked_batch(workspace: Workspace) -> str | None:
    return (
        CollectedMessage.objects.filter(write_key__workspace=workspace, flushed_at=None)
        .exclude(flush="")
        .values_list("flush", flat=True)
        .first()
    )


@transaction.atomic
def _mark_batch(workspace: Workspace) -> str | None:
    keys = list(WriteKey.objects.filter(workspace=workspace).values_list("id", flat=True))
    waiting = CollectedMessage.objects.filter(write_key__in=keys, flushed_at=None, flush="")
    ids = list(waiting.order_by("id").values_list("id", flat=True)[:AT_ONCE])
    if not ids:
        return None
    name = new_id("col")
    waiting.filter(id__lte=ids[-1]).update(flush=name)
    return name


def _appended(events: list[dict[str, Any]], *, name: str, folder: Folder) -> bool:
    """Whether the events are in the log now: not while somebody else writes to it."""
    from sojourn.journeys.log.import_lock import import_lock_if_free

    with import_lock_if_free(folder) as is_free:
        if is_free:
            _append(events, name=name, folder=folder)
    return is_free


def _append(events: list[dict[str, Any]], *, name: str, folder: Folder) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from sojourn.evidence.events import EVENT_SCHEMA
    from sojourn.journeys.log.table import EventsTable

    schema = EVENT_SCHEMA.append(pa.field("row", pa.int64())).append(pa.field("file", pa.int16()))
    rows = [{**event, "row": number, "file": 0} for number, event in enumerate(events, start=1)]
    staging = folder.staging / name
    staging.mkdir(parents=True, exist_ok=True)
    part = staging / "part-0.parquet"
    try:
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), part)
        EventsTable(folder.log).append([part], source=name)
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    part.unlink(missing_ok=True)
    part.parent.rmdir()


@transaction.atomic
def _mark_flushed(name: str, *, with_event: list[int], now: datetime) -> None:
    marked = CollectedMessage.objects.filter(flush=name, flushed_at=None)
    for start in range(
        0, len(with_event), 500
    ):  # Traits and groups keep their payload: nothing else holds it.
        marked.filter(id__in=with_event[start : start + 500]).update(payload="")
    marked.update(flushed_at=now)
