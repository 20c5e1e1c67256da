"""How far each journey comes through a list of steps (SPEC FN1 to FN15)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

NEVER = np.int64(-(2**63))
NOWHERE = np.int64(-1)
ENDS = np.uint64(2**63)
"""The bit of events that end every walk under way."""

ANY_BETWEEN, STRICT, ANY_ORDER = 0, 1, 2
"""What may lie between two steps: anything, nothing, and anything with the steps in any order."""

ONE = np.uint64(1)


@kernel
def _walk_any_order(
    codes: Codes,
    times: Int64s,
    bounds: tuple[int, int],
    serves: UInt64s,
    steps: int,
    within: int,
    latest: Int64s,
    reached: Int64s,
) -> int:
    """Walk one journey that reaches step k with the k-th different step inside the window (FN11).

    Args:
        codes, times, serves, steps, within: As for ``walk_funnel``.
        bounds: Where the journey begins and ends.
        latest: int64[steps]; the kernel's own.
        reached: int64[3, steps]; written to: the place that reaches each step first, the time from the first
            step, and that from the step before.

    Returns:
        How many steps the journey reaches.
    """
    depth = 0
    for step in range(steps):
        latest[step] = NEVER
    for place in range(bounds[0], bounds[1]):
        served = serves[codes[place]]
        if served == 0:
            continue
        if served & ENDS:
            for step in range(steps):
                latest[step] = NEVER
            continue
        time = times[place]
        together, oldest, before = 0, time, NEVER
        for step in range(steps):
            if served >> np.uint64(step) & ONE:
                latest[step] = time
                together += 1
            elif latest[step] != NEVER and time - latest[step] <= within:
                together += 1
                oldest = min(oldest, latest[step])
                before = max(before, latest[step])
        if together > depth:
            reached[0, depth] = place
            reached[1, depth] = time - oldest
            reached[2, depth] = 0 if depth == 0 else time - before
            depth = together
            if depth == steps:
                break
    return depth


@kernel
def walk_funnel(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    serves: UInt64s,
    steps: int,
    within: int,
    order: int,
    ladder: Int64s,
) -> tuple[Int64s, Int64s, Int64s, Int64s, Int32s, Int64s]:
    """Walk every journey once.

    Args:
        offsets, codes, times: Whole journeys.
        serves: uint64[names]; bit ``j`` set where the event is of step ``j``, ``ENDS`` where it ends walks.
            In any order, an event is of one step at most.
        steps: 1 to 32.
        within: Longest time from the first step, in microseconds.
        order: ``ANY_BETWEEN``, ``STRICT`` or ``ANY_ORDER``.
        ladder: int64[rungs], rising from 0; bounds of the histogram in microseconds.

    Returns:
        Customers that reached each step, int64[steps]. For each step the events that directly followed in the
        journeys that came no further, int64[steps, names + 1], the last for none. Customers by time from the
        first step to the last, int64[rungs], from each rung up to the next. How many customers have each
        event, int64[2, 2, names]: left after the step before the last, or reached it; before that step, or
        after it (FN14). Group and microseconds of every time, int32[n] and int64[n]: ``steps`` groups of the
        time from the first step, then from the step before where that is not the first, then until the event
        that followed.
    """
    customers, names = offsets.size - 1, serves.size
    counts = np.zeros(steps, np.int64)
    after = np.zeros((steps, names + 1), np.int64)
    histogram = np.zeros(ladder.size, np.int64)
    had = np.zeros((2, 2, names), np.int64)
    seen_by = np.full((2, names), -1, np.int64)
    groups = np.empty(customers * (2 * steps - 1), np.int32)
    waits = np.empty(customers * (2 * steps - 1), np.int64)
    kept = 0
    began, at = np.empty(steps, np.int64), np.empty(steps, np.int64)
    reached = np.empty((3, steps), np.int64)
    for customer in range(customers):
        begin, end = offsets[customer], offsets[customer + 1]
        depth = 0
        if order == ANY_ORDER:
            bounds = (begin, end)
            depth = _walk_any_order(codes, times, bounds, serves, steps, within, began, reached)
        else:
            # Not a kernel of its own: a call with arrays costs more than a short journey.
            first = begin
            while first < end and serves[codes[first]] & ONE == 0:
                first += 1
            if first < end:
                reached[0, 0], reached[1, 0], reached[2, 0] = first, 0, 0
                depth = 1
            latest = first
            # Bits of the steps that can be reached now; an event of a later one need not be looked at.
            live = (ONE << ONE) | ENDS
            for place in range(first + 1, end if steps > 1 else 0):
                served = serves[codes[place]]
                if served & live != 0:
                    if served & ENDS != 0:
                        latest = NOWHERE
                        for step in range(1, depth):
                            began[step] = NEVER
                        continue
                    time = times[place]
                    began[0] = NEVER if latest == NOWHERE else times[latest]
                    at[0] = latest
                    # From the last step to the first: one event serves one step of a walk, not two (FN3).
                    for step in range(min(depth, steps - 1), 0, -1):
                        start = began[step - 1]
                        if served >> np.uint64(step) & ONE == 0 or start == NEVER or time - start > within:
                            continue
                        if order == STRICT and at[step - 1] != place - 1:
                            continue
                        if step == depth:
                            reached[0, step] = place
                            reached[1, step] = time - start
                            reached[2, step] = time - times[at[step - 1]]
                            depth += 1
                            live |= ONE << np.uint64(depth)
                        began[step] = start
                        at[step] = place
                    if depth == steps:
                        break
                # The latest start, without a jump: nobody foresees whether an event is of step 1.
                latest = np.int64(place) if served & ONE != 0 else latest
        if depth == 0:
            continue
        counts[depth - 1] += 1
        for step in range(1, depth):
            groups[kept], waits[kept] = step, reached[1, step]
            kept += 1
            if step > 1:
                groups[kept], waits[kept] = steps + step, reached[2, step]
                kept += 1
        if depth == steps:
            histogram[np.searchsorted(ladder, reached[1, steps - 1], side="right") - 1] += 1
        else:
            following = reached[0, depth - 1] + 1
            if following < end:
                after[depth - 1, codes[following]] += 1
                groups[kept] = 2 * steps + depth - 1
                waits[kept] = times[following] - times[following - 1]
                kept += 1
            else:
                after[depth - 1, names] += 1
        if steps > 1 and depth >= steps - 1:
            _had(codes, times, (begin, end), steps, within, depth == steps, reached, customer, seen_by, had)
    for step in range(steps - 2, -1, -1):
        counts[step] += counts[step + 1]
    return counts, after, histogram, had, groups[:kept].copy(), waits[:kept].copy()


@kernel
def _had(
    codes: Codes,
    times: Int64s,
    bounds: tuple[int, int],
    steps: int,
    within: int,
    converted: bool,
    reached: Int64s,
    customer: int,
    seen_by: Int64s,
    had: Int64s,
) -> None:
    """Count the different events of one journey before and after the step before the last (FN14)."""
    who = np.int64(converted)
    middle = reached[0, steps - 2]
    for place in range(bounds[0], middle):
        code = codes[place]
        had[who, 0, code] += seen_by[0, code] != customer
        seen_by[0, code] = customer
    end = reached[0, steps - 1] if converted else bounds[1]
    latest = times[middle] - reached[1, steps - 2] + within
    for place in range(middle + 1, end):
        if times[place] > latest:
            break
        code = codes[place]
        had[who, 1, code] += seen_by[1, code] != customer
        seen_by[1, code] = customer
