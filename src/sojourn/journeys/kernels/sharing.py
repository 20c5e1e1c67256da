"""Which part of a conversion each touch of its path gets, by each model (SPEC AT6 to AT10)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FIRST, LAST, LINEAR, POSITION, DECAY, SHAPLEY = range(6)
"""Rows of the credits: one for each model that shares out path by path."""
MODELS = 6

CREDIT_BITS = 36
"""A credit of 1 is written as 2^36, so that credits add up as whole numbers: the same in any order."""
CREDIT = float(1 << CREDIT_BITS)

FRACTIONS = 10**12
"""Values add up as whole units and trillionths: the same in any order, and decimals stay decimals."""

MOST_HALF_LIVES = 1_000
FINE = 1_024
HALVES = 2.0 ** -np.arange(MOST_HALF_LIVES)
FRACTIONS_OF_HALF = 2.0 ** (-np.arange(FINE) / FINE)
LN2_OF_STEP = np.log(2.0) / FINE
"""Powers of a half: of whole numbers, and of 1024th parts; what is left is small enough for three terms."""


@kernel
def share(
    path: Int32s,
    moments: Int64s,
    length: int,
    half_life: float,
    first_part: float,
    last_part: float,
    mixing: bool,
    times_in: Int64s,
    weight_of: Floats,
    met: Int32s,
    parts: Floats,
) -> int:
    """What part of one conversion each player of the path gets by each model (AT6 to AT10).

    Args:
        half_life: 0 for no time decay; then there need be no ``moments``.
        mixing: Whether any model looks at more than the first and the last touch.

    Returns:
        How many different players there are; they stand in ``met``, their parts in ``parts``.
    """
    first, last = path[0], path[length - 1]
    if not mixing:
        return _share_ends(first, last, met, parts)
    found, whole = _gather(path, moments, length, half_life, times_in, weight_of, met)
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
        parts[DECAY, player] = weight_of[player] / whole if whole > 0.0 else 0.0
        parts[SHAPLEY, player] = 1.0 / found
        times_in[player] = 0
        weight_of[player] = 0.0
    return found


@kernel
def _share_ends(first: int, last: int, met: Int32s, parts: Floats) -> int:
    """The parts by the two models that give all to one touch; returns how many touches these are."""
    met[0] = first
    parts[FIRST, first] = 1.0
    parts[LAST, first] = 0.0
    if first == last:
        parts[LAST, first] = 1.0
        return 1
    met[1] = last
    parts[FIRST, last] = 0.0
    parts[LAST, last] = 1.0
    return 2


@kernel
def _gather(
    path: Int32s,
    moments: Int64s,
    length: int,
    half_life: float,
    times_in: Int64s,
    weight_of: Floats,
    met: Int32s,
) -> tuple[int, float]:
    """How often each player stands on a path, and with what weight of time decay, if there is a half-life.

    Returns:
        How many different players there are, and the weight of all touches.
    """
    found = 0
    whole = 0.0
    decaying = half_life > 0.0
    latest = moments[length - 1] if decaying else np.int64(0)
    per_half_life = 1.0 / half_life if decaying else 0.0
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
            if decaying:
                weight += _halved((latest - moments[touch]) * per_half_life)
    return found, whole


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
def add(
    rows: Int64s,
    parts: Floats,
    met: Int32s,
    found: int,
    worth: float,
    credits: Int64s,
    squares: Int64s,
    worths: Int64s,
) -> None:
    """Add the parts of one conversion by the models of ``rows`` to the sums, as whole numbers."""
    for number in range(found):
        player = met[number]
        for model in rows:
            part = parts[model, player]
            credits[model, player] += np.int64(np.rint(part * CREDIT))
            squares[model, player] += np.int64(np.rint(part * part * CREDIT))
            if worth != 0.0:
                add_value(worths[:, model], player, part * worth)


@kernel
def add_value(words: Int64s, at: int, value: float) -> None:
    """Add a value to the whole units in row 0 and the fractions in row 1."""
    whole = np.rint(value)
    words[0, at] += np.int64(whole)
    words[1, at] += np.int64(np.rint((value - whole) * FRACTIONS))
