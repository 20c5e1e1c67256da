"""Reads about sources, from the records that imports leave in the workspace."""

from __future__ import annotations

from pathlib import Path

from sojourn.core.workspace import Workspace as Folder
from sojourn.server.evidence.schemas import SourceView
from sojourn.server.workspaces.access import NotFoundError


def sources(folder: Folder) -> list[SourceView]:
    """Every import, newest first."""
    from sojourn.journeys.log.importing import imports

    views = [SourceView.model_validate(record.to_json()) for record in imports(folder)]
    return sorted(views, key=lambda view: view.at, reverse=True)


def source(source_id: str, *, folder: Folder) -> SourceView:
    """One import.

    Raises:
        UnknownSourceError: There is none of that id.
    """
    from sojourn.journeys.log.import_records import record_of

    return SourceView.model_validate(record_of(folder, source_id).to_json())


def put_aside_path(source_id: str, *, folder: Folder) -> Path:
    """The file with the rows that could not be read.

    Raises:
        NotFoundError: There is no such source, or every row could be read.
    """
    from sojourn.journeys.log.importing import put_aside_file

    path = put_aside_file(folder, source(source_id, folder=folder).source)
    if not path.is_file():
        raise NotFoundError("This source has no rows that were put aside.")
    return path
