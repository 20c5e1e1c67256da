"""Which characters the bytes of a text file stand for, and reading them as UTF-8 whatever they were."""

from __future__ import annotations

import codecs
import re
from typing import Final, Protocol

from sojourn.core.errors import UsageError

_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CP1252: Final = "".join(
    bytes([code]).decode("cp1252") if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(code)
    for code in range(256)
)
"""Windows western Europe; the five bytes that it leaves open are taken as in ISO 8859-1."""


class Readable(Protocol):
    """Anything to read bytes from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end."""


def encoding_of(content: bytes, *, whole: bool) -> str:
    """The encoding of a text, from its bytes.

    A mark at the beginning decides; then whether all of it is UTF-8. Text with some broken bytes but mostly
    good UTF-8 stays UTF-8, and its broken rows will be put aside; all else is taken as Windows western
    Europe, of which ISO 8859-1 is a part.

    Args:
        content: The beginning of the file.
        whole: Whether it is all of the file, so that a character cut off at the end is a fault.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return name
    half = max(1, len(content) // 2)
    if content[1::2].count(0) > 0.4 * half:
        return "utf-16-le"
    if content[0::2].count(0) > 0.4 * half:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(content, final=whole)
    except UnicodeDecodeError:
        rest, good = _MULTIBYTE.subn(b"", content)
        bad = sum(byte >= 0x80 for byte in rest)
        return "utf-8" if good > 4 * bad else "cp1252"
    return "utf-8"


def known_encoding(name: str) -> str:
    """The name of an encoding as Python knows it.

    Raises:
        UsageError: There is no such encoding.
    """
    try:
        found = codecs.lookup(name).name
        # Python also knows codecs that are no encodings of text, and some that stand no broken character.
        b"\xff\xfe\0\0".decode(found, "replace")
    except (LookupError, ValueError):
        raise UsageError(
            f"{name!r} is no encoding. Write one such as utf-8, utf-16, cp1252 or iso8859-15."
        ) from None
    return {"utf-8-sig": "utf-8", "iso8859-1": "cp1252"}.get(found, found)


class Utf8Stream:
    """A text file as UTF-8 without a mark at the beginning.

    UTF-8 itself passes unchecked: broken characters are found row by row. In other encodings what cannot be
    read becomes U+FFFD, and ``replaces`` is true, so that rows with it can be put aside.
    """

    def __init__(self, stream: Readable, encoding: str) -> None:
        """Read ``stream``, whose characters are in ``encoding``."""
        self._stream = stream
        self._encoding = known_encoding(encoding)
        self._started = False
        self.replaces = self._encoding not in ("utf-8", "cp1252")
        self._decoder = codecs.getincrementaldecoder(self._encoding)("replace") if self.replaces else None

    def read(self, size: int) -> bytes:
        """About ``size`` more bytes; none at the end."""
        chunk = self._stream.read(size)
        if self._encoding == "utf-8":
            chunk = chunk if self._started else chunk.removeprefix(codecs.BOM_UTF8)
        elif self._encoding == "cp1252":
            chunk = codecs.charmap_decode(chunk, "strict", _CP1252)[0].encode("utf-8")
        elif self._decoder is not None:
            chunk = self._decoded(chunk, size)
        self._started = True
        return chunk

    def _decoded(self, chunk: bytes, size: int) -> bytes:
        assert self._decoder is not None
        while True:
            text = self._decoder.decode(chunk, final=not chunk)
            text = text if self._started else text.removeprefix("\ufeff")
            if text or not chunk:
                return text.encode("utf-8", "replace")
            chunk = self._stream.read(size)
