"""Writes the events of an import into a folder, ready for the log, and the rows put aside into a list beside
them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingABC
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, Final

import pyarrow as pa

from sojourn.core.progress import Progress, silent
from sojourn.evidence.canonical import Canonicaliser
from sojourn.evidence.canonical_coded import CodedCanonicaliser
from sojourn.evidence.coded import CodedEvents, coded_events, joined
from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.put_aside import PutAside, PutAsideFile
from sojourn.evidence.quality import Quality, QualityCheck
from sojourn.evidence.readers.choice import READERS
from sojourn.evidence.readers.parquet_coded import CodedFile
from sojourn.evidence.staged_rows import StagedRows, StagedWriter, staged
from sojourn.evidence.unfolding import Unfolding

STRETCH_ROWS: Final = 262_144
"""Smaller batches are gathered up to so many rows before they are written."""
PUT_ASIDE: Final = "put-aside.csv"
READING: Final = "Reading"


@dataclass(frozen=True, slots=True)
class Staged:
    """What was read, before any of it is added to a log. ``read`` = ``rows.rows`` + ``put_aside``.

    Args:
        format: Of the files.
        read: Data rows.
        put_aside: Rows that became no event.
        rows: Rows that did.
        quality: The state of the events.
    """

    format: str
    read: int
    put_aside: int
    rows: StagedRows
    quality: Quality

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "format": self.format,
            "read": self.read,
            "put_aside": self.put_aside,
            "rows": self.rows.to_json(),
            "quality": self.quality.to_json(),
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Staged:
        """What ``to_json`` wrote."""
        return cls(
            **{name: data[name] for name in ("format", "read", "put_aside")},
            rows=StagedRows.from_json(data["rows"]),
            quality=Quality.from_json(data["quality"]),
        )


def stage(
    files: Sequence[SourceFile],
    names: tuple[str, ...],
    mapping: Mapping,
    folder: Path,
    *,
    now: datetime,
    buckets: int = 1,
    progress: Progress = silent,
) -> Staged:
    """Read files into ``folder``.

    Args:
        files: Files of one format, not empty.
        names: Of all files of the import, in order; a file's ``number`` is its place here.
        mapping: Complete, its dates decided.
        folder: An empty folder.
        now: Events after it are counted as lying in the future.
        buckets: Into how many buckets the rows are cut.
        progress: Told bytes of the files.
    """
    total = sum(file.size for file in files)
    before = 0
    with PutAsideFile(folder / PUT_ASIDE, names) as aside, _Stager(folder, now, buckets) as stager:
        for file in files:
            for found, position in _read(file, mapping, stager):
                aside.add(found)
                progress(READING, before + min(position, file.size), total)
            before += file.size
            progress(READING, before, total)
    rows = staged(stager.writers, buckets=buckets)
    return Staged(
        format=files[0].format,
        read=rows.rows + aside.count,
        put_aside=aside.count,
        rows=rows,
        quality=stager.check.quality(aside.reasons),
    )


def stage_table(events: pa.Table, folder: Path, *, buckets: int) -> StagedRows:
    """Write events that are in ``EVENT_SCHEMA`` already into ``folder``, in their order."""
    with StagedWriter(folder / "rows-0.arrow", buckets=buckets) as writer:
        for start in range(0, events.num_rows, STRETCH_ROWS):
            writer.add(coded_events(events.slice(start, STRETCH_ROWS)), order=(0, start))
    return staged([writer], buckets=buckets)


def _read(file: SourceFile, mapping: Mapping, stager: _Stager) -> Iterator[tuple[list[PutAside], int]]:
    """Stage one file; gives the rows put aside, and the bytes read so far."""
    typed = CodedFile.of(file) if file.format == "parquet" and not mapping.moments else None
    canonical = CodedCanonicaliser(mapping, file.number, file.name)
    if typed is None or not canonical.fits(typed.schema):
        yield from _read_carefully(file, mapping, stager)
        return

    def work(batches: Iterator[tuple[pa.RecordBatch, int]]) -> list[PutAside]:
        found: list[PutAside] = []
        with _Gathered(stager) as gathered:
            for batch, first in batches:
                events, aside = canonical(batch, first)
                gathered.add(events, order=(file.number, first))
                found += aside
        return found

    rows = max(1, sum(piece.rows for piece in typed.pieces))
    for piece, found in typed.each(work):
        yield found, file.size * (piece.first - 1 + piece.rows) // rows


def _read_carefully(
    file: SourceFile, mapping: Mapping, stager: _Stager
) -> Iterator[tuple[list[PutAside], int]]:
    unfolding = Unfolding(mapping, file.name)
    canonical = Canonicaliser(unfolding.unfolded, file.number, file.name)
    with _Gathered(stager) as gathered:
        for number, batch in enumerate(unfolding.batches(READERS[file.format](file, mapping))):
            found = canonical(batch)
            if found.events.num_rows:
                gathered.add(coded_events(found.events), order=(file.number, number))
            yield found.aside, batch.position


class _Gathered:
    """Consecutive events, written together once they are enough."""

    def __init__(self, stager: _Stager) -> None:
        self._stager = stager
        self._waiting: list[CodedEvents] = []
        self._rows = 0
        self._order = (0, 0)

    def add(self, events: CodedEvents, *, order: tuple[int, int]) -> None:
        """Take some more events; ``order`` counts where they are the first of a stretch."""
        if not self._waiting:
            self._order = order
        self._waiting.append(events)
        self._rows += events.rows
        if self._rows >= STRETCH_ROWS:
            self._write()

    def _write(self) -> None:
        if self._rows:
            self._stager.add(joined(self._waiting), order=self._order)
        self._waiting, self._rows = [], 0

    def __enter__(self) -> _Gathered:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._write()


class _Stager:
    """Writes and judges events; each thread into a file of its own."""

    def __init__(self, folder: Path, now: datetime, buckets: int) -> None:
        self.check = QualityCheck(now)
        self._folder = folder
        self._buckets = buckets
        self._lock = Lock()
        self._by_thread: dict[int, StagedWriter] = {}
        self._opened = ExitStack()

    @property
    def writers(self) -> list[StagedWriter]:
        """The files written so far."""
        return list(self._by_thread.values())

    def add(self, events: CodedEvents, *, order: tuple[int, int]) -> None:
        """Write some events, whose place among all others ``order`` tells."""
        self._writer().add(events, order=order)
        self.check.add(events, order=order)

    def _writer(self) -> StagedWriter:
        with self._lock:
            writer = self._by_thread.get(get_ident())
            if writer is None:
                path = self._folder / f"rows-{len(self._by_thread)}.arrow"
                writer = self._opened.enter_context(StagedWriter(path, buckets=self._buckets))
                self._by_thread[get_ident()] = writer
            return writer

    def __enter__(self) -> _Stager:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()
