"""Simulated journeys as files: CSV, Parquet or JSON lines, written in batches, put in place when whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Final, Protocol

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.core.errors import UsageError
from sojourn.core.progress import Progress, silent
from sojourn.evidence.simulator.simulation import SIMULATED_SCHEMA, START, simulated_batches
from sojourn.evidence.simulator.tables import TABLES, tables_of

FORMATS: Final = ("csv", "parquet", "jsonl")
ISO_8601: Final = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class SimulatedResult:
    """What was simulated, and the files that hold it; the first of them holds the events."""

    customers: int
    events: int
    files: tuple[Path, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "files": [str(file) for file in self.files]}


class _Sheet(Protocol):
    """Takes frames, one after the other."""

    def write(self, frame: pl.DataFrame) -> None:
        """Append the rows of ``frame``."""


def simulate_to(
    folder: str | os.PathLike[str],
    customers: int = 20_000,
    *,
    days: int = 365,
    seed: int = 1,
    start: date = START,
    format: str = "csv",
    tables: bool = False,
    progress: Progress = silent,
) -> SimulatedResult:
    """Simulate the store "Larkspur" into files in ``folder``.

    Args:
        folder: Where ``events.csv`` (or ``.parquet``, ``.jsonl``) goes; made where it is missing.
        customers: How many customers.
        days: How long.
        seed: Start of all chance: the same arguments write the same bytes.
        start: First day (UTC).
        format: ``csv``, ``parquet`` or ``jsonl``.
        tables: Whether to write ``customers.csv``, ``orders.csv``, ``surveys.csv``, ``tickets.csv`` as well.
        progress: Told after every batch how many customers are done.

    Raises:
        UsageError: An argument is out of range, or the format is unknown.
    """
    if format not in FORMATS:
        raise UsageError(f"The simulation cannot write {format!r}. It writes {', '.join(FORMATS)}.")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    files = [target / f"events.{format}", *(target / f"{name}.csv" for name in (TABLES if tables else ()))]
    events = 0
    with ExitStack() as open_files:
        sheets = {file.stem: open_files.enter_context(_sheet(file)) for file in files}
        progress("Simulating customers", 0, customers)
        for batch in simulated_batches(customers, days=days, seed=seed, start=start):
            sheets["events"].write(pl.DataFrame(pl.from_arrow(batch.events)))
            for name, rows in tables_of(batch).items() if tables else ():
                sheets[name].write(rows)
            events += batch.events.num_rows
            progress("Simulating customers", batch.first + len(batch.traits), customers)
    return SimulatedResult(customers, events, tuple(files))


@contextmanager
def _sheet(file: Path) -> Iterator[_Sheet]:
    """A file to append frames to, that takes its place only when all of it was written."""
    unfinished = file.with_name(f".{file.name}.part")
    try:
        if file.suffix == ".parquet":
            with pq.ParquetWriter(unfinished, SIMULATED_SCHEMA, compression="zstd") as writer:
                yield _ParquetSheet(writer)
        else:
            with unfinished.open("wb") as stream:
                yield _TextSheet(stream, file.suffix)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


class _ParquetSheet:
    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer

    def write(self, frame: pl.DataFrame) -> None:
        self._writer.write_table(pa.Table.from_batches(frame.to_arrow().cast(SIMULATED_SCHEMA).to_batches()))


class _TextSheet:
    def __init__(self, stream: IO[bytes], suffix: str) -> None:
        self._stream, self._suffix, self._begun = stream, suffix, False

    def write(self, frame: pl.DataFrame) -> None:
        readable = frame.with_columns(
            pl.col(pl.Datetime).dt.strftime(ISO_8601),
            *([pl.col("score").cast(pl.Int64)] if "score" in frame.columns else []),
        )
        if self._suffix == ".jsonl":
            readable.write_ndjson(self._stream)
        else:
            readable.write_csv(self._stream, include_header=not self._begun, float_precision=2)
        self._begun = True
