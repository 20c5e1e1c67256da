"""The same questions answered slowly and obviously, one customer after the other, with lists and sets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

Event = tuple[str, str, int]
"""Customer, event, time in microseconds; in order of arrival."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_rows(events: Iterable[Event]) -> list[tuple[str, str, datetime]]:
    return [(customer, event, EPOCH + timedelta(microseconds=time)) for customer, event, time in events]


def journeys(events: Iterable[Event]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for customer, event, time in events:
        found[customer].append((event, time))
    return {customer: sorted(journey, key=lambda one: one[1]) for customer, journey in found.items()}


def quantile(values: Sequence[int], share: Fraction) -> float:
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    lower = int(place)
    upper = min(lower + 1, len(ordered) - 1)
    return float((ordered[lower] + (ordered[upper] - ordered[lower]) * (place - lower)) / 1_000_000)


def median(values: Sequence[int]) -> float:
    return quantile(values, Fraction(1, 2))


def transitions(
    events: Sequence[Event],
) -> dict[tuple[str, str], tuple[int, int, float | None, float | None]]:
    """From and to → count, customers, median and mean seconds."""
    counts: Counter[tuple[str, str]] = Counter()
    customers: dict[tuple[str, str], set[str]] = defaultdict(set)
    gaps: dict[tuple[str, str], list[int]] = defaultdict(list)
    for customer, journey in journeys(events).items():
        names = ["(start)", *(event for event, _ in journey), "(end)"]
        for pair in pairwise(names):
            counts[pair] += 1
            customers[pair].add(customer)
        for (event, time), (following, later) in pairwise(journey):
            gaps[event, following].append(later - time)
    return {
        pair: (
            count,
            len(customers[pair]),
            median(gaps[pair]) if gaps[pair] else None,
            sum(gaps[pair]) / len(gaps[pair]) / 1_000_000 if gaps[pair] else None,
        )
        for pair, count in counts.items()
    }


def funnel_depth(journey: Sequence[tuple[str, int]], steps: Sequence[str], within: int | None) -> int:
    """The deepest step reached from any start; greedy, for the earliest next event is never worse."""
    best = 0
    for first, (event, began) in enumerate(journey):
        if event != steps[0]:
            continue
        depth = 1
        for later, time in journey[first + 1 :]:
            if depth < len(steps) and later == steps[depth] and (within is None or time - began <= within):
                depth += 1
        best = max(best, depth)
    return best


def funnel(events: Sequence[Event], steps: Sequence[str], within: int | None) -> list[int]:
    depths = [funnel_depth(journey, steps, within) for journey in journeys(events).values()]
    return [sum(depth > step for depth in depths) for step in range(len(steps))]


def funnel_waits(journey: Sequence[tuple[str, int]], steps: Sequence[str], within: int | None) -> list[int]:
    """Microseconds to each step reached, from the latest start from which it can be reached (FN7)."""
    waits = []
    for step in range(funnel_depth(journey, steps, within)):
        end = next(
            end
            for end in range(len(journey))
            if funnel_depth(journey[: end + 1], steps[: step + 1], within) > step
        )
        start = max(
            start
            for start in range(end + 1)
            if funnel_depth(journey[start : end + 1], steps[: step + 1], within) > step
        )
        waits.append(journey[end][1] - journey[start][1])
    return waits


def funnel_next(journey: Sequence[tuple[str, int]], steps: Sequence[str], within: int | None) -> str | None:
    """What came directly after the event that reached the deepest step; ``None`` without a first step."""
    depth = funnel_depth(journey, steps, within)
    if depth == 0:
        return None
    end = next(end for end in range(len(journey)) if funnel_depth(journey[: end + 1], steps, within) == depth)
    return journey[end + 1][0] if end + 1 < len(journey) else "(left)"


def variants(events: Sequence[Event]) -> list[tuple[tuple[str, ...], int]]:
    counts = Counter(tuple(event for event, _ in journey) for journey in journeys(events).values())
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def flow(
    events: Sequence[Event], *, anchor: str | None, direction: str, positions: int, collapse: bool
) -> list[list[str | None]]:
    """For each anchored customer what stands at each position; ``None`` beyond the journey."""
    found: list[list[str | None]] = []
    for journey in journeys(events).values():
        names = [event for event, _ in journey]
        if anchor is not None and anchor not in names:
            continue
        if direction == "before":
            names = names[: names.index(anchor) + 1] if anchor is not None else names
            names = names[::-1]
        else:
            names = names[names.index(anchor) :] if anchor is not None else names
        if collapse:
            names = [name for number, name in enumerate(names) if number == 0 or name != names[number - 1]]
        found.append([*names, *([None] * positions)][:positions])
    return found


def durations(events: Sequence[Event], start: str | None, end: str | None) -> tuple[int, list[int]]:
    started, spans = 0, []
    for journey in journeys(events).values():
        places = [place for place, (event, _) in enumerate(journey) if start in (None, event)]
        if not places:
            continue
        started += 1
        first = places[0]
        if end is None:
            goals = [len(journey) - 1]
        else:
            after = first if start is None else first + 1
            goals = [place for place in range(after, len(journey)) if journey[place][0] == end]
        if goals:
            spans.append(journey[goals[0]][1] - journey[first][1])
    return started, spans
