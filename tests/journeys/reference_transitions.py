"""Times of transitions and views of the graph, slowly and obviously."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .reference import Event, journeys

Pair = tuple[int, int]


def gaps(events: Sequence[Event]) -> dict[tuple[str, str], list[int]]:
    """From and to → all times between the two in microseconds."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for journey in journeys(events).values():
        for (event, time), (following, later) in pairwise(journey):
            found[event, following].append(later - time)
    return found


def shown(counts: Mapping[Pair, int], least: int, *, start: int, end: int) -> set[Pair]:
    """Transitions that lie on a way from start to end whose transitions all happen ``least`` times."""
    strong = {pair for pair, count in counts.items() if count >= least}
    onward, backward = {start}, {end}
    for _ in counts:
        onward |= {target for source, target in strong if source in onward}
        backward |= {source for source, target in strong if target in backward}
    return {(source, target) for source, target in strong if source in onward and target in backward}
