"""One bucket of an import, gathered from its stretches, so that the rest of an import fits into memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sojourn.evidence.coded import CODED, Coded, CodedEvents, array_of, numbers_of
from sojourn.evidence.staged_rows import BucketPart, OpenStretch
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
        columns = {name: in_use(column.at(keep)) for name, column in self.events.columns.items()}
        return BucketRows(CodedEvents(self.events.times[keep], columns), self.sequence[keep])


@dataclass(frozen=True, slots=True)
class _Listed:
    """A column with few values: all of them, and the codes of each stretch's values among them."""

    values: pa.Array[Any]
    lookups: dict[int, Int32s]


class ImportRows:
    """All rows of an import, to be looked at bucket by bucket; several threads may do so at once."""

    def __init__(self, stretches: Sequence[OpenStretch], *, first: int) -> None:
        """Look at ``stretches``; their first row gets the sequence number ``first``."""
        self._stretches = stretches
        sizes = [stretch.starts[-1] for stretch in stretches]
        self._first = first + np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._listed = {name: listed for name in CODED if (listed := self._list(name)) is not None}

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self._first[-1] - self._first[0])

    def rows_in(self, bucket: int) -> int:
        """How many rows there are in a bucket."""
        return sum(stretch.rows(bucket) for stretch in self._stretches)

    def bucket(self, bucket: int) -> BucketRows:
        """The rows of one bucket, which must have some, copied together."""
        parts = [
            (number, stretch.part(bucket))
            for number, stretch in enumerate(self._stretches)
            if stretch.rows(bucket)
        ]
        times = np.concatenate([part.times for _, part in parts])
        sequence = np.concatenate([part.places + self._first[number] for number, part in parts])
        columns = {
            name: in_use(self._column(name, parts, rows=times.size))
            for name in CODED
            if any(name in part.columns for _, part in parts)
        }
        return BucketRows(CodedEvents(times, columns), sequence)

    def _list(self, name: str) -> _Listed | None:
        """The values of a column, where no stretch has many and all together are not."""
        held = {
            number: stretch.few[name] for number, stretch in enumerate(self._stretches) if name in stretch.few
        }
        is_everywhere = all(name in stretch.few or not stretch.has(name) for stretch in self._stretches)
        if (
            name == "customer_id"
            or not held
            or not is_everywhere
            or sum(map(len, held.values())) > MOST_LISTED
        ):
            return None
        together = pa.concat_arrays(list(held.values())).dictionary_encode()
        if len(together.dictionary) > FEW:
            return None
        ends = np.cumsum([len(values) for values in held.values()])
        lookups = dict(zip(held, np.split(numbers_of(together.indices), ends[:-1]), strict=True))
        return _Listed(together.dictionary, lookups)

    def _column(self, name: str, parts: list[tuple[int, BucketPart]], *, rows: int) -> Coded:
        codes = np.empty(rows, np.int32)
        values: list[pa.Array[Any]] = []
        listed = self._listed.get(name)
        at = before = 0
        for number, part in parts:
            found = codes[at : at + part.times.size]
            at += found.size
            column = part.columns.get(name)
            if column is None:
                found[:] = -1
            elif listed is not None:
                coding.look_up(column.codes, listed.lookups[number], found)
            else:
                coding.shift(column.codes, before, found)
                values.append(column.values)
                before += len(column.values)
        if listed is not None:
            return Coded(codes, listed.values)
        together = pa.concat_arrays(values).dictionary_encode()
        coding.look_up(codes, numbers_of(together.indices), codes)
        return Coded(codes, together.dictionary)


def in_use(column: Coded) -> Coded:
    """The column without values that no row has: they may be ids of customers of another import."""
    used = coding.in_use(column.codes, len(column.values))
    if used.all():
        return column
    lookup = (np.cumsum(used) - 1).astype(np.int32)
    codes = np.empty(column.codes.size, np.int32)
    coding.look_up(column.codes, lookup, codes)
    return Coded(codes, column.values.take(array_of(np.flatnonzero(used))))
