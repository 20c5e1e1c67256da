"""Reads about sources, from the records that imports leave in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.core.workspace import Workspace as Folder
from sojourn.server.evidence.schemas import MappingDocument, ProfileView, SourceView
from sojourn.server.workspaces.access import NotFoundError

if TYPE_CHECKING:
    from sojourn.evidence.profiles import Profile
    from sojourn.journeys.log.import_records import ImportRecord


def sources(folder: Folder) -> list[SourceView]:
    """Every import, newest first."""
    from sojourn.journeys.log.importing import imports

    views = [_view(record) for record in imports(folder)]
    return sorted(views, key=lambda view: view.at, reverse=True)


def source(source_id: str, *, folder: Folder) -> SourceView:
    """One import.

    Raises:
        UnknownSourceError: There is none of that id.
    """
    from sojourn.journeys.log.import_records import record_of

    return _view(record_of(folder, source_id))


def _view(record: ImportRecord) -> SourceView:
    """A record without what concerns only the machine that imported: paths, fingerprints."""
    told = record.to_json()
    return SourceView.model_validate({name: told[name] for name in SourceView.model_fields})


def profiles(folder: Folder) -> list[ProfileView]:
    """The remembered ways to read files, in order of name."""
    from sojourn.evidence.profiles import Profiles

    return [profile_view(profile) for profile in Profiles(folder.profiles).all()]


def profile_view(profile: Profile) -> ProfileView:
    """A profile as it goes over the wire."""
    mapping = MappingDocument.model_validate(profile.mapping.to_json())
    return ProfileView(name=profile.name, mapping=mapping)


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
