"""The rows of an import between reading and the log: cut by bucket, coded, and written exactly once.

A file is a row of *stretches*. Each holds some rows sorted by bucket, so one bucket's rows can be looked at
without touching the others, and the values of its columns. It is a sequence of Arrow streams: first the
columns of the rows, then the values of each coded column.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingABC
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.evidence.buckets import buckets_of
from sojourn.evidence.coded import CODED, Coded, CodedEvents

FEW: Final = 1_024
"""So many values of a stretch are kept as they are; of more, only those in use, in the order of use."""

Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of one file.

    Args:
        file: Number of the staged file.
        start: Byte at which it begins.
        order: Sorts the stretches of an import into the order of arrival.
        rows: How many rows it has.
    """

    file: int
    start: int
    order: tuple[int, int]
    rows: int


@dataclass(frozen=True, slots=True)
class StagedRows:
    """All rows of an import.

    Args:
        buckets: How many buckets they are cut into.
        files: Where they lie.
        stretches: In order of arrival.
    """

    buckets: int
    files: tuple[Path, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(stretch.rows for stretch in self.stretches)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "buckets": self.buckets,
            "files": [str(file) for file in self.files],
            "stretches": [[part.file, part.start, *part.order, part.rows] for part in self.stretches],
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> StagedRows:
        """What ``to_json`` wrote."""
        stretches = [
            Stretch(file, start, (source, row), rows) for file, start, source, row, rows in data["stretches"]
        ]
        return cls(int(data["buckets"]), tuple(map(Path, data["files"])), tuple(stretches))


class StagedWriter:
    """Writes one staged file."""

    def __init__(self, path: Path, *, buckets: int) -> None:
        """Write to ``path``, which must not exist."""
        self.path = path
        self.stretches: list[tuple[int, tuple[int, int], int]] = []
        self._buckets = buckets
        self._sink = pa.OSFile(str(path), "wb")

    def add(self, events: CodedEvents, *, order: tuple[int, int]) -> None:
        """Write some more events as one stretch."""
        if not events.rows:
            return
        customers = events.columns["customer_id"]
        bucket = buckets_of(customers.values, buckets=self._buckets).astype(np.uint16)[customers.codes]
        places = np.argsort(bucket, kind="stable")
        starts = np.zeros(self._buckets + 1, np.int64)
        np.cumsum(np.bincount(bucket, minlength=self._buckets), out=starts[1:])
        columns = {
            name: _in_use(events.columns[name].at(places))
            for name in CODED
            if name in events.columns and len(events.columns[name].values)
        }
        self.stretches.append((self._sink.tell(), order, events.rows))
        rows = {
            "time": events.times[places],
            "place": places.astype(np.int32),
            **{name: column.codes for name, column in columns.items()},
        }
        self._write(pa.RecordBatch.from_pydict(rows, metadata={"starts": starts.tobytes()}))
        for column in columns.values():
            self._write(pa.RecordBatch.from_arrays([column.values], names=["values"]))

    def _write(self, batch: pa.RecordBatch) -> None:
        with pa.ipc.new_stream(self._sink, batch.schema) as stream:
            stream.write_batch(batch)

    def __enter__(self) -> StagedWriter:
        """Ready to write."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._sink.close()


def staged(writers: Sequence[StagedWriter], *, buckets: int) -> StagedRows:
    """What several writers wrote, as one."""
    found = [
        Stretch(number, start, order, rows)
        for number, writer in enumerate(writers)
        for start, order, rows in writer.stretches
    ]
    stretches = tuple(sorted(found, key=lambda stretch: stretch.order))
    return StagedRows(buckets, tuple(writer.path for writer in writers), stretches)


def _in_use(column: Coded) -> Coded:
    """The column with the smallest codes, and of many values only those in use, in the order of their use.

    So the values of one bucket's rows stand close together.
    """
    codes, values = column.codes, column.values
    if len(values) > FEW:
        first = np.full(len(values) + 1, codes.size, np.int64)
        # Written backwards, so that the first row of a value is written last; -1 goes to the last place.
        first[codes[::-1]] = np.arange(codes.size - 1, -1, -1)
        order = np.argsort(first[:-1], kind="stable")
        used = int(np.count_nonzero(first[:-1] < codes.size))
        place = np.empty(len(values) + 1, np.int64)
        place[order] = np.arange(len(values))
        place[-1] = -1
        values = values.take(pa.array(order[:used]))
        codes = place.astype(_width(used))[codes]
    return Coded(codes.astype(_width(len(values)), copy=False), values)


def _width(values: int) -> type[np.signedinteger[Any]]:
    return np.int8 if values <= 127 else np.int16 if values <= 32_767 else np.int32


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """One stretch, mapped into memory.

    Args:
        starts: int64[buckets + 1]; where each bucket's rows begin.
        places: int32; which row of the stretch, in order of arrival, each one is.
        times: int64; microseconds since 1970.
        columns: The columns that have a value at all.
    """

    starts: Int64s
    places: npt.NDArray[np.int32]
    times: Int64s
    columns: dict[str, Coded]


class OpenRows:
    """The stretches of an import, mapped into memory."""

    def __init__(self, rows: StagedRows) -> None:
        """Map ``rows``; they must stay on the disk."""
        self._maps = [_mapped(file) for file in rows.files]
        buffers = [pa.py_buffer(mapped) for mapped in self._maps]
        self.stretches = [_opened(buffers[part.file].slice(part.start)) for part in rows.stretches]

    def release(self) -> None:
        """Let the system take back the pages that were looked at; they come again when they are needed."""
        for mapped in self._maps:
            mapped.madvise(mmap.MADV_DONTNEED)


def _mapped(file: Path) -> mmap.mmap:
    with file.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


def _opened(content: pa.Buffer) -> OpenStretch:
    source = pa.BufferReader(content)
    batch = _next(source)
    arrays = {name: batch.column(name).to_numpy() for name in batch.schema.names}
    metadata = batch.schema.metadata or {}
    return OpenStretch(
        starts=np.frombuffer(metadata[b"starts"], np.int64),
        places=arrays["place"],
        times=arrays["time"],
        columns={name: Coded(arrays[name], _next(source).column(0)) for name in CODED if name in arrays},
    )


def _next(source: pa.BufferReader) -> pa.RecordBatch:
    with pa.ipc.open_stream(source) as stream:
        # To its end, where the next stream begins.
        (batch,) = stream
        return batch


@contextmanager
def opened_rows(rows: StagedRows) -> Iterator[OpenRows]:
    """Map an import's rows into memory for a while."""
    yield OpenRows(rows)
