"""A map as the file that was asked for: by the renderer, or in a notation of other tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sojourn.maps.document import MapDocument
from sojourn.maps.interchange import format_named, formats, write_map
from sojourn.render import FORMATS, LEFT_OUT, UnknownFormatError, render_with_report


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file, the ending of its name, what could not be shown in it, and what it leaves out."""

    data: bytes
    ending: str
    warnings: tuple[str, ...]
    left_out: tuple[str, ...]


def format_title(name: str) -> str:
    """What a format is called.

    Raises:
        UnknownFormatError: There is no such format.
    """
    if name in FORMATS:
        return {"md": "Markdown"}.get(name, name.upper())
    titles = {format.name: format.title for format in formats() if format.writes}
    if name not in titles:
        raise UnknownFormatError.of("format", name, (*FORMATS, *titles))
    return titles[name]


def rendered_file(
    document: MapDocument,
    question: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes],
    map_titles: Mapping[str, str],
    now: datetime,
) -> MadeFile:
    """Make the file that a question asks for.

    Args:
        document: The map.
        question: The fields of a ``RenderRequest``; those that came later may be missing.
        pictures: The pictures of cards and steps by id.
        map_titles: Titles of the maps that steps open, by id.
        now: The moment of the export, in the time zone of its readers.
    """
    format = question["format"]
    if format not in FORMATS:
        written = write_map(document, format)
        said = tuple(loss.said for loss in written.losses)
        return MadeFile(written.data, format_named(format).extensions[0], (), said)
    options = {
        name: question[name] for name in ("theme", "paper", "orientation", "pages") if name in question
    }
    rendered = render_with_report(
        document,
        format,
        **options,
        made_at=now,
        today=now.date(),
        pictures=pictures,
        map_titles=map_titles,
        blank=question.get("blank", False),
    )
    left_out = LEFT_OUT[rendered.format]
    return MadeFile(rendered.data, rendered.format, rendered.warnings, (left_out,) if left_out else ())
