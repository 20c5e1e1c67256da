"""Who was there at a time, who left after it, and what they had done before (SPEC LV1 to LV12)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

FEW = 16
"""So few events are looked through one by one sooner than by halving."""

NOT_AT_RISK = np.uint32(0xFFFFFFFF)
"""Instead of a set of patterns."""


@kernel
def count_silences(offsets: Int64s, times: Int64s, lengths: Int64s, end: int) -> tuple[Int64s, Int64s]:
    """How many silences reach each length: those that an event ended, and those that last at ``end``.

    Args:
        offsets, times: Whole journeys.
        lengths: int64[…]; microseconds, rising.
        end: The end of the log.
    """
    ended = np.zeros(lengths.size + 1, np.int64)
    lasting = np.zeros(lengths.size + 1, np.int64)
    for customer in range(offsets.size - 1):
        first, stop = offsets[customer], offsets[customer + 1]
        for place in range(first + 1, stop):
            gap = times[place] - times[place - 1]
            if gap >= lengths[0]:
                ended[_reached(lengths, gap)] += 1
        if stop > first:
            lasting[_reached(lengths, end - times[stop - 1])] += 1
    # Counted by the longest length reached, and so to be added up from the longest down.
    for length in range(lengths.size - 1, -1, -1):
        ended[length] += ended[length + 1]
        lasting[length] += lasting[length + 1]
    return ended[1:].copy(), lasting[1:].copy()


@kernel
def _reached(lengths: Int64s, gap: int) -> int:
    """How many of the lengths a gap reaches."""
    reached = 0
    while reached < lengths.size and gap >= lengths[reached]:
        reached += 1
    return reached


@kernel
def count_patterns(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    moments: Int64s,
    lookback: int,
    horizon: int,
    outcome: int,
    number_of: Int32s,
    size: int,
) -> tuple[Int64s, Int64s, Int64s, Int64s]:
    """Count customers by pattern, by moment, and by whether they left.

    Args:
        offsets, codes, times: Whole journeys.
        moments: int64[moments]; microseconds.
        lookback: Microseconds before a moment in which patterns are looked for.
        horizon: Microseconds after a moment in which a customer leaves or stays.
        outcome: Code of the event that is leaving; negative where leaving is to have no event.
        number_of: int32[names]; number of each event among those looked at, negative for none.
        size: How many are looked at.

    Returns:
        Customers at risk, int64[moments, 2], stayed and left; of these those with each event, with each event
        as their last one, int64[moments, 2, size], and with each transition, int64[moments, 2, size * size].
    """
    everybody = np.zeros((moments.size, 2), np.int64)
    events = np.zeros((moments.size, 2, size), np.int64)
    lasts = np.zeros((moments.size, 2, size), np.int64)
    steps = np.zeros((moments.size, 2, size * size), np.int64)
    seen = np.full(size, -1, np.int64)
    stepped = np.full(size * size, -1, np.int64)
    earliest = moments.min() - lookback
    for customer in range(offsets.size - 1):
        first, stop = offsets[customer], offsets[customer + 1]
        if first == stop or times[stop - 1] <= earliest:
            continue
        happened = _first_outcome(codes, first, stop, outcome)
        for moment in range(moments.size):
            start, end = _window(times, first, stop, moments[moment], lookback)
            if start == end or (outcome >= 0 and happened < end):
                continue
            left = _left(times, end, stop, happened, moments[moment] + horizon, outcome)
            everybody[moment, left] += 1
            mark = customer * moments.size + moment
            before = -1
            for place in range(start, end):
                number = number_of[codes[place]]
                if number >= 0:
                    if seen[number] != mark:
                        seen[number] = mark
                        events[moment, left, number] += 1
                    if before >= 0:
                        slot = before * size + number
                        if stepped[slot] != mark:
                            stepped[slot] = mark
                            steps[moment, left, slot] += 1
                before = number
            if before >= 0:
                lasts[moment, left, before] += 1
    return everybody, events, lasts, steps


@kernel
def count_masks(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    moments: Int64s,
    lookback: int,
    horizon: int,
    outcome: int,
    number_of: Int32s,
    bits: tuple[UInt32s, UInt32s, UInt32s],
    size: int,
) -> Int64s:
    """Count customers at risk by the set of their patterns: int64[moments, 2, size].

    Args:
        offsets, codes, times, moments, lookback, horizon, outcome, number_of: As for ``count_patterns``.
        bits: uint32[…]; the patterns that an event shows, that it shows as the last one, and that a
            transition shows, by number, by number, and by ``from * numbers + to``.
        size: 2 to the power of how many patterns there are.
    """
    counts = np.zeros((moments.size, 2, size), np.int64)
    for customer in range(offsets.size - 1):
        first, stop = offsets[customer], offsets[customer + 1]
        if first == stop:
            continue
        happened = _first_outcome(codes, first, stop, outcome)
        for moment in range(moments.size):
            start, end = _window(times, first, stop, moments[moment], lookback)
            if start == end or (outcome >= 0 and happened < end):
                continue
            left = _left(times, end, stop, happened, moments[moment] + horizon, outcome)
            counts[moment, left, _mask(codes, start, end, number_of, bits)] += 1
    return counts


@kernel
def masks_at(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    moment: int,
    lookback: int,
    outcome: int,
    number_of: Int32s,
    bits: tuple[UInt32s, UInt32s, UInt32s],
    masks: UInt32s,
    latest: Int64s,
) -> int:
    """Write down the set of patterns, and the time of the last event, of each customer at risk at ``moment``.

    Args:
        masks: uint32[customers]; written; ``NOT_AT_RISK`` where a customer is not at risk.
        latest: int64[customers]; written, where the customer is at risk.

    Returns:
        How many customers are at risk.
    """
    found = 0
    for customer in range(offsets.size - 1):
        first, stop = offsets[customer], offsets[customer + 1]
        masks[customer] = NOT_AT_RISK
        if first == stop:
            continue
        start, end = _window(times, first, stop, moment, lookback)
        if start == end or (outcome >= 0 and _first_outcome(codes, first, end, outcome) < end):
            continue
        masks[customer] = _mask(codes, start, end, number_of, bits)
        latest[customer] = times[end - 1]
        found += 1
    return found


@kernel
def _mask(
    codes: Codes, start: int, end: int, number_of: Int32s, bits: tuple[UInt32s, UInt32s, UInt32s]
) -> Any:
    """The set of patterns of one window, one bit each."""
    of_event, of_last, of_step = bits
    numbers = of_event.size
    mask = np.uint32(0)
    before = -1
    for place in range(start, end):
        number = number_of[codes[place]]
        if number >= 0:
            mask |= of_event[number]
            if before >= 0:
                mask |= of_step[before * numbers + number]
        before = number
    if before >= 0:
        mask |= of_last[before]
    return mask


@kernel
def _first_outcome(codes: Codes, first: int, stop: int, outcome: int) -> int:
    """The place of a journey's first outcome; ``stop`` where there is none."""
    if outcome < 0:
        return stop
    for place in range(first, stop):
        if codes[place] == outcome:
            return place
    return stop


@kernel
def _window(times: Int64s, first: int, stop: int, moment: int, lookback: int) -> tuple[int, int]:
    """The events after ``moment`` - ``lookback``, up to and with ``moment``."""
    end = _after(times, first, stop, moment)
    return _after(times, first, end, moment - lookback), end


@kernel
def _after(times: Int64s, low: int, high: int, moment: int) -> int:
    """The first place whose time is after ``moment``; ``high`` where there is none."""
    while high - low > FEW:
        middle = (low + high) // 2
        if times[middle] > moment:
            high = middle
        else:
            low = middle + 1
    while low < high and times[low] <= moment:
        low += 1
    return low


@kernel
def _left(times: Int64s, end: int, stop: int, happened: int, until: int, outcome: int) -> int:
    """1 where a customer left by ``until``: the outcome happened, or, without one, nothing did."""
    place = happened if outcome >= 0 else end
    follows = place < stop and times[place] <= until
    return 1 if follows == (outcome >= 0) else 0
