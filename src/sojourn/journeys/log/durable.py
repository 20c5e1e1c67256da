"""Making sure that what was written survives a power cut: files first, then the folders that name them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def flush(path: Path) -> None:
    """Wait until the file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_all(files: Iterable[Path]) -> None:
    """Wait until the files are on the disk, and the folders in which they lie."""
    written = list(files)
    for file in written:
        flush(file)
    for folder in sorted({file.parent for file in written}):
        flush(folder)
