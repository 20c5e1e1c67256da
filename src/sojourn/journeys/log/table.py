"""The events table: the truth of a journey log, as a Delta Lake table that gains whole imports or nothing."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Transaction
from deltalake.exceptions import TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.progress import Progress, silent
from sojourn.core.threads import in_order
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.evidence.staged_rows import StagedRows, opened_stretches
from sojourn.evidence.staging import stage_table
from sojourn.journeys.kernels.deduplication import row_keys
from sojourn.journeys.log.bucket_rows import BucketRows, ImportRows
from sojourn.journeys.log.durable import flush, flush_all
from sojourn.journeys.log.rows import content_hashes
from sojourn.journeys.log.table_files import FILE_SCHEMA, LogFile, fresh_rows, write_file

BUCKETS: Final = 16
MANY_BUCKETS: Final = 64
LARGE: Final = 256 * 1024 * 1024
"""Bytes of a first import from which its log gets ``MANY_BUCKETS``."""
ADDING: Final = "Adding to the log"

TABLE_SCHEMA: Final = FILE_SCHEMA.append(pa.field("bucket", pa.int32(), nullable=False))

_BUCKETS_KEPT: Final = "sojourn.buckets"
_SEQUENCE_KEPT: Final = "sojourn.next_sequence"
_REMOVED: Final = -1
"""Kept in place of the count of rows once a source is removed: it may be added again."""
_SOURCE: Final = re.compile(r"[A-Za-z0-9_.]{1,100}")


class LogBusyError(SojournError):
    """Somebody else is writing to the same journey log."""


class UnsupportedLogError(SojournError):
    """The folder holds a table that this version of Sojourn did not write."""


@dataclass(frozen=True, slots=True)
class AppendResult:
    """What became of the rows of one import.

    Args:
        kept: Rows that are new.
        duplicates: Rows that were in the log already.
        customers: Different customers among both.
    """

    kept: int
    duplicates: int
    customers: int


class EventsTable:
    """The Delta table in a folder. Making one touches nothing on disk."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def version(self) -> int:
        """Number of the newest snapshot, rising with every change; -1 where there is no table."""
        table = self._open()
        return -1 if table is None else table.version()

    def table_id(self) -> str:
        """What tells this table from another one that was made in the same folder; empty without a table."""
        table = self._open()
        return "" if table is None else str(table.metadata().id)

    def identity(self) -> tuple[str, int]:
        """``table_id`` and ``version`` of one moment: the same two mean the same events."""
        table = self._open()
        return ("", -1) if table is None else (str(table.metadata().id), table.version())

    def snapshot(self) -> tuple[int, tuple[LogFile, ...]]:
        """Version and files of the newest snapshot, in order of bucket and arrival."""
        table = self._open()
        return (-1, ()) if table is None else (table.version(), self._files(table))

    def sources(self) -> tuple[str, ...]:
        """The imports that have rows in the log, in order of their ids."""
        return tuple(sorted({file.source for file in self.snapshot()[1]}))

    def buckets(self, size: int = 0) -> int:
        """Into how many buckets customers are cut: for ever once there is a table, else by what comes first.

        Args:
            size: Bytes of the files of the first import. Large logs get more buckets, so that one of them
                fits into memory.
        """
        table = self._open()
        kept = None if table is None else table.transaction_version(_BUCKETS_KEPT)
        return kept or (BUCKETS if size < LARGE else MANY_BUCKETS)

    def append(
        self, rows: StagedRows | Sequence[Path], *, source: str, progress: Progress = silent
    ) -> AppendResult:
        """Add the rows of an import that the log does not hold yet: all or none, once for each ``source``.

        Two rows are the same when all fields of ``EVENT_SCHEMA`` are equal. Equal rows inside one import are
        all kept; of those that the log holds already as often, none is added again. When this returns, the
        rows are on the disk. Needs memory for two buckets, not for the import.

        Args:
            rows: What was staged, cut into ``buckets()`` buckets; or Parquet files with the columns of
                ``EVENT_SCHEMA`` that fit into memory, in order of arrival, other columns are left out.
            source: Id of the import, letters, digits, ``_`` and ``.``. A second call with the same one adds
                nothing, unless the source was removed in between.
            progress: Told how far the work is, in rows; may raise ``CancelledError``, which leaves the log as
                it was.

        Raises:
            LogBusyError: Another import is being added.
        """
        if not _SOURCE.fullmatch(source):
            raise UsageError(f"{source!r} is no id of an import: use letters, digits, '_' and '.' only.")
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._alone():
            table = self._open() or self._create(rows.buckets if isinstance(rows, StagedRows) else BUCKETS)
            self._sweep()
            earlier = table.transaction_version(source)
            if earlier is not None and earlier != _REMOVED:
                return self._result_of(table, source)
            try:
                staged = self._staged(table, rows)
                return self._append(table, staged, source=source, progress=progress)
            finally:
                self._sweep()

    def remove(self, source: str) -> int:
        """Take all rows of one import out of the log, and off the disk.

        Rows that another import brought as well, and that were therefore not added a second time, go with it.

        Returns:
            How many rows went.
        """
        table = self._open()
        if table is None:
            return 0
        with self._alone():
            table = self._opened()
            gone = [file for file in self._files(table) if file.source == source]
            if gone:
                now = int(time.time() * 1_000)
                forgotten = Transaction(source, _REMOVED, now)
                self._commit(table, [self._removal(file, at=now) for file in gone], transactions=[forgotten])
                self._sweep()
            return sum(file.rows for file in gone)

    # Opening

    def _open(self) -> DeltaTable | None:
        try:
            table = DeltaTable(str(self.path))
        except TableNotFoundError:
            return None
        if table.protocol().min_reader_version > 1 or table.transaction_version(_BUCKETS_KEPT) is None:
            raise UnsupportedLogError(
                f"The folder {self.path} holds a Delta table that this version of Sojourn cannot read. "
                "Use a newer version of Sojourn, or another workspace."
            )
        return table

    def _opened(self) -> DeltaTable:
        table = self._open()
        if table is None:
            raise UnsupportedLogError(f"The journey log in {self.path} disappeared while it was in use.")
        return table

    def _create(self, buckets: int) -> DeltaTable:
        # No statistics on columns: they would write customer ids into the table's log, where erasing is hard.
        DeltaTable.create(
            str(self.path),
            schema=TABLE_SCHEMA,
            partition_by=["bucket"],
            configuration={"delta.dataSkippingNumIndexedCols": "0"},
            commit_properties=CommitProperties(app_transactions=[Transaction(_BUCKETS_KEPT, buckets)]),
        )
        self._flush_log()
        return self._opened()

    def _files(self, table: DeltaTable) -> tuple[LogFile, ...]:
        # Not through pa.table(), which loads pandas where that is installed: a second for every command.
        actions = pa.RecordBatchReader.from_stream(table.get_add_actions()).read_all().to_pylist()
        files = [
            LogFile(
                path=self.path / action["path"],
                bucket=int(action["partition"]["bucket"]),
                source=Path(action["path"]).stem.rsplit("-", 1)[1],
                rows=int(action["num_records"]),
                size=int(action["size_bytes"]),
            )
            for action in actions
        ]
        # A file's name begins with the sequence number of its first row: order of names is order of arrival.
        return tuple(sorted(files, key=lambda file: (file.bucket, file.path.name)))

    # Writing

    def _staged(self, table: DeltaTable, rows: StagedRows | Sequence[Path]) -> StagedRows:
        buckets = table.transaction_version(_BUCKETS_KEPT) or BUCKETS
        if isinstance(rows, StagedRows):
            if rows.buckets != buckets:
                raise UsageError(
                    f"The rows are cut into {rows.buckets} buckets, the log in {self.path} into {buckets}. "
                    "Read the files again."
                )
            return rows
        self._staging.mkdir()
        tables = [pq.read_table(part, columns=EVENT_SCHEMA.names) for part in rows]
        events = pa.concat_tables(tables) if tables else EVENT_SCHEMA.empty_table()
        return stage_table(events, self._staging, buckets=buckets)

    def _result_of(self, table: DeltaTable, source: str) -> AppendResult:
        """What became of an import that was added before."""
        kept, duplicates, customers = (
            table.transaction_version(f"{source}{of}") or 0 for of in ("", "/duplicates", "/customers")
        )
        return AppendResult(kept, duplicates, customers)

    def _append(
        self, table: DeltaTable, staged: StagedRows, *, source: str, progress: Progress
    ) -> AppendResult:
        first = table.transaction_version(_SEQUENCE_KEPT) or 0
        known: dict[int, list[Path]] = {}
        for file in self._files(table):
            known.setdefault(file.bucket, []).append(file.path)
        written: list[LogFile] = []
        customers = done = 0
        with opened_stretches(staged) as stretches:
            rows = ImportRows(stretches, first=first)
            buckets = [bucket for bucket in range(staged.buckets) if rows.rows_in(bucket)]

            def settle(bucket: int) -> tuple[LogFile | None, int]:
                return self._settle(rows.bucket(bucket), bucket, known.get(bucket, []), source=source)

            for bucket, (new, different) in zip(buckets, in_order(settle, buckets), strict=True):
                written += [new] if new else []
                customers += different
                done += rows.rows_in(bucket)
                progress(ADDING, done, rows.rows)
            kept = sum(file.rows for file in written)
            result = AppendResult(kept, rows.rows - kept, customers)
        if written:
            self._commit_rows(table, written, source=source, result=result, after=first + staged.rows)
        return result

    def _settle(
        self, rows: BucketRows, bucket: int, known: Sequence[Path], *, source: str
    ) -> tuple[LogFile | None, int]:
        """Write the rows of one bucket that are new into a file that no snapshot names yet.

        Returns:
            The file, where there is any new row, and how many customers the rows are of.
        """
        customers = len(rows.events.columns["customer_id"].values)
        high, low = content_hashes(rows.events)
        row_keys(high, low)
        fresh = fresh_rows(high, low, known)
        if not fresh.any():
            return None, customers
        kept = rows.only(fresh)
        name = f"{kept.sequence[0]:020d}-{source}.parquet"
        path = self.path / f"bucket={bucket}" / name
        path.parent.mkdir(exist_ok=True)
        write_file(path, kept, high[fresh], low[fresh], source=source)
        flush(path)
        size = path.stat().st_size
        return LogFile(path=path, bucket=bucket, source=source, rows=kept.sequence.size, size=size), customers

    def _commit_rows(
        self, table: DeltaTable, files: Sequence[LogFile], *, source: str, result: AppendResult, after: int
    ) -> None:
        for folder in sorted({file.path.parent for file in files}):
            flush(folder)
        flush(self.path)
        now = int(time.time() * 1_000)
        additions = [self._addition(file, at=now) for file in files]
        transactions = [
            Transaction(source, result.kept, now),
            Transaction(f"{source}/duplicates", result.duplicates, now),
            Transaction(f"{source}/customers", result.customers, now),
            Transaction(_SEQUENCE_KEPT, after, now),
        ]
        self._commit(table, additions, transactions=transactions)

    def _commit(self, table: DeltaTable, actions: list[Any], *, transactions: list[Transaction]) -> None:
        # Through the handle that read the ids, without retry: a writer in between makes it fail, not double.
        table.create_write_transaction(
            actions,
            mode="append",
            schema=table.schema(),
            partition_by=["bucket"],
            commit_properties=CommitProperties(app_transactions=transactions, max_commit_retries=0),
            post_commithook_properties=PostCommitHookProperties(cleanup_expired_logs=False),
        )
        self._flush_log()

    def _addition(self, file: LogFile, *, at: int) -> AddAction:
        return AddAction(
            path=str(file.path.relative_to(self.path)),
            size=file.size,
            partition_values={"bucket": str(file.bucket)},
            modification_time=at,
            data_change=True,
            stats=json.dumps({"numRecords": file.rows}),
        )

    def _removal(self, file: LogFile, *, at: int) -> RemoveAction:
        return RemoveAction(
            path=str(file.path.relative_to(self.path)),
            data_change=True,
            deletion_timestamp=at,
            size=file.size,
            partition_values={"bucket": str(file.bucket)},
        )

    # Housekeeping

    @property
    def _staging(self) -> Path:
        # Delta ignores folders whose name begins with an underscore.
        return self.path / "_staging"

    def _flush_log(self) -> None:
        flush_all(file for file in (self.path / "_delta_log").iterdir() if file.is_file())
        flush(self.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other writers out; the lock ends with the process that holds it."""
        with (self.path / "_writer.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise LogBusyError(
                    f"Another import is writing to the journey log in {self.path}. "
                    "Wait until it has ended, then try again."
                ) from None
            yield

    def _sweep(self) -> None:
        """Delete what no snapshot names: work that was broken off, and files of removed imports."""
        shutil.rmtree(self._staging, ignore_errors=True)
        kept = {file.path for file in self._files(self._opened())}
        for path in self.path.glob("bucket=*/*.parquet"):
            if path not in kept:
                path.unlink()
