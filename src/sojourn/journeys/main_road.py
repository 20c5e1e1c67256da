"""From the main road to everything: in which order the transitions of a process graph come into view."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from itertools import accumulate, groupby

Pair = tuple[int, int]


def views(counts: Mapping[Pair, int], *, start: int, end: int) -> dict[Pair, tuple[int, float]]:
    """The view that first shows each transition, and the part of all counts that this view shows (SPEC TR8).

    Args:
        counts: How often each transition happens, by the numbers of its events; each lies on a way from
            ``start`` to ``end``.
        start, end: Numbers of where every way begins and ends.

    Returns:
        For each transition its view, 1 for the main road, and the share of the counts of all transitions of
        this and lesser views.

    Source: widest paths, by the algorithm of Dijkstra 1959 with the least count of a way for its length.
    """
    onward = _widest(counts, start)
    backward = _widest({(target, source): count for (source, target), count in counts.items()}, end)
    strength = {pair: min(onward[pair[0]], count, backward[pair[1]]) for pair, count in counts.items()}
    total = sum(counts.values())
    rising = sorted(strength, key=lambda pair: -strength[pair])
    groups = [list(pairs) for _, pairs in groupby(rising, key=lambda pair: strength[pair])]
    shown = accumulate(sum(counts[pair] for pair in pairs) for pairs in groups)
    return {
        pair: (view, so_far / total)
        for view, (pairs, so_far) in enumerate(zip(groups, shown, strict=True), start=1)
        for pair in pairs
    }


def _widest(counts: Mapping[Pair, int], origin: int) -> dict[int, int]:
    """For each place the greatest count that a way from ``origin`` can keep to."""
    leaving: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (source, target), count in counts.items():
        leaving[source].append((target, count))
    widths: dict[int, int] = {}
    waiting = [(-sum(counts.values()), origin)]
    while waiting:
        width, place = heapq.heappop(waiting)
        if place in widths:
            continue
        widths[place] = -width
        for target, count in leaving[place]:
            heapq.heappush(waiting, (-min(-width, count), target))
    return widths
