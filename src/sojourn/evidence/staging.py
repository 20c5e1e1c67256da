"""Writes the events of an import into a folder of Parquet parts, and the rows put aside into a list beside
them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.core.progress import Progress, silent
from sojourn.evidence.canonical import STAGED_SCHEMA, Canonicaliser
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.put_aside import PutAsideFile
from sojourn.evidence.quality import Quality, QualityCheck
from sojourn.evidence.readers.choice import READERS

PART_ROWS: Final = 2_000_000
GROUP_ROWS: Final = 262_144
PUT_ASIDE: Final = "put-aside.csv"
READING: Final = "Reading"


@dataclass(frozen=True, slots=True)
class Staged:
    """What was read, before any of it is added to a log. ``read`` = ``staged`` + ``put_aside``.

    Args:
        format: Of the files.
        read: Data rows.
        staged: Rows that became events.
        put_aside: Rows that did not.
        customers: Different customers among the events.
        parts: The Parquet files, in order.
        quality: The state of the events.
    """

    format: str
    read: int
    staged: int
    put_aside: int
    customers: int
    parts: tuple[Path, ...]
    quality: Quality

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "format": self.format,
            "read": self.read,
            "staged": self.staged,
            "put_aside": self.put_aside,
            "customers": self.customers,
            "parts": [str(part) for part in self.parts],
            "quality": self.quality.to_json(),
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Staged:
        """What ``to_json`` wrote."""
        return cls(
            **{name: data[name] for name in ("format", "read", "staged", "put_aside", "customers")},
            parts=tuple(Path(part) for part in data["parts"]),
            quality=Quality.from_json(data["quality"]),
        )


def stage(
    files: Sequence[SourceFile],
    names: tuple[str, ...],
    mapping: Mapping,
    folder: Path,
    *,
    now: datetime,
    progress: Progress = silent,
) -> Staged:
    """Read files into ``folder``.

    Args:
        files: Files of one format, not empty.
        names: Of all files of the import, in order; a file's ``number`` is its place here.
        mapping: Complete, its dates decided.
        folder: An empty folder.
        now: Events after it are counted as lying in the future.
        progress: Told bytes of the files.
    """
    total = sum(file.size for file in files)
    check = QualityCheck(now)
    before = 0
    with (
        PutAsideFile(folder / PUT_ASIDE, names) as aside,
        _Parts(folder) as parts,
    ):
        for file in files:
            for events, position in _events(file, mapping, aside):
                parts.add(events)
                check.add(events)
                progress(READING, before + min(position, file.size), total)
            before += file.size
            progress(READING, before, total)
    return Staged(
        format=files[0].format,
        read=parts.rows + aside.count,
        staged=parts.rows,
        put_aside=aside.count,
        customers=_customers(parts.paths),
        parts=tuple(parts.paths),
        quality=check.quality(aside.reasons),
    )


def _events(file: SourceFile, mapping: Mapping, aside: PutAsideFile) -> Iterator[tuple[pa.Table, int]]:
    canonical = Canonicaliser(mapping, file.number, file.name)
    for batch in READERS[file.format](file, mapping):
        found = canonical(batch)
        aside.add(found.aside)
        yield found.events, batch.position


def _customers(parts: Sequence[Path]) -> int:
    if not parts:
        return 0
    lazy = pl.scan_parquet(list(parts)).select(pl.col("customer_id").n_unique())
    return int(lazy.collect(engine="streaming").item())


class _Parts:
    """Parquet files that are filled one after another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: pq.ParquetWriter | None = None
        self._in_part = 0
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self.rows = 0
        self.paths: list[Path] = []

    def add(self, events: pa.Table) -> None:
        """Take some more events."""
        if not events.num_rows:
            return
        self.rows += events.num_rows
        self._waiting.append(events)
        self._waiting_rows += events.num_rows
        if self._waiting_rows >= GROUP_ROWS:
            self._write()

    def _write(self) -> None:
        if not self._waiting:
            return
        if self._writer is None:
            path = self._folder / f"part-{len(self.paths):05d}.parquet"
            self._writer = pq.ParquetWriter(path, STAGED_SCHEMA, compression="lz4", write_statistics=False)
            self.paths.append(path)
        self._writer.write_table(pa.concat_tables(self._waiting))
        self._in_part += self._waiting_rows
        self._waiting, self._waiting_rows = [], 0
        if self._in_part >= PART_ROWS:
            self._finish()

    def _finish(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer, self._in_part = None, 0

    def __enter__(self) -> _Parts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._write()
        self._finish()
