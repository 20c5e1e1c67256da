"""The rows of an import between reading and the log: cut by bucket, coded, and written exactly once.

A file is a row of *stretches*. Each holds some rows sorted by bucket and ends with a table of contents. What
one bucket has in a stretch lies together, columns one after the other, so it is fetched by one reading and
nothing else of the file is touched:

- the values of columns that have few, once for the whole stretch, as Arrow streams;
- for each bucket the times, the places, the codes of each column, and of columns with many values those that
  its rows have;
- the table of contents, as JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingABC
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.core.errors import SojournError
from sojourn.evidence.buckets import buckets_of
from sojourn.evidence.coded import CODED, Coded, CodedEvents, array_of, buffer_of, numbers_of

FEW: Final = 1_024
"""So many values of a stretch are kept once for all; of more, each bucket gets those that it needs."""
ALIGNED: Final = 8

Array = npt.NDArray[Any]
Int64s = npt.NDArray[np.int64]


class StagedRowsError(SojournError):
    """What was staged is not all there."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of one file.

    Args:
        file: Number of the staged file.
        contents: Bytes at which its table of contents begins and ends.
        order: Sorts the stretches of an import into the order of arrival.
        rows: How many rows it has.
    """

    file: int
    contents: tuple[int, int]
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
            "stretches": [[part.file, *part.contents, *part.order, part.rows] for part in self.stretches],
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> StagedRows:
        """What ``to_json`` wrote."""
        stretches = [
            Stretch(file, (start, end), (source, row), rows)
            for file, start, end, source, row, rows in data["stretches"]
        ]
        return cls(int(data["buckets"]), tuple(map(Path, data["files"])), tuple(stretches))


class StagedWriter:
    """Writes one staged file."""

    def __init__(self, path: Path, *, buckets: int) -> None:
        """Write to ``path``, which must not exist."""
        self.path = path
        self.stretches: list[tuple[tuple[int, int], tuple[int, int], int]] = []
        self._buckets = buckets
        self._sink = path.open("xb", buffering=0)

    def add(self, events: CodedEvents, *, order: tuple[int, int]) -> None:
        """Write some more events as one stretch."""
        if not events.rows:
            return
        cut = _Cut.of(events, buckets=self._buckets)
        few = {name: column for name, column in cut.columns.items() if len(column.values) <= FEW}
        many = {name: column for name, column in cut.columns.items() if name not in few}
        arrays = cut.arrays | {name: column.codes for name, column in few.items()}
        scratch = np.empty(max((len(column.values) for column in many.values()), default=0) + 1, np.int32)
        contents = {
            "starts": cut.starts,
            "columns": {name: array.dtype.str for name, array in arrays.items()},
            "few": self._write_values({name: column.values for name, column in few.items()}),
            "many": list(many),
            "buckets": [
                self._write_bucket(arrays, many, slice(start, end), scratch) if start < end else None
                for start, end in pairwise(cut.starts)
            ],
        }
        self.stretches.append((self._write(json.dumps(contents).encode()), order, events.rows))

    def _write_values(self, few: dict[str, pa.Array[Any]]) -> dict[str, tuple[int, int]]:
        """Write the values of columns that have few; gives the bytes at which each list begins and ends."""
        written = {}
        for name, values in few.items():
            sink = pa.BufferOutputStream()
            batch = pa.RecordBatch.from_arrays([values], names=["values"])
            with pa.ipc.new_stream(sink, batch.schema) as stream:
                stream.write_batch(batch)
            written[name] = self._write(sink.getvalue())
        return written

    def _write_bucket(
        self, arrays: dict[str, Array], many: dict[str, Coded], here: slice, scratch: Array
    ) -> dict[str, Any]:
        """Write what one bucket has; gives where it lies, and the form of its columns with many values."""
        pieces = [array[here] for array in arrays.values()]
        forms = {}
        for name, column in many.items():
            used = _in_use(column.at(here), scratch)
            values = _parts_of(used.values)
            forms[name] = (used.codes.dtype.str, len(used.values), [part.nbytes for part in values])
            pieces += [used.codes, *values]
        return {"at": self._write(_packed(pieces)), "many": forms}

    def _write(self, content: Any) -> tuple[int, int]:
        start = self._sink.tell()
        left = memoryview(content)
        while left:
            left = left[self._sink.write(left) :]
        return start, self._sink.tell()

    def __enter__(self) -> StagedWriter:
        """Ready to write."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._sink.close()


@dataclass(frozen=True, slots=True)
class _Cut:
    """Events sorted by bucket: where each bucket begins, the arrays that all have, and the coded columns."""

    starts: list[int]
    arrays: dict[str, Array]
    columns: dict[str, Coded]

    @classmethod
    def of(cls, events: CodedEvents, *, buckets: int) -> _Cut:
        customers = events.columns["customer_id"]
        bucket = buckets_of(customers.values, buckets=buckets).astype(np.uint16)[customers.codes]
        places = np.argsort(bucket, kind="stable")
        columns = {
            name: _narrow(events.columns[name]).at(places)
            for name in CODED
            if name in events.columns and len(events.columns[name].values)
        }
        arrays: dict[str, Array] = {"time": events.times[places], "place": places.astype(np.int32)}
        counts = np.bincount(bucket, minlength=buckets)
        return cls([0, *np.cumsum(counts).tolist()], arrays, columns)


def staged(writers: Sequence[StagedWriter], *, buckets: int) -> StagedRows:
    """What several writers wrote, as one."""
    found = [
        Stretch(number, contents, order, rows)
        for number, writer in enumerate(writers)
        for contents, order, rows in writer.stretches
    ]
    stretches = tuple(sorted(found, key=lambda stretch: stretch.order))
    return StagedRows(buckets, tuple(writer.path for writer in writers), stretches)


