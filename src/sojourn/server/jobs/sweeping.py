"""Takes away what work left behind and nobody asks for any more, so that the disk does not fill."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from sojourn.server.config import server_folder
from sojourn.server.evidence.models import Upload
from sojourn.server.notifications.services import sweep_notifications
from sojourn.server.workspaces.folders import folder_of
from sojourn.server.workspaces.models import Workspace

BROKEN_OFF: Final = timedelta(days=1)
"""After so long without a byte more, no upload is still arriving."""


def sweep_leftovers(*, now: datetime) -> None:
    """Delete files made for download and turns of the queue after the days that uploads are kept.

    Uploads that were broken off by the server's end go after a day, sessions once they are over, and
    notifications some time after they were read.
    """
    kept_since = now - timedelta(days=settings.SOJOURN_UPLOAD_DAYS)
    known = set(Upload.objects.values_list("file", flat=True))
    for folder in [server_folder(), *(folder_of(one) for one in Workspace.objects.exclude(folder=""))]:
        _delete_files(folder.renders, before=kept_since, but=set())
        _delete_files(folder.uploads, before=now - BROKEN_OFF, but=known)
    DBTaskResult.objects.filter(finished_at__lt=kept_since).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    sweep_notifications(now=now)


def _delete_files(place: Path, *, before: datetime, but: set[str]) -> None:
    if not place.is_dir():
        return
    for file in place.iterdir():
        if file.name not in but and file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
