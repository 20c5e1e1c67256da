"""Attribution answered slowly and obviously: paths as lists, parts as fractions, coalitions one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

from .reference import Event, journeys

Path = list[tuple[str, int]]


@dataclass(frozen=True)
class Paths:
    """Touches with their times; a converted path may be empty, an open one is not."""

    converted: list[Path]
    opened: list[Path]


def paths(
    events: Sequence[Event],
    goals: Sequence[str],
    *,
    lookback: int | None = None,
    first_only: bool = False,
    collapse: bool = False,
) -> Paths:
    converted, opened = [], []
    for journey in journeys(events).values():
        path: Path = []
        for event, time in journey:
            if event not in goals:
                path.append((event, time))
                continue
            converted.append(within(path, time, lookback, collapse))
            path = []
            if first_only:
                break
        if path:
            opened.append(within(path, path[-1][1], lookback, collapse))
    return Paths(converted, opened)


def within(path: Path, until: int, lookback: int | None, collapse: bool) -> Path:
    kept = [one for one in path if lookback is None or until - one[1] <= lookback]
    if not collapse:
        return kept
    return [
        one for number, one in enumerate(kept) if number + 1 == len(kept) or kept[number + 1][0] != one[0]
    ]


def heuristic(
    path: Path, model: str, *, ends: tuple[Fraction, Fraction], half_life: float
) -> dict[str, float]:
    """The part of each touch of a path that converted."""
    weights: list[Fraction | float]
    if model == "first":
        weights = [1 if number == 0 else 0 for number in range(len(path))]
    elif model == "last":
        weights = [1 if number == len(path) - 1 else 0 for number in range(len(path))]
    elif model == "linear":
        weights = [Fraction(1, len(path))] * len(path)
    elif model == "decay":
        weights = [2.0 ** ((time - path[-1][1]) / half_life) for _, time in path]
    elif len(path) == 1:
        weights = [1]
    elif len(path) == 2:
        weights = list(ends) if sum(ends) else [Fraction(1, 2)] * 2
    else:
        weights = [ends[0], *([(1 - sum(ends)) / (len(path) - 2)] * (len(path) - 2)), ends[1]]
    parts: dict[str, float] = Counter()
    for (touch, _), weight in zip(path, weights, strict=True):
        parts[touch] += float(weight / sum(weights))
    return parts


def shapley(converted: Sequence[Path]) -> dict[str, float]:
    """Shapley's value by its definition; a coalition is worth the conversions it can bring about alone."""
    sets = [frozenset(touch for touch, _ in path) for path in converted]
    players = sorted(set().union(*sets))

    def worth(coalition: frozenset[str]) -> int:
        return sum(one <= coalition for one in sets)

    return {player: float(shapley_value(player, players, worth)) for player in players}


def shapley_value(player: str, players: Sequence[str], worth: Callable[[frozenset[str]], int]) -> Fraction:
    others = [one for one in players if one != player]
    total = Fraction(0)
    for size in range(len(others) + 1):
        weight = Fraction(factorial(size) * factorial(len(others) - size), factorial(len(players)))
        for chosen in combinations(others, size):
            coalition = frozenset(chosen)
            total += weight * (worth(coalition | {player}) - worth(coalition))
    return total


def removal_effects(found: Paths, order: int) -> dict[str, Fraction]:
    """Part of the conversions lost without each touch, with the chain solved in fractions."""
    counts: dict[tuple[str, ...], Counter[str | bool]] = {}
    for path, ending in [
        *((one, True) for one in found.converted if one),
        *((one, False) for one in found.opened),
    ]:
        state: tuple[str, ...] = ()
        for touch, _ in path:
            counts.setdefault(state, Counter())[touch] += 1
            state = (*state, touch)[-order:]
        counts.setdefault(state, Counter())[ending] += 1
    touches = {touch for followed in counts.values() for touch in followed if isinstance(touch, str)}
    base = _chance(counts, order, without=None)
    if not base:
        return dict.fromkeys(touches, Fraction(0))
    return {touch: 1 - _chance(counts, order, without=touch) / base for touch in touches}


def _chance(
    counts: dict[tuple[str, ...], Counter[str | bool]], order: int, *, without: str | None
) -> Fraction:
    """The chance to convert from the start, by elimination; a step to ``without`` ends the path."""
    states = sorted(counts)
    rows = []
    for state in states:
        total = sum(counts[state].values())
        row = [Fraction(int(state == other)) for other in states]
        for target, count in counts[state].items():
            if isinstance(target, str) and target != without:
                row[states.index((*state, target)[-order:])] -= Fraction(count, total)
        rows.append([*row, Fraction(counts[state][True], total)])
    for column in range(len(states)):
        pivot = next(place for place in range(column, len(rows)) if rows[place][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for place in range(len(rows)):
            if place != column and rows[place][column]:
                factor = rows[place][column]
                rows[place] = [a - factor * b for a, b in zip(rows[place], rows[column], strict=True)]
    return rows[states.index(())][-1] if states else Fraction(0)