def _packed(pieces: Sequence[Array]) -> Array:
    """Arrays one after the other, each at a place that fits numbers of 64 bits."""
    whole = np.empty(sum(_aligned(piece.nbytes) for piece in pieces), np.uint8)
    at = 0
    for piece in pieces:
        whole[at : at + piece.nbytes] = piece.view(np.uint8)
        at += _aligned(piece.nbytes)
    return whole


def _aligned(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED


def _parts_of(values: pa.Array[Any]) -> list[Array]:
    """Numbers, or the offsets and the bytes of texts."""
    if not pa.types.is_string(values.type):
        return [numbers_of(values)]
    buffers: list[Any] = values.buffers()
    offsets = np.frombuffer(buffers[1], np.int32)[values.offset : values.offset + len(values) + 1]
    data = np.frombuffer(buffers[2], np.uint8) if buffers[2] else np.zeros(0, np.uint8)
    return [offsets - offsets[0], data[offsets[0] : offsets[-1]]]


def _narrow(column: Coded) -> Coded:
    """The column with the smallest codes."""
    return Coded(column.codes.astype(_width(len(column.values)), copy=False), column.values)


def _in_use(column: Coded, scratch: Array) -> Coded:
    """Only the values that some row has, in the order of their first rows.

    Args:
        column: Some rows.
        scratch: int32, longer than the column's values; what is in it does not matter.
    """
    codes, rows = column.codes, np.arange(column.codes.size, dtype=np.int32)
    # Written backwards, so that the first row of a value is written last; -1 goes to the last place.
    scratch[codes[::-1]] = rows[::-1]
    first = scratch[codes]
    is_first = (first == rows) & (codes >= 0)
    used = codes[is_first]
    place = (np.cumsum(is_first, dtype=np.int32) - 1).astype(_width(used.size))
    values = column.values.take(array_of(used))
    return Coded(np.where(codes < 0, place.dtype.type(-1), place[first]), values)


def _width(values: int) -> type[np.signedinteger[Any]]:
    return np.int8 if values <= 127 else np.int16 if values <= 32_767 else np.int32


@dataclass(frozen=True, slots=True)
class BucketPart:
    """What one bucket has in one stretch.

    Args:
        places: int32; which row of the stretch, in order of arrival, each one is.
        times: int64; microseconds since 1970.
        columns: The columns that the stretch has.
    """

    places: npt.NDArray[np.int32]
    times: Int64s
    columns: dict[str, Coded]


class OpenStretch:
    """One stretch, of which nothing is in memory but its contents and the values of columns with few."""

    def __init__(self, file: int, contents: tuple[int, int]) -> None:
        """Read the contents, which lie between two bytes of an open file."""
        self._file = file
        self._contents = json.loads(self._read(*contents))
        self.starts: list[int] = self._contents["starts"]
        self.few = {name: self._values(*at) for name, at in self._contents["few"].items()}

    def has(self, name: str) -> bool:
        """Whether any row has a value in a column."""
        return name in self.few or name in self._contents["many"]

    def rows(self, bucket: int) -> int:
        """How many rows of a bucket there are."""
        return self.starts[bucket + 1] - self.starts[bucket]

    def part(self, bucket: int) -> BucketPart:
        """The rows of a bucket, which must have some."""
        about = self._contents["buckets"][bucket]
        content = _Unpacking(self._read(*about["at"]))
        rows = self.rows(bucket)
        arrays = {name: content.take(kind, rows) for name, kind in self._contents["columns"].items()}
        columns = {name: Coded(arrays[name], values) for name, values in self.few.items()}
        for name, (kind, count, sizes) in about["many"].items():
            codes = content.take(kind, rows)
            values = content.take_texts(count, sizes) if len(sizes) == 2 else content.take_numbers(count)
            columns[name] = Coded(codes, values)
        return BucketPart(arrays["place"], arrays["time"], columns)

    def _read(self, start: int, end: int) -> bytes:
        content = os.pread(self._file, end - start, start)
        while len(content) < end - start:
            more = os.pread(self._file, end - start - len(content), start + len(content))
            if not more:
                raise StagedRowsError("The staged rows of an import end too soon. Import the files again.")
            content += more
        return content

    def _values(self, start: int, end: int) -> pa.Array[Any]:
        with pa.ipc.open_stream(self._read(start, end)) as stream:
            return stream.read_next_batch().column(0)


class _Unpacking:
    """Takes arrays from where ``_packed`` put them."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def take(self, kind: Any, count: int) -> Array:
        array = np.frombuffer(self._content, kind, count, self._at)
        self._at += _aligned(array.nbytes)
        return array

    def take_numbers(self, count: int) -> pa.Array[Any]:
        return array_of(self.take(np.float64, count))

    def take_texts(self, count: int, sizes: Sequence[int]) -> pa.Array[Any]:
        offsets, data = self.take(np.int32, count + 1), self.take(np.uint8, sizes[1])
        return pa.StringArray.from_buffers(count, buffer_of(offsets), buffer_of(data))


@contextmanager
def opened_stretches(rows: StagedRows) -> Iterator[list[OpenStretch]]:
    """The stretches of an import, in order of arrival, as long as its files are open."""
    with ExitStack() as stack:
        files = [stack.enter_context(file.open("rb")).fileno() for file in rows.files]
        yield [OpenStretch(files[part.file], part.contents) for part in rows.stretches]
