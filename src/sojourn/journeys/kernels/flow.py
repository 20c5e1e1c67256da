"""What stands at each position before or after a point of the journey (SPEC FL1 to FL7)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


@kernel
def _anchor_place(codes: Codes, start: int, end: int, anchor: int, direction: int) -> int:
    """Where position 0 is: the first ``anchor``, else the first or last event; -1 where there is none."""
    if start == end:
        return -1
    if anchor < 0:
        return start if direction > 0 else end - 1
    for place in range(start, end):
        if codes[place] == anchor:
            return place
    return -1


@kernel
def _next_place(codes: Codes, place: int, start: int, end: int, direction: int, collapse: bool) -> int:
    """The next event in the direction, another one where repeats are collapsed; -1 beyond the journey."""
    following = place + direction
    while start <= following < end:
        if not collapse or codes[following] != codes[place]:
            return following
        following += direction
    return -1


@kernel
def count_nodes(
    offsets: Int64s, codes: Codes, names: int, positions: int, anchor: int, direction: int, collapse: bool
) -> Int64s:
    """Customers by position and event, int64[positions, names + 1]; the last column: the journey is over.

    Args:
        offsets, codes: Whole journeys.
        names: How many event names there are.
        positions: How many positions, the anchor's included.
        anchor: Code of the anchor; -1 for the journey's first event (direction 1) or last (direction -1).
        direction: 1 after the anchor, -1 before it.
        collapse: Whether an event that repeats directly counts as one.
    """
    nodes = np.zeros((positions, names + 1), np.int64)
    for customer in range(offsets.size - 1):
        start, end = offsets[customer], offsets[customer + 1]
        place = _anchor_place(codes, start, end, anchor, direction)
        if place < 0:
            continue
        for position in range(positions):
            if place < 0:
                nodes[position, names] += 1
                continue
            nodes[position, codes[place]] += 1
            place = _next_place(codes, place, start, end, direction, collapse)
    return nodes


@kernel
def count_links(
    offsets: Int64s, codes: Codes, shown: Int32s, width: int, anchor: int, direction: int, collapse: bool
) -> Int64s:
    """Customers by position and pair of neighbours, int64[positions - 1, width, width].

    Args:
        shown: int32[positions, names + 1]; as which of ``width`` nodes an event is shown at a position.
        offsets, codes, anchor, direction, collapse: As for ``count_nodes``.
    """
    positions, names = shown.shape[0], shown.shape[1] - 1
    links = np.zeros((positions - 1, width, width), np.int64)
    for customer in range(offsets.size - 1):
        start, end = offsets[customer], offsets[customer + 1]
        place = _anchor_place(codes, start, end, anchor, direction)
        if place < 0:
            continue
        before = shown[0, codes[place]]
        for position in range(1, positions):
            if place >= 0:
                place = _next_place(codes, place, start, end, direction, collapse)
            node = shown[position, names] if place < 0 else shown[position, codes[place]]
            links[position - 1, before, node] += 1
            before = node
    return links
