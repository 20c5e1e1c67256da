"""Bringing files into the journey log: the whole import or nothing of it, once, and with an account of
every row."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sojourn.core.errors import UsageError
from sojourn.core.ids import is_id, new_id
from sojourn.core.progress import CancelledError, Progress, silent
from sojourn.core.text import one_line
from sojourn.core.workspace import Workspace
from sojourn.evidence.feedback_staging import FEEDBACK, StagedFeedback
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.reading import Reading, read_into
from sojourn.evidence.staging import PUT_ASIDE, Staged
from sojourn.journeys.log.building import TooManyEventNamesError
from sojourn.journeys.log.current import EmptyLogError, current_index, forget_indexes
from sojourn.journeys.log.feedback_imports import forget_feedback, keep_feedback, recover_feedback
from sojourn.journeys.log.import_lock import import_lock, import_lock_if_free
from sojourn.journeys.log.import_records import (
    EVENTS,
    FileRecord,
    ImportRecord,
    State,
    all_records,
    fingerprint,
    forget_record,
    put_aside_path,
    record_of,
    write_record,
)
from sojourn.journeys.log.table import AppendResult, EventsTable

ADDING: Final = "Adding to the log"
INDEXING: Final = "Indexing"
_STAGED: Final = "import-"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of the rows of an import. ``read`` = ``kept`` + ``put_aside`` + ``duplicates``, always.

    Args:
        read: Data rows of all files.
        kept: Rows that are new events of the log.
        put_aside: Rows that could not become events; see ``put_aside_file``.
        duplicates: Rows that the log held already.
        customers: Different customers among the kept and the duplicate rows.
        source: Id of the import.
    """

    read: int
    kept: int
    put_aside: int
    duplicates: int
    customers: int
    source: str

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


