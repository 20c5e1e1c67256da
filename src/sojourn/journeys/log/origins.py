"""Imports from where the data lie: files, folders, stores, databases; and the same again later."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.progress import Progress, silent
from sojourn.core.workspace import Workspace
from sojourn.evidence.databases import is_address, query_database, without_password
from sojourn.evidence.folders import fetch_store, has_parquet, is_store
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.process import run_limited
from sojourn.journeys.log.import_records import record_of
from sojourn.journeys.log.importing import ImportResult, import_files

_FETCH: Final = "fetch-"


class NothingToRefreshError(SojournError):
    """It is not known where a source came from, or it is not there any more."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source is.

    Args:
        places: Paths of files or folders, ``s3://…`` addresses, or one database.
        sql: The query, where the place is a database.
    """

    places: tuple[str, ...]
    sql: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, without a password and with whole paths."""
        return {"places": [_written(place) for place in self.places], "sql": self.sql}

    @property
    def is_writable(self) -> bool:
        """Whether every place is text; the name of a file may be bytes that are none."""
        try:
            "".join(self.places).encode()
        except UnicodeEncodeError:
            return False
        return True

    @property
    def name(self) -> str:
        """What people call it."""
        first = without_password(self.places[0]) if is_address(self.places[0]) else Path(self.places[0]).name
        more = len(self.places) - 1
        return first if not more else f"{first} and {more} more"


def import_from(
    workspace: Workspace,
    origin: Origin,
    *,
    mapping: Mapping | None = None,
    name: str | None = None,
    now: datetime | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Import what an origin holds now; see ``importing.import_files``.

    Raises:
        DatabaseError: The database did not answer.
        StoreError: The store did not give its files.
        EvidenceError: What it holds cannot be read.
    """
    workspace.create()
    with _fetched(workspace, origin, progress) as (files, names):
        return import_files(
            workspace,
            files,
            mapping=mapping,
            name=name,
            names=names,
            now=now,
            origin=origin.to_json() if origin.is_writable else None,
            progress=progress,
        )


def refresh_source(
    workspace: Workspace, source: str, *, files: Sequence[Path] = (), progress: Progress = silent
) -> ImportResult:
    """Read the origin of an earlier import again, in the same way; only what is new is added.

    Args:
        workspace: Where the import is.
        source: Its id.
        files: A newer export of the same source, where it does not lie at its old place.
        progress: Told how far the work is.

    Raises:
        UnknownSourceError: There is no such import.
        NothingToRefreshError: It is not known where it came from, or nothing is there.
    """
    record = record_of(workspace, source)
    origin = _again(record.origin, files, record.name)
    mapping = Mapping.from_json(record.mapping)
    return import_from(workspace, origin, mapping=mapping, name=record.name, progress=progress)


def _again(remembered: dict[str, Any] | None, files: Sequence[Path], name: str) -> Origin:
    if files:
        return Origin(tuple(map(str, files)))
    if remembered is None:
        raise NothingToRefreshError(
            f"Where {name!r} came from was not written down. Name the newer file after the source."
        )
    origin = Origin(tuple(remembered["places"]), remembered["sql"])
    gone = [place for place in origin.places if not _is_remote(place) and not Path(place).exists()]
    if gone:
        raise NothingToRefreshError(
            f"{gone[0]!r} is not there any more. Name the newer file after the source."
        )
    return origin


def _is_remote(place: str) -> bool:
    return is_address(place) or is_store(place)


def _written(place: str) -> str:
    if is_address(place):
        return without_password(place)
    return place if is_store(place) else str(Path(place).resolve())


@contextmanager
def _fetched(
    workspace: Workspace, origin: Origin, progress: Progress
) -> Iterator[tuple[list[Path], list[str]]]:
    """The files to read, and what people call them; what had to be fetched goes again afterwards."""
    workspace.staging.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(prefix=_FETCH, dir=workspace.staging))
    try:
        yield _files(origin, folder, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _files(origin: Origin, folder: Path, progress: Progress) -> tuple[list[Path], list[str]]:
    if origin.sql is not None:
        if len(origin.places) != 1:
            raise UsageError("A query is asked of one database. Name a single address or SQLite file.")
        target = folder / "rows.parquet"
        _query(origin.places[0], origin.sql, target, progress)
        return [target], [origin.name]
    files: list[Path] = []
    names: list[str] = []
    for number, place in enumerate(origin.places):
        if is_address(place):
            raise UsageError(f"{without_password(place)} needs a query. Give it with --sql 'select …'.")
        found = _placed(place, folder / str(number), progress)
        files += [path for path, _ in found]
        names += [name for _, name in found]
    return files, names


def _query(place: str, sql: str, target: Path, progress: Progress) -> None:
    """PostgreSQL is asked from here; a foreign SQLite file is opened in the limited process only."""
    if is_address(place):
        query_database(place, sql, target, progress=progress)
        return
    path = Path(place)
    if not path.is_file():
        raise UsageError(
            f"{place!r} is no database. Name an SQLite file, or an address such as postgresql://user@host/name."
        )
    run_limited("query", [path], progress=progress, sql=sql, target=str(target))


def _placed(place: str, folder: Path, progress: Progress) -> list[tuple[Path, str]]:
    if is_store(place):
        folder.mkdir()
        names = fetch_store(place, folder, progress=progress)
        shown = place.rstrip("/").rpartition("/")[2]
        if len(names) == 1:
            return [(folder / names[0], shown)]
        if all(name.endswith(".parquet") for name in names):
            return [(_gathered(folder, progress), shown)]
        return [(folder / name, name) for name in names]
    path = Path(place)
    if path.is_dir() and has_parquet(path):
        folder.mkdir()
        return [(_gathered(path, progress, into=folder), path.name)]
    return [(path, path.name)]


def _gathered(folder: Path, progress: Progress, *, into: Path | None = None) -> Path:
    files = sorted(folder.rglob("*.parquet"))
    target = (into or folder.parent) / f"{folder.name or 'files'}.gathered"
    run_limited("gather", files, progress=progress, folder=str(folder), target=str(target))
    return target
