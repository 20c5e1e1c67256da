"""Which events and which customers a condition of a segment is about (SPEC SG1 to SG14).

Events are marked in an array of bytes, one for each: 1 where the event is one of those spoken of. Every
kernel is one pass over the chunk.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Booleans = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint8]
UInt32s = npt.NDArray[np.uint32]


@kernel
def mark_codes(codes: npt.NDArray[Any], table: Marks) -> Marks:
    """Mark the events whose code the table marks; a code of -1, and one beyond the table, is not marked."""
    marks = np.empty(codes.size, np.uint8)
    for place in range(codes.size):
        code = np.int64(codes[place])
        marks[place] = table[code] if 0 <= code < table.size else 0
    return marks


@kernel
def count_codes(codes: npt.NDArray[Any], values: int) -> Int64s:
    """How many events have each code, 0 to ``values`` - 1; one of -1 has none."""
    # Two counters take turns, for runs of equal codes would wait for one.
    counts = np.zeros((2, values + 1), np.int64)
    for place in range(codes.size):
        counts[place & 1, np.int64(codes[place]) + 1] += 1
    return counts[0, 1:] + counts[1, 1:]


@kernel
def add_step(serves: UInt32s, marks: Marks, step: int) -> None:
    """Note that the marked events can be step ``step`` of a walk."""
    for place in range(serves.size):
        serves[place] |= np.uint32(marks[place]) << np.uint32(step)


@kernel
def mark_steps(codes: npt.NDArray[Any], table: UInt32s) -> UInt32s:
    """Which steps of a walk each event can be, by its code alone."""
    serves = np.empty(codes.size, np.uint32)
    for place in range(codes.size):
        serves[place] = table[codes[place]]
    return serves


@kernel
def mark_numbers(numbers: Floats, lows: Floats, highs: Floats) -> Marks:
    """Mark the events whose number lies in one of the ranges, ends included; NaN lies in none."""
    marks = np.zeros(numbers.size, np.uint8)
    for place in range(numbers.size):
        for number in range(lows.size):
            if lows[number] <= numbers[place] <= highs[number]:
                marks[place] = 1
    return marks


@kernel
def keep_times(marks: Marks, times: Int64s, since: int, until: int) -> None:
    """Leave the marks of events at ``since`` or later and before ``until``."""
    for place in range(marks.size):
        marks[place] &= np.uint8(since <= times[place] < until)


@kernel
def keep_beginning(marks: Marks, offsets: Int64s, times: Int64s, span: int) -> None:
    """Leave the marks of events at most ``span`` microseconds after their journey's first event."""
    for customer in range(offsets.size - 1):
        first = offsets[customer]
        for place in range(first, offsets[customer + 1]):
            marks[place] &= np.uint8(times[place] - times[first] <= span)


@kernel
def keep_outermost(marks: Marks, offsets: Int64s, last: bool) -> None:
    """Leave the first mark of each journey, or its last."""
    for customer in range(offsets.size - 1):
        first, end = offsets[customer], offsets[customer + 1]
        found = False
        for step in range(end - first):
            place = end - 1 - step if last else first + step
            if marks[place]:
                if found:
                    marks[place] = 0
                found = True


@kernel
def near(
    marks: Marks, others: Marks, offsets: Int64s, times: Int64s, span: int, after: bool, before: bool
) -> Marks:
    """Which marked events have another one of ``others`` near them.

    Args:
        marks, others: uint8[events].
        offsets, times: The journeys.
        span: Longest time between the two, in microseconds; equal counts.
        after: Whether the other event may stand before the marked one in the journey.
        before: Whether it may stand after it.
    """
    kept = np.zeros(marks.size, np.uint8)
    for customer in range(offsets.size - 1):
        first, end = offsets[customer], offsets[customer + 1]
        some, other = np.uint8(0), np.uint8(0)
        for place in range(first, end):
            some |= marks[place]
            other |= others[place]
        # Few journeys have both as a rule, and this look at all of them needs no branches.
        if some == 0 or other == 0:
            continue
        if after:
            latest = -1
            for place in range(first, end):
                if marks[place] and latest >= 0 and times[place] - times[latest] <= span:
                    kept[place] = 1
                if others[place]:
                    latest = place
        if before:
            soonest = -1
            for place in range(end - 1, first - 1, -1):
                if marks[place] and soonest >= 0 and times[soonest] - times[place] <= span:
                    kept[place] = 1
                if others[place]:
                    soonest = place
    return kept


