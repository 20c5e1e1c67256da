"""The list of readers: a further format is a further line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sojourn.evidence.errors import MixedFormatsError, UnreadableFileError
from sojourn.evidence.formats import Format, SourceFile, source_file
from sojourn.evidence.readers.batches import Reader
from sojourn.evidence.readers.csv_text import read_csv
from sojourn.evidence.readers.documents import read_docx, read_text
from sojourn.evidence.readers.json_lines import read_json
from sojourn.evidence.readers.ocel_json import ocel_json_parts, read_ocel_json
from sojourn.evidence.readers.ocel_sqlite import ocel_sqlite_parts, read_ocel_sqlite
from sojourn.evidence.readers.ocel_xml import ocel_xml_parts, read_ocel_xml
from sojourn.evidence.readers.parquet import read_parquet
from sojourn.evidence.readers.parts import Parts
from sojourn.evidence.readers.sqlite import read_sqlite, sqlite_parts
from sojourn.evidence.readers.trello import read_trello
from sojourn.evidence.readers.xes import read_xes
from sojourn.evidence.readers.xlsx import read_xlsx, xlsx_parts

READERS: Final[dict[Format, Reader]] = {
    "csv": read_csv,
    "jsonl": read_json,
    "parquet": read_parquet,
    "xes": read_xes,
    "xlsx": read_xlsx,
    "ocel_json": read_ocel_json,
    "ocel_xml": read_ocel_xml,
    "ocel_sqlite": read_ocel_sqlite,
    "sqlite": read_sqlite,
    "trello": read_trello,
    "text": read_text,
    "docx": read_docx,
}
NAMES: Final[dict[str, str]] = {
    "csv": "CSV",
    "jsonl": "JSON lines",
    "parquet": "Parquet",
    "xes": "XES",
    "xlsx": "XLSX",
    "ocel_json": "OCEL 2.0 (JSON)",
    "ocel_xml": "OCEL 2.0 (XML)",
    "ocel_sqlite": "OCEL 2.0 (SQLite)",
    "sqlite": "SQLite",
    "trello": "Trello",
    "text": "text",
    "docx": "DOCX",
}
PARTS: Final[dict[Format, Callable[[SourceFile], Parts]]] = {
    "xlsx": xlsx_parts,
    "ocel_json": ocel_json_parts,
    "ocel_xml": ocel_xml_parts,
    "ocel_sqlite": ocel_sqlite_parts,
    "sqlite": sqlite_parts,
}
"""Formats of which a file holds several tables, and what tells which."""
DOCUMENTS: Final = frozenset({"text", "docx"})
"""Formats whose rows are statements; they are always feedback."""


def opened(paths: Sequence[Path], names: Sequence[str]) -> list[SourceFile]:
    """The files of one import, which must all be of one format; empty ones among others hold no rows.

    Raises:
        UnreadableFileError: A file cannot be read, or all are empty.
        MixedFormatsError: There are files of several formats.
    """
    files = [
        file
        for number, (path, name) in enumerate(zip(paths, names, strict=True))
        if (file := source_file(path, number, name)) is not None
    ]
    if not files:
        listed = ", ".join(map(repr, names[:3]))
        raise UnreadableFileError(
            f"{listed or 'The import'} is empty: there is nothing to read. Check the export that wrote it."
        )
    kinds = {file.format for file in files}
    if len(kinds) > 1 and not kinds <= DOCUMENTS:
        examples = {file.format: file.name for file in reversed(files)}
        listed = " and ".join(f"{NAMES[kind]} ({name!r})" for kind, name in sorted(examples.items()))
        raise MixedFormatsError(f"The files are of several formats: {listed}. Import each format on its own.")
    return files
