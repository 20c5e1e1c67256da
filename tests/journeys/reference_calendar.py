"""Questions about calendars, repeats and open journeys, answered slowly and obviously."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from .reference import EPOCH, Event, journeys


def local_date(time: int, zone: str) -> date:
    return (EPOCH + timedelta(microseconds=time)).astimezone(ZoneInfo(zone)).date()


def period_of(time: int, period: str, zone: str) -> date:
    """The first date of the period that a moment lies in."""
    day = local_date(time, zone)
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else day


def periods_between(one: date, other: date, period: str) -> int:
    if period == "month":
        return (other.year - one.year) * 12 + other.month - one.month
    return (other - one).days // (7 if period == "week" else 1)


def hour_of_week(time: int, zone: str) -> int:
    local = (EPOCH + timedelta(microseconds=time)).astimezone(ZoneInfo(zone))
    return local.weekday() * 24 + local.hour


def retention(
    events: Sequence[Event],
    *,
    start: str | None,
    event: str | None,
    period: str,
    periods: int,
    unbounded: bool,
    zone: str,
) -> tuple[dict[date, int], dict[tuple[date, int], int]]:
    """Customers of each cohort, and those active in each later period."""
    cohorts: Counter[date] = Counter()
    active: dict[tuple[date, int], int] = defaultdict(int)
    for journey in journeys(events).values():
        first = next((place for place, (name, _) in enumerate(journey) if start in (None, name)), None)
        if first is None:
            continue
        cohort = period_of(journey[first][1], period, zone)
        cohorts[cohort] += 1
        seen = {
            periods_between(cohort, period_of(time, period, zone), period)
            for name, time in journey[first:]
            if event in (None, name)
        }
        for number in range(periods + 1):
            if number in seen or (unbounded and any(one >= number for one in seen)):
                active[cohort, number] += 1
    return dict(cohorts), dict(active)


def ways(
    events: Sequence[Event], starts: Collection[str] | None, ends: Collection[str]
) -> list[tuple[int, int | None]]:
    """When each way started, and when it ended."""
    found: list[tuple[int, int | None]] = []
    for journey in journeys(events).values():
        for place, (name, time) in enumerate(journey):
            if starts is None or name in starts:
                rest = journey[place if starts is None else place + 1 :]
                found.append((time, next((later for goal, later in rest if goal in ends), None)))
                break
    return found


def kaplan_meier(arrived: Sequence[int], waiting: Sequence[int]) -> list[tuple[int, float]]:
    """The part that has arrived by each time at which any did: one factor after the other."""
    still, curve = 1.0, []
    for time in sorted(set(arrived)):
        at_risk = sum(one >= time for one in [*arrived, *waiting])
        still *= 1 - sum(one == time for one in arrived) / at_risk
        curve.append((time, 1 - still))
    return curve


def stages(
    events: Sequence[Event], stage_of: dict[str, int], count: int
) -> tuple[list[list[int]], list[list[int]]]:
    """Times inside each stage, and from it to a later one."""
    inside: list[list[int]] = [[] for _ in range(count)]
    onward: list[list[int]] = [[] for _ in range(count)]
    for journey in journeys(events).values():
        for stage in range(count):
            places = [place for place, (name, _) in enumerate(journey) if stage_of.get(name) == stage]
            if not places:
                continue
            later = [
                place
                for place, (name, _) in enumerate(journey)
                if place > places[0] and stage_of.get(name, -1) > stage
            ]
            if later:
                onward[stage].append(journey[later[0]][1] - journey[places[0]][1])
                places = [place for place in places if place < later[0]]
            inside[stage].append(journey[places[-1]][1] - journey[places[0]][1])
    return inside, onward


def repeats(events: Sequence[Event], wanted: Collection[str]) -> tuple[list[int], dict[int, list[int]]]:
    """How often each customer has it, and the times from the k-th to the next."""
    often: list[int] = []
    between: dict[int, list[int]] = defaultdict(list)
    for journey in journeys(events).values():
        times = [time for name, time in journey if name in wanted]
        often.append(len(times))
        for number, (one, other) in enumerate(pairwise(times), start=1):
            between[number].append(other - one)
    return often, between


def repeated_in_time(
    events: Sequence[Event], wanted: Collection[str], *, number: int, within: int, until: int
) -> tuple[int, int]:
    """Of those whose k-th event can be watched long enough, how many there are, and have the next in time."""
    watched = again = 0
    for journey in journeys(events).values():
        times = [time for name, time in journey if name in wanted]
        if len(times) >= number and times[number - 1] + within <= until:
            watched += 1
            again += len(times) > number and times[number] - times[number - 1] <= within
    return watched, again


def visits(events: Sequence[Event], wanted: Collection[str], at: int) -> list[tuple[int, int, int]]:
    """Silence, number and span of each customer's events up to a moment."""
    found = []
    for journey in journeys(events).values():
        times = [time for name, time in journey if name in wanted and time <= at]
        if times:
            found.append((at - times[-1], len(times), times[-1] - times[0]))
    return found


def fifth(value: int, values: Sequence[int]) -> int:
    """1 to 5: one more than how many of the four bounds are below the value."""
    ordered, n = sorted(values), len(values)
    bounds = [
        next(one for one in ordered if 5 * sum(other <= one for other in ordered) >= part * n)
        for part in range(1, 5)
    ]
    return 1 + sum(bound < value for bound in bounds)
