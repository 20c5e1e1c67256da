"""The list of readers: a further format is a further line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sojourn.evidence.errors import MixedFormatsError, UnreadableFileError
from sojourn.evidence.formats import Format, SourceFile, source_file
from sojourn.evidence.readers.batches import Reader
from sojourn.evidence.readers.csv_text import read_csv
from sojourn.evidence.readers.json_lines import read_json
from sojourn.evidence.readers.parquet import read_parquet
from sojourn.evidence.readers.xes import read_xes

READERS: Final[dict[Format, Reader]] = {
    "csv": read_csv,
    "jsonl": read_json,
    "parquet": read_parquet,
    "xes": read_xes,
}
NAMES: Final = {"csv": "CSV", "jsonl": "JSON lines", "parquet": "Parquet", "xes": "XES"}


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
    if len(kinds) > 1:
        examples = {file.format: file.name for file in reversed(files)}
        listed = " and ".join(f"{NAMES[kind]} ({name!r})" for kind, name in sorted(examples.items()))
        raise MixedFormatsError(f"The files are of several formats: {listed}. Import each format on its own.")
    return files
