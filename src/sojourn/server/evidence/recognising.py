"""Between the library's recognition of files and what goes over the wire."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sojourn.evidence.mapping import Mapping
from sojourn.server.evidence.models import Upload
from sojourn.server.evidence.schemas import MappingDocument, PreviewView


def to_mapping(document: MappingDocument) -> Mapping:
    """The library's mapping."""
    return Mapping.from_json(document.model_dump(mode="json"))


def preview_of(
    paths: Sequence[Path], *, uploads: Sequence[Upload], mapping: MappingDocument | None
) -> PreviewView:
    """What the files hold: columns as recognised, and their first rows as the mapping reads them."""
    from sojourn.evidence.preview import preview
    from sojourn.evidence.recognition import recognise

    found = recognise(paths)
    used = to_mapping(mapping) if mapping else found.mapping
    seen = preview(paths, used)
    return PreviewView.model_validate(
        {
            "format": found.format,
            "encoding": found.encoding,
            "separator": found.separator,
            "files": [{"name": upload.name, "size": upload.size} for upload in uploads],
            "columns": [column.to_json() for column in found.columns],
            "mapping": used.to_json(),
            "questions": [question.to_json() for question in found.questions],
            "rows": seen.rows,
            "problems": seen.problems,
        }
    )
