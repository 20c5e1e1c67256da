"""Two ordered lots of journeys into one: the older events of each customer, and those that came later."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]
Column = npt.NDArray[Any]


@kernel
def merged_places(
    old_offsets: Int64s, old_times: Int64s, new_offsets: Int64s, new_times: Int64s, new_of: Int32s
) -> tuple[Int64s, Int64s]:
    """Where each event of the merged journeys comes from (OR2).

    Args:
        old_offsets, old_times: The older journeys, of the customers 0, 1, …
        new_offsets, new_times: The later events, grouped by customer and ordered by themselves.
        new_of: For each customer of the whole the number under which the later events have it, -1 where they
            have not; customers without older events come last.

    Returns:
        Offsets of the merged journeys, and for each of their places where its event stands: among the older
        ones, or, from the count of those on, among the later ones.
    """
    old = old_times.size
    offsets = np.zeros(new_of.size + 1, np.int64)
    source = np.empty(old + new_times.size, np.int64)
    place = 0
    for customer in range(new_of.size):
        left = end = 0
        if customer < old_offsets.size - 1:
            left, end = old_offsets[customer], old_offsets[customer + 1]
        number = new_of[customer]
        if number >= 0:
            for later in range(new_offsets[number], new_offsets[number + 1]):
                # At equal times the older event, which arrived first, stands first.
                while left < end and old_times[left] <= new_times[later]:
                    source[place] = left
                    place += 1
                    left += 1
                source[place] = old + later
                place += 1
        while left < end:
            source[place] = left
            place += 1
            left += 1
        offsets[customer + 1] = place
    return offsets, source


@kernel
def gathered(source: Int64s, old: Column, new: Column, merged: Column) -> None:
    """Bring a column of both lots into the order of ``source``; ``merged`` is written."""
    count = old.size
    for place in range(source.size):
        at = source[place]
        merged[place] = old[at] if at < count else new[at - count]


@kernel
def places_after(source: Int64s) -> Int64s:
    """Where each event of the two lots stands in the merged journeys: the inverse of ``source``."""
    places = np.empty(source.size, np.int64)
    for place in range(source.size):
        places[source[place]] = place
    return places
