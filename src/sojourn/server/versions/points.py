"""Which states of a map are worth keeping by themselves: pure rules over the times of its operations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

QUIET: Final = timedelta(hours=1)
"""A pause that ends a spell of work."""
ALL_FOR: Final = timedelta(hours=24)
DAILY_FOR: Final = timedelta(days=30)
WAYPOINT_EVERY: Final = 1_000
"""Operations that are applied again at most to show an old state."""


@dataclass(frozen=True, slots=True)
class Point:
    """A state of a map: after operation ``seq``, made at ``at``."""

    seq: int
    at: datetime
    daily: bool = False
    """It is the last of its day, and work went on after it without a pause."""


def points(times: Sequence[tuple[int, datetime]], *, now: datetime) -> list[Point]:
    """States after which the map rested for an hour, and the last of every day that is over.

    Args:
        times: Number and time of operations, in order.
        now: The present, which ends the last spell once it is an hour back.
    """
    found: list[Point] = []
    for index, (seq, at) in enumerate(times):
        following = times[index + 1][1] if index + 1 < len(times) else now
        if following - at >= QUIET:
            found.append(Point(seq, at))
        elif following.date() > at.date():
            found.append(Point(seq, at, daily=True))
    return found


def thinned(kept: Iterable[Point], *, now: datetime) -> list[Point]:
    """Those that stay: all of a day, the last of each day for 30 days, the last of each week before that."""
    slots: dict[tuple[object, ...], Point] = {}
    for point in sorted(kept, key=lambda one: one.seq):
        slots[_slot(point, now=now)] = point
    return sorted(slots.values(), key=lambda one: one.seq)


def _slot(point: Point, *, now: datetime) -> tuple[object, ...]:
    age = now - point.at
    if age < ALL_FOR:
        return ("one", point.seq)
    if age < DAILY_FOR:
        return ("day", point.at.date())
    return ("week", *point.at.isocalendar()[:2])


def waypoints(stored: Iterable[int], *, last: int) -> list[int]:
    """Numbers of operations at which a document is to be stored, so that none is far from one."""
    known = sorted({0, *stored})
    found: list[int] = []
    for start, end in zip(known, [*known[1:], last + 1], strict=True):
        found.extend(range(start + WAYPOINT_EVERY, end, WAYPOINT_EVERY))
    return found
