"""Events into journeys: grouped by customer, ordered by time and arrival (SPEC OR1 to OR4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt32s = npt.NDArray[np.uint32]

JOURNEY_START = np.uint32(0xFFFFFFFF)
"""The gap of a journey's first event, which has none before it."""

LONG_GAP = np.uint32(0xFFFFFFFE)
"""A gap that 32 bits cannot hold; its exact length follows from the times."""

FEW = 24


@kernel
def journey_order(customers: Int32s, times: Int64s, count: int) -> tuple[Int64s, UInt32s]:
    """Where each journey begins, and which row stands at each place (OR1, OR2).

    Args:
        customers: Number of each row's customer, 0 to ``count`` - 1, rows in order of arrival; fewer than
            2^32.
        times: Time of each row in microseconds.
        count: How many customers.

    Returns:
        Offsets (``count`` + 1), and the row at each place: by customer, then time, then arrival.
    """
    offsets = np.zeros(count + 1, np.int64)
    for row in range(customers.size):
        offsets[customers[row] + 1] += 1
    for customer in range(count):
        offsets[customer + 1] += offsets[customer]
    place = offsets[:-1].copy()
    order = np.empty(customers.size, np.uint32)
    for row in range(customers.size):
        customer = customers[row]
        order[place[customer]] = row
        place[customer] += 1
    for customer in range(count):
        _sort_by_time(order[offsets[customer] : offsets[customer + 1]], times)
    return offsets, order


@kernel
def first_arrivals(customers: Int32s, count: int) -> Int32s:
    """The customers in order of their first row; those that have none are left out.

    Args:
        customers: Number of each row's customer, 0 to ``count`` - 1, rows in order of arrival.
        count: How many numbers there are.
    """
    seen = np.zeros(count, np.bool_)
    order = np.empty(count, np.int32)
    found = 0
    for row in range(customers.size):
        customer = customers[row]
        if not seen[customer]:
            seen[customer] = True
            order[found] = customer
            found += 1
    return order[:found]


@kernel
def _sort_by_time(rows: UInt32s, times: Int64s) -> None:
    """Sort one journey's rows by time, keeping the order of arrival where times are equal."""
    late = False
    for place in range(1, rows.size):
        if times[rows[place]] < times[rows[place - 1]]:
            late = True
            break
    if not late:
        return
    if rows.size > FEW:
        moved = np.argsort(times[rows], kind="mergesort")
        rows[:] = rows[moved]
        return
    for place in range(1, rows.size):
        row = rows[place]
        before = place - 1
        while before >= 0 and times[rows[before]] > times[row]:
            rows[before + 1] = rows[before]
            before -= 1
        rows[before + 1] = row


@kernel
def coarsest_unit(times: Int64s) -> int:
    """The largest of 1 s, 1 ms and 1 µs, in microseconds, in which all times are whole numbers (OR3)."""
    unit = 1_000_000
    for place in range(times.size):
        while times[place] % unit != 0:
            unit //= 1_000
    return unit


@kernel
def fill_gaps(offsets: Int64s, times: Int64s, unit: int, gaps: UInt32s) -> int:
    """Write the time since the journey's previous event, in ``unit`` microseconds (OR4).

    Returns:
        How many gaps did not fit into 32 bits and were written as ``LONG_GAP``.
    """
    long = 0
    for customer in range(offsets.size - 1):
        start = offsets[customer]
        if start == offsets[customer + 1]:
            continue
        gaps[start] = JOURNEY_START
        for place in range(start + 1, offsets[customer + 1]):
            gap = (times[place] - times[place - 1]) // unit
            if gap >= LONG_GAP:
                gaps[place] = LONG_GAP
                long += 1
            else:
                gaps[place] = gap
    return long


@kernel
def long_gaps(gaps: UInt32s, count: int) -> Int64s:
    """The places whose gap is ``LONG_GAP``, of which there are ``count``."""
    places = np.empty(count, np.int64)
    found = 0
    for place in range(gaps.size):
        if gaps[place] == LONG_GAP:
            places[found] = place
            found += 1
    return places
