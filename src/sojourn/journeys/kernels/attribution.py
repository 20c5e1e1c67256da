"""Paths of touches up to a conversion, and the chain they make (SPEC AT1 to AT13)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel
from sojourn.journeys.kernels.sharing import DECAY, LINEAR, MODELS, add, add_value, share

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt8s = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

NOTHING, TOUCH, GOAL = np.uint8(0), np.uint8(1), np.uint8(2)
"""What an event can be to an attribution."""

CONVERSIONS, REACHED, UNVALUED, OPEN = range(4)
"""Rows of the counts: conversions, those with a touch, those without a value, paths that did not convert."""

MOST_VALUE = 1e12
"""Larger values are none: some millions of them would not fit into 64 bits."""


@kernel
def count_touches(codes: Codes, role: UInt8s, labels: npt.NDArray[Any], size: int) -> Int64s:
    """How many touches each label has, int64[size]; ``labels`` are codes, negative where missing."""
    counts = np.zeros(size, np.int64)
    for place in range(codes.size):
        if role[codes[place]] == TOUCH and labels[place] >= 0:
            counts[labels[place]] += 1
    return counts


@kernel
def credit_paths(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    role: UInt8s,
    labels: npt.NDArray[Any],
    player_of: Int32s,
    players: int,
    order: int,
    lookback: int,
    half_life: float,
    first_part: float,
    last_part: float,
    first_only: bool,
    collapse: bool,
    values: Floats,
    rows: Int64s,
) -> tuple[Int64s, Int64s, Int64s, Int64s, Int64s, Int64s]:
    """Walk every journey once and share each conversion out by the models that are asked for (AT13).

    Args:
        offsets, codes, times: Whole journeys; ``times`` may be empty without a look-back and time decay.
        role: uint8[names]; what each event is: ``NOTHING``, ``TOUCH`` or ``GOAL``.
        labels: int[events]; code of each event's touch, -1 where it has none.
        player_of: int32[labels + 1]; the player that a label counts for, 0 to ``players`` - 1; negative: no
            touch, as is the last one, which stands for -1.
        players: How many players.
        order: How many touches the states of the chain remember; 1 or more.
        lookback: Longest time from a touch to its conversion, in microseconds; negative for no limit.
        half_life: Microseconds in which a touch loses half its weight.
        first_part, last_part: Parts of the first and of the last touch in the position-based model.
        first_only: Whether only a customer's first conversion counts.
        collapse: Whether a touch that repeats directly counts as one.
        values: float64[events], or empty where conversions have no value.
        rows: int64[…]; the models to share out by, rising; the other rows of the credits stay 0.

    Returns:
        Steps of the chain, int64[(players + 1) ** order, players + 2], the last two columns for the
        conversion and for a path without one; credits and their squares, int64[MODELS, players], in parts of
        ``CREDIT``; values as units and fractions, int64[2, MODELS, players]; all and the attributed value
        likewise, int64[2, 2]; and the counts, int64[4].
    """
    base = players + 1
    states = base**order
    steps = np.zeros((states, players + 2), np.int64)
    credits = np.zeros((MODELS, players), np.int64)
    squares = np.zeros((MODELS, players), np.int64)
    worths = np.zeros((2, MODELS, players), np.int64)
    totals = np.zeros((2, 2), np.int64)
    counts = np.zeros(4, np.int64)
    longest = 0
    for customer in range(offsets.size - 1):
        longest = max(longest, offsets[customer + 1] - offsets[customer])
    path = np.empty(longest, np.int32)
    moments = np.empty(longest, np.int64)
    times_in = np.zeros(players, np.int64)
    weight_of = np.zeros(players)
    met = np.empty(players, np.int32)
    parts = np.zeros((MODELS, players))
    mixing, decaying = bool(np.any(rows >= LINEAR)), bool(np.any(rows == DECAY))
    timed = decaying or lookback >= 0
    # A chain of order 1 over whole paths is counted in passing; else a path is written down and walked.
    passing = states == base and lookback < 0
    for customer in range(offsets.size - 1):
        start, stop = offsets[customer], offsets[customer + 1]
        state, latest = 0, -1
        for place in range(start, stop):
            what = role[codes[place]]
            if what == TOUCH:
                player = player_of[labels[place]]
                if player >= 0:
                    latest = place
                    if passing and not (collapse and state == player + 1):
                        steps[state, player] += 1
                        state = player + 1
            elif what == GOAL:
                counts[CONVERSIONS] += 1
                worth = _worth(values, place, totals, counts)
                length = 0
                if latest >= 0 and passing and not mixing:
                    # Who stands between the first and the last touch does not matter.
                    path[0] = _first_touch(start, codes, role, labels, player_of)
                    path[1] = state - 1
                    length = 2
                elif latest >= 0:
                    length = _touches(
                        start,
                        latest + 1,
                        timed,
                        times[place] if timed else 0,
                        codes,
                        times,
                        role,
                        labels,
                        player_of,
                        lookback,
                        collapse,
                        path,
                        moments,
                    )
                if length > 0:
                    counts[REACHED] += 1
                    if not passing:
                        state = _walk(path, length, base, states, steps)
                    steps[state, players] += 1
                    if rows.size:
                        found = share(
                            path,
                            moments,
                            length,
                            half_life if decaying else 0.0,
                            first_part,
                            last_part,
                            mixing,
                            times_in,
                            weight_of,
                            met,
                            parts,
                        )
                        add(rows, parts, met, found, worth, credits, squares, worths)
                    add_value(totals, 1, worth)
                start = place + 1
                state, latest = 0, -1
                if first_only:
                    break
        if latest >= 0:
            counts[OPEN] += 1
            if not passing:
                length = _touches(
                    start,
                    latest + 1,
                    timed,
                    times[latest] if timed else 0,
                    codes,
                    times,
                    role,
                    labels,
                    player_of,
                    lookback,
                    collapse,
                    path,
                    moments,
                )
                state = _walk(path, length, base, states, steps)
            steps[state, players + 1] += 1
    return steps, credits, squares, worths, totals, counts


@kernel
def _first_touch(
    start: int, codes: Codes, role: UInt8s, labels: npt.NDArray[Any], player_of: Int32s
) -> np.int32:
    """The player of the first touch from ``start`` on, where there is one."""
    place = start
    while role[codes[place]] != TOUCH or player_of[labels[place]] < 0:
        place += 1
    player: np.int32 = player_of[labels[place]]
    return player


@kernel
def _worth(values: Floats, place: int, totals: Int64s, counts: Int64s) -> float:
    """The value of a conversion; 0, and counted as such, where it has none that can be added."""
    if values.size == 0:
        return 0.0
    value: float = values[place]
    if not abs(value) <= MOST_VALUE:
        counts[UNVALUED] += 1
        return 0.0
    add_value(totals, 0, value)
    return value


@kernel
def _touches(
    start: int,
    end: int,
    timed: bool,
    until: int,
    codes: Codes,
    times: Int64s,
    role: UInt8s,
    labels: npt.NDArray[Any],
    player_of: Int32s,
    lookback: int,
    collapse: bool,
    path: Int32s,
    moments: Int64s,
) -> int:
    """Write down the touches from ``start`` to ``end`` - 1, none older than the look-back.

    Args:
        timed: Whether to write down their times too.

    Returns:
        How many there are (AT3, AT4).
    """
    length = 0
    for place in range(start, end):
        if role[codes[place]] != TOUCH:
            continue
        player = player_of[labels[place]]
        if player < 0 or (lookback >= 0 and until - times[place] > lookback):
            continue
        if collapse and length > 0 and path[length - 1] == player:
            length -= 1
        path[length] = player
        if timed:
            moments[length] = times[place]
        length += 1
    return length


@kernel
def _walk(path: Int32s, length: int, base: int, states: int, steps: Int64s) -> int:
    """Count the steps of a path from the start on; returns the state it ends in."""
    state = 0
    for touch in range(length):
        steps[state, path[touch]] += 1
        state = (state * base + path[touch] + 1) % states
    return state
