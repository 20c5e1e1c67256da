"""Leaving answered slowly and obviously, one customer and one as-of time after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .reference import Event, journeys

Shown = tuple[str, str, str | None]
"""Kind, event, and the event after it."""


def shown_before(journey: Sequence[tuple[str, int]], moment: int, lookback: int) -> set[Shown]:
    """The patterns in the look-back up to a moment; none where nothing happened in it."""
    names = [event for event, time in journey if moment - lookback < time <= moment]
    found: set[Shown] = {("event", name, None) for name in names}
    found |= {("transition", one, other) for one, other in pairwise(names)}
    if names:
        found.add(("last", names[-1], None))
    return found


def at_risk(
    events: Sequence[Event], moment: int, *, lookback: int, horizon: int, outcome: str | None
) -> dict[str, tuple[set[Shown], bool]]:
    """Of each customer at risk, the patterns and whether they left."""
    found = {}
    for customer, journey in journeys(events).items():
        shown = shown_before(journey, moment, lookback)
        outcomes = [time for event, time in journey if event == outcome]
        if not shown or any(time <= moment for time in outcomes):
            continue
        if outcome is None:
            left = not any(moment < time <= moment + horizon for _, time in journey)
        else:
            # Only the first outcome counts; there is none up to the moment.
            left = bool(outcomes) and min(outcomes) <= moment + horizon
        found[customer] = (shown, left)
    return found


def counts(risky: Mapping[str, tuple[set[Shown], bool]]) -> dict[Shown, tuple[int, int]]:
    """Customers with each pattern, and how many of them left."""
    found: dict[Shown, list[bool]] = defaultdict(list)
    for shown, left in risky.values():
        for pattern in shown:
            found[pattern].append(left)
    return {pattern: (len(one), sum(one)) for pattern, one in found.items()}


def false_discovery(p: Mapping[Shown, float]) -> dict[Shown, float]:
    """Benjamini and Hochberg's q: the least of p · m / rank over this and all greater p."""
    ordered = sorted(p.values())
    # No q is greater than the greatest p, so none is above 1.
    return {
        pattern: min(other * len(ordered) / (rank + 1) for rank, other in enumerate(ordered) if other >= one)
        for pattern, one in p.items()
    }
