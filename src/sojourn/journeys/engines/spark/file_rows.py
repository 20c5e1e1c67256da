"""The events that a task reads from the files of a bucket: all of them, or those of some customers."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from sojourn.evidence.buckets import buckets_of
from sojourn.journeys.engines.spark.faults import UnreadableLogError
from sojourn.journeys.engines.spark.rows import CORE
from sojourn.journeys.log.columns import Columns

Booleans = npt.NDArray[np.bool_]

_FINE: Final = 2**30
"""Customers are dealt to shares by their place among so many buckets, however many the table has."""


@dataclass(frozen=True, slots=True)
class Share:
    """All events of some customers of one bucket.

    Attributes:
        files: Files of the bucket, in order of arrival.
        number: Which share it is, from 0.
        of: Into how many shares the bucket's customers are dealt; 1 for all of them.
    """

    files: tuple[str, ...]
    number: int = 0
    of: int = 1

    def holds(self, customers: pa.Array[Any]) -> Booleans:
        """Whether each of some customers is of this share."""
        whole = customers.cast(pa.string())
        return np.asarray(buckets_of(whole, buckets=_FINE) % self.of == self.number)


class FileRows:
    """The rows of a share, of which only the columns that a question looks at are read."""

    def __init__(self, share: Share) -> None:
        self._share = share

    @property
    def columns(self) -> Columns:
        """Read when they are asked for."""
        return self

    def core(self) -> pa.Table:
        """The columns ``customer_id``, ``event`` and ``time``, the first two dictionary-coded."""
        groups = []
        keeps: list[Booleans] = []
        for group in self._groups(CORE, coded=CORE[:2]):
            if self._share.of == 1:
                groups.append(group)
            else:
                keeps.append(self._keep(group))
                kept = group.filter(pa.array(keeps[-1]))
                groups.append(kept.set_column(0, CORE[0], _without_unused(kept.column(0))))
        self.__dict__["_keeps"] = keeps
        return pa.concat_tables(groups)

    def parts(self, name: str) -> Iterator[pa.ChunkedArray[Any]]:
        """One further column, as one part."""
        groups = list(self._groups([name], coded=()))
        if self._share.of > 1:
            groups = [group.filter(pa.array(keep)) for group, keep in zip(groups, self._keeps, strict=True)]
        yield pa.concat_tables(groups).column(0)

    @cached_property
    def _keeps(self) -> list[Booleans]:
        """Which rows of each row group are of the share."""
        return [self._keep(group) for group in self._groups(CORE[:1], coded=CORE[:1])]

    def _keep(self, group: pa.Table) -> Booleans:
        customers = cast("pa.DictionaryArray[Any, Any]", group.column(0).combine_chunks())
        held = self._share.holds(customers.dictionary)
        keep: Booleans = held[customers.indices.to_numpy()]
        return keep

    def _groups(self, names: Sequence[str], *, coded: Sequence[str]) -> Iterator[pa.Table]:
        """The files' row groups one by one, so that a share needs no memory for the whole bucket."""
        for path in self._share.files:
            try:
                with pq.ParquetFile(path, read_dictionary=list(coded)) as file:
                    for group in range(file.num_row_groups):
                        yield file.read_row_group(group, columns=list(names), use_threads=False)
            except OSError as fault:
                raise UnreadableLogError.at(path, machine=socket.gethostname()) from fault


def _without_unused(column: pa.ChunkedArray[Any]) -> pa.DictionaryArray[Any, Any]:
    """The column with a dictionary of those values only that stand in it: a customer has events."""
    coded = cast("pa.DictionaryArray[Any, Any]", column.combine_chunks())
    indices = coded.indices.to_numpy()
    used = np.flatnonzero(np.bincount(indices, minlength=len(coded.dictionary)))
    lookup = np.zeros(len(coded.dictionary), np.int32)
    lookup[used] = np.arange(used.size, dtype=np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(lookup[indices]), coded.dictionary.take(used))
