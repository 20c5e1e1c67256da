"""Building a journey index, from the files of a table or from events in memory, without a global sort.

The table is cut into buckets by customer, so each bucket is ordered on its own, and the buckets stand one
after the other. Customers come in order of bucket and first arrival. Where an older index knows all but the
last files of a bucket, its journeys are merged with theirs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.core.errors import SojournError
from sojourn.core.progress import Progress, silent
from sojourn.core.threads import in_order
from sojourn.evidence.coded import Coded
from sojourn.journeys.kernels import coding, ordering
from sojourn.journeys.log.columns import MemoryColumns
from sojourn.journeys.log.durable import flush_all
from sojourn.journeys.log.index import FORMAT, JourneyIndex
from sojourn.journeys.log.index_files import SIGNED, UNSIGNED, ArrayFile, CodesFile, GrowingFile
from sojourn.journeys.log.index_parts import (
    KEPT_ATTRIBUTES,
    KEPT_NUMBERS,
    Part,
    merged_part,
    part_of_files,
    part_of_table,
)
from sojourn.journeys.log.older_index import OlderParts
from sojourn.journeys.log.table_files import LogFile
from sojourn.journeys.log.value_lists import ValueList

MAX_NAMES: Final = 65_535
MAX_VALUES: Final = 32_767
"""Attributes with more values are no groups of events; they are read when they are asked for."""
STAGE: Final = "Indexing"

Int64s = npt.NDArray[np.int64]


class TooManyEventNamesError(SojournError):
    """The event column holds free text or ids, not names of events."""


def _event_names(names: ValueList) -> None:
    """Refuse a list of event names that is too long."""
    if names.overfull:
        first, *_, last = names.codes
        raise TooManyEventNamesError(
            f"The log has {len(names.codes):,} different event names or more, such as {first!r} and "
            f"{last!r}; at most {names.most:,} can be asked about. Import again, with a column that holds "
            "the kind of event."
        )


def _read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    array = array.view()
    array.flags.writeable = False
    return array


def index_of(table: pa.Table) -> JourneyIndex:
    """An index in memory.

    Args:
        table: Columns ``customer_id``, ``event``, ``time``, rows in order of arrival; further columns of
            ``EVENT_SCHEMA`` where there are any.
    """
    part = part_of_table(table.select(["customer_id", "event", "time"]), attributes=())
    events = ValueList(MAX_NAMES)
    listed = _listed(part.columns["event"], events)
    _event_names(events)
    names, lookup = events.in_order()
    codes = lookup.astype(np.uint8 if len(names) <= 256 else np.uint16)[listed]
    unit = int(ordering.coarsest_unit(part.times))
    gaps = np.empty(part.times.size, np.uint32)
    long = ordering.fill_gaps(part.offsets, part.times, unit, gaps)
    return JourneyIndex(
        offsets=_read_only(part.offsets),
        codes=_read_only(codes),
        times=_read_only(part.times),
        gaps=_read_only(gaps),
        gap_unit_us=unit,
        long_gaps=_read_only(ordering.long_gaps(gaps, long)),
        event_names=names,
        rows=_read_only(part.rows),
        part_starts=_read_only(np.array([0, part.times.size])),
        customers=part.customers,
        columns=MemoryColumns(table),
    )


def _listed(column: Coded, values: ValueList) -> npt.NDArray[np.int32]:
    """The column's codes in a list of values, to which those that it has are added."""
    counts = coding.counted(column.codes, len(column.values))
    codes = np.empty(column.codes.size, np.int32)
    coding.look_up(column.codes, values.add(column.values, counts), codes)
    return codes


def build_index(
    files: Sequence[LogFile],
    folder: Path,
    *,
    table: Path,
    older: JourneyIndex | None = None,
    progress: Progress = silent,
) -> None:
    """Write the index of a snapshot into ``folder``, and wait until it is on the disk.

    Args:
        files: Files of the snapshot, in order of bucket and arrival.
        folder: Where the index goes; exists, empty.
        table: Folder of the events table.
        older: An index of an earlier snapshot; what it knows of buckets that only gained files is taken from
            it. The index is the same, to the bit, as without.
        progress: Told how many events are done.
    """
    with ExitStack() as stack:
        _Builder(files, folder, table=table, older=older, progress=progress, stack=stack).build()


@dataclass(frozen=True, slots=True)
class _ListedPart:
    """A part, its codes in the lists of the whole index, not yet in their order, and its coarsest unit."""

    part: Part
    codes: dict[str, npt.NDArray[np.int32]]
    unit: int


