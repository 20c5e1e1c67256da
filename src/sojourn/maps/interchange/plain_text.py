"""Bytes of a text file as text."""

from __future__ import annotations

import codecs

from sojourn.maps.interchange.format import UnreadableMapFileError


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252, as older spreadsheets write it.

    Raises:
        UnreadableMapFileError: It is no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _as(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as(data, "cp1252")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableMapFileError(
            "The file is no text in UTF-8, UTF-16 or Windows-1252. Save it anew as UTF-8."
        ) from error
