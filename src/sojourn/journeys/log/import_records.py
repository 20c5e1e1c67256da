"""What is remembered of each import: one JSON record and the list of rows put aside."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping as MappingABC
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from sojourn.core.errors import SojournError, suggestion
from sojourn.core.workspace import Workspace
from sojourn.journeys.log.durable import flush

State = Literal["adding", "done", "nothing_new", "empty"]
"""``adding``: not decided yet; ``done``: it brought events; ``nothing_new``: all its events were there
already; ``empty``: all its rows were put aside."""
EVENTS: Final = "events"
"""The kind of an import that went into the journey log."""
_PUT_ASIDE: Final = ".put-aside.csv"


class UnknownSourceError(SojournError):
    """There was no such import."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of an import: its name, its size in bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import. ``read`` = ``kept`` + ``put_aside`` + ``duplicates``.

    Args:
        source: Its id, which every event that it brought carries.
        name: What people call it.
        files: What was read.
        format: Of the files.
        mapping: How they were read (``evidence.Mapping``).
        read: Data rows.
        kept: Rows that are events of the log now.
        put_aside: Rows that could not become events.
        duplicates: Rows that were in the log already.
        customers: Different customers among the kept and the duplicate rows.
        first: Earliest time, ISO 8601; ``None`` without events.
        last: Latest time.
        at: When it was imported, ISO 8601.
        state: See ``State``.
        quality: What is known of the events (``evidence.Quality``).
        findings: The same in words, with what was decided while reading.
        kind: ``events``, or the kind of feedback (``evidence.feedback.KINDS``).
        origin: Where it was read from, to be read again: paths, or an address and a query; never a password.
        header: Fingerprint of the names of the columns (``Recognition.header``).
    """

    source: str
    name: str
    files: tuple[FileRecord, ...]
    format: str
    mapping: dict[str, Any]
    read: int
    kept: int
    put_aside: int
    duplicates: int
    customers: int
    first: str | None
    last: str | None
    at: str
    state: State
    quality: dict[str, Any]
    findings: tuple[str, ...]
    kind: str = EVENTS
    origin: dict[str, Any] | None = None
    header: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            **asdict(self),
            "files": [asdict(file) for file in self.files],
            "findings": list(self.findings),
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> ImportRecord:
        """What ``to_json`` wrote."""
        files = tuple(FileRecord(**file) for file in data["files"])
        return cls(**{**data, "files": files, "findings": tuple(data["findings"])})


def fingerprint(path: Path, name: str) -> FileRecord:
    """What tells a file from any other."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileRecord(name, path.stat().st_size, digest)


def put_aside_path(workspace: Workspace, source: str) -> Path:
    """Where the list of rows put aside by an import lies, whether or not there is one."""
    return workspace.imports / f"{source}{_PUT_ASIDE}"


def _record_path(workspace: Workspace, source: str) -> Path:
    return workspace.imports / f"{source}.json"


def write_record(workspace: Workspace, record: ImportRecord) -> None:
    """Put a record in its place, whole or not at all, and on the disk when this returns."""
    workspace.imports.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _record_path(workspace, record.source)
    beside = path.with_suffix(".json.new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(record.to_json(), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    flush(workspace.imports)


def forget_record(workspace: Workspace, source: str) -> None:
    """Take an import's record and its rows put aside off the disk."""
    put_aside_path(workspace, source).unlink(missing_ok=True)
    _record_path(workspace, source).unlink(missing_ok=True)


def all_records(workspace: Workspace) -> list[ImportRecord]:
    """Every record, newest first, those of undecided imports included."""
    if not workspace.imports.is_dir():
        return []
    records = [_read(path) for path in workspace.imports.glob("*.json")]
    return sorted(
        (record for record in records if record), key=lambda record: (record.at, record.source), reverse=True
    )


def _read(path: Path) -> ImportRecord | None:
    """A record; ``None`` where it was taken away in this moment."""
    try:
        return ImportRecord.from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def record_of(workspace: Workspace, source: str) -> ImportRecord:
    """The record of one import.

    Raises:
        UnknownSourceError: There is none.
    """
    known = {record.source: record for record in all_records(workspace)}
    if source not in known:
        raise UnknownSourceError(f"There is no import {source!r}. {suggestion(source, known)}")
    return known[source]
