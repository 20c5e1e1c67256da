"""The values of coded columns while an index is built: listed as they come, put in order at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


@dataclass
class ValueList:
    """One column's values and how often each occurs. Several threads may add to it.

    Args:
        most: More values than this are not listed; then the list is ``overfull``, and worth nothing.
    """

    most: int
    codes: dict[str, int] = field(default_factory=dict)
    overfull: bool = False
    _counts: Int64s = field(default_factory=lambda: np.zeros(0, np.int64))
    _lock: Any = field(default_factory=Lock)

    def add(self, values: Sequence[str] | pa.Array[Any], counts: Int64s) -> Int32s:
        """List values with their numbers of events; gives their codes in this list.

        Values that no event has are not listed; their code is -1.
        """
        texts = values.to_pylist() if isinstance(values, pa.Array) else values
        found = np.full(len(texts), -1, np.int32)
        with self._lock:
            for place in np.flatnonzero(counts).tolist():
                if self.overfull:
                    break
                found[place] = self.codes.setdefault(str(texts[place]), len(self.codes))
                self.overfull = len(self.codes) > self.most
            grown = np.zeros(len(self.codes), np.int64)
            grown[: self._counts.size] = self._counts
            there = found >= 0
            np.add.at(grown, found[there], counts[there])
            self._counts = grown
        return found

    def in_order(self) -> tuple[tuple[str, ...], Int32s]:
        """All values, the most frequent first, then by name; and their codes there by their codes here."""
        counts = self._counts
        names = sorted(self.codes, key=lambda name: (-int(counts[self.codes[name]]), name))
        lookup = np.empty(len(names), np.int32)
        for code, name in enumerate(names):
            lookup[self.codes[name]] = code
        return tuple(names), lookup
