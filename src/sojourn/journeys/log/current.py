"""The index of the newest snapshot: found, or built aside and renamed into its place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sojourn.core.errors import SojournError
from sojourn.core.ids import new_id
from sojourn.core.progress import Progress, silent
from sojourn.core.workspace import Workspace
from sojourn.journeys.log.building import build_index
from sojourn.journeys.log.durable import flush
from sojourn.journeys.log.index import FORMAT, JourneyIndex
from sojourn.journeys.log.older_index import OlderParts
from sojourn.journeys.log.table import EventsTable
from sojourn.journeys.log.table_files import LogFile

TRIES: Final = 5


class EmptyLogError(SojournError):
    """There are no events to look at."""


class ChangingLogError(SojournError):
    """The log changed so often that no index of it could be built."""


def current_index(workspace: Workspace, *, progress: Progress = silent) -> JourneyIndex:
    """The index of the workspace's newest snapshot; built first where it is missing.

    Several processes may ask at once: each builds aside, the first rename wins. What breaks off in between
        leaves
    the older index as it was.

    Raises:
        EmptyLogError: Nothing was imported yet, or everything was removed again.
    """
    table = EventsTable(workspace.log)
    for _ in range(TRIES):
        version, files = table.snapshot()
        if not files:
            forget_indexes(workspace)
            raise EmptyLogError(
                f"There are no events in {workspace.root}. Import a file first (sojourn import FILE), "
                "or play with a made-up store (sojourn demo)."
            )
        folder = workspace.index / _name(table.table_id(), version=version)
        if not folder.exists():
            try:
                _build(files, folder, table=table, progress=progress)
            except FileNotFoundError:
                # An import was removed meanwhile: its files are gone, and there is a newer snapshot.
                if table.version() == version:
                    raise
                continue
        try:
            index = JourneyIndex.open(folder)
        except FileNotFoundError:
            # Another process found a newer snapshot and cleared this index away.
            continue
        _clear(workspace.index, keep=folder)
        return index
    raise ChangingLogError(
        f"The journey log in {workspace.log} changes all the time. Try again when the imports have ended."
    )


def forget_indexes(workspace: Workspace) -> None:
    """Take every finished index off the disk; the next question builds the one that it needs.

    They hold customers' ids, so what was removed from the log must not live on in them.
    """
    for folder in workspace.index.glob("[!.]*"):
        shutil.rmtree(folder, ignore_errors=True)


def _name(table_id: str, *, version: int) -> str:
    return f"{table_id[:8]}-{version:09d}-f{FORMAT}"


def _older(indexes: Path, files: Sequence[LogFile], *, newest: Path) -> JourneyIndex | None:
    """The newest index of an earlier snapshot of the same table that lost no file since."""
    earlier = [
        folder for folder in indexes.glob(f"{newest.name[:8]}-*-f{FORMAT}") if folder.name < newest.name
    ]
    for folder in sorted(earlier, reverse=True):
        try:
            index = JourneyIndex.open(folder)
        except FileNotFoundError:
            # Another process built a newer one and cleared this one away.
            continue
        if OlderParts.knows(index, files):
            return index
    return None


def _build(files: Sequence[LogFile], folder: Path, *, table: EventsTable, progress: Progress) -> None:
    aside = folder.parent / f".{new_id('bld')}-{os.getpid()}"
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside.mkdir(mode=0o700)
    try:
        older = _older(folder.parent, files, newest=folder)
        build_index(files, aside, table=table.path, older=older, progress=progress)
        try:
            aside.rename(folder)
        except OSError:
            if not folder.exists():
                raise
        flush(folder.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _clear(indexes: Path, *, keep: Path) -> None:
    """Remove older indexes, and what broken builds left. Who still has one mapped keeps it until the end."""
    for folder in indexes.iterdir():
        if folder == keep or not folder.is_dir():
            continue
        if folder.name.startswith("."):
            if not _is_alive(int(folder.name.rsplit("-", 1)[1])):
                shutil.rmtree(folder, ignore_errors=True)
        elif folder.name < keep.name or folder.name[:8] != keep.name[:8]:
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
