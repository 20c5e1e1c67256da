"""What a zip archive may hold before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from sojourn.evidence.errors import UnreadableFileError

MOST_ENTRIES: Final = 5_000
RATIO: Final = 200
FREE: Final = 64 * 1024 * 1024
"""Bytes that any archive may unpack to."""


def names_in(path: Path, name: str) -> frozenset[str]:
    """The names of what is in the archive.

    Raises:
        UnreadableFileError: It is damaged, encrypted, holds very many entries, or unpacks to far more than an
            honest one would.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{name!r} begins like a zip archive but is damaged: {str(error) or type(error).__name__}. Fetch "
            "or export it again."
        ) from error
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFileError(
            f"{name!r} is an archive of {len(entries):,} entries; a workbook or a document has at most "
            f"{MOST_ENTRIES:,}. Save it again with the program that made it."
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > max(FREE, RATIO * path.stat().st_size):
        raise UnreadableFileError(
            f"{name!r} unpacks to more than {RATIO} times its size, which no honest file does."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFileError(f"{name!r} is encrypted. Save it without a password and import that.")
    return frozenset(entry.filename for entry in entries)
