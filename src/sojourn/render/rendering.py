"""The one door to the renderer: a map and the name of a format in, a file out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from sojourn.maps.blank import blank_table
from sojourn.maps.document import MapDocument
from sojourn.maps.yaml_io import to_yaml
from sojourn.render.formats import DRAWN, MEDIA_TYPES, Format, UnknownFormatError, known_format
from sojourn.render.layout.poster import lay_out
from sojourn.render.primitives import Poster
from sojourn.render.standing import standing
from sojourn.render.surroundings import Surroundings, surroundings_of
from sojourn.render.theme import Theme, known_theme
from sojourn.render.writers.comma_separated import write_csv
from sojourn.render.writers.html import write_html
from sojourn.render.writers.markdown import write_markdown
from sojourn.render.writers.pdf import write_pdf
from sojourn.render.writers.pdf_pages import ORIENTATIONS, PAGES, PAPERS, PaperChoice
from sojourn.render.writers.png import write_png
from sojourn.render.writers.svg import write_svg
from sojourn.render.writers.workbook import write_xlsx

UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The date inside a file when nobody gives one: equal maps make equal files."""

ROOM_FOR_A_PEN: Final = 84.0
"""Pixels of a lane in which three lines fit by hand, when the sheet is fitted to A4."""

_SHOWN_CHARACTERS: Final = 12
_FULL_ENOUGH: Final = 0.97
_MOST_TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class RenderResult:
    """A file, what kind of file it is, and what could not be shown in it as it was written."""

    data: bytes
    format: Format
    media_type: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for, checked."""

    document: MapDocument
    format: Format
    theme: Theme
    choice: PaperChoice
    made_at: datetime
    around: Surroundings
    blank: bool


def render_map(document: MapDocument, format: str, *, theme: str = "light") -> bytes:
    """Render a map as a file.

    Args:
        document: Any valid map.
        format: One of ``FORMATS``.
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
    orientation: str = "landscape",
    pages: str = "one",
    made_at: datetime = UNDATED,
    today: date | None = None,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    map_titles: Mapping[str, str] = MappingProxyType({}),
    blank: bool = False,
) -> RenderResult:
    """Render a map as a file and say what could not be shown.

    Args:
        document: Any valid map.
        format: One of ``FORMATS``.
        theme: ``light`` or ``dark``.
        paper: Page of a PDF: ``poster`` (as large as the map), ``a3`` or ``a4``.
        orientation: How the paper lies: ``landscape`` or ``portrait``.
        pages: Whether the map is fitted on ``one`` sheet of paper, or goes over ``several`` that join.
        made_at: The date that PDF, PPTX and XLSX carry.
        today: The day of the export: a map whose review is overdue on it says so. ``None``: not asked.
        pictures: The pictures of cards and steps by id, as WebP, PNG or JPEG. Where one is missing, a frame
            with its text stands.
        map_titles: Titles of the maps that steps open, by id.
        blank: Only stages and lanes, with room to write in by hand.

    Raises:
        UnknownFormatError: There is no such format, paper, orientation or number of pages.
        UsageError: There is no such theme.
    """
    wanted = known_format(format)
    mark = "" if blank else standing(document.map, today)
    order = _Order(
        document=blank_table(document) if blank else document,
        format=wanted,
        theme=known_theme(theme),
        choice=_known_choice(paper, orientation, pages),
        made_at=made_at,
        around=surroundings_of(pictures, map_titles, mark=mark),
        blank=blank,
    )
    if wanted not in DRAWN:
        return RenderResult(_in_words(order), wanted, MEDIA_TYPES[wanted])
    poster = _laid_out(order)
    return RenderResult(_drawn(order, poster), wanted, MEDIA_TYPES[wanted], _warnings(poster, wanted))


def _in_words(order: _Order) -> bytes:
    document, mark = order.document, order.around.mark
    match order.format:
        case "json":
            return (document.model_dump_json(indent=2) + "\n").encode()
        case "csv":
            return write_csv(document, mark=mark)
        case "md":
            return write_markdown(document, mark=mark)
        case "xlsx":
            return write_xlsx(document, mark=mark, made_at=order.made_at)
        case "pptx":
            # Only those who ask for slides pay for loading what writes them.
            from sojourn.render.slides.presentation import write_pptx

            return write_pptx(document, theme=order.theme, around=order.around, made_at=order.made_at)
        case _:
            said = f"# {mark}\n" if mark else ""
            return (said + to_yaml(document)).encode()


def _laid_out(order: _Order) -> Poster:
    """The poster; on one sheet of paper, as wide as fills the sheet."""
    room = ROOM_FOR_A_PEN if order.blank else 0.0
    poster = lay_out(order.document, order.around, room=room)
    if order.format != "pdf" or order.choice.paper == "poster" or order.choice.pages != "one":
        return poster
    inner_width, inner_height = order.choice.inner
    wanted = inner_width / inner_height
    least = poster.width
    for _ in range(_MOST_TRIES):
        shape = poster.width / poster.height
        if shape >= wanted * _FULL_ENOUGH:
            break
        least *= (wanted / shape) ** 0.6
        poster = lay_out(order.document, order.around, room=room, least=least)
    return poster


def _drawn(order: _Order, poster: Poster) -> bytes:
    theme, mark = order.theme, order.around.mark
    if order.format == "svg":
        return write_svg(poster, theme=theme)
    if order.format == "html":
        return write_html(order.document, poster, theme=theme, mark=mark)
    if order.format == "png":
        return write_png(write_pdf(poster, theme=theme, made_at=order.made_at))
    return write_pdf(poster, theme=theme, choice=order.choice, mark=mark, made_at=order.made_at)


def _known_choice(paper: str, orientation: str, pages: str) -> PaperChoice:
    papers = ("poster", *PAPERS)
    for kind, name, known in (
        ("paper", paper, papers),
        ("orientation", orientation, ORIENTATIONS),
        ("number of pages", pages, PAGES),
    ):
        if name not in known:
            raise UnknownFormatError.of(kind, name, known)
    return PaperChoice(
        paper="a4" if paper == "a4" else "a3" if paper == "a3" else "poster",
        orientation="portrait" if orientation == "portrait" else "landscape",
        pages="several" if pages == "several" else "one",
    )


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
