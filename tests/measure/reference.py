"""The measures of steps, computed slowly and obviously from lists of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

WINDOW = timedelta(days=30)
Row = tuple[str, str, Any, float | None]
"""Customer, event, time, score (on a scale of 1 to 5)."""


@dataclass
class Measured:
    reached: int = 0
    events: int = 0
    continued: int = 0
    waits: list[float] | None = None
    scores: list[float] | None = None

    @property
    def seconds(self) -> float | None:
        return median(self.waits) if self.waits else None


def journeys_of(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each customer by time, then arrival."""
    by_customer: dict[str, list[Row]] = {}
    for row in rows:
        by_customer.setdefault(row[0], []).append(row)
    return [sorted(journey, key=lambda row: row[2]) for journey in by_customer.values()]


def measured(rows: Sequence[Row], bindings: Sequence[Sequence[str]]) -> list[Measured]:
    """The numbers of each step."""
    scored = {
        name: [row[3] is not None for row in rows if row[1] == name] for name in {row[1] for row in rows}
    }
    answers = {name for name, flags in scored.items() if any(flags) and sum(flags) * 2 >= len(flags)}
    found = [Measured(waits=[], scores=[]) for _ in bindings]
    for journey in journeys_of(rows):
        for step, names in enumerate(bindings):
            here = [place for place, row in enumerate(journey) if row[1] in names]
            if not here:
                continue
            found[step].reached += 1
            found[step].events += len(here)
            later = {name for other in bindings[step + 1 :] for name in other}
            found[step].continued += any(row[1] in later for row in journey[here[0] + 1 :])
            on_map = {name for other in bindings for name in other}
            before = [row for row in journey[: here[0]] if row[1] in on_map]
            if before:
                found[step].waits.append((journey[here[0]][2] - before[-1][2]).total_seconds())
        for place, row in enumerate(journey):
            if row[3] is None:
                continue
            spoken_of = [row]
            if row[1] in answers:
                spoken_of = [other for other in journey[: place + 1] if row[2] - other[2] <= WINDOW]
            for step, names in enumerate(bindings):
                if any(other[1] in names for other in spoken_of):
                    found[step].scores.append((row[3] - 3) / 2)
    return found
