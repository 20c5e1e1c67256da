"""Where sessions begin, and what happens in them (SPEC SN1 to SN8)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.ordering import JOURNEY_START, LONG_GAP

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def session_starts(gaps: UInt32s, limit: np.uint32) -> Int64s:
    """Places whose gap is longer than ``limit``, int64[sessions + 1]; the last is the number of events.

    Args:
        gaps: Of whole journeys; a journey's first event has the greatest of all.
        limit: In the unit of the gaps, less than ``LONG_GAP``.
    """
    sessions = 0
    for place in range(gaps.size):
        sessions += gaps[place] > limit
    starts = np.empty(sessions + 1, np.int64)
    # Every place is written down and most are written over: without a branch that nobody can foresee.
    at = 0
    for place in range(gaps.size):
        starts[at] = place
        at += gaps[place] > limit
    starts[sessions] = gaps.size
    return starts


@kernel
def session_starts_by_times(gaps: UInt32s, times: Int64s, limit_us: int) -> Int64s:
    """As ``session_starts``, for limits that 32 bits of the gaps' unit cannot hold (OR4).

    Args:
        gaps, times: Of whole journeys.
        limit_us: In microseconds.
    """
    starts = np.empty(gaps.size + 1, np.int64)
    at = 0
    for place in range(gaps.size):
        if gaps[place] == JOURNEY_START or (
            gaps[place] == LONG_GAP and times[place] - times[place - 1] > limit_us
        ):
            starts[at] = place
            at += 1
    starts[at] = gaps.size
    return starts[: at + 1].copy()


@kernel
def number_sessions(offsets: Int64s, starts: Int64s) -> tuple[Int32s, Int32s]:
    """Which of its customer's sessions each session is, int32[sessions], and how many each customer has.

    Args:
        offsets: Whole journeys.
        starts: Their sessions, as ``session_starts`` gives them.

    Returns:
        Numbers from 1 (SN2), int32[sessions]; int32[journeys].
    """
    numbers = np.empty(starts.size - 1, np.int32)
    had = np.empty(offsets.size - 1, np.int32)
    journey, number = -1, 0
    for session in range(numbers.size):
        if starts[session] == offsets[journey + 1]:
            journey += 1
            number = 0
        number += 1
        numbers[session] = number
        had[journey] = number
    return numbers, had


@kernel
def measure_sessions(starts: Int64s, numbers: Int32s, times: Int64s) -> tuple[Int32s, Int64s]:
    """How long sessions take, and how long the pauses before them are (SN4).

    Args:
        starts, numbers, times: Whole sessions of whole journeys.

    Returns:
        0 for the length of a session and 1 for the pause before it, which first sessions do not have; and
        the microseconds of each.
    """
    groups = np.empty(2 * numbers.size, np.int32)
    spans = np.empty(2 * numbers.size, np.int64)
    at = 0
    last = np.int64(0)
    for session in range(numbers.size):
        first = times[starts[session]]
        if numbers[session] > 1:
            groups[at] = 1
            spans[at] = first - last
            at += 1
        last = times[starts[session + 1] - 1]
        groups[at] = 0
        spans[at] = last - first
        at += 1
    return groups[:at], spans[:at]


@kernel
def spread_to_events(starts: Int64s, numbers: Int32s) -> Int32s:
    """The number of the session in which each event is, int32[events]."""
    spread = np.empty(starts[-1], np.int32)
    for session in range(numbers.size):
        for place in range(starts[session], starts[session + 1]):
            spread[place] = numbers[session]
    return spread


@kernel
def count_sessions(
    starts: Int64s, numbers: Int32s, codes: Codes, names: int, shown: int, goal: int
) -> tuple[Int64s, Int64s, Int64s]:
    """Count what happens in sessions.

    Args:
        starts, numbers, codes: Whole sessions of whole journeys.
        names: How many event names there are.
        shown: Up to which number sessions are counted apart.
        goal: Code of an event; -1 for none.

    Returns:
        Sessions by their first and by their last event, int64[2, names]; by number, how many there are, how
        many hold the goal, and how many hold their customer's first one, int64[shown, 3] (SN6); by number and
        event, how many hold the event, int64[shown, names] (SN7).
    """
    ends = np.zeros((2, names), np.int64)
    by_number = np.zeros((shown, 3), np.int64)
    matrix = np.zeros((shown, names), np.int64)
    seen = np.full(names, -1, np.int64)
    has_goal = False
    for session in range(numbers.size):
        first, end = starts[session], starts[session + 1]
        ends[0, codes[first]] += 1
        ends[1, codes[end - 1]] += 1
        number = numbers[session]
        if number > shown:
            continue
        if number == 1:
            has_goal = False
        row = matrix[number - 1]
        for place in range(first, end):
            code = codes[place]
            row[code] += seen[code] != session
            seen[code] = session
        by_number[number - 1, 0] += 1
        if goal >= 0 and seen[goal] == session:
            by_number[number - 1, 1] += 1
            by_number[number - 1, 2] += not has_goal
            has_goal = True
    return ends, by_number, matrix
