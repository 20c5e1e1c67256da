"""Replay, slowly and obviously: one journey at a time, in the words of SPEC RY1 to RY9."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

Links = frozenset[tuple[int, int]]
Walk = list[tuple[int | None, str, int]]


@dataclass
class Counted:
    """By step, move, way and event name, how many customers (or events)."""

    steps: dict[str, Counter[int]] = field(default_factory=dict)
    journeys: Counter[str] = field(default_factory=Counter)
    moves: Counter[tuple[int, int]] = field(default_factory=Counter)
    movers: Counter[tuple[int, int]] = field(default_factory=Counter)
    ways: Counter[tuple[int, ...]] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    missing_events: Counter[str] = field(default_factory=Counter)
    waits: dict[int, list[int]] = field(default_factory=dict)

    def tell(self, measure: str, steps: object) -> None:
        self.steps.setdefault(measure, Counter()).update(steps)  # type: ignore[call-overload]


def chosen(candidates: Sequence[int], at: int, links: Links) -> tuple[int, bool]:
    """The step that an event is of, and whether it fits."""
    onward = [step for step in candidates if step >= at]
    if onward:
        return min(onward), True
    linked = [step for step in candidates if (at, step) in links]
    if linked:
        return max(linked), True
    return max(candidates), False


def replayed(
    events: Sequence[tuple[str, str, int]], bindings: Sequence[Sequence[str]], links: Links
) -> Counted:
    """Replay events of (customer, name, time in microseconds) on steps bound to names."""
    by_name: Mapping[str, list[int]] = {
        name: [step for step, names in enumerate(bindings) if name in names]
        for name in {name for _, name, _ in events}
    }
    told = Counted()
    ordered = sorted(enumerate(events), key=lambda one: (one[1][0], one[1][2], one[0]))
    for _, group in groupby((event for _, event in ordered), key=lambda event: event[0]):
        _one(list(group), by_name, links, told)
    return told


def _one(
    journey: list[tuple[str, str, int]], by_name: Mapping[str, list[int]], links: Links, told: Counted
) -> None:
    at, walk = -1, []
    fits: list[bool] = []
    missing = [name for _, name, _ in journey if not by_name[name]]
    told.missing.update(set(missing))
    told.missing_events.update(missing)
    for _, name, time in journey:
        if by_name[name]:
            step, fit = chosen(by_name[name], at, links)
            walk.append((step, time))
            fits.append(fit)
            at = step
    told.journeys["customers"] += 1
    if not walk:
        return
    steps = [step for step, _ in walk]
    visits = [step for step, _ in groupby(steps)]
    moves = list(zip([-1, *visits], visits, strict=False))
    reached = set(steps)
    passed = {
        between
        for source, target in moves
        if (source, target) not in links
        for between in range(source + 1, target)
    } - reached
    told.tell("reached", reached)
    told.tell("events", steps)
    told.tell("repeated", [step for step in reached if steps.count(step) > 1])
    told.tell("returned", [step for step in reached if visits.count(step) > 1])
    told.tell("out_of_order", {step for step, fit in zip(steps, fits, strict=True) if not fit})
    told.tell("skipped", passed)
    told.tell("left", [steps[-1]])
    told.tell(
        "continued",
        [step for step in reached if any(later > step for later in steps[steps.index(step) :])],
    )
    for step in reached:
        begin = steps.index(step)
        after = [time for place, (other, time) in enumerate(walk) if place > begin and other == step + 1]
        if after:
            told.tell("to_next", [step])
            told.waits.setdefault(step, []).append(after[0] - walk[begin][1])
    told.moves.update(moves)
    told.movers.update(set(moves))
    told.journeys["events_on_map"] += len(steps)
    if all(fits):
        told.journeys["explained"] += 1
        told.journeys["as_drawn"] += not passed
    else:
        told.journeys["off_order"] += 1
        first = fits.index(False)
        told.ways[tuple(step for step, _ in groupby(steps[: first + 1]))[-8:]] += 1
