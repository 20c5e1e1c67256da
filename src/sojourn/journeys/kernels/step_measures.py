"""What happened at the steps of a map: who reached them, who went on, how soon, and how content."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Bools = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.int64]

NO_SCORE = np.int32(-2_147_483_648)
"""Stands in ``scores`` where an event carries none."""


@kernel
def step_measures(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    bound_starts: Int64s,
    bound_steps: Int64s,
    scores: Int32s,
    answers: Bools,
    window_us: int,
    steps: int,
) -> tuple[Int64s, Int64s, Int64s]:
    """Count what whole journeys did at each step.

    Args:
        offsets, codes, times: Whole journeys.
        bound_starts: int64[names + 1]; the steps of code ``c`` stand in ``bound_steps`` from
            ``bound_starts[c]`` to ``bound_starts[c + 1] - 1``.
        bound_steps: Places of steps on the map, from 0.
        scores: int32[events] in whole units, ``NO_SCORE`` where missing; empty where the log has none.
        answers: bool[names]; whether events of that name are answers about what went before.
        window_us: How far back an answer speaks, in microseconds.
        steps: How many steps the map has.

    Returns:
        int64[steps, 6]: reached, events, continued, and n, sum and sum of squares of the scores;
        the step of each wait; each wait in microseconds.
    """
    counts = np.zeros((steps, 6), np.int64)
    wait_steps = np.empty(1024, np.int64)
    waits = np.empty(1024, np.int64)
    waited = 0
    first = np.empty(steps, np.int64)
    last = np.empty(steps, np.int64)
    for customer in range(offsets.size - 1):
        first[:] = -1
        last[:] = -1
        on_map = -1
        for place in range(offsets[customer], offsets[customer + 1]):
            code = codes[place]
            low, high = bound_starts[code], bound_starts[code + 1]
            for at in range(low, high):
                step = bound_steps[at]
                counts[step, 1] += 1
                last[step] = place
                if first[step] < 0:
                    first[step] = place
                    counts[step, 0] += 1
                    if on_map >= 0:
                        if waited == waits.size:
                            waits = _longer(waits)
                            wait_steps = _longer(wait_steps)
                        wait_steps[waited] = step
                        waits[waited] = times[place] - times[on_map]
                        waited += 1
            if high > low:
                on_map = place
        after = -1
        for step in range(steps - 1, -1, -1):
            if first[step] >= 0 and after > first[step]:
                counts[step, 2] += 1
            after = max(after, last[step])
    if scores.size:
        arrays = (offsets, codes, times, bound_starts, bound_steps, scores, answers)
        places, rated = rated_steps(*arrays, window_us, steps)
        for pair in range(places.size):
            score = np.int64(scores[places[pair]])
            counts[rated[pair], 3] += 1
            counts[rated[pair], 4] += score
            counts[rated[pair], 5] += score * score
    return counts, wait_steps[:waited].copy(), waits[:waited].copy()


@kernel
def rated_steps(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    bound_starts: Int64s,
    bound_steps: Int64s,
    scores: Int32s,
    answers: Bools,
    window_us: int,
    steps: int,
) -> tuple[Int64s, Int64s]:
    """Of which steps each score speaks.

    A score on an answer speaks of every step that the customer passed in the window before it, its own
    included; a score on any other event speaks of the steps of that event alone.

    Args:
        All as in ``step_measures``.

    Returns:
        Pairs of a place with a score and a step that it speaks of, each pair once; for each place the step
        that was passed last comes first.
    """
    places = np.empty(1024, np.int64)
    rated = np.empty(1024, np.int64)
    told = np.full(steps, -1, np.int64)
    found = 0
    for customer in range(offsets.size - 1):
        for place in range(offsets[customer], offsets[customer + 1]):
            if scores[place] == NO_SCORE:
                continue
            earlier = place
            while earlier >= offsets[customer] and times[place] - times[earlier] <= window_us:
                for at in range(bound_starts[codes[earlier]], bound_starts[codes[earlier] + 1]):
                    if told[bound_steps[at]] != place:
                        told[bound_steps[at]] = place
                        if found == places.size:
                            places = _longer(places)
                            rated = _longer(rated)
                        places[found] = place
                        rated[found] = bound_steps[at]
                        found += 1
                if not answers[codes[place]]:
                    break
                earlier -= 1
    return places[:found].copy(), rated[:found].copy()


@kernel
def _longer(values: Int64s) -> Int64s:
    longer = np.empty(2 * values.size, np.int64)
    longer[: values.size] = values
    return longer