@kernel
def any_marked(offsets: Int64s, marks: Marks) -> Booleans:
    """Whether each journey has a marked event."""
    found = np.zeros(offsets.size - 1, np.bool_)
    for customer in range(found.size):
        some = np.uint8(0)
        for place in range(offsets[customer], offsets[customer + 1]):
            some |= marks[place]
        found[customer] = some != 0
    return found


@kernel
def count_marked(offsets: Int64s, marks: Marks) -> Int64s:
    """How many marked events each journey has."""
    counts = np.zeros(offsets.size - 1, np.int64)
    for customer in range(counts.size):
        count = np.int64(0)
        for place in range(offsets[customer], offsets[customer + 1]):
            count += marks[place]
        counts[customer] = count
    return counts


@kernel
def outermost_matches(offsets: Int64s, known: Marks, matches: Marks, last: bool) -> Booleans:
    """Whether the first known event of each journey, or the last, is one of ``matches``."""
    found = np.zeros(offsets.size - 1, np.bool_)
    for customer in range(found.size):
        first, end = offsets[customer], offsets[customer + 1]
        for step in range(end - first):
            place = end - 1 - step if last else first + step
            if known[place]:
                found[customer] = matches[place] != 0
                break
    return found


@kernel
def all_match(offsets: Int64s, known: Marks, matches: Marks) -> Booleans:
    """Whether each journey has a known event, and every known one is one of ``matches``."""
    found = np.zeros(offsets.size - 1, np.bool_)
    for customer in range(found.size):
        some, other = np.uint8(0), np.uint8(0)
        for place in range(offsets[customer], offsets[customer + 1]):
            some |= known[place]
            other |= known[place] & (matches[place] ^ np.uint8(1))
        found[customer] = some != 0 and other == 0
    return found


@kernel
def add_up(offsets: Int64s, numbers: Floats) -> tuple[Floats, Int64s]:
    """The sum of each journey's numbers, in the order of its events, and how many there are."""
    totals = np.zeros(offsets.size - 1, np.float64)
    counts = np.zeros(offsets.size - 1, np.int64)
    for customer in range(totals.size):
        for place in range(offsets[customer], offsets[customer + 1]):
            if not np.isnan(numbers[place]):
                totals[customer] += numbers[place]
                counts[customer] += 1
    return totals, counts


@kernel
def walk_in_order(offsets: Int64s, times: Int64s, serves: UInt32s, steps: int, span: int) -> Booleans:
    """Whether each journey passes all steps in order, others between, within ``span`` of the first.

    Args:
        offsets, times: The journeys.
        serves: uint32[events]; bit ``k`` is set where the event can be step ``k``.
        steps: 2 to 32.
        span: Microseconds; equal counts.
    """
    found = np.zeros(offsets.size - 1, np.bool_)
    began = np.empty(steps, np.int64)
    for customer in range(found.size):
        depth = 0
        for place in range(offsets[customer], offsets[customer + 1]):
            bits = serves[place]
            if bits == 0:
                continue
            # From the last step down, so that one event serves one step of a walk.
            for step in range(min(depth, steps - 1), -1, -1):
                if not bits >> np.uint32(step) & np.uint32(1):
                    continue
                if step == 0:
                    began[0] = place
                elif began[step - 1] >= 0 and times[place] - times[began[step - 1]] <= span:
                    began[step] = began[step - 1]
                else:
                    continue
                if step == depth:
                    depth += 1
            if depth == steps:
                found[customer] = True
                break
    return found
