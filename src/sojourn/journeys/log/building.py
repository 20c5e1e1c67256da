"""Building a journey index, from the files of a table or from events in memory, without a global sort.

The table is cut into buckets by customer, so each bucket is ordered on its own, and the buckets stand one
after the other. Customers come in order of bucket and first arrival.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.core.errors import SojournError
from sojourn.core.progress import Progress, silent
from sojourn.journeys.kernels import ordering
from sojourn.journeys.log.columns import MemoryColumns, read_columns
from sojourn.journeys.log.durable import flush_all
from sojourn.journeys.log.index import FORMAT, JourneyIndex
from sojourn.journeys.log.table import LogFile

MAX_NAMES: Final = 65_535
THREADS: Final = 2
STAGE: Final = "Indexing"


class TooManyEventNamesError(SojournError):
    """The event column holds free text or ids, not names of events."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One bucket in order: ``codes`` are numbers into its own ``names``."""

    offsets: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int32]
    times: npt.NDArray[np.int64]
    rows: npt.NDArray[np.uint32]
    names: list[str]
    counts: list[int]
    customers: pa.Array[Any]


def _ordered(table: pa.Table) -> _Part:
    """The journeys of a table with ``customer_id``, ``event`` (dictionary-coded or not) and ``time``."""
    customers, events = _coded(table.column("customer_id")), _coded(table.column("event"))
    times = table.column("time").cast(pa.timestamp("us", tz="UTC")).cast(pa.int64()).to_numpy()
    offsets, rows = ordering.journey_order(
        _read_only(_indices(customers)), _read_only(times), len(customers.dictionary)
    )
    codes = _indices(events)
    return _Part(
        offsets=offsets,
        codes=codes[rows],
        times=times[rows],
        rows=rows,
        names=[str(name) for name in events.dictionary.to_pylist()],
        counts=np.bincount(codes, minlength=len(events.dictionary)).tolist(),
        customers=customers.dictionary.cast(pa.large_string()),
    )


def _coded(column: pa.ChunkedArray[Any]) -> pa.DictionaryArray[Any, Any]:
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = coded.unify_dictionaries().combine_chunks()
    return cast("pa.DictionaryArray[Any, Any]", whole)


def _indices(column: pa.DictionaryArray[Any, Any]) -> npt.NDArray[np.int32]:
    indices: npt.NDArray[Any] = column.indices.to_numpy()
    return np.ascontiguousarray(indices, np.int32)


def _read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    array = array.view()
    array.flags.writeable = False
    return array


