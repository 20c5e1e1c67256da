"""Opening a file for reading from its beginning, unpacked, and never more of it than it can honestly hold."""

from __future__ import annotations

import gzip
import zlib
from types import TracebackType
from typing import Final

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import SourceFile

RATIO: Final = 200
"""A log packs 5 to 60 times smaller; a bomb a thousand times."""
FREE: Final = 64 * 1024 * 1024
"""Bytes that any archive may hold."""


class SourceStream:
    """The content of a file, with the place reached on disk."""

    def __init__(self, file: SourceFile) -> None:
        """Open ``file``."""
        self._name = file.name
        self._raw = file.path.open("rb")
        self._stream = gzip.GzipFile(fileobj=self._raw) if file.compressed else self._raw
        self._allowed = max(FREE, RATIO * file.size) if file.compressed else None
        self._given = 0

    @property
    def position(self) -> int:
        """Bytes of the file on disk that were read so far."""
        return self._raw.tell()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end.

        Raises:
            UnreadableFileError: The archive is damaged, or unpacks to far more than a log would.
        """
        try:
            chunk = self._stream.read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableFileError(
                f"{self._name!r} is damaged: {error}. Nothing of it was taken in; fetch or export it again."
            ) from error
        self._given += len(chunk)
        if self._allowed is not None and self._given > self._allowed:
            raise UnreadableFileError(
                f"{self._name!r} unpacks to more than {RATIO} times its size, which no event log does. "
                "If you trust it, unpack it yourself and import the result."
            )
        return chunk

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def __enter__(self) -> SourceStream:
        """Ready to read."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()
