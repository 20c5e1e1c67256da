"""The events table: the truth of a journey log, as a Delta Lake table that gains whole imports or nothing."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Transaction
from deltalake.exceptions import TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from sojourn.core.errors import SojournError, UsageError
from sojourn.core.progress import Progress, silent
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.kernels.hashing import new_rows
from sojourn.journeys.log.durable import flush, flush_all
from sojourn.journeys.log.spill import Spilled, rows_in, spill

BUCKETS: Final = 16
THREADS: Final = 2

FILE_SCHEMA: Final = pa.schema(
    [
        *EVENT_SCHEMA,
        pa.field("sequence", pa.int64(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("key_hi", pa.int64(), nullable=False),
        pa.field("key_lo", pa.int64(), nullable=False),
    ]
)
"""What a file of the table holds: an event, its place in the order of arrival, its import, its key."""

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
    """What became of the rows of one import: ``kept`` are new, ``duplicates`` were in the log already."""

    kept: int
    duplicates: int


@dataclass(frozen=True, slots=True)
class LogFile:
    """One Parquet file of a snapshot, with all rows that one import brought into one bucket."""

    path: Path
    bucket: int
    source: str
    rows: int
    size: int


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

    def append(self, parts: Sequence[Path], *, source: str, progress: Progress = silent) -> AppendResult:
        """Add the rows of an import that the log does not hold yet: all or none, once for each ``source``.

        Two rows are the same when all fields of ``EVENT_SCHEMA`` are equal. Equal rows inside one import are
        all kept; of those that the log holds already as often, none is added again. When this returns, the
        rows are on the disk. Needs memory for two buckets, not for the import.

        Args:
            parts: Parquet files with the columns of ``EVENT_SCHEMA``, in order of arrival; others are left
                out.
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
            table = self._open() or self._create()
            self._sweep()
            earlier = table.transaction_version(source)
            if earlier is not None and earlier != _REMOVED:
                return AppendResult(
                    kept=earlier, duplicates=table.transaction_version(f"{source}/duplicates") or 0
                )
            try:
                return self._append(table, parts, source=source, progress=progress)
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

    def _create(self) -> DeltaTable:
        # No statistics on columns: they would write customer ids into the table's log, where erasing is hard.
        DeltaTable.create(
            str(self.path),
            schema=TABLE_SCHEMA,
            partition_by=["bucket"],
            configuration={"delta.dataSkippingNumIndexedCols": "0"},
            commit_properties=CommitProperties(app_transactions=[Transaction(_BUCKETS_KEPT, BUCKETS)]),
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

    def _append(
        self, table: DeltaTable, parts: Sequence[Path], *, source: str, progress: Progress
    ) -> AppendResult:
        total = rows_in(parts)
        told = _Told(progress, total=total)
        first = table.transaction_version(_SEQUENCE_KEPT) or 0
        buckets = table.transaction_version(_BUCKETS_KEPT) or BUCKETS
        spilled = spill(parts, self._staging, buckets=buckets, first=first, advanced=told.half)
        known: dict[int, list[Path]] = {}
        for file in self._files(table):
            known.setdefault(file.bucket, []).append(file.path)

        def settle(bucket: Spilled) -> LogFile | None:
            return self._settle(bucket, known.get(bucket.bucket, []), source=source)

        written: list[LogFile] = []
        with ThreadPoolExecutor(THREADS) as pool:
            for bucket, settled in zip(spilled, pool.map(settle, spilled), strict=True):
                written += [settled] if settled else []
                told.half(bucket.rows)
        kept = sum(file.rows for file in written)
        if written:
            self._commit_rows(
                table, written, source=source, result=AppendResult(kept, total - kept), after=first + total
            )
        return AppendResult(kept=kept, duplicates=total - kept)

    def _settle(self, bucket: Spilled, known: Sequence[Path], *, source: str) -> LogFile | None:
        """Write the rows of one bucket that are new into a file that no snapshot names yet."""
        rows = bucket.read()
        known_high, known_low = _keys(known)
        high, low, fresh = new_rows(_column(rows, "high"), _column(rows, "low"), known_high, known_low)
        if not fresh.any():
            return None
        table = pa.table(
            [
                *(rows.column(name) for name in EVENT_SCHEMA.names),
                rows.column("sequence"),
                pa.repeat(source, rows.num_rows),
                pa.array(high.view(np.int64)),
                pa.array(low.view(np.int64)),
            ],
            schema=FILE_SCHEMA,
        )
        if not fresh.all():
            table = table.filter(pa.array(fresh))
        name = f"{table.column('sequence')[0].as_py():020d}-{source}.parquet"
        path = self.path / f"bucket={bucket.bucket}" / name
        path.parent.mkdir(exist_ok=True)
        _write(table, path)
        return LogFile(
            path=path, bucket=bucket.bucket, source=source, rows=table.num_rows, size=path.stat().st_size
        )

    def _commit_rows(
        self, table: DeltaTable, files: Sequence[LogFile], *, source: str, result: AppendResult, after: int
    ) -> None:
        flush_all(file.path for file in files)
        flush(self.path)
        now = int(time.time() * 1_000)
        additions = [self._addition(file, at=now) for file in files]
        transactions = [
            Transaction(source, result.kept, now),
            Transaction(f"{source}/duplicates", result.duplicates, now),
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


class _Told:
    """Rows counted twice, half for each of two passes, and told to a ``Progress``."""

    def __init__(self, progress: Progress, *, total: int) -> None:
        self._progress = progress
        self._total = total
        self._halves = 0

    def half(self, rows: int) -> None:
        self._halves += rows
        self._progress("Adding to the log", self._halves // 2, self._total)


def _column(rows: pa.Table, name: str) -> npt.NDArray[np.uint64]:
    column: npt.NDArray[np.uint64] = rows.column(name).to_numpy()
    return column


def _keys(files: Sequence[Path]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    tables = [pq.ParquetFile(file).read(columns=["key_hi", "key_lo"], use_threads=False) for file in files]
    if not tables:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    keys = pa.concat_tables(tables)
    return keys.column("key_hi").to_numpy(), keys.column("key_lo").to_numpy()


def _write(table: pa.Table, path: Path) -> None:
    # Random keys gain nothing from a dictionary or from statistics; statistics of ids would be copies of ids.
    plain = {"key_hi", "key_lo", "sequence", "time"}
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=1,
        # A list is allowed and documented, though the type stubs know of a boolean only.
        use_dictionary=cast("bool", [name for name in table.column_names if name not in plain]),
        column_encoding={"sequence": "DELTA_BINARY_PACKED", "time": "DELTA_BINARY_PACKED"},
        write_statistics=["sequence", "time"],
    )