def _names_by_frequency(parts: Sequence[_Part]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(dict(zip(part.names, part.counts, strict=True)))
    used = sorted((name for name in counts if counts[name]), key=lambda name: (-counts[name], name))
    if len(used) > MAX_NAMES:
        raise TooManyEventNamesError(
            f"The log has {len(used):,} different event names, such as {used[0]!r} and {used[-1]!r}; at most "
            f"{MAX_NAMES:,} can be asked about. Import again, with a column that holds the kind of event."
        )
    return tuple(used)


def _lookup(part: _Part, code_by_name: dict[str, int]) -> npt.NDArray[Any]:
    """Codes of the part to codes of the index. A name that no event has any more gets any code."""
    width = np.uint8 if len(code_by_name) <= 256 else np.uint16
    return np.array([code_by_name.get(name, 0) for name in part.names], width)


def _unit(times: npt.NDArray[np.int64]) -> int:
    return int(ordering.coarsest_unit(_read_only(times)))


def index_of(table: pa.Table) -> JourneyIndex:
    """An index in memory.

    Args:
        table: Columns ``customer_id``, ``event``, ``time``, rows in order of arrival; further columns of
            ``EVENT_SCHEMA`` where there are any.
    """
    part = _ordered(table.select(["customer_id", "event", "time"]))
    names = _names_by_frequency([part])
    codes = _lookup(part, {name: code for code, name in enumerate(names)})[part.codes]
    unit = _unit(part.times)
    gaps = np.empty(part.times.size, np.uint32)
    offsets, times = _read_only(part.offsets), _read_only(part.times)
    long = ordering.fill_gaps(offsets, times, unit, gaps)
    return JourneyIndex(
        offsets=offsets,
        codes=_read_only(codes),
        times=times,
        gaps=_read_only(gaps),
        gap_unit_us=unit,
        long_gaps=_read_only(ordering.long_gaps(_read_only(gaps), long)),
        event_names=names,
        rows=_read_only(part.rows),
        part_starts=_read_only(np.array([0, part.times.size])),
        customers=part.customers,
        columns=MemoryColumns(table),
    )


def build_index(files: Sequence[LogFile], folder: Path, *, table: Path, progress: Progress = silent) -> None:
    """Write the index of a snapshot into ``folder``, and wait until it is on the disk.

    Args:
        files: Files of the snapshot, in order of bucket and arrival.
        folder: Where the index goes; exists, empty.
        table: Folder of the events table.
        progress: Told how many events are done.
    """
    _Builder(files, folder, table=table, progress=progress).build()


class _Builder:
    """Orders bucket after bucket into arrays on disk that have their full size from the start."""

    def __init__(self, files: Sequence[LogFile], folder: Path, *, table: Path, progress: Progress) -> None:
        self._folder = folder
        self._table = table
        self._progress = progress
        self._buckets = [
            [file for file in files if file.bucket == bucket]
            for bucket in sorted({file.bucket for file in files})
        ]
        sizes = [sum(file.rows for file in bucket) for bucket in self._buckets]
        self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._total = int(self._starts[-1])

    def build(self) -> None:
        times, rows = self._array("times", np.int64), self._array("rows", np.uint32)
        local = np.lib.format.open_memmap(self._folder / "local.npy", "w+", np.uint16, (self._total,))
        parts: list[_Part] = []
        with ThreadPoolExecutor(THREADS) as pool:
            for number, part in enumerate(pool.map(self._part, self._buckets)):
                here = slice(int(self._starts[number]), int(self._starts[number + 1]))
                times[here], rows[here], local[here] = part.times, part.rows, part.codes
                parts.append(_slim(part))
                self._progress(STAGE, int(self._starts[number + 1]) * 3 // 4, self._total)
        names = _names_by_frequency(parts)
        self._write_codes(local, parts, names=names)
        unit = min((_unit(times[i : i + 2**22]) for i in range(0, self._total, 2**22)), default=1)
        self._write_journeys(parts, times, unit=unit)
        (self._folder / "local.npy").unlink()
        self._write_about(names, unit=unit)
        for array in (times, rows):
            array.flush()
        flush_all(file for file in self._folder.iterdir())
        self._progress(STAGE, self._total, self._total)

    def _part(self, files: Sequence[LogFile]) -> _Part:
        coded = ["customer_id", "event"]
        return _ordered(
            read_columns([file.path for file in files], ["customer_id", "event", "time"], coded=coded)
        )

    def _array(self, name: str, kind: Any) -> Any:
        return np.lib.format.open_memmap(self._folder / f"{name}.npy", "w+", kind, (self._total,))

    def _write_codes(self, local: Any, parts: Sequence[_Part], *, names: Sequence[str]) -> None:
        code_by_name = {name: code for code, name in enumerate(names)}
        codes = self._array("codes", np.uint8 if len(names) <= 256 else np.uint16)
        for number, part in enumerate(parts):
            here = slice(int(self._starts[number]), int(self._starts[number + 1]))
            codes[here] = _lookup(part, code_by_name)[local[here]]
        codes.flush()

    def _write_journeys(self, parts: Sequence[_Part], times: Any, *, unit: int) -> None:
        gaps = self._array("gaps", np.uint32)
        long: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
        for number, part in enumerate(parts):
            here = slice(int(self._starts[number]), int(self._starts[number + 1]))
            filled = np.empty(part.offsets[-1], np.uint32)
            found = ordering.fill_gaps(
                _read_only(part.offsets), _read_only(np.asarray(times[here])), unit, filled
            )
            gaps[here] = filled
            long.append(ordering.long_gaps(_read_only(filled), found) + self._starts[number])
        gaps.flush()
        offsets = [part.offsets[:-1] + start for part, start in zip(parts, self._starts[:-1], strict=True)]
        np.save(self._folder / "offsets.npy", np.concatenate([*offsets, self._starts[-1:]]))
        np.save(self._folder / "long_gaps.npy", np.concatenate(long))
        np.save(self._folder / "part_starts.npy", self._starts)
        customers = pa.concat_arrays([part.customers for part in parts])
        ids = pa.table({"customer_id": customers})
        with pa.ipc.new_file(str(self._folder / "customers.arrow"), ids.schema) as writer:
            writer.write_table(ids)

    def _write_about(self, names: Sequence[str], *, unit: int) -> None:
        about = {
            "format": FORMAT,
            "gap_unit_us": unit,
            "event_names": list(names),
            "table": os.path.relpath(self._table, self._folder.parent / "_"),
            "files": [
                [str(file.path.relative_to(self._table)) for file in bucket] for bucket in self._buckets
            ],
        }
        (self._folder / "index.json").write_text(json.dumps(about), encoding="utf-8")


def _slim(part: _Part) -> _Part:
    """The part without what is on disk already."""
    none = np.zeros(0)
    return _Part(
        offsets=part.offsets,
        codes=none.astype(np.int32),
        times=none.astype(np.int64),
        rows=none.astype(np.uint32),
        names=part.names,
        counts=part.counts,
        customers=part.customers,
    )
