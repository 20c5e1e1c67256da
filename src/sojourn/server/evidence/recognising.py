"""Between the library's recognition of files and what goes over the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.core.workspace import Workspace as Folder
from sojourn.evidence.mapping import Mapping
from sojourn.server.evidence.models import Upload
from sojourn.server.evidence.schemas import MappingDocument, PreviewView
from sojourn.server.evidence.selectors import profile_view

if TYPE_CHECKING:
    from sojourn.evidence.recognition import Recognition


def to_mapping(document: MappingDocument) -> Mapping:
    """The library's mapping."""
    return Mapping.from_json(document.model_dump(mode="json"))


def preview_of(
    paths: Sequence[Path], *, uploads: Sequence[Upload], mapping: MappingDocument | None, folder: Folder
) -> PreviewView:
    """What the files hold: columns as recognised, and their first rows as the mapping reads them."""
    from sojourn.evidence.preview import Preview, preview
    from sojourn.evidence.profiles import Profiles
    from sojourn.evidence.recognition import recognise

    names = [upload.name for upload in uploads]
    found = recognise(paths, to_mapping(mapping) if mapping else None, names=names)
    readable = provisional(found)
    seen = preview(paths, readable, names=names) if readable else Preview((), ())
    return PreviewView.model_validate(
        {
            "format": found.format,
            "encoding": found.encoding,
            "separator": found.separator,
            "files": [{"name": upload.name, "size": upload.size} for upload in uploads],
            "columns": [column.to_json() for column in found.columns],
            "mapping": found.mapping.to_json(),
            "questions": [question.to_json() for question in found.questions],
            "notes": list(found.notes),
            "profiles": [profile_view(one) for one in Profiles(folder.profiles).fitting(found.header)],
            **seen.to_json(),
        }
    )


def provisional(found: Recognition) -> Mapping | None:
    """The mapping to show first rows by; none while a needed column is not known.

    While day and month could be exchanged, the rows are shown by the first choice: the question stands
    beside them, and nothing is imported before it is answered.
    """
    if found.mapping.missing:
        return None
    for question in found.questions:
        if question.code == "dates" and question.needed and question.choices:
            return replace(found.mapping, dates=question.choices[0].value)
    return found.mapping
