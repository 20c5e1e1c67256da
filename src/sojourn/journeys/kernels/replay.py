"""Every real journey walked over the steps of a map, once (SPEC RY1 to RY9)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Bools = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Keys = Codes | npt.NDArray[np.int64]

REACHED, EVENTS, REPEATED, RETURNED, OUT_OF_ORDER, SKIPPED, LEFT, CONTINUED, TO_NEXT = range(9)
"""Columns of what is counted of each step."""
MEASURES = 9

ON_MAP, EXPLAINED, AS_DRAWN, EVENTS_ON_MAP = range(4)
"""What is counted of all journeys."""

NOWHERE = -1


@kernel
def _step_of(begin: int, end: int, bound: Int64s, at: int, linked: Bools) -> tuple[int, bool]:
    """Of which step an event is, and whether it fits, for a customer at step ``at`` (RY2, RY3).

    Args:
        begin, end: The steps that the event stands for are ``bound[begin]`` to ``bound[end - 1]``, rising.
        bound: As for ``replay_journeys``.
        at: -1 before the first step.
        linked: As for ``replay_journeys``.
    """
    back, by_link = NOWHERE, NOWHERE
    for number in range(begin, end):
        step = bound[number]
        if step >= at:
            return step, True
        back = step
        if linked[at, step]:
            by_link = step
    if by_link != NOWHERE:
        return by_link, True
    return back, False


@kernel
def replay_journeys(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    keys: Keys,
    starts: Int64s,
    bound: Int64s,
    linked: Bools,
    names: int,
    bits: int,
) -> tuple[Int64s, Int64s, Int64s, Int64s, Int64s, UInt64s, Int32s, Int64s]:
    """Walk whole journeys over a map.

    Args:
        offsets, codes, times: Whole journeys.
        keys: By what the steps of each event are looked up: ``codes``, or numbers that tell conditions apart.
        starts: int64[different keys + 1]; the steps of key ``k`` stand in ``bound`` from ``starts[k]`` to
            ``starts[k + 1] - 1``, rising.
        bound: Places of steps on the map, from 0.
        linked: bool[steps, steps]; whether a link leads from the one to the other.
        names: How many names of events there are.
        bits: Of each step in a way; 8 or 16, and there are at most 2^bits - 2 steps.

    Returns:
        int64[steps, MEASURES]; int64[4] over all journeys; moves from step to step and the customers who made
        them, int64[2, steps + 1, steps + 1], where 0 is the start or the end and others are steps from 1;
        events that are not on the map by the step passed last and by the step that follows,
        int64[2, steps + 1, names], 0 where there is none; customers with each of them, int64[names]; the way
        up to the first misfit of each journey that has one, in 64 bits, the latest step in the lowest;
        the step of each wait, and the wait for the next step in microseconds.
    """
    steps = linked.shape[0]
    counts = np.zeros((steps, MEASURES), np.int64)
    totals = np.zeros(4, np.int64)
    moves = np.zeros((2, steps + 1, steps + 1), np.int64)
    moved_by = np.full((steps + 1, steps + 1), -1, np.int64)
    beside = np.zeros((2, steps + 1, names), np.int64)
    had = np.zeros(names, np.int64)
    had_by = np.full(names, -1, np.int64)
    ways = np.empty(1024, np.uint64)
    found = 0
    wait_steps, waits, waited = np.empty(1024, np.int32), np.empty(1024, np.int64), 0
    first, last, events = np.empty(steps, np.int64), np.empty(steps, np.int64), np.empty(steps, np.int64)
    returned, misfit = np.empty(steps, np.bool_), np.empty(steps, np.bool_)
    passed, next_told = np.empty(steps, np.bool_), np.empty(steps, np.bool_)
    for customer in range(offsets.size - 1):
        begin, end = offsets[customer], offsets[customer + 1]
        at, after, fits, way = NOWHERE, begin, True, np.uint64(0)
        for place in range(begin, end):
            key = keys[place]
            low, high = starts[key], starts[key + 1]
            if low == high:
                continue
            if at == NOWHERE:
                for step in range(steps):
                    first[step], last[step], events[step] = -1, -1, 0
                    returned[step], misfit[step] = False, False
                    passed[step], next_told[step] = False, False
            step, fitting = _step_of(low, high, bound, at, linked)
            for other in range(after, place):
                code = codes[other]
                beside[0, at + 1, code] += 1
                beside[1, step + 1, code] += 1
                if had_by[code] != customer:
                    had_by[code] = customer
                    had[code] += 1
            after = place + 1
            events[step] += 1
            last[step] = place
            if step == at:
                continue
            moves[0, at + 1, step + 1] += 1
            if moved_by[at + 1, step + 1] != customer:
                moved_by[at + 1, step + 1] = customer
                moves[1, at + 1, step + 1] += 1
            if step > at + 1 and (at == NOWHERE or not linked[at, step]):
                for between in range(at + 1, step):
                    passed[between] = True
            if fits:
                way = (way << np.uint64(bits)) | np.uint64(step + 1)
                fits = fitting
            misfit[step] |= not fitting
            if first[step] < 0:
                first[step] = place
            else:
                returned[step] = True
            if step > 0 and first[step - 1] >= 0 and not next_told[step - 1]:
                next_told[step - 1] = True
                if waited == waits.size:
                    wait_steps, waits = _longer_steps(wait_steps), _longer(waits)
                wait_steps[waited] = step - 1
                waits[waited] = times[place] - times[first[step - 1]]
                waited += 1
            at = step
        for other in range(after, end):
            code = codes[other]
            beside[0, at + 1, code] += 1
            beside[1, 0, code] += 1
            if had_by[code] != customer:
                had_by[code] = customer
                had[code] += 1
        if at == NOWHERE:
            continue
        moves[:, at + 1, 0] += 1
        counts[at, LEFT] += 1
        skips = False
        latest = NOWHERE
        for step in range(steps - 1, -1, -1):
            if first[step] < 0:
                if passed[step]:
                    counts[step, SKIPPED] += 1
                    skips = True
                continue
            counts[step, REACHED] += 1
            counts[step, EVENTS] += events[step]
            totals[EVENTS_ON_MAP] += events[step]
            counts[step, REPEATED] += events[step] > 1
            counts[step, RETURNED] += returned[step]
            counts[step, OUT_OF_ORDER] += misfit[step]
            counts[step, CONTINUED] += latest > first[step]
            counts[step, TO_NEXT] += next_told[step]
            latest = max(latest, last[step])
        totals[ON_MAP] += 1
        totals[EXPLAINED] += fits
        totals[AS_DRAWN] += fits and not skips
        if not fits:
            if found == ways.size:
                ways = _longer_ways(ways)
            ways[found] = way
            found += 1
    return (
        counts,
        totals,
        moves,
        beside,
        had,
        ways[:found].copy(),
        wait_steps[:waited].copy(),
        waits[:waited].copy(),
    )


@kernel
def _longer(values: Int64s) -> Int64s:
    longer = np.empty(2 * values.size, np.int64)
    longer[: values.size] = values
    return longer


@kernel
def _longer_steps(values: Int32s) -> Int32s:
    longer = np.empty(2 * values.size, np.int32)
    longer[: values.size] = values
    return longer


@kernel
def _longer_ways(values: UInt64s) -> UInt64s:
    longer = np.empty(2 * values.size, np.uint64)
    longer[: values.size] = values
    return longer
