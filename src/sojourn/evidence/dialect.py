"""The habits of one CSV file: its characters, its separator, its line ends, where its table begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sojourn.evidence.encoding import encoding_of, known_encoding
from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import READABLE, SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.csv_records import Record, split_carefully
from sojourn.evidence.readers.opening import SourceStream
from sojourn.evidence.times import COMPACT, NUMBER, YEAR_FIRST, YEAR_LAST

SEPARATORS: Final = (",", ";", "\t", "|", "\x01", "\x1f")
SAMPLE: Final = 1024 * 1024
MOST_COLUMNS: Final = 2_000
MOST_JUNK: Final = 20


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to split one file.

    Args:
        encoding: Of its characters.
        separator: Between fields.
        columns: Names of the columns, each once.
        skip: Lines before the first data row (headings and the names of columns).
        newline: What ends a row: a line feed (with or without a carriage return), or a carriage return alone.
        notes: What was odd, in words.
    """

    encoding: str
    separator: str
    columns: tuple[str, ...]
    skip: int
    newline: bytes
    notes: tuple[str, ...] = ()


def dialect_of(file: SourceFile, mapping: Mapping | None) -> Dialect:
    """Find out the habits of ``file``; what ``mapping`` says is not questioned.

    Raises:
        UnreadableFileError: The file is no table.
    """
    with SourceStream(file) as stream:
        content = stream.read(SAMPLE)
        whole = not stream.read(1)
    asked = mapping or Mapping()
    encoding = known_encoding(asked.encoding) if asked.encoding else encoding_of(content, whole=whole)
    text = _decoded(content, encoding)
    newline = b"\n" if "\n" in text else b"\r" if "\r" in text else b"\n"
    lines = text.replace("\r\n", "\n").split(newline.decode())
    complete = lines if whole else lines[:-1] or lines
    separator = asked.separator or _separator(complete, file.name)
    return _table(complete, Dialect(encoding, separator, (), 0, newline), asked.header, file.name)


def _decoded(content: bytes, encoding: str) -> str:
    plain = content.removeprefix(b"\xef\xbb\xbf") if encoding == "utf-8" else content
    return plain.decode("latin-1" if encoding == "cp1252" else encoding, "replace").removeprefix("\ufeff")


def _records(lines: Sequence[str], separator: str) -> list[Record]:
    """The first records that can be split."""
    text = "\n".join([*lines[:2_000], ""]).encode("utf-8", "replace")
    return [record for record in split_carefully(text, separator, ended=False).records if record.fields]


def _width(record: Record) -> int:
    return len(record.fields or ())


def _separator(lines: Sequence[str], name: str) -> str:
    """The separator under which the rows agree best on a number of fields above one."""
    best, best_score = "", 0.0
    for separator in SEPARATORS:
        widths = Counter(map(_width, _records(lines[:200], separator)))
        tables = [(count, width) for width, count in widths.items() if width > 1]
        if not tables or max(tables)[0] < widths.total() / 2:
            continue
        agreeing, width = max(tables)
        score = (agreeing / widths.total()) ** 2 * float(min(width, 50)) ** 0.25
        if score > best_score + 1e-9:
            best, best_score = separator, score
    if not best:
        raise UnreadableFileError(
            f"{name!r} is text, but no table: its rows do not divide into columns by comma, semicolon, tab "
            "or '|'. "
            f"{READABLE}. If another character divides the fields, name it as the separator; columns "
            "that are lined up with several spaces have to be saved as CSV first."
        )
    return best


def _table(lines: Sequence[str], dialect: Dialect, header: bool | None, name: str) -> Dialect:
    records = _records(lines, dialect.separator)
    if not records:
        raise UnreadableFileError(f"{name!r} holds no rows that can be split into fields. {READABLE}.")
    width = Counter(map(_width, records[:500])).most_common(1)[0][0]
    if width > MOST_COLUMNS:
        raise UnreadableFileError(
            f"{name!r} has {width:,} columns; at most {MOST_COLUMNS:,} are read. Export fewer of them."
        )
    first = _start(records, width)
    notes = (
        [f"{first} line{'s' if first > 1 else ''} before the table of {name!r} left out."] if first else []
    )
    rows = [record.fields or [] for record in records[first : first + 200]]
    top = records[first]
    if _has_header(rows, width) if header is None else header:
        names = _unique(rows[0] + [""] * (width - len(rows[0])), name, notes)
        skip = top.line + top.raw.count(b"\n") + 1
    else:
        notes.append(f"{name!r} has no names of columns; they are numbered.")
        names = tuple(f"column {number}" for number in range(1, width + 1))
        skip = top.line if first else 0
    return replace(dialect, columns=names, skip=skip, notes=tuple(notes))


def _start(records: Sequence[Record], width: int) -> int:
    """How many records stand above the table: titles and remarks, far narrower than its rows."""
    for at, record in enumerate(records[: MOST_JUNK + 1]):
        if _width(record) * 2 > width:
            return at
    return 0


def _has_header(rows: Sequence[Sequence[str]], width: int) -> bool:
    """No header only if a field of the first row is a number or a time, as most fields below it are."""
    if len(rows) < 3 or len(rows[0]) != width:
        return not any(map(_is_data, rows[0]))
    for column, field in enumerate(rows[0]):
        below = [row[column] for row in rows[1:] if len(row) == width and row[column].strip()]
        if _is_data(field) and below and sum(map(_is_data, below)) > 0.8 * len(below):
            return False
    return True


def _is_data(field: str) -> bool:

    value = field.strip()
    return any(re.match(pattern, value) for pattern in (NUMBER, YEAR_FIRST, YEAR_LAST, COMPACT))


def _unique(fields: Sequence[str], name: str, notes: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    for number, field in enumerate(fields, 1):
        wanted = field.strip() or f"column {number}"
        given, copy = wanted, 1
        while given in names:
            copy += 1
            given = f"{wanted} ({copy})"
        if given != wanted:
            notes.append(
                f"{name!r} has more than one column {wanted!r}; the further one is called {given!r}."
            )
        names.append(given)
    return tuple(names)
