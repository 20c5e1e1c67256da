"""What a person should know about the events of an import before believing any number drawn from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

import numpy as np
import polars as pl

from sojourn.evidence.coded import CodedEvents

ORDER_LIMIT: Final = 5_000_000
"""Rows up to which it is counted how many stand out of order; beyond, the count would cost more than it
tells."""
_OPTIONAL: Final = ("channel", "device", "touchpoint", "department", "session", "score", "text", "value")


@dataclass(frozen=True, slots=True)
class Quality:
    """The state of the events of one import.

    Args:
        rows: Events looked at; those put aside are not among them.
        first: Earliest time; ``None`` without events.
        last: Latest time.
        future: Events later than the moment of the import.
        out_of_order: Events that stand below a later one of the same customer; ``None``: not counted.
        missing: Column in use → events without a value in it.
        reasons: Why rows were put aside → how many.
    """

    rows: int
    first: datetime | None
    last: datetime | None
    future: int
    out_of_order: int | None
    missing: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)

    def sentences(self, *, duplicates: int = 0) -> list[str]:
        """What to know, in words; the worst first."""
        said = [
            f"{count:,} rows put aside: {reason}."
            for reason, count in sorted(self.reasons.items(), key=lambda item: -item[1])
        ]
        if duplicates:
            said.append(f"{duplicates:,} rows were in the log already and were not added again.")
        if self.future:
            said.append(f"{self.future:,} events lie in the future.")
        if self.out_of_order:
            said.append(
                f"{self.out_of_order:,} rows stand below a later one of the same customer; their order is "
                "taken from the time."
            )
        for column, count in self.missing.items():
            said.append(f"{count:,} of {self.rows:,} events have no {column}.")
        if self.first and self.last:
            said.append(f"The events span {self.first:%Y-%m-%d %H:%M} to {self.last:%Y-%m-%d %H:%M} UTC.")
        return said

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "rows": self.rows,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "future": self.future,
            "out_of_order": self.out_of_order,
            "missing": self.missing,
            "reasons": self.reasons,
        }

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Quality:
        """What ``to_json`` wrote."""
        return cls(
            rows=data["rows"],
            first=datetime.fromisoformat(data["first"]) if data["first"] else None,
            last=datetime.fromisoformat(data["last"]) if data["last"] else None,
            future=data["future"],
            out_of_order=data["out_of_order"],
            missing=dict(data["missing"]),
            reasons=dict(data["reasons"]),
        )


class QualityCheck:
    """Looks at events as they pass."""

    def __init__(self, now: datetime) -> None:
        """Events after ``now`` lie in the future."""
        self._now = int(now.timestamp() * 1_000_000)
        self._rows = self._future = 0
        self._first: int | None = None
        self._last: int | None = None
        self._missing: Counter[str] = Counter()
        self._seen: list[tuple[tuple[int, int], np.ndarray, np.ndarray]] | None = []
        self._lock = Lock()

    def add(self, events: CodedEvents, *, order: tuple[int, int]) -> None:
        """Look at some more events, from any thread; ``order`` sorts them into the order of the files."""
        if not events.rows:
            return
        low, high = int(events.times.min()), int(events.times.max())
        future = int(np.count_nonzero(events.times > self._now)) if high > self._now else 0
        missing = {name: events.missing(name) for name in _OPTIONAL}
        with self._lock:
            self._rows += events.rows
            self._future += future
            self._first = low if self._first is None else min(self._first, low)
            self._last = high if self._last is None else max(self._last, high)
            self._missing.update(missing)
            keep = self._rows <= ORDER_LIMIT and self._seen is not None
            if not keep:
                self._seen = None
        if keep:
            self._remember(events, order)

    def _remember(self, events: CodedEvents, order: tuple[int, int]) -> None:
        customers = events.columns["customer_id"]
        keys = pl.Series(pl.from_arrow(customers.values)).hash(seed=0).to_numpy()[customers.codes]
        with self._lock:
            if self._seen is not None:
                self._seen.append((order, keys, events.times))

    def _out_of_order(self) -> int | None:
        if self._seen is None:
            return None
        if not self._seen:
            return 0
        seen = sorted(self._seen, key=lambda part: part[0])
        keys = np.concatenate([part[1] for part in seen])
        times = np.concatenate([part[2] for part in seen])
        order = np.argsort(keys, kind="stable")
        keys, times = keys[order], times[order]
        return int(((keys[1:] == keys[:-1]) & (times[1:] < times[:-1])).sum())

    def quality(self, reasons: MappingABC[str, int]) -> Quality:
        """The findings over all that was added."""
        missing = {name: self._missing[name] for name in _OPTIONAL if 0 < self._missing[name] < self._rows}
        return Quality(
            rows=self._rows,
            first=_moment(self._first),
            last=_moment(self._last),
            future=self._future,
            out_of_order=self._out_of_order(),
            missing=missing,
            reasons=dict(reasons),
        )


def _moment(micros: int | None) -> datetime | None:
    if micros is None:
        return None
    return datetime.fromtimestamp(micros // 1_000_000, UTC).replace(microsecond=micros % 1_000_000)
