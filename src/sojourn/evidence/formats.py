"""What a file is, by its content; its name is not believed."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.prose import looks_like_prose
from sojourn.evidence.readers.archives import names_in
from sojourn.evidence.readers.sqlite_opening import is_ocel_database

Format = Literal[
    "csv",
    "jsonl",
    "parquet",
    "xes",
    "xlsx",
    "ocel_json",
    "ocel_xml",
    "ocel_sqlite",
    "sqlite",
    "trello",
    "text",
    "docx",
]
HEAD: Final = 256 * 1024
READABLE: Final = (
    "Sojourn reads tables (CSV, JSON, XLSX, Parquet, SQLite), event logs (XES, OCEL 2.0) and documents "
    "(Markdown, text, DOCX)"
)

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"ARROW1", "an Arrow file"),
    (b"ORC", "an ORC file"),
    (b"Obj\x01", "an Avro file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound or video file"),
)
_OCEL: Final = re.compile(r'\{\s*"(?:objectTypes|eventTypes|objects|events)"\s*:\s*\[')
_BOARD: Final = re.compile(r'"(?:idOrganization|labelNames|shortUrl|idBoard|dateLastActivity)"\s*:')
_CARDS: Final = re.compile(r'"(?:actions|cards)"\s*:\s*\[')
_ADVICE: Final = {
    "an Excel workbook": "Save it as XLSX, or its sheet as CSV, and import that.",
    "an old Excel or Word document": "Save it as XLSX or DOCX, without a password, and import that.",
    "a spreadsheet of another kind": "Save it as XLSX, or its sheet as CSV, and import that.",
    "a zip archive": "Unpack it and import the files inside.",
    "a PDF document": "Ask for the same data as CSV.",
    "an Arrow file": "Save it as Parquet and import that.",
    "an ORC file": "Save it as Parquet and import that.",
    "an Avro file": "Save it as Parquet and import that.",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of an import.

    Args:
        path: Where it lies.
        number: Its number in the import, from 0.
        format: What it holds.
        compressed: Whether it is compressed with gzip.
        size: Bytes on disk.
        name: What people call it; in the browser it lies on disk under another name.
    """

    path: Path
    number: int
    format: Format
    compressed: bool
    size: int
    name: str


def unreadable(name: str, found: str) -> UnreadableFileError:
    """The error for a file that is something else."""
    advice = _ADVICE.get(found, "")
    return UnreadableFileError(f"{name!r} is {found}, which holds no events. {READABLE}. {advice}".strip())


def source_file(path: Path, number: int, name: str) -> SourceFile | None:
    """Look into ``path`` and say what it is; ``None`` for an empty file.

    Raises:
        UnreadableFileError: It is none of the formats that can be read, or cannot be opened.
    """
    if path.is_dir():
        raise UnreadableFileError(f"{name!r} is a folder. Name the files in it, such as {name}/*.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise UnreadableFileError(
            f"{name!r} cannot be opened: {error.strerror}. Check the name and the rights."
        ) from error
    compressed = head.startswith(b"\x1f\x8b")
    content = _unpacked(head, name) if compressed else head
    if not content:
        return None
    if compressed and content.startswith((b"PK\x03\x04", b"SQLite format 3\0")):
        raise UnreadableFileError(f"{name!r} is an archive inside a gzip archive. Unpack it and import that.")
    return SourceFile(path, number, _format_of(content, name, path), compressed, size, name)


def _unpacked(head: bytes, name: str) -> bytes:
    """The beginning of what an archive holds; a damage further on shows when it is read."""
    content = b""
    try:
        while head and not content:
            member = zlib.decompressobj(wbits=31)
            content = member.decompress(head, HEAD)
            head = member.unused_data
    except zlib.error as error:
        raise UnreadableFileError(
            f"{name!r} begins like a gzip archive but is damaged: {error}. Fetch or export it again."
        ) from error
    return content


def _format_of(content: bytes, name: str, path: Path) -> Format:
    if content.startswith(b"PAR1"):
        return "parquet"
    if content.startswith(b"PK\x03\x04"):
        return _zip_format(path, name)
    if content.startswith(b"SQLite format 3\0"):
        return "ocel_sqlite" if is_ocel_database(path, name) else "sqlite"
    for magic, found in _SIGNATURES:
        if content.startswith(magic):
            raise unreadable(name, found)
    return _text_format(content, name)


def _zip_format(path: Path, name: str) -> Format:
    names = names_in(path, name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.bin" in names:
        raise unreadable(name, "an Excel workbook")
    raise unreadable(name, "a spreadsheet of another kind" if "content.xml" in names else "a zip archive")


def _text_format(content: bytes, name: str) -> Format:
    text = _plain(content)
    if text is None:
        raise unreadable(name, "a binary file of an unknown kind")
    start = text.lstrip(" \t\r\n")
    if start.startswith("<"):
        return _xml_format(start, name)
    if start.startswith(("{", "[{", "[ ", "[\n", "[\r")) or start.rstrip() == "[]":
        return _json_format(start)
    return "text" if looks_like_prose(text) else "csv"


def _json_format(start: str) -> Format:
    if _OCEL.match(start):
        return "ocel_json"
    if start.startswith("{") and _BOARD.search(start) and _CARDS.search(start):
        return "trello"
    return "jsonl"


def _xml_format(start: str, name: str) -> Format:
    lowered = start[: 64 * 1024].lower()
    if "<!doctype html" in lowered or "<html" in lowered:
        raise unreadable(name, "a web page")
    if "<!doctype" in lowered or "<!entity" in lowered:
        raise UnreadableFileError(
            f"{name!r} is XML with a document type definition, which is not read because it can be made to "
            "fill the memory. "
            "Remove the <!DOCTYPE …> part, or export the log again as plain XES."
        )
    if "<object-types" in lowered or "<event-types" in lowered:
        return "ocel_xml"
    if "<log" in lowered:
        return "xes"
    raise unreadable(name, "XML, but no XES or OCEL log")


def _plain(content: bytes) -> str | None:
    """The beginning as text, or ``None`` where it is no text at all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    even, odd = content[0::2].count(0), content[1::2].count(0)
    half = max(1, len(content) // 2)
    if odd > 0.4 * half and even < 0.1 * half:
        return content.decode("utf-16-le", "replace")
    if even > 0.4 * half and odd < 0.1 * half:
        return content.decode("utf-16-be", "replace")
    strange = sum(content.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27, 1, 31))
    if strange > 0.05 * len(content):
        return None
    return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
