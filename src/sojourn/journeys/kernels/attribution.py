"""Paths of touches up to a conversion, and who of them gets how much of it (SPEC AT1 to AT12)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt8s = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

NOTHING, TOUCH, GOAL = np.uint8(0), np.uint8(1), np.uint8(2)
"""What an event can be to an attribution."""

FIRST, LAST, LINEAR, POSITION, DECAY, SHAPLEY = range(6)
"""Rows of the credits: one for each model that shares out path by path."""
MODELS = 6

CREDIT_BITS = 36
"""A credit of 1 is written as 2^36, so that credits add up as whole numbers: the same in any order."""
CREDIT = float(1 << CREDIT_BITS)

CONVERSIONS, REACHED, UNVALUED, OPEN = range(4)
"""Rows of the counts: conversions, those with a touch, those without a value, paths that did not convert."""

FRACTIONS = 10**12
"""Values add up as whole units and trillionths: the same in any order, and decimals stay decimals."""
MOST_VALUE = 1e12
"""Larger values are none: some millions of them would not fit into 64 bits."""

MOST_HALF_LIVES = 1_000
FINE = 1_024
HALVES = 2.0 ** -np.arange(MOST_HALF_LIVES)
FRACTIONS_OF_HALF = 2.0 ** (-np.arange(FINE) / FINE)
LN2_OF_STEP = np.log(2.0) / FINE
"""Powers of a half: of whole numbers, and of 1024th parts; what is left is small enough for three terms."""


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
) -> tuple[Int64s, Int64s, Int64s, Int64s, Int64s, Int64s]:
    """Walk every journey once and share each conversion out.

    Args:
        offsets, codes, times: Whole journeys.
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
                if latest >= 0:
                    length = _touches(
                        start,
                        latest + 1,
                        times[place],
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
                    found = _share(
                        path,
                        moments,
                        length,
                        half_life,
                        first_part,
                        last_part,
                        times_in,
                        weight_of,
                        met,
                        parts,
                    )
                    _add(parts, met, found, worth, credits, squares, worths)
                    _add_value(totals, 1, worth)
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
                    times[latest],
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
def _worth(values: Floats, place: int, totals: Int64s, counts: Int64s) -> float:
    """The value of a conversion; 0, and counted as such, where it has none that can be added."""
    if values.size == 0:
        return 0.0
    value: float = values[place]
    if not abs(value) <= MOST_VALUE:
        counts[UNVALUED] += 1
        return 0.0
    _add_value(totals, 0, value)
    return value


@kernel
def _add_value(words: Int64s, at: int, value: float) -> None:
    """Add a value to the whole units in row 0 and the fractions in row 1."""
    whole = np.rint(value)
    words[0, at] += np.int64(whole)
    words[1, at] += np.int64(np.rint((value - whole) * FRACTIONS))


@kernel
def _touches(
    start: int,
    end: int,
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
    """Write down the touches from ``start`` to ``end`` - 1, none older than the look-back, and their times.

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


@kernel
def _share(
    path: Int32s,
    moments: Int64s,
    length: int,
    half_life: float,
    first_part: float,
    last_part: float,
    times_in: Int64s,
    weight_of: Floats,
    met: Int32s,
    parts: Floats,
) -> int:
    """What part of one conversion each player of the path gets by each model (AT6 to AT10).

    Returns:
        How many different players there are; they stand in ``met``, their parts in ``parts``.
    """
    found = 0
    whole = 0.0
    latest = moments[length - 1]
    per_half_life = 1.0 / half_life
    run, touches, weight = path[0], 0, 0.0
    # Touches of one player in a row are added up before they are written down: the store is what takes time.
    for touch in range(length + 1):
        player = path[touch] if touch < length else np.int32(-1)
        if player != run:
            if times_in[run] == 0:
                met[found] = run
                found += 1
            times_in[run] += touches
            weight_of[run] += weight
            whole += weight
            run, touches, weight = player, 0, 0.0
        if touch < length:
            touches += 1
            weight += _halved((latest - moments[touch]) * per_half_life)
    first, last = path[0], path[length - 1]
    middle = 0.0
    if length > 2:
        middle = (1.0 - first_part - last_part) / (length - 2)
    elif length == 2 and first_part + last_part > 0.0:
        first_part, last_part = first_part / (first_part + last_part), last_part / (first_part + last_part)
    else:
        # One touch gets all of it in two halves; two touches without a part of their own get one each.
        first_part, last_part = 0.5, 0.5
    for number in range(found):
        player = met[number]
        within = times_in[player]
        parts[FIRST, player] = 1.0 if player == first else 0.0
        parts[LAST, player] = 1.0 if player == last else 0.0
        parts[LINEAR, player] = within / length
        part, between = 0.0, within
        if player == first:
            part += first_part
            between -= 1
        if player == last:
            part += last_part
            between -= 1
        parts[POSITION, player] = part + max(between, 0) * middle
        parts[DECAY, player] = weight_of[player] / whole
        parts[SHAPLEY, player] = 1.0 / found
        times_in[player] = 0
        weight_of[player] = 0.0
    return found


@kernel
def _halved(half_lives: float) -> float:
    """2 to the power of minus ``half_lives``, which is 0 or more, to 10^-13 of it; quicker than a power."""
    if half_lives >= MOST_HALF_LIVES:
        return 0.0
    whole = np.int64(half_lives)
    scaled = (half_lives - whole) * FINE
    step = np.int64(scaled)
    rest = (scaled - step) * LN2_OF_STEP
    halved: float = HALVES[whole] * FRACTIONS_OF_HALF[step] * (1.0 - rest * (1.0 - rest * (0.5 - rest / 6.0)))
    return halved


@kernel
def _add(
    parts: Floats, met: Int32s, found: int, worth: float, credits: Int64s, squares: Int64s, worths: Int64s
) -> None:
    """Add the parts of one conversion to the sums, as whole numbers."""
    for number in range(found):
        player = met[number]
        for model in range(MODELS):
            part = parts[model, player]
            credits[model, player] += np.int64(np.rint(part * CREDIT))
            squares[model, player] += np.int64(np.rint(part * part * CREDIT))
            if worth != 0.0:
                _add_value(worths[:, model], player, part * worth)
