"""Writes about evidence: keep an upload, look into it, import it, take a source out again."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from sojourn.core.ids import new_id
from sojourn.journeys.log.durable import flush
from sojourn.server.evidence.models import Upload, new_upload_id
from sojourn.server.evidence.recognising import preview_of, to_mapping
from sojourn.server.evidence.schemas import (
    ImportRequest,
    MappingDocument,
    PreviewRequest,
    PreviewView,
    RefreshRequest,
    SourceView,
)
from sojourn.server.jobs.models import Job, Kind, State
from sojourn.server.jobs.services import start_job
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Membership

ENDINGS: Final = (
    ".csv",
    ".tsv",
    ".txt",
    ".md",
    ".jsonl",
    ".ndjson",
    ".json",
    ".parquet",
    ".xlsx",
    ".docx",
    ".sqlite",
    ".xes",
    ".xes.gz",
    ".gz",
)
"""Endings that the server keeps on disk, because readers look at them; any other becomes ``.data``."""


def create_upload(membership: Membership, *, file: UploadedFile[Any]) -> Upload:
    """Keep an uploaded file under a name made here. It is on disk when this returns."""
    upload_id = new_upload_id()
    name = shown_name(file.name or "")
    stored = upload_id + ending_of(name)
    target = folder_of(membership.workspace).uploads / stored
    keep(file, target)
    return Upload.objects.create(
        id=upload_id,
        workspace=membership.workspace,
        user=membership.user,
        name=name,
        file=stored,
        size=target.stat().st_size,
    )


def keep(file: UploadedFile[Any], target: Path) -> None:
    """Put the received file at ``target``, synced to disk; never seen half written."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = file.temporary_file_path()  # type: ignore[attr-defined]  # Ours: see receiving.py.
    with Path(source).open("rb+") as received:
        os.fsync(received.fileno())
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # A file system without hard links.
        shutil.copy(source, target)  # With its rights: for the server alone.
        flush(target)
    flush(target.parent)


def shown_name(given: str) -> str:
    """The name to show: the last part alone, without control characters.

    >>> shown_name("../../etc/passwd"), shown_name("")
    ('passwd', 'file')
    """
    last = PurePosixPath(given.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:255] or "file"


def ending_of(name: str) -> str:
    """The file's ending when it is one that readers know, else ``.data``.

    >>> ending_of("Log.XES.gz"), ending_of("run.exe")
    ('.xes.gz', '.data')
    """
    lowered = name.lower()
    known = [ending for ending in ENDINGS if lowered.endswith(ending)]
    return max(known, key=len, default=".data")


def uploads_for(membership: Membership, ids: list[str]) -> list[Upload]:
    """The member's workspace's uploads of these ids, in this order.

    Raises:
        NotFoundError: One of them is not there any more, or never was.
    """
    found = {
        upload.id: upload
        for upload in Upload.objects.select_related("workspace").filter(
            workspace=membership.workspace, id__in=ids
        )
    }
    missing = [one for one in ids if one not in found or not path_of(found[one]).is_file()]
    if missing:
        raise NotFoundError(f"The upload {missing[0]!r} is not there (any more). Upload the file again.")
    return [found[one] for one in dict.fromkeys(ids)]


def path_of(upload: Upload) -> Path:
    """Where an upload lies."""
    return folder_of(upload.workspace).uploads / upload.file


def preview_import(membership: Membership, *, request: PreviewRequest) -> PreviewView:
    """Recognise the columns of uploaded files and read their first rows."""
    uploads = uploads_for(membership, request.uploads)
    folder = folder_of(membership.workspace)
    return preview_of(
        [path_of(one) for one in uploads], uploads=uploads, mapping=request.mapping, folder=folder
    )


def start_import(membership: Membership, *, request: ImportRequest) -> Job:
    """Queue an import. A mapping that cannot work is refused now rather than in the job."""
    uploads = uploads_for(membership, request.uploads)
    if request.mapping is not None:
        to_mapping(request.mapping)
    name = (request.name or "").strip() or ", ".join(upload.name for upload in uploads)[:200]
    question = {
        "uploads": [upload.id for upload in uploads],
        "mapping": request.mapping.model_dump(mode="json") if request.mapping else None,
        "name": name,
        "profile": (request.profile or "").strip() or None,
        # Settled now: a job that is run again after a crash is the same import, which the log takes once.
        "source": new_id("src"),
    }
    return start_job(membership, kind=Kind.IMPORT, title=name, question=question)


def refresh_source(membership: Membership, *, source: SourceView, request: RefreshRequest) -> Job:
    """Queue the import of a newer export of a source, read as the first was; only what is new is added."""
    uploads = uploads_for(membership, request.uploads)
    question = {
        "uploads": [upload.id for upload in uploads],
        "mapping": MappingDocument.model_validate(source.mapping).model_dump(mode="json"),
        "name": source.name,
        "profile": None,
        # The names of the files that came first tell which answers are there already.
        "names": [file.name for file in source.files] if len(uploads) == len(source.files) else None,
        "source": new_id("src"),
    }
    return start_job(membership, kind=Kind.IMPORT, title=f"Refresh {source.name}"[:300], question=question)


def forget_profile(membership: Membership, *, name: str) -> None:
    """Forget a remembered way to read files.

    Raises:
        NotFoundError: There is none of that name.
    """
    from sojourn.evidence.profiles import Profiles, UnknownProfileError

    try:
        Profiles(folder_of(membership.workspace).profiles).forget(name)
    except UnknownProfileError as error:
        raise NotFoundError(str(error)) from error


def remove_source(membership: Membership, *, source: SourceView) -> Job:
    """Queue the removal of a source's events."""
    return start_job(
        membership, kind=Kind.REMOVE, title=f"Remove {source.name}"[:300], question={"source": source.source}
    )


@transaction.atomic
def sweep_uploads(*, now: datetime) -> int:
    """Delete uploads older than the configured days that no job waits for; returns how many."""
    cutoff = now - timedelta(days=settings.SOJOURN_UPLOAD_DAYS)
    wanted: set[str] = set()
    for question in Job.objects.filter(
        Q(state=State.WAITING) | Q(state=State.RUNNING), kind=Kind.IMPORT
    ).values_list("question", flat=True):
        wanted.update(question["uploads"])
    old = list(
        Upload.objects.select_related("workspace").filter(created_at__lt=cutoff).exclude(id__in=wanted)
    )
    for upload in old:
        path_of(upload).unlink(missing_ok=True)
        upload.delete()
    return len(old)
