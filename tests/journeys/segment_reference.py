"""Segments worked out slowly and obviously: one customer after the other, every rule in its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from sojourn.journeys.segments import syntax as said

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
US = timedelta(microseconds=1)


@dataclass(frozen=True)
class Happening:
    """One event of a journey."""

    event: str
    time: int
    channel: str | None
    score: float | None
    country: str | None


Journey = Sequence[Happening]


def holds(part: said.Expression, journey: Journey, *, end: int) -> bool:
    match part:
        case said.And(parts):
            return all(holds(each, journey, end=end) for each in parts)
        case said.Or(parts):
            return any(holds(each, journey, end=end) for each in parts)
        case said.Not(inner):
            return not holds(inner, journey, end=end)
        case said.Outermost(which, events):
            return is_named(journey[0 if which == "first" else -1].event, events)
        case said.Lived(which, period):
            return lies_in(journey[0 if which == "first" else -1], period, journey, end)
        case said.Trait(quantifier, test):
            return has_trait(quantifier, test, journey)
        case said.Did():
            return did(part, journey, end)
        case _:
            raise AssertionError(part)


def did(part: said.Did, journey: Journey, end: int) -> bool:
    places = [
        [
            place
            for place, one in enumerate(journey)
            if is_occurrence(one, step) and lies_in(one, part.period, journey, end)
        ]
        for step in part.chain
    ]
    if len(part.chain) > 1:
        return any(
            all(place in there for place, there in zip(chosen, places, strict=True))
            and is_within(journey[chosen[-1]].time - journey[chosen[0]].time, part.within)
            for chosen in combinations(range(len(journey)), len(part.chain))
        )
    found = [place for place in places[0] if part.near is None or is_near(place, part.near, journey)]
    counting, number = (part.times.counting, part.times.number) if part.times else ("at least", 1)
    return {
        "exactly": len(found) == number,
        "at least": len(found) >= number,
        "at most": len(found) <= number,
        "more than": len(found) > number,
        "fewer than": len(found) < number,
    }[counting]


def is_near(place: int, near: said.Near, journey: Journey) -> bool:
    others = [other for other, one in enumerate(journey) if is_occurrence(one, near.anchor)]
    if near.outermost:
        others = others[:1] if near.outermost == "first" else others[-1:]
    return any(
        (near.side in ("after", "of") and other < place) or (near.side in ("before", "of") and other > place)
        for other in others
        if other != place and is_within(abs(journey[place].time - journey[other].time), near.within)
    )


def is_within(microseconds: int, span: timedelta | None) -> bool:
    return span is None or microseconds <= span // US


def is_occurrence(one: Happening, occurrence: said.Occurrence) -> bool:
    named = not occurrence.events or is_named(one.event, occurrence.events)
    return named and all(passes(one, test) for test in occurrence.tests)


def is_named(event: str, names: Sequence[said.Name]) -> bool:
    return any(
        re.fullmatch(name.name.replace("*", ".*"), event) if name.is_pattern else name.name == event
        for name in names
    )


def lies_in(one: Happening, period: said.Period, journey: Journey, end: int) -> bool:
    when = EPOCH + timedelta(microseconds=one.time)
    return (
        (period.since is None or when >= period.since)
        and (period.before is None or when < period.before)
        and (period.on is None or when.date() == period.on.date())
        and (period.last is None or one.time >= end - period.last // US)
        and (period.first is None or one.time - journey[0].time <= period.first // US)
    )


def value_of(one: Happening, column: str) -> str | float | None:
    return {"channel": one.channel, "score": one.score, "props.country": one.country}[column]


def passes(one: Happening, test: said.Test) -> bool:
    return matches(value_of(one, test.column.name), test.comparison)


def matches(value: str | float | None, comparison: said.Comparison) -> bool:
    if value is None:
        return False
    match comparison:
        case said.Known():
            return True
        case said.Contains(wanted):
            return wanted.value.lower() in str(value).lower()
        case said.Among(values):
            return any(same(value, each) for each in values)
        case said.Between(low, high):
            return float(low.value) <= float(value) <= float(high.value)
        case said.Compared("=", wanted):
            return same(value, wanted)
        case said.Compared(operator, wanted):
            limit = float(wanted.value)
            return {
                "<": float(value) < limit,
                "<=": float(value) <= limit,
                ">": float(value) > limit,
                ">=": float(value) >= limit,
            }[operator]


def same(value: str | float, wanted: said.Value) -> bool:
    return float(wanted.value) == value if isinstance(value, float) else wanted.value == value


def has_trait(quantifier: str, test: said.Test, journey: Journey) -> bool:
    if test.column.name == "events":
        return matches(float(len(journey)), test.comparison)
    if test.column.name == "lasted":
        assert isinstance(test.comparison, said.Compared)
        seconds = said.Value(str(int(test.comparison.value.value.removesuffix("s"))), is_bare=True)
        lasted = (journey[-1].time - journey[0].time) / 1_000_000
        return matches(lasted, said.Compared(test.comparison.operator, seconds))
    known = [one for one in journey if value_of(one, test.column.name) is not None]
    passed = [one for one in known if passes(one, test)]
    scores = [one.score for one in journey if one.score is not None]
    if quantifier == "total":
        return matches(float(sum(scores)), test.comparison)
    if quantifier == "average":
        return bool(scores) and matches(sum(scores) / len(scores), test.comparison)
    return {
        "any": bool(passed),
        "first": bool(known) and passes(known[0], test),
        "last": bool(known) and passes(known[-1], test),
        "always": bool(known) and len(passed) == len(known),
    }[quantifier]
