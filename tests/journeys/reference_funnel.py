"""The funnel with all its orders and exclusions, slowly and obviously: every place tried for every step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

Journey = Sequence[tuple[str, int]]
Steps = Sequence[Collection[str]]


@dataclass(frozen=True)
class Reached:
    """A step that a journey reaches: where first, and the time from the first step and the one before."""

    place: int
    wait: int
    since: int


def walk(
    journey: Journey, steps: Steps, *, within: int | None, order: str, without: Collection[str]
) -> list[Reached]:
    if order == "any-order":
        return _any_order(journey, steps, within=within, without=without)
    found: list[Reached] = []
    latest: list[int | None] = [time if event in steps[0] else None for event, time in journey]
    for number, step in enumerate(steps):
        if number == 0:
            befores = [[place] for place in range(len(journey))]
        else:
            befores = [
                [
                    before
                    for before in (range(place - 1, place) if order == "strict" else range(place))
                    if before >= 0
                    and event in step
                    and (start := latest[before]) is not None
                    and (within is None or time - start <= within)
                    and not any(one in without for one, _ in journey[before + 1 : place])
                ]
                for place, (event, time) in enumerate(journey)
            ]
            latest = [max((latest[one] or 0 for one in ones), default=None) for ones in befores]
        reaching = [place for place, start in enumerate(latest) if start is not None]
        if not reaching:
            break
        place = reaching[0]
        time = journey[place][1]
        found.append(Reached(place, time - (latest[place] or 0), time - journey[max(befores[place])][1]))
    return found


def _any_order(
    journey: Journey, steps: Steps, *, within: int | None, without: Collection[str]
) -> list[Reached]:
    step_of = [next((n for n, step in enumerate(steps) if event in step), None) for event, _ in journey]
    found: list[Reached] = []
    for end, (_, time) in enumerate(journey):
        if step_of[end] is None:
            continue
        last: dict[int, int] = {}
        for place in range(end + 1):
            step = step_of[place]
            if journey[place][0] in without:
                last = {}
            elif step is not None:
                last[step] = journey[place][1]
        inside = {step: when for step, when in last.items() if within is None or time - when <= within}
        if len(inside) > len(found):
            others = [when for step, when in inside.items() if step != step_of[end]]
            since = time - max(others) if others else 0
            found.append(Reached(end, time - min(inside.values()), since))
    return found


def had(
    journey: Journey, reached: Sequence[Reached], steps: int, *, within: int | None
) -> tuple[set[str], set[str]]:
    """Events before the step before the last, and after it until the last or the end of the window."""
    middle = reached[steps - 2]
    end = reached[steps - 1].place if len(reached) == steps else len(journey)
    began = journey[middle.place][1] - middle.wait
    before = {event for event, _ in journey[: middle.place]}
    after = {
        event for event, time in journey[middle.place + 1 : end] if within is None or time - began <= within
    }
    return before, after
