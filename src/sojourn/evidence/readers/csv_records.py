"""Splitting CSV text into records, two ways that give the same: carefully, one by one, and at once where
all is well."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

RECORD_LIMIT: Final = 1024 * 1024
"""Bytes of one record. What is longer was not meant to be one: mostly a quote that is never closed."""

_QUOTE, _NEWLINE, _RETURN = 0x22, 0x0A, 0x0D


@dataclass(frozen=True, slots=True)
class Record:
    """One record, or the line that could not become one.

    Args:
        line: Lines of the text before it, from 0.
        raw: Its bytes, without the line end.
        fields: Its fields, unless it is broken.
        fault: Why it is broken.
    """

    line: int
    raw: bytes
    fields: list[str] | None
    fault: str | None = None


@dataclass(slots=True)
class Records:
    """The records of a piece of text; ``rest`` is the unfinished one at its end."""

    records: list[Record] = field(default_factory=list)
    rest: bytes = b""
    lines: int = 0


def split_carefully(text: bytes, separator: str, *, ended: bool) -> Records:
    """Split a piece of text, record by record.

    A field in quotes may hold separators, line ends and doubled quotes. A record whose quotes do not match,
    or that grows beyond ``RECORD_LIMIT``, costs exactly its first line; reading goes on with the next.
    Empty lines are no records.

    Args:
        text: UTF-8 that begins with a record.
        separator: One plain character.
        ended: Whether the file ends here; if not, an open record at the end is given back as ``rest``.
    """
    lines = text.split(b"\n")
    open_end = lines.pop() if not ended or lines[-1] == b"" else b""
    found = Records()
    at, mark = 0, separator.encode()
    while at < len(lines):
        used, record = _next_record(lines, at, mark)
        if used == 0 and not ended:
            found.rest = b"\n".join([*lines[at:], open_end])
            found.lines = at
            return found
        if record is None:
            used, record = 1, _broken(lines[at], at, "quote that is not closed")
        if record.raw:
            found.records.append(record)
        at += max(used, 1)
    found.rest, found.lines = open_end, at
    return found


def _broken(line: bytes, at: int, fault: str) -> Record:
    return Record(at, line.removesuffix(b"\r"), None, fault)


def _next_record(lines: list[bytes], at: int, mark: bytes) -> tuple[int, Record | None]:
    """The record that begins at line ``at`` and how many lines it takes; 0 and ``None`` if it stays open."""
    raw = lines[at].removesuffix(b"\r")
    if len(raw) > RECORD_LIMIT:
        return 1, _broken(raw, at, "row longer than 1 MiB")
    if b'"' not in raw:
        return 1, _decoded(raw, at, raw.split(mark))
    return _quoted_record(lines, at, mark)


def _quoted_record(lines: list[bytes], at: int, mark: bytes) -> tuple[int, Record | None]:
    """A record with quotes. It can only be complete where its quotes are even in number, or on its first
    line."""
    pieces: list[bytes] = []
    length = quotes = 0
    for number in range(at, len(lines)):
        line = lines[number]
        pieces.append(line)
        length += len(line) + 1
        quotes += line.count(b'"')
        if length > RECORD_LIMIT + 1:
            return 1, _broken(lines[at], at, "quote that is not closed")
        if quotes % 2 and len(pieces) > 1:
            continue
        raw = b"\n".join(pieces).removesuffix(b"\r")
        fields = _quoted_fields(raw, mark)
        if fields:
            return len(pieces), _decoded(raw, at, fields)
        if fields is None and quotes % 2:
            continue
        return 1, _broken(lines[at], at, "quotes that do not match")
    return 0, None


def _decoded(raw: bytes, at: int, fields: list[bytes]) -> Record:
    if b"\0" in raw:
        return Record(at, raw, None, "NUL character")
    try:
        return Record(at, raw, [part.decode("utf-8") for part in fields])
    except UnicodeDecodeError as error:
        return Record(
            at, raw, None, f"broken character: the byte 0x{error.object[error.start]:02X} is not UTF-8"
        )


def _quoted_fields(raw: bytes, mark: bytes) -> list[bytes] | None:
    """The fields of a record with quotes; ``None`` while a quote is open, none where quotes do not match."""
    fields: list[bytes] = []
    at, size = 0, len(raw)
    while True:
        if raw[at : at + 1] != b'"':
            end = raw.find(mark, at)
            if end < 0:
                return [*fields, raw[at:]]
            fields.append(raw[at:end])
            at = end + 1
            continue
        end = _closing_quote(raw, at + 1)
        if end < 0:
            return None
        fields.append(raw[at + 1 : end].replace(b'""', b'"'))
        at = end + 1
        if at == size:
            return fields
        if raw[at : at + 1] != mark:
            return []
        at += 1


def _closing_quote(raw: bytes, at: int) -> int:
    while True:
        end = raw.find(b'"', at)
        if end < 0 or raw[end + 1 : end + 2] != b'"':
            return end
        at = end + 2


@dataclass(frozen=True, slots=True)
class Split:
    """A piece of text that was split at once.

    Args:
        table: Its records, every column as text.
        starts: Where each record begins in the text (int64).
        lines: Lines of the text before each record (int64).
        used: Bytes of the text that were taken.
        total_lines: Lines that were taken.
    """

    table: pa.Table
    starts: np.ndarray
    lines: np.ndarray
    used: int
    total_lines: int


def split_at_once(text: bytes, separator: str, columns: tuple[str, ...], *, ended: bool) -> Split | None:
    """Split a piece of text in one go; ``None`` unless every record of it is well-formed.

    Only text on which this provably gives what ``split_carefully`` gives is taken: quotes open a field and
    close it, carriage returns stand before line feeds, no NUL, no overlong record. Field counts and
    characters are checked by the parser.
    """
    if not text or text.startswith(b"\xef\xbb\xbf") or b"\0" in text:
        return None
    if text.count(b"\r") != text.count(b"\r\n"):
        return None
    data = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(data == _NEWLINE)
    if ended and not text.endswith(b"\n"):
        ends = np.append(ends, len(text))
    record_ends = _record_ends(data, ends, ord(separator), ended=ended) if b'"' in text else ends
    if record_ends is None or not len(record_ends):
        return None
    used = min(int(record_ends[-1]) + 1, len(text))
    starts = np.concatenate(([0], record_ends[:-1] + 1))
    sizes = record_ends - starts
    before = np.searchsorted(ends, starts)
    filled = ~((sizes == 0) | ((sizes == 1) & (data[np.minimum(starts, len(data) - 1)] == _RETURN)))
    table = _parsed(text[:used], separator, columns) if sizes.max() <= RECORD_LIMIT else None
    if table is None or table.num_rows != int(filled.sum()):
        return None
    return Split(table, starts[filled], before[filled], used, int(np.searchsorted(ends, used)))


def _record_ends(data: np.ndarray, ends: np.ndarray, separator: int, *, ended: bool) -> np.ndarray | None:
    """The line ends outside quotes; ``None`` where a quote does not stand where it should."""
    quotes = np.flatnonzero(data == _QUOTE)
    outside: np.ndarray = ends[np.searchsorted(quotes, ends) % 2 == 0]
    if not len(outside) or (ended and len(quotes) % 2):
        return None
    return outside if _quotes_are_well_placed(data, quotes[quotes < outside[-1]], separator) else None


def _quotes_are_well_placed(data: np.ndarray, quotes: np.ndarray, separator: int) -> bool:
    """Whether each quote opens a field, closes one, or is half of a doubled quote inside one."""
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    doubled = np.zeros(len(opening), dtype=bool)
    doubled[1:] = opening[1:] == closing[:-1] + 1
    before = data[np.maximum(opening - 1, 0)]
    opens = (opening == 0) | (before == separator) | (before == _NEWLINE) | doubled
    after = data[np.minimum(closing + 1, len(data) - 1)]
    at_end = closing + 1 >= len(data)
    reopened = np.append(doubled[1:], False)
    closes = at_end | (after == separator) | (after == _NEWLINE) | (after == _RETURN) | reopened
    return bool(opens.all() and closes.all())


def _parsed(text: bytes, separator: str, columns: tuple[str, ...]) -> pa.Table | None:
    try:
        return arrow_csv.read_csv(
            io.BytesIO(text),
            read_options=arrow_csv.ReadOptions(
                column_names=list(columns), block_size=len(text) + 1, use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=separator, newlines_in_values=b'"' in text),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
