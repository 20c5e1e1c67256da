"""Who comes back in which period after the first one (SPEC RT1 to RT5)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.calendar import stretch_at
from sojourn.journeys.kernels.compiling import kernel

Booleans = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]


@kernel
def active_by_any(
    offsets: Int64s, times: Int64s, bounds: Int64s, slots: Int32s, shift: int, periods: int
) -> Int64s:
    """In how many journeys any event lies in the n-th period after that of the first event.

    Args:
        offsets, times: Whole journeys.
        bounds, slots, shift: Periods that hold all events, as in ``Stretches``.
        periods: Greatest n.

    Returns:
        int64[periods of the calendar, periods + 1].
    """
    active = np.zeros((bounds.size - 1, periods + 1), np.int64)
    for customer in range(offsets.size - 1):
        place, stop = offsets[customer], offsets[customer + 1]
        cohort = stretch_at(times[place], bounds, slots, shift)
        last = min(cohort + periods, bounds.size - 2)
        active[cohort, 0] += 1
        end = bounds[cohort + 1]
        for later in range(place + 1, stop):
            if times[later] < end:
                continue
            now = stretch_at(times[later], bounds, slots, shift)
            if now > last:
                break
            active[cohort, now - cohort] += 1
            end = bounds[now + 1]
    return active


@kernel
def active_by_events(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    starts: Booleans,
    returns: Booleans,
    bounds: Int64s,
    slots: Int32s,
    shift: int,
    periods: int,
) -> tuple[Int64s, Int64s]:
    """As ``active_by_any``, from the first event in ``starts``, and by an event in ``returns``.

    Args:
        starts, returns: bool[names]; which events begin, and which count from then on.

    Returns:
        int64[periods of the calendar], journeys that begin in each, and the counts.
    """
    cohorts = np.zeros(bounds.size - 1, np.int64)
    active = np.zeros((bounds.size - 1, periods + 1), np.int64)
    for customer in range(offsets.size - 1):
        place, stop = offsets[customer], offsets[customer + 1]
        while place < stop and not starts[codes[place]]:
            place += 1
        if place == stop:
            continue
        cohort = stretch_at(times[place], bounds, slots, shift)
        last = min(cohort + periods, bounds.size - 2)
        cohorts[cohort] += 1
        end = times[place]
        for later in range(place, stop):
            if not returns[codes[later]] or times[later] < end:
                continue
            now = stretch_at(times[later], bounds, slots, shift)
            if now > last:
                break
            active[cohort, now - cohort] += 1
            end = bounds[now + 1]
    return cohorts, active


@kernel
def active_since(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    starts: Booleans,
    returns: Booleans,
    bounds: Int64s,
    slots: Int32s,
    shift: int,
    periods: int,
) -> tuple[Int64s, Int64s]:
    """As ``active_by_events``, but each journey is counted once: in the period of its last such event.

    Those later than ``periods`` after the first one are counted there.
    """
    cohorts = np.zeros(bounds.size - 1, np.int64)
    active = np.zeros((bounds.size - 1, periods + 1), np.int64)
    for customer in range(offsets.size - 1):
        place, stop = offsets[customer], offsets[customer + 1]
        while place < stop and not starts[codes[place]]:
            place += 1
        if place == stop:
            continue
        cohort = stretch_at(times[place], bounds, slots, shift)
        cohorts[cohort] += 1
        later = stop - 1
        while later >= place and not returns[codes[later]]:
            later -= 1
        if later >= place:
            now = stretch_at(times[later], bounds, slots, shift)
            active[cohort, min(now - cohort, periods)] += 1
    return cohorts, active