class _Builder:
    """Writes bucket after bucket into files, then puts codes into their order and adds the gaps."""

    def __init__(
        self,
        files: Sequence[LogFile],
        folder: Path,
        *,
        table: Path,
        older: JourneyIndex | None,
        progress: Progress,
        stack: ExitStack,
    ) -> None:
        self._folder = folder
        self._table = table
        self._progress = progress
        self._buckets = [
            [file for file in files if file.bucket == bucket]
            for bucket in sorted({file.bucket for file in files})
        ]
        self._older = OlderParts(older, table=table)
        sizes = [sum(file.rows for file in bucket) for bucket in self._buckets]
        self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._total = total = int(self._starts[-1])
        self._lists = {
            name: ValueList(MAX_VALUES, overfull=name in self._older.crowded) for name in KEPT_ATTRIBUTES
        }
        self._lists["event"] = ValueList(MAX_NAMES)

        def opened(file: Any) -> Any:
            return stack.enter_context(closing(file))

        self._times = opened(ArrayFile(folder / "times.npy", np.int64, total))
        self._rows = opened(ArrayFile(folder / "rows.npy", np.uint32, total))
        self._gaps = opened(ArrayFile(folder / "gaps.npy", np.uint32, total))
        self._codes = {"event": opened(CodesFile(folder / "codes.npy", UNSIGNED, total))}
        for name in KEPT_ATTRIBUTES:
            self._codes[name] = opened(CodesFile(folder / f"attribute-{name}.npy", SIGNED, total))
        self._numbers = {
            name: tuple(opened(GrowingFile(folder / f"{name}.{kind}")) for kind in ("places", "values"))
            for name in KEPT_NUMBERS
        }
        self._offsets: list[Int64s] = []
        self._customers: list[pa.Array[Any]] = []
        self._unit = 1_000_000

    def build(self) -> None:
        for number, listed in enumerate(in_order(self._part, self._buckets)):
            _event_names(self._lists["event"])
            self._write(number, listed)
            self._progress(STAGE, int(self._starts[number + 1]) * 3 // 4, self._total)
        ordered = {name: values.in_order() for name, values in self._lists.items()}
        self._order_codes(ordered)
        self._write_gaps()
        self._write_customers()
        self._write_about({name: names for name, (names, _) in ordered.items()})
        flush_all(file for file in self._folder.iterdir())
        self._progress(STAGE, self._total, self._total)

    def _part(self, files: Sequence[LogFile]) -> _ListedPart:
        known, older = self._older.part(files)
        paths = [file.path for file in files[known:]]
        part = older
        if paths:
            part = part_of_files(paths) if older is None else merged_part(older, part_of_files(paths))
        assert part is not None
        codes = {name: _listed(column, self._lists[name]) for name, column in part.columns.items()}
        return _ListedPart(part, codes, int(ordering.coarsest_unit(part.times)))

    def _write(self, number: int, listed: _ListedPart) -> None:
        part = listed.part
        self._times.write(part.times)
        self._rows.write(part.rows)
        for name, file in self._codes.items():
            if self._lists[name].overfull:
                continue
            if name in listed.codes:
                file.write(listed.codes[name])
            else:
                file.write_missing(part.times.size)
        for name, sparse in part.numbers.items():
            places, values = self._numbers[name]
            places.write(sparse.places + self._starts[number])
            values.write(sparse.values)
        self._offsets.append(part.offsets)
        self._customers.append(part.customers)
        self._unit = min(self._unit, listed.unit)

    def _order_codes(self, ordered: dict[str, tuple[tuple[str, ...], npt.NDArray[np.int32]]]) -> None:
        """Turn codes in order of appearance into codes in the order of the values."""
        for name, (values, lookup) in ordered.items():
            file = self._codes[name]
            if name != "event" and (self._lists[name].overfull or not values):
                file.path.unlink()
                continue
            file.make_room(len(values))
            if name != "event":
                path = self._folder / f"attribute-{name}.json"
                path.write_text(json.dumps(list(values)), encoding="utf-8")
            if not (lookup == np.arange(lookup.size)).all():
                _put_in_order(file.mapped(), lookup)

    def _write_gaps(self) -> None:
        self._times.close()
        times = np.load(self._times.path, mmap_mode="r")
        long: list[Int64s] = [np.zeros(0, np.int64)]

        def filled(number: int) -> tuple[npt.NDArray[np.uint32], Int64s]:
            offsets = self._offsets[number]
            gaps = np.empty(int(offsets[-1]), np.uint32)
            here = slice(int(self._starts[number]), int(self._starts[number + 1]))
            found = ordering.fill_gaps(offsets, times[here].view(np.ndarray), self._unit, gaps)
            return gaps, ordering.long_gaps(gaps, found) + self._starts[number]

        for gaps, places in in_order(filled, range(len(self._buckets))):
            self._gaps.write(gaps)
            long.append(places)
        np.save(self._folder / "long_gaps.npy", np.concatenate(long))

    def _write_customers(self) -> None:
        starts = self._starts[:-1]
        offsets = [part[:-1] + start for part, start in zip(self._offsets, starts, strict=True)]
        np.save(self._folder / "offsets.npy", np.concatenate([*offsets, self._starts[-1:]]))
        np.save(self._folder / "part_starts.npy", self._starts)
        ids = pa.RecordBatch.from_arrays([pa.concat_arrays(self._customers)], names=["customer_id"])
        with pa.ipc.new_file(str(self._folder / "customers.arrow"), ids.schema) as writer:
            writer.write_batch(ids)

    def _write_about(self, values: dict[str, tuple[str, ...]]) -> None:
        for file in (self._rows, self._gaps, *self._codes.values(), *sum(self._numbers.values(), ())):
            file.close()
        about = {
            "format": FORMAT,
            "gap_unit_us": self._unit,
            "event_names": list(values["event"]),
            "missing": [
                name for name in KEPT_ATTRIBUTES if not values[name] and not self._lists[name].overfull
            ],
            "table": os.path.relpath(self._table, self._folder.parent / "_"),
            "files": [
                [str(file.path.relative_to(self._table)) for file in bucket] for bucket in self._buckets
            ],
        }
        (self._folder / "index.json").write_text(json.dumps(about), encoding="utf-8")


def _put_in_order(codes: npt.NDArray[Any], lookup: npt.NDArray[np.int32]) -> None:
    narrow = lookup.astype(codes.dtype)
    block = 4_194_304

    def work(start: int) -> None:
        here = codes[start : start + block].view(np.ndarray)
        coding.look_up(here, narrow, here)

    for _ in in_order(work, range(0, codes.size, block)):
        pass
