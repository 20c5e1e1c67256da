"""Reads documents: interviews, call and sales notes, own walk-throughs, as Markdown, plain text or DOCX."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml import etree

from sojourn.evidence.encoding import encoding_of, known_encoding
from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.prose import SPEAKER
from sojourn.evidence.readers.archives import names_in
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.opening import SourceStream
from sojourn.evidence.readers.statements import Paragraph, statement_batches

if TYPE_CHECKING:
    from docx.table import _Row

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a text: some eight thousand pages."""
_NEW_PARAGRAPH: Final = re.compile(r"^\s*(?:#{1,6}\s|>|[-*+•]\s|\d{1,3}[.)]\s)")


def read_text(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The statements of a Markdown or plain text document; a paragraph ends at an empty line, or where
    somebody else speaks."""
    with SourceStream(file) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableFileError(f"{file.name!r} is a text of more than 16 MiB. Split it into smaller ones.")
    asked = mapping.encoding if mapping else None
    encoding = known_encoding(asked) if asked else encoding_of(content, whole=True)
    text = content.decode(encoding, "replace").removeprefix("\ufeff").replace("\0", "\ufffd")
    yield from statement_batches(file, _paragraphs(text.splitlines()))


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    waiting: list[str] = []
    first = 1
    for number, line in enumerate([*_without_marks(lines), ""], 1):
        plain = line.strip()
        starts = bool(_NEW_PARAGRAPH.match(line) or SPEAKER.match(plain) or _is_fact(plain))
        if waiting and (not plain or starts or waiting[0].startswith("#")):
            yield Paragraph(first, " ".join(waiting))
            waiting = []
        if plain:
            first = first if waiting else number
            waiting.append(plain)


def _is_fact(line: str) -> bool:
    return re.match(r"^[A-Za-z]{3,12}:\s", line) is not None


def _without_marks(lines: list[str]) -> list[str]:
    """The lines, those that only draw a rule or fence off a head left empty."""
    return [
        "" if re.fullmatch(r"\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|`{3,}\w*)\s*", line) else line for line in lines
    ]


def read_docx(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The statements of a Word document: its paragraphs, and the cells of its tables row by row.

    Raises:
        UnreadableFileError: The document is damaged or far larger than an honest one.
    """
    del mapping
    if file.compressed:
        raise UnreadableFileError(f"{file.name!r} is a gzipped document. Unpack it and import that.")
    names_in(file.path, file.name)
    yield from statement_batches(file, _docx_paragraphs(file))


def _docx_paragraphs(file: SourceFile) -> Iterator[Paragraph]:
    try:
        document = Document(str(file.path))
        number = 0
        for block in document.iter_inner_content():
            texts = (
                [(_cells(row), "") for row in block.rows]
                if isinstance(block, Table)
                else [(block.text, (block.style.name if block.style else "") or "")]
            )
            for text, style in texts:
                number += 1
                if text.strip():
                    is_heading = style.startswith(("Heading", "Title"))
                    yield Paragraph(number, " ".join(text.split()), is_heading=is_heading)
    except (
        OpcError,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        NotImplementedError,
    ) as error:
        said = [*str(error).splitlines(), ""][0][:200]
        raise UnreadableFileError(
            f"{file.name!r} is a damaged document: {said}. Save it again, or as plain text."
        ) from error


def _cells(row: _Row) -> str:
    """A row of a table as one statement: ``who: what`` where it has two cells."""
    cells = [" ".join(cell.text.split()) for cell in row.cells]
    filled = [text for text in cells if text]
    return ": ".join(filled) if len(filled) == 2 else " ".join(filled)
