"""The sheets of personas as files: one of them as SVG or PNG, one or more as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Final, Literal

import pypdfium2

from sojourn.core.errors import UsageError
from sojourn.maps.document import MapDocument, Persona
from sojourn.render.layout.persona_sheet import persona_sheet
from sojourn.render.primitives import Poster
from sojourn.render.rendering import UNDATED
from sojourn.render.standing import standing
from sojourn.render.theme import known_theme
from sojourn.render.writers.pdf import write_pdf
from sojourn.render.writers.png import write_png
from sojourn.render.writers.svg import write_svg

SheetFormat = Literal["pdf", "png", "svg"]
MEDIA_TYPES: Final[dict[SheetFormat, str]] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
}
SHEET_FORMATS: Final[tuple[SheetFormat, ...]] = ("pdf", "png", "svg")


def sheets_of_map(document: MapDocument, *, today: date | None = None) -> list[Poster]:
    """A sheet for each persona of a map, in their order; a map that is a draft or out of review says so."""
    mark = standing(document.map, today)
    source = f"From the map “{document.map.title}”"
    return [persona_sheet(one, mark=mark, source=source) for one in document.personas_in_order()]


def sheet_of(persona: Persona, *, source: str = "") -> Poster:
    """The sheet of one persona."""
    return persona_sheet(persona, source=source)


def write_sheets(
    sheets: Sequence[Poster], format: SheetFormat, *, theme: str = "light", made_at: datetime = UNDATED
) -> bytes:
    """Sheets as one file.

    Args:
        sheets: At least one; more than one only as a PDF, a page each.
        format: ``pdf``, ``png`` or ``svg``.
        theme: ``light`` or ``dark``.
        made_at: The date that a PDF carries.

    Raises:
        UsageError: No sheet was given, or several for a format that holds one, or there is no such theme.
    """
    if not sheets:
        raise UsageError("This map has no personas. Add one in the editor, or under 'personas' in the file.")
    if len(sheets) > 1 and format != "pdf":
        raise UsageError(f"A {format.upper()} file holds one persona. Name one of them, or write a PDF.")
    known = known_theme(theme)
    if format == "svg":
        return write_svg(sheets[0], theme=known)
    pages = [write_pdf(sheet, theme=known, made_at=made_at) for sheet in sheets]
    if format == "png":
        return write_png(pages[0])
    return pages[0] if len(pages) == 1 else _bound(pages)


def _bound(pages: Sequence[bytes]) -> bytes:
    """Several PDF files as one."""
    with pypdfium2.PdfDocument.new() as book:
        for page in pages:
            with pypdfium2.PdfDocument(page) as one:
                book.import_pages(one)
        written = BytesIO()
        book.save(written)
        return written.getvalue()
