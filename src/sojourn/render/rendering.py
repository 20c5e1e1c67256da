"""The one door to the renderer: a map and the name of a format in, a file out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal, get_args

from sojourn.core.errors import UsageError, suggestion
from sojourn.maps.blank import blank_table
from sojourn.maps.document import MapDocument
from sojourn.maps.yaml_io import to_yaml
from sojourn.render.layout.poster import lay_out
from sojourn.render.primitives import Poster
from sojourn.render.surroundings import surroundings_of
from sojourn.render.theme import Theme, known_theme
from sojourn.render.writers.html import write_html
from sojourn.render.writers.pdf import PAPERS, Paper, write_pdf
from sojourn.render.writers.png import write_png
from sojourn.render.writers.svg import write_svg

Format = Literal["svg", "png", "pdf", "html", "yaml"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
MEDIA_TYPES: Final[dict[Format, str]] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
}
UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside a PDF when nobody gives one: equal maps make equal files."""

ROOM_FOR_A_PEN: Final = 84.0
"""Pixels of a lane in which three lines fit by hand, when the sheet is fitted to A4."""

_SHOWN_CHARACTERS: Final = 12


class UnknownFormatError(UsageError):
    """There is no such format, theme or paper."""

    @classmethod
    def of(cls, kind: str, name: str, known: tuple[str, ...]) -> UnknownFormatError:
        """Say which ones there are."""
        return cls(f"There is no {kind} {name!r}. {suggestion(name, known)}")


@dataclass(frozen=True, slots=True)
class RenderResult:
    """A file, what kind of file it is, and what could not be shown in it as it was written."""

    data: bytes
    format: Format
    media_type: str
    warnings: tuple[str, ...] = ()


def render_map(document: MapDocument, format: str, *, theme: str = "light") -> bytes:
    """Render a map as a file.

    Args:
        document: Any valid map.
        format: ``svg``, ``png``, ``pdf``, ``html`` or ``yaml``.
        theme: ``light`` or ``dark``.

    Returns:
        The file's bytes; equal maps give equal bytes on the same machine.

    Raises:
        UnknownFormatError: There is no such format.
        UsageError: There is no such theme.
    """
    return render_with_report(document, format, theme=theme).data


def render_with_report(
    document: MapDocument,
    format: str,
    *,
    theme: str = "light",
    paper: str = "poster",
    made_at: datetime = UNDATED,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    map_titles: Mapping[str, str] = MappingProxyType({}),
    blank: bool = False,
) -> RenderResult:
    """Render a map as a file and say what could not be shown.

    Args:
        document: Any valid map.
        format: ``svg``, ``png``, ``pdf``, ``html`` or ``yaml``.
        theme: ``light`` or ``dark``.
        paper: Page of a PDF: ``poster`` (as large as the map), ``a3`` or ``a4`` (lying, fitted in).
        made_at: The date that a PDF carries.
        pictures: The pictures of cards and steps by id, as WebP, PNG or JPEG. Where one is missing, a frame
            with its text stands.
        map_titles: Titles of the maps that steps open, by id.
        blank: Only stages and lanes, with room to write in by hand.

    Raises:
        UnknownFormatError: There is no such format or paper.
        UsageError: There is no such theme.
    """
    wanted = _known_format(format)
    document = blank_table(document) if blank else document
    if wanted == "yaml":
        return RenderResult(to_yaml(document).encode(), wanted, MEDIA_TYPES[wanted])
    room = ROOM_FOR_A_PEN if blank else 0.0
    poster = lay_out(document, surroundings_of(pictures, map_titles), room=room)
    data = _written(
        document, poster, wanted, theme=known_theme(theme), paper=_known_paper(paper), made_at=made_at
    )
    return RenderResult(data, wanted, MEDIA_TYPES[wanted], _warnings(poster, wanted))


def _written(
    document: MapDocument, poster: Poster, format: Format, *, theme: Theme, paper: Paper, made_at: datetime
) -> bytes:
    if format == "svg":
        return write_svg(poster, theme=theme)
    if format == "html":
        return write_html(document, poster, theme=theme)
    pdf = write_pdf(poster, theme=theme, paper=paper, made_at=made_at)
    return pdf if format == "pdf" else write_png(pdf)


def _known_format(name: str) -> Format:
    for format in FORMATS:
        if name == format:
            return format
    raise UnknownFormatError.of("format", name, FORMATS)


def _known_paper(name: str) -> Paper:
    if name == "poster":
        return "poster"
    if name == "a4":
        return "a4"
    if name == "a3":
        return "a3"
    raise UnknownFormatError.of("paper", name, ("poster", *PAPERS))


def _warnings(poster: Poster, format: Format) -> tuple[str, ...]:
    """Which characters are missing, by code and name, and what to do about it."""
    if not poster.unshown:
        return ()
    named = [
        f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}"
        for character in poster.unshown[:_SHOWN_CHARACTERS]
    ]
    more = len(poster.unshown) - len(named)
    listed = ", ".join(named) + (f" and {more} more" if more > 0 else "")
    how = (
        "the reader's own fonts are used for them"
        if format in {"svg", "html"}
        else "an empty frame stands in their place"
    )
    return (
        f"No font on this machine draws {listed}; {how}. "
        "Put a font that has them into a folder and name it in SOJOURN_FONTS.",
    )
