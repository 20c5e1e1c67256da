"""Sessions, hand-offs, walks and shapes of journeys, counted slowly and obviously."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .reference import Event, journeys

Session = list[tuple[str, int]]


def sessions(events: Iterable[Event], gap: int) -> list[list[Session]]:
    """Each customer's sessions; ``gap`` in microseconds."""
    found = []
    for journey in journeys(events).values():
        cut: list[Session] = [[journey[0]]]
        for before, one in pairwise(journey):
            if one[1] - before[1] > gap:
                cut.append([])
            cut[-1].append(one)
        found.append(cut)
    return found


@dataclass
class Pair:
    """What is counted of hand-offs from one value to another."""

    waits: list[int] = field(default_factory=list)
    customers: set[str] = field(default_factory=set)
    returned: int = 0
    leaving: Counter[str] = field(default_factory=Counter)
    arriving: Counter[str] = field(default_factory=Counter)


def handoffs(
    events: Iterable[tuple[str, str, int, str | None]], *, within: int | None
) -> dict[tuple[str, str], Pair]:
    """Events with a value each; hand-offs by pair of values."""
    pairs: dict[tuple[str, str], Pair] = defaultdict(Pair)
    told: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for customer, event, time, value in sorted(events, key=lambda one: one[2]):
        if value is not None:
            told[customer].append((time, event, value))
    for customer, journey in told.items():
        moves = [(one, other) for one, other in pairwise(journey) if one[2] != other[2]]
        for one, other in moves:
            pair = pairs[one[2], other[2]]
            pair.waits.append(other[0] - one[0])
            pair.customers.add(customer)
            pair.leaving[one[1]] += 1
            pair.arriving[other[1]] += 1
        for (one, other), (_, third) in pairwise(moves):
            if third[2] == one[2] and (within is None or third[0] - other[0] <= within):
                pairs[one[2], other[2]].returned += 1
    return pairs


def matches(names: Sequence[str], steps: Sequence[str]) -> bool:
    """Whether a journey has the shape of ``steps``: an event, ``?``, ``!event``, or ``*``."""
    if not steps:
        return not names
    first, rest = steps[0], steps[1:]
    if first == "*":
        return any(matches(names[place:], rest) for place in range(len(names) + 1))
    if not names:
        return False
    is_negated = first.startswith("!")
    among = names[0] in first.removeprefix("!").split("|")
    fits = first == "?" or among != is_negated
    return fits and matches(names[1:], rest)


Walk = list[tuple[str, int] | None]


def walks(
    events: Iterable[Event],
    *,
    anchor: str,
    occurrence: str,
    behind: int,
    ahead: int,
    collapse: bool,
) -> list[Walk]:
    """Name and time from position 0 at each position; ``None`` beyond the journey."""
    found = []
    for journey in journeys(events).values():
        places = [place for place, (event, _) in enumerate(journey) if event == anchor]
        if collapse and occurrence == "every":
            places = [place for place in places if place == 0 or journey[place - 1][0] != anchor]
        chosen = {"first": places[:1], "last": places[-1:], "every": places}[occurrence]
        for zero in chosen:
            after = _steps(journey[zero:], ahead, collapse)
            before = _steps(journey[zero::-1], behind, collapse)
            line = [*before[:0:-1], *after]
            found.append([None if one is None else (one[0], abs(one[1] - journey[zero][1])) for one in line])
    return found


def _steps(journey: Sequence[tuple[str, int]], positions: int, collapse: bool) -> Walk:
    """The first event and the ``positions`` after it."""
    kept = [
        one
        for place, one in enumerate(journey)
        if not (collapse and place > 0 and one[0] == journey[place - 1][0])
    ]
    return [*kept, *([None] * (positions + 1))][: positions + 1]
