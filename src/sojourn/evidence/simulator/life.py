"""The whole time of one customer with the store, and of many customers one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast

import numpy as np
from numba import njit

from sojourn.evidence.simulator.calendar import DAY, moment_online
from sojourn.evidence.simulator.chance import (
    around,
    begin,
    between,
    compiled,
    happens,
    one_of,
    uniform,
    waiting,
)
from sojourn.evidence.simulator.order import EVEN_MOOD, fulfil
from sojourn.evidence.simulator.person import happened
from sojourn.evidence.simulator.visit import visit_online, visit_shop
from sojourn.evidence.simulator.vocabulary import (
    ACQUISITIONS,
    AGE_GROUPS,
    DESKTOP,
    EMAIL,
    MOBILE,
    NEWSLETTER_OPENED,
    NEWSLETTER_UNSUBSCRIBED,
    NONE,
    REGIONS,
    SITE_VISITED,
    TABLET,
    WEB,
)

MOST_VISITS = 5
"""Visits for one need, at most."""
LIVELIEST = 5.0
"""More is never wanted on a day than this many times the average, in ``calendar.seasons``."""


@cache
def simulation_for(sources: int) -> Callable[..., tuple[int, int]]:
    """``simulate_customers`` as machine code, kept on disk for these ``sources`` (a digest of them).

    numba keeps code by the function's own file and closure; the digest in there stands for all other files.
    """

    def simulated(*arguments: Any) -> tuple[int, int]:
        arguments[3][0].sources = sources
        return simulate_customers(*arguments)

    return cast("Callable[..., tuple[int, int]]", njit(cache=True, nogil=True)(simulated))


@compiled
def simulate_customers(
    first: int,
    last: int,
    seed: int,
    person: Any,
    habits: Any,
    store: Any,
    seasons: Any,
    hours: Any,
    journey: Any,
    events: Any,
    traits: Any,
) -> tuple[int, int]:
    """Live through customers ``first`` to ``last`` until ``events`` has no room for one more.

    Args:
        first: Number of the first customer.
        last: Number after the last one.
        seed: Start of all chance.
        person: Room for one customer's state (``PERSON``), with the times set.
        habits: The habits (``habits_as_array``).
        store: The store (``store_as_array``).
        seasons: Two rows of how much is wanted on each day.
        hours: The part of a day's visits that is over after each hour.
        journey: Room for one customer's events (``HAPPENED``).
        events: Room for the events of this batch (``HAPPENED``).
        traits: Takes the traits of each customer at ``number - first``.

    Returns:
        The number after the last customer whose events are there, and how many events there are.
    """
    me = person[0]
    ranks = np.empty(len(journey), np.int64)
    filled = 0
    for number in range(first, last):
        if filled + len(journey) > len(events):
            return number, filled
        _meet(me, habits, seed, number)
        trait = traits[number - first]
        trait.habit, trait.region, trait.age, trait.acquired = me.habit, me.region, me.age, me.acquired
        _live(me, habits[me.habit], store[0], seasons, hours, journey)
        _ranks(journey, me.count, ranks)
        for place in range(me.count):
            events[filled + place] = journey[ranks[place]]
        filled += me.count
    return last, filled


@compiled
def _meet(me: Any, habits: Any, seed: int, number: int) -> None:
    """Who the customer is."""
    begin(me, seed, number)
    me.number = number
    me.count, me.sessions, me.orders, me.tickets = 0, 0, 0, 0
    me.left = False
    me.mood = EVEN_MOOD
    place, me.habit = uniform(me), 0
    while me.habit < len(habits) - 1 and place >= habits[me.habit].share:
        place -= habits[me.habit].share
        me.habit += 1
    me.region = one_of(me, len(REGIONS))
    me.age = one_of(me, len(AGE_GROUPS))
    me.acquired = one_of(me, len(ACQUISITIONS))
    young = 1.0 - me.age / len(AGE_GROUPS)
    me.has_app = happens(me, habits[me.habit].app * (0.5 + young))
    me.subscribed = happens(me, habits[me.habit].subscribes)
    place = uniform(me)
    me.device = MOBILE if place < 0.25 + 0.5 * young else (DESKTOP if place < 0.9 else TABLET)


@compiled
def _live(me: Any, habit: Any, store: Any, seasons: Any, hours: Any, journey: Any) -> None:
    """From the first need to the end of the simulated time, or to the farewell."""
    row = 1 if habit.gifts > 0.5 else 0
    days = seasons.shape[1]
    time = _arrive(me, seasons, hours, row, days)
    while time < me.until:
        _pursue(me, habit, store, hours, journey, time)
        if me.left:
            break
        wait = 0.0
        wanted = False
        while not wanted:
            wait += waiting(me, 365.0 / (habit.needs_per_year * LIVELIEST))
            day = int((time - me.from_time) / DAY + wait)
            wanted = day >= days or happens(me, seasons[row, day] / LIVELIEST)
        _read_newsletters(me, journey, time, wait)
        day_begins = time - time % DAY + int(wait) * DAY
        time = max(time + DAY // 2, moment_online(me, hours, day_begins))
    if me.count == 0:
        # Who came to the shop at the last hour found it closed, and still has been seen.
        me.sessions = 1
        happened(me, journey, SITE_VISITED, me.until - 1, WEB).session = 1


@compiled
def _arrive(me: Any, seasons: Any, hours: Any, row: int, days: int) -> int:
    """Four in ten were there before and come early; the others come when the season brings them."""
    known = happens(me, 0.4)
    day = 0
    for _ in range(60):
        day = int(between(me, 0.0, days * 0.25 if known else float(days)))
        if happens(me, seasons[row, day] / LIVELIEST):
            break
    return moment_online(me, hours, me.from_time + day * DAY)


@compiled
def _pursue(me: Any, habit: Any, store: Any, hours: Any, journey: Any, time: int) -> None:
    """One need: visit after visit until something is bought or the need is forgotten."""
    for _ in range(MOST_VISITS):
        if happens(me, habit.shop):
            if visit_shop(me, habit, journey, time):
                return
        else:
            mood_before = me.mood
            placed = visit_online(me, habit, store, journey, time)
            if placed != NONE:
                fulfil(me, habit, store, journey, placed, mood_before)
                return
        if not happens(me, habit.comes_back):
            return
        later = time + int(around(me, 1.6, 0.7) * DAY)
        time = max(time + 3_600, moment_online(me, hours, later - later % DAY))


@compiled
def _read_newsletters(me: Any, journey: Any, time: int, wait: float) -> None:
    """Between two needs the newsletter comes; now and then somebody has had enough of it."""
    passed = between(me, 5.0, 30.0)
    while me.subscribed and passed < wait:
        moment = time + int(passed * DAY)
        happened(me, journey, NEWSLETTER_OPENED, moment, EMAIL)
        if happens(me, 0.012):
            me.subscribed = False
            happened(me, journey, NEWSLETTER_UNSUBSCRIBED, moment + 40, EMAIL)
        passed += around(me, 34.0, 0.5)


@compiled
def _ranks(journey: Any, count: int, ranks: Any) -> None:
    """Fill ``ranks`` with the places of the events in order of time; equal times stay as they happened.

    By insertion, since a journey is short and nearly in order.
    """
    for place in range(count):
        gap = place
        while gap > 0 and journey[ranks[gap - 1]].time > journey[place].time:
            ranks[gap] = ranks[gap - 1]
            gap -= 1
        ranks[gap] = place