def import_files(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    mapping: Mapping | None = None,
    name: str | None = None,
    source: str | None = None,
    names: Sequence[str] | None = None,
    now: datetime | None = None,
    origin: dict[str, Any] | None = None,
    progress: Progress = silent,
) -> ImportResult:
    """Read files of one format and add their events to the journey log of a workspace.

    Where ``mapping.kind`` names a kind of feedback, or the files are documents, what they hold is kept as
    feedback instead.

    All files are one import. It becomes visible at once or not at all, also when the process is killed;
    then it can be run again. Rows that the log holds already are not added a second time.

    Args:
        workspace: Made where it is missing.
        files: What to read; at least one.
        mapping: What is known of the columns; the rest is recognised.
        name: What people call the import; by default the name of its file.
        source: Id of the import, for a caller that may have to run it again: the same id is added once.
        names: What people call the files; by default their names on disk.
        now: The moment of the import; by default the clock's.
        origin: What is remembered to read the same source again; see ``ImportRecord``.
        progress: Told how far the work is; ``CancelledError`` from it leaves nothing behind.

    Raises:
        UnreadableFileError: A file cannot be read.
        MixedFormatsError: The files are of several formats.
        UnrecognisedColumnsError: It is not known which columns hold customer, event and time.
        AmbiguousDatesError: Day and month could be exchanged in every date.
        TooManyEventNamesError: With these files the log would have more event names than it can hold.
        ReaderStoppedError: Reading took too much memory or time.
    """
    if not files:
        raise UsageError("No file was named to import. Name at least one.")
    if source is not None and not is_id(source):
        raise UsageError(f"{source!r} is no id of an import. It must look like 'src_7k2m9x0q4tza'.")
    shown = [one_line(given) for given in (names or [path.name for path in files])]
    workspace.create()
    with import_lock(workspace, progress=progress):
        _recover(workspace)
        earlier = {record.source: record for record in all_records(workspace)}.get(source or "")
        if earlier is not None:
            return _result(earlier)
        chosen = source or new_id("src")
        with _staging(workspace, chosen) as folder:
            called = one_line(name or _name(shown))
            plan = _Plan(chosen, called, shown, now or datetime.now(UTC), origin)
            return _import(workspace, list(files), plan, folder, mapping=mapping, progress=progress)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is settled before anything is read."""

    source: str
    name: str
    names: list[str]
    now: datetime
    origin: dict[str, Any] | None


def _import(
    workspace: Workspace,
    files: list[Path],
    plan: _Plan,
    folder: Path,
    *,
    mapping: Mapping | None,
    progress: Progress,
) -> ImportResult:
    with ThreadPoolExecutor(1) as beside:
        prints = [
            beside.submit(fingerprint, path, shown)
            for path, shown in zip(files, plan.names, strict=True)
            if path.is_file()
        ]
        reading = read_into(
            folder,
            files,
            mapping=mapping,
            now=plan.now,
            names=plan.names,
            buckets=_buckets(workspace, files),
            source=plan.source,
            progress=progress,
        )
        files_read = tuple(future.result() for future in prints)
    record = _undecided(plan, files_read, reading)
    _keep_put_aside(workspace, folder, plan.source)
    write_record(workspace, record)
    if isinstance(reading.staged, StagedFeedback):
        record = _decided(record, keep_feedback(workspace, record, folder / FEEDBACK))
        write_record(workspace, record)
        return _result(record)
    try:
        appended = _append(workspace, plan.source, reading.staged, progress)
    except BaseException:
        # Whether the commit landed is for the table to say, not for us: it may have, just before this fault.
        _recover(workspace)
        raise
    record = _decided(record, appended)
    write_record(workspace, record)
    try:
        _index(workspace, progress)
    except TooManyEventNamesError:
        # No question could be answered any more, not even about what was there before.
        _take_out(workspace, plan.source)
        raise
    return _result(record)


def _buckets(workspace: Workspace, files: Sequence[Path]) -> int:
    """Into how many buckets the rows are cut; a file that is not there is for the reader to tell of."""
    size = sum(path.stat().st_size for path in files if path.is_file())
    return EventsTable(workspace.log).buckets(size)


def _as_stage(name: str, progress: Progress) -> Progress:
    """Progress of a part, whatever it calls its own stages, as one stage of the import."""

    def told(stage: str, done: int, total: int | None) -> None:
        del stage
        progress(name, done, total)

    return told


def _append(workspace: Workspace, source: str, staged: Staged, progress: Progress) -> AppendResult:
    if not staged.rows.rows:
        return AppendResult(kept=0, duplicates=0, customers=0)

    told = _as_stage(ADDING, progress)
    told(ADDING, 0, staged.rows.rows)
    return EventsTable(workspace.log).append(staged.rows, source=source, progress=told)


def _index(workspace: Workspace, progress: Progress) -> None:
    if EventsTable(workspace.log).version() < 0:
        return

    told = _as_stage(INDEXING, progress)
    try:
        told(INDEXING, 0, None)
        current_index(workspace, progress=told)
    except CancelledError:
        # The log is changed already and stays so; the index is built when the first question is asked.
        return
    except EmptyLogError:
        # Nothing was kept of this import, or all that there was is removed.
        return


def _undecided(plan: _Plan, files: tuple[FileRecord, ...], reading: Reading) -> ImportRecord:
    staged, recognition = reading.staged, reading.recognition
    found = staged if isinstance(staged, StagedFeedback) else staged.quality
    quality = found.to_json()
    return ImportRecord(
        source=plan.source,
        name=plan.name,
        files=files,
        format=staged.format,
        mapping=recognition.mapping.to_json(),
        read=staged.read,
        kept=0,
        put_aside=staged.put_aside,
        duplicates=0,
        customers=0,
        first=quality["first"],
        last=quality["last"],
        at=plan.now.isoformat(),
        state="adding",
        quality=quality,
        findings=(*recognition.notes, *found.sentences()),
        kind=recognition.mapping.kind or EVENTS,
        origin=plan.origin,
        header=recognition.header,
    )


def _decided(record: ImportRecord, appended: AppendResult) -> ImportRecord:
    state: State = "done" if appended.kept else "nothing_new" if appended.duplicates else "empty"
    there = f"{appended.duplicates:,} rows were in the log already and were not added again."
    findings = (there, *record.findings) if appended.duplicates else record.findings
    return replace(
        record,
        kept=appended.kept,
        duplicates=appended.duplicates,
        customers=appended.customers,
        state=state,
        findings=findings,
    )


def _result(record: ImportRecord) -> ImportResult:
    return ImportResult(
        record.read, record.kept, record.put_aside, record.duplicates, record.customers, record.source
    )


def _name(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


@contextmanager
def _staging(workspace: Workspace, source: str) -> Iterator[Path]:
    folder = workspace.staging / f"{_STAGED}{source}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep_put_aside(workspace: Workspace, folder: Path, source: str) -> None:
    workspace.imports.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / PUT_ASIDE).replace(put_aside_path(workspace, source))


def _recover(workspace: Workspace) -> None:
    """Finish or forget what an import left when its process ended; to be called with the lock held."""
    if workspace.staging.is_dir():
        for left in workspace.staging.glob(f"{_STAGED}*"):
            shutil.rmtree(left, ignore_errors=True)
    undecided = [record for record in all_records(workspace) if record.state == "adding"]
    if not undecided:
        return
    table = EventsTable(workspace.log)
    landed = set(table.sources())
    for record in undecided:
        if record.kind != EVENTS:
            recover_feedback(workspace, record, _decided)
        elif record.source in landed:
            write_record(workspace, _decided(record, table.append((), source=record.source)))
        else:
            forget_record(workspace, record.source)


def imports(workspace: Workspace) -> list[ImportRecord]:
    """All imports of a workspace, newest first.

    An import that added nothing new is among them, in state ``nothing_new``: it tells that the file was
    looked at.
    """
    records = all_records(workspace)
    if any(record.state == "adding" for record in records):
        with import_lock_if_free(workspace) as free:
            if free:
                _recover(workspace)
        records = all_records(workspace)
    return [record for record in records if record.state != "adding"]


def put_aside_file(workspace: Workspace, source: str) -> Path:
    """The CSV file of the rows that an import put aside: file, row, line, reason, raw; maybe only its
    heading.

    Raises:
        UnknownSourceError: There is no such import.
    """
    return put_aside_path(workspace, record_of(workspace, source).source)


def remove_source(workspace: Workspace, source: str, *, progress: Progress = silent) -> int:
    """Take everything that one import brought out of the workspace: its events, its record, its rows put
    aside.

    The index is built anew, because the old one still holds what was removed.

    Returns:
        How many events went.

    Raises:
        UnknownSourceError: There is no such import.
    """
    workspace.create()
    with import_lock(workspace, progress=progress):
        _recover(workspace)
        record = record_of(workspace, source)
        if record.kind != EVENTS:
            return forget_feedback(workspace, record)
        removed = _take_out(workspace, source)
        _index(workspace, progress)
    return removed


def _take_out(workspace: Workspace, source: str) -> int:
    removed = EventsTable(workspace.log).remove(source)
    forget_indexes(workspace)
    forget_record(workspace, source)
    return removed
