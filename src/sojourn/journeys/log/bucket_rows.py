"""One bucket of an import, gathered from its stretches, so that the rest of an import fits into memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.evidence.coded import CODED, Coded, CodedEvents
from sojourn.evidence.staged_rows import OpenRows, OpenStretch
from sojourn.journeys.kernels import coding

FEW: Final = 65_536
"""So many different values of a column are listed once for the whole import, not for each bucket."""
MOST_LISTED: Final = 2_000_000
"""Values, counted once for each stretch, beyond which it is not even tried."""

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BucketRows:
    """The rows of one bucket, in order of arrival.

    Args:
        events: With int32 codes into values of which none stands there twice.
        sequence: int64; each row's place among all rows of the log.
    """

    events: CodedEvents
    sequence: Int64s

    def only(self, keep: npt.NDArray[np.bool_]) -> BucketRows:
        """Some of the rows, without the values that none of them has."""
        if keep.all():
            return self
        columns = {name: _in_use(column.at(keep)) for name, column in self.events.columns.items()}
        return BucketRows(CodedEvents(self.events.times[keep], columns), self.sequence[keep])


@dataclass(frozen=True, slots=True)
class _Listed:
    """A column with few values: all of them, and the codes of each stretch's values among them."""

    values: pa.Array[Any]
    lookups: dict[int, Int32s]


class ImportRows:
    """All rows of an import, to be looked at bucket by bucket; several threads may do so at once."""

    def __init__(self, opened: OpenRows, *, first: int) -> None:
        """Look at ``opened``; its first row gets the sequence number ``first``."""
        self._opened = opened
        self._stretches = opened.stretches
        sizes = [stretch.times.size for stretch in self._stretches]
        self._first = first + np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._listed = {name: listed for name in CODED if (listed := self._list(name)) is not None}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self._first[-1] - self._first[0])

    def rows_in(self, bucket: int) -> int:
        """How many rows there are in a bucket."""
        return sum(int(part.starts[bucket + 1] - part.starts[bucket]) for part in self._stretches)

    def bucket(self, bucket: int) -> BucketRows:
        """The rows of one bucket, copied together."""
        parts = [
            (number, stretch, slice(int(stretch.starts[bucket]), int(stretch.starts[bucket + 1])))
            for number, stretch in enumerate(self._stretches)
            if stretch.starts[bucket] < stretch.starts[bucket + 1]
        ]
        times = np.concatenate([stretch.times[here] for _, stretch, here in parts])
        sequence = np.concatenate(
            [stretch.places[here] + self._first[number] for number, stretch, here in parts]
        )
        columns = {
            name: _in_use(self._column(name, parts, rows=times.size))
            for name in CODED
            if any(name in stretch.columns for _, stretch, _ in parts)
        }
        self._opened.release()
        return BucketRows(CodedEvents(times, columns), sequence)

    def _list(self, name: str) -> _Listed | None:
        held = {
            number: stretch.columns[name].values
            for number, stretch in enumerate(self._stretches)
            if name in stretch.columns
        }
        if name == "customer_id" or not held or sum(map(len, held.values())) > MOST_LISTED:
            return None
        together = pa.concat_arrays(list(held.values())).dictionary_encode()
        if len(together.dictionary) > FEW:
            return None
        codes = together.indices.to_numpy()
        ends = np.cumsum([len(values) for values in held.values()])
        lookups = dict(zip(held, np.split(codes, ends[:-1]), strict=True))
        return _Listed(together.dictionary, lookups)

    def _column(self, name: str, parts: list[tuple[int, OpenStretch, slice]], *, rows: int) -> Coded:
        codes = np.empty(rows, np.int32)
        values: list[pa.Array[Any]] = []
        listed = self._listed.get(name)
        at = before = 0
        for number, stretch, here in parts:
            found = codes[at : at + here.stop - here.start]
            at += found.size
            column = stretch.columns.get(name)
            if column is None:
                found[:] = -1
            elif listed is not None:
                coding.look_up(column.codes[here], listed.lookups[number], found)
            else:
                low, high = coding.bounds(column.codes[here])
                coding.shift(column.codes[here], before - low, found)
                values.append(column.values.slice(low, high + 1 - low))
                before += high + 1 - low
        if listed is not None:
            return Coded(codes, listed.values)
        together = pa.concat_arrays(values).dictionary_encode()
        coding.look_up(codes, together.indices.to_numpy(), codes)
        return Coded(codes, together.dictionary)


def _in_use(column: Coded) -> Coded:
    """The column without values that no row has: they may be ids of customers of another import."""
    used = coding.in_use(column.codes, len(column.values))
    if used.all():
        return column
    lookup = (np.cumsum(used) - 1).astype(np.int32)
    codes = np.empty(column.codes.size, np.int32)
    coding.look_up(column.codes, lookup, codes)
    return Coded(codes, column.values.filter(pa.array(used)))
