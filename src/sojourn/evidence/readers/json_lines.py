"""Reads JSON: one object a line, or one array of objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import orjson

from sojourn.evidence.encoding import Utf8Stream, encoding_of, known_encoding
from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.formats import READABLE, SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.analytics import with_plain_parameters
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.opening import SourceStream
from sojourn.evidence.readers.records import RecordBatcher

BLOCK: Final = 1024 * 1024
RECORD_LIMIT: Final = 1024 * 1024
DEEPEST: Final = 512
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)
_WRAPPED: Final = re.compile(
    rb'\{\s*"(?:tickets|issues|data|results|records|items|rows|reviews|posts|comments|responses|feedback|events)"'
    rb"\s*:\s*\[\s*\{"
)
Piece = tuple[int, bytes]
"""Line of the file at which a record begins, from 1, and its text."""


def read_json(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The objects of a file of JSON lines or of a JSON array, each a row."""
    batcher = RecordBatcher(file, mapping)
    with SourceStream(file) as stream:
        asked = mapping.encoding if mapping else None
        with SourceStream(file) as start:
            content = start.read(BLOCK)
            encoding = known_encoding(asked) if asked else encoding_of(content, whole=not start.read(1))
        text = Utf8Stream(stream, encoding)
        first = text.read(BLOCK)
        pieces = _elements if first.lstrip().startswith(b"[") or _is_wrapped(first) else _lines
        for row, (line, raw) in enumerate(pieces(text, first, file.name), 1):
            found = _record(raw)
            if isinstance(found, dict):
                batcher.add(row, with_plain_parameters(found), line=line, raw=raw)
            else:
                batcher.put_aside(row, line, found, raw[:RECORD_LIMIT].decode("utf-8", "backslashreplace"))
            if batcher.is_full:
                yield batcher.take(stream.position)
        yield batcher.take(stream.position)


def _is_wrapped(first: bytes) -> bool:
    """Whether the rows are in one array inside one object, as ``{"tickets": [{…}, {…}]}``."""
    if not _WRAPPED.match(first.lstrip()):
        return False
    head, _, rest = first.strip().partition(b"\n")
    if not rest.strip():
        return True
    try:
        orjson.loads(head)
    except orjson.JSONDecodeError:
        return True
    return False


def _record(raw: bytes) -> dict[str, Any] | str:
    """The object that ``raw`` writes, or why it writes none."""
    if len(raw) > RECORD_LIMIT:
        return "row longer than 1 MiB"
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        loose = _with_special_numbers(raw)
        if loose is None:
            return f"broken JSON: {_fault(raw, error)}"
        value = loose
    if isinstance(value, dict):
        return value
    return f"no JSON object: a row must be an object of names and values, not {type(value).__name__}"


def _fault(raw: bytes, error: orjson.JSONDecodeError) -> str:
    if error.msg.startswith("recursion") or "recursion" in error.msg:
        return "nested too deeply"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "a character is not UTF-8"
    return f"{error.msg.split(':')[0]} at character {error.pos + 1}"


def _with_special_numbers(raw: bytes) -> Any:
    """The value where all that is wrong with it is ``NaN`` or ``Infinity``, as some programs write for no
    value."""
    if b"NaN" not in raw and b"Infinity" not in raw:
        return None
    try:
        value = json.loads(raw, parse_constant=lambda _: None)
        orjson.dumps(value)
    except (ValueError, TypeError, RecursionError):
        return None
    return value


def _lines(text: Utf8Stream, first: bytes, name: str) -> Iterator[Piece]:
    line, rest, chunk = 0, b"", first
    while chunk:
        *complete, rest = (rest + chunk).split(b"\n")
        for raw in complete:
            line += 1
            if raw.strip():
                yield line, raw.strip()
        if len(rest) > 64 * RECORD_LIMIT:
            raise UnreadableFileError(
                f"{name!r} has a line of more than 64 MiB. JSON lines hold one object a line."
            )
        chunk = text.read(BLOCK)
    if rest.strip():
        yield line + 1, rest.strip()


def _elements(text: Utf8Stream, first: bytes, name: str) -> Iterator[Piece]:
    """The elements of one array, cut at the brackets outside strings; what lies between them is a row of
    its own."""
    line, chunk = 1, first
    rest = chunk[chunk.index(b"[") + 1 :]
    line += chunk[: chunk.index(b"[")].count(b"\n")
    while True:
        taken, is_over = 0, False
        for start, end, closes in _cuts(rest, name):
            line += rest[taken:start].count(b"\n")
            yield from ((line, loose) for loose in _loose(rest[taken:start]))
            taken, is_over = end, closes
            if closes:
                break
            yield line, rest[start:end]
            line += rest[start:end].count(b"\n")
        rest = rest[taken:]
        if is_over:
            return
        if len(rest) > 64 * RECORD_LIMIT:
            raise UnreadableFileError(f"{name!r} has an element of more than 64 MiB. Save it as JSON lines.")
        chunk = text.read(max(BLOCK, len(rest)))
        if not chunk:
            break
        rest += chunk
    raise UnreadableFileError(
        f"{name!r} is a JSON array that ends before its closing bracket: a part of the file is missing. "
        "Fetch or export it again."
    )


def _loose(between: bytes) -> Iterator[bytes]:
    for part in between.split(b","):
        if part.strip():
            yield part.strip()


def _cuts(text: bytes, name: str) -> Iterator[tuple[int, int, bool]]:
    """Where each element that is an object or array begins and ends; lastly, where the whole array is
    closed."""
    depth = start = 0
    for token in _TOKEN.finditer(text):
        mark = text[token.start()]
        if mark in b"{[":
            start = token.start() if depth == 0 else start
            depth += 1
            if depth > DEEPEST:
                raise UnreadableFileError(
                    f"{name!r} is JSON nested more than {DEEPEST} deep, which holds no events. {READABLE}."
                )
        elif mark in b"}]":
            depth -= 1
            if depth < 0:
                yield token.start(), token.end(), True
                return
            if depth == 0:
                yield start, token.end(), False
