"""What stands at each position before and after a point of the journey (SPEC FL1 to FL10)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

FIRST, LAST, EVERY = 0, 1, 2
"""Which of the anchor's occurrences is position 0."""


@kernel
def _next_anchor(codes: Codes, place: int, end: int, anchor: int, which: int) -> int:
    """The next position 0 of a journey from ``place`` to ``end``; -1 where there is none (FL1, FL8).

    Without an anchor (-1) it is the first event, or, asked for the last, the last one.
    """
    if anchor < 0:
        return end - 1 if which == LAST else place
    if which == LAST:
        for last in range(end - 1, place - 1, -1):
            if codes[last] == anchor:
                return last
        return -1
    for first in range(place, end):
        if codes[first] == anchor:
            return first
    return -1


@kernel
def _walk(codes: Codes, zero: int, start: int, end: int, behind: int, collapse: bool, places: Int64s) -> None:
    """Write the place of the event at each position into ``places``; -1 where the journey has none (FL3)."""
    places[:] = -1
    places[behind] = zero
    place = zero
    for row in range(behind - 1, -1, -1):
        before = place - 1
        while collapse and before >= start and codes[before] == codes[place]:
            before -= 1
        if before < start:
            break
        place = before
        places[row] = place
    place = zero
    for row in range(behind + 1, places.size):
        after = place + 1
        while collapse and after < end and codes[after] == codes[place]:
            after += 1
        if after >= end:
            break
        place = after
        places[row] = place


@kernel
def _after(codes: Codes, zero: int, end: int, collapse: bool) -> int:
    """Where to look for the next anchor: behind this one, behind all of its repeats where they are one."""
    place = zero + 1
    while collapse and place < end and codes[place] == codes[zero]:
        place += 1
    return place


@kernel
def count_nodes(
    offsets: Int64s,
    codes: Codes,
    names: int,
    behind: int,
    ahead: int,
    anchor: int,
    which: int,
    collapse: bool,
) -> tuple[Int64s, int]:
    """Walks by position and event, and how many customers have one.

    Args:
        offsets, codes: Whole journeys.
        names: How many event names there are.
        behind, ahead: How many positions there are before and after position 0.
        anchor: Code of the event at position 0; -1 for the journey's first or last event.
        which: ``FIRST``, ``LAST`` or ``EVERY`` occurrence of the anchor.
        collapse: Whether an event that repeats directly counts as one (FL7).

    Returns:
        int64[behind + 1 + ahead, names + 1], the last column where the journey has no event; customers.
    """
    rows = behind + 1 + ahead
    nodes = np.zeros((rows, names + 1), np.int64)
    places = np.empty(rows, np.int64)
    anchored = 0
    for customer in range(offsets.size - 1):
        start, end = offsets[customer], offsets[customer + 1]
        zero = _next_anchor(codes, start, end, anchor, which)
        anchored += zero >= 0
        while zero >= 0:
            _walk(codes, zero, start, end, behind, collapse, places)
            for row in range(rows):
                place = places[row]
                nodes[row, names if place < 0 else codes[place]] += 1
            if which != EVERY:
                break
            zero = _next_anchor(codes, _after(codes, zero, end, collapse), end, anchor, which)
    return nodes, anchored


@kernel
def count_links(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    shown: Int32s,
    width: int,
    behind: int,
    anchor: int,
    which: int,
    collapse: bool,
    walks: int,
) -> tuple[Int64s, Int32s, Int64s, int]:
    """Walks by position and pair of neighbours, and the times from position 0.

    Args:
        offsets, codes, times: Whole journeys.
        shown: int32[rows, names + 1]; as which of ``width`` nodes an event is shown at a position.
        behind, anchor, which, collapse: As for ``count_nodes``.
        walks: At most so many there are; 0 if times are not asked for.

    Returns:
        int64[rows - 1, width, width]; of every event at a position other than 0 its row, int32[n], and its
        time to or from position 0 in microseconds, int64[n] (FL9); how many customers have a walk.
    """
    rows, names = shown.shape[0], shown.shape[1] - 1
    links = np.zeros((rows - 1, width, width), np.int64)
    groups = np.empty(walks * (rows - 1), np.int32)
    spans = np.empty(walks * (rows - 1), np.int64)
    places = np.empty(rows, np.int64)
    at, anchored = 0, 0
    for customer in range(offsets.size - 1):
        start, end = offsets[customer], offsets[customer + 1]
        zero = _next_anchor(codes, start, end, anchor, which)
        anchored += zero >= 0
        while zero >= 0:
            _walk(codes, zero, start, end, behind, collapse, places)
            before = shown[0, names if places[0] < 0 else codes[places[0]]]
            for row in range(1, rows):
                node = shown[row, names if places[row] < 0 else codes[places[row]]]
                links[row - 1, before, node] += 1
                before = node
            if walks > 0:
                for row in range(rows):
                    if places[row] >= 0 and row != behind:
                        groups[at] = row
                        spans[at] = abs(times[places[row]] - times[zero])
                        at += 1
            if which != EVERY:
                break
            zero = _next_anchor(codes, _after(codes, zero, end, collapse), end, anchor, which)
    return links, groups[:at].copy(), spans[:at].copy(), anchored
