"""What an older index knows of the journeys of a bucket that has gained files since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from sojourn.evidence.coded import Coded
from sojourn.journeys.log.columns import FileColumns
from sojourn.journeys.log.index_parts import KEPT_ATTRIBUTES, KEPT_NUMBERS, Part, Sparse
from sojourn.journeys.log.table_files import LogFile

if TYPE_CHECKING:
    from sojourn.journeys.log.index import JourneyIndex


class OlderParts:
    """The parts of an older index, by the first file of their bucket."""

    def __init__(self, index: JourneyIndex | None, *, table: Path) -> None:
        """Look at ``index``, of the table in the folder ``table``; ``None`` knows nothing."""
        self._index = index
        self._parts: dict[Path, tuple[int, Sequence[Path]]] = {}
        self._attributes: dict[str, tuple[Any, pa.Array[Any]]] = {}
        if index is None or not isinstance(index.columns, FileColumns):
            return
        here = table.absolute()
        for number, files in enumerate(index.columns.buckets):
            inside = [here / file.parent.name / file.name for file in files]
            self._parts[inside[0]] = (number, inside)
        self._attributes = {
            name: (codes, pa.array(values, pa.string()))
            for name in KEPT_ATTRIBUTES
            if (kept := index.kept_attribute(name)) is not None
            for codes, values in (kept,)
        }
        self._names = pa.array(index.event_names, pa.string())

    @staticmethod
    def knows(index: JourneyIndex, files: Sequence[LogFile]) -> bool:
        """Whether every file behind ``index`` is among ``files``, so that nothing was removed since."""
        if not isinstance(index.columns, FileColumns):
            return False
        there = {(file.path.parent.name, file.path.name) for file in files}
        known = {(path.parent.name, path.name) for bucket in index.columns.buckets for path in bucket}
        return known <= there

    @property
    def crowded(self) -> frozenset[str]:
        """The attributes that have too many values already, and so can only have more now."""
        if self._index is None:
            return frozenset()
        return frozenset(KEPT_ATTRIBUTES) - self._attributes.keys() - set(self._index.missing)

    def part(self, files: Sequence[LogFile]) -> tuple[int, Part | None]:
        """How many of a bucket's files the older index holds, and their journeys."""
        paths = [file.path.absolute() for file in files]
        number, known = self._parts.get(paths[0], (-1, ()))
        if self._index is None or number < 0 or list(known) != paths[: len(known)]:
            return 0, None
        return len(known), self._part(number)

    def _part(self, number: int) -> Part:
        index = self._index
        assert index is not None
        start, end = (int(place) for place in index.part_starts[number : number + 2])
        first, last = (int(place) for place in np.searchsorted(index.offsets, [start, end]))
        here = slice(start, end)
        columns = {"event": Coded(index.codes[here], self._names)}
        columns |= {name: Coded(codes[here], values) for name, (codes, values) in self._attributes.items()}
        numbers = {}
        for name in KEPT_NUMBERS:
            places, values = index.sparse_numbers(name)
            low, high = np.searchsorted(places, [start, end])
            if low < high:
                numbers[name] = Sparse(places[low:high] - start, values[low:high])
        return Part(
            index.offsets[first : last + 1] - start,
            index.times[here],
            index.rows[here],
            index.customers.slice(first, last - first),
            columns,
            numbers,
        )
