"""Which events and stages an answer speaks of, and how the answers to each are spread (SPEC SA1 to SA7)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.journeys.kernels.compiling import kernel

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]
Codes = npt.NDArray[Any]
Whole = int | np.signedinteger[Any]

HUNDREDTHS = 100
"""Scores are counted in whole hundredths, so that sums are the same in any order."""
NO_SCORE = np.int32(-2_147_483_648)
FIGURES = 5
"""Answers, those at the top, those at the bottom, the sum of the scores, the sum of their squares."""


@kernel
def count_scores(
    codes: Codes, scores: Floats, scales: Codes, names: int, kinds: int
) -> tuple[Int64s, Int64s, float, float]:
    """How often each event happened, and with a score of which scale.

    Args:
        codes, scores, scales: Of all events; NaN and -1 where missing.
        names: How many event names there are.
        kinds: How many scales there are.

    Returns:
        int64[names]; int64[names, kinds + 1], scores without a scale last; the least and the greatest of
        those without a scale, NaN where there is none.
    """
    counts = np.zeros(names, np.int64)
    scored = np.zeros((names, kinds + 1), np.int64)
    least, most = np.nan, np.nan
    for place in range(codes.size):
        code = codes[place]
        counts[code] += 1
        score = scores[place]
        if np.isnan(score):
            continue
        scale = np.int64(scales[place])
        if scale < 0:
            scale = np.int64(kinds)
            least = score if np.isnan(least) or score < least else least
            most = score if np.isnan(most) or score > most else most
        scored[code, scale] += 1
    return counts, scored, least, most


@kernel
def score_units(
    scores: Floats, scales: Codes, taken: Bools, weights: Int32s, low: float, high: float
) -> tuple[Int32s, Int64s]:
    """Scores of one measure in hundredths, ``NO_SCORE`` where there is none.

    Args:
        scores, scales: Of all events.
        taken: bool[kinds + 1]; which scales are of the measure, without a scale last.
        weights: int32[events]; negative where the answer has no weight; empty where all count the same.
        low, high: Ends of the scale.

    Returns:
        int32[events]; how many answers were left out because they lie outside the scale, and because they
        have no weight.
    """
    units = np.empty(scores.size, np.int32)
    left_out = np.zeros(2, np.int64)
    for place in range(scores.size):
        units[place] = NO_SCORE
        score = scores[place]
        if np.isnan(score):
            continue
        scale = np.int64(scales[place])
        if not taken[scale if scale >= 0 else taken.size - 1]:
            continue
        if not low <= score <= high:
            left_out[0] += 1
        elif weights.size and weights[place] < 0:
            left_out[1] += 1
        else:
            units[place] = np.int32(np.rint(score * HUNDREDTHS))
    return units, left_out


@kernel
def rate_groups(
    offsets: Int64s,
    codes: Codes,
    times: Int64s,
    units: Int32s,
    weights: Int32s,
    answers: Bools,
    stages_of: UInt64s,
    stages: int,
    classes: int,
    window_us: int,
    top: int,
    bottom: int,
) -> tuple[Int64s, Int64s]:
    """Add up the answers of all, of those that speak of each event, and of each stage.

    Args:
        offsets, codes, times: The journeys.
        units: int32[events]; scores in hundredths, or ``NO_SCORE``.
        weights: int32[events]; the class of each answer's weight; empty where all count the same.
        answers: bool[names]; whether events of that name are answers about what went before.
        stages_of: uint64[names]; bit ``s`` is set where the event is of stage ``s``.
        stages: How many stages, 0 to 64.
        classes: How many different weights.
        window_us: How far back an answer speaks, in microseconds.
        top, bottom: Scores from ``top`` on are at the top, scores below ``bottom`` at the bottom; hundredths.

    Returns:
        int64[1 + names + stages, classes, FIGURES]: first of all answers; and in int64[1], how many
        customers answered.
    """
    names = answers.size
    tallies = np.zeros((1 + names + stages, classes, FIGURES), np.int64)
    answered = np.zeros(1, np.int64)
    last_event = np.full(names, -1, np.int64)
    last_stage = np.full(stages, -1, np.int64)
    passed = np.empty(names, np.int64)
    for customer in range(offsets.size - 1):
        first = offsets[customer]
        count = 0
        found = False
        for place in range(first, offsets[customer + 1]):
            code = codes[place]
            unit = np.int64(units[place])
            if unit != NO_SCORE:
                found = True
                weight = np.int64(weights[place]) if weights.size else 0
                _add(tallies, 0, weight, unit, top, bottom)
                if answers[code]:
                    for number in range(count):
                        other = passed[number]
                        if times[place] - times[last_event[other]] <= window_us:
                            _add(tallies, 1 + other, weight, unit, top, bottom)
                    for stage in range(stages):
                        last = last_stage[stage]
                        if last >= first and times[place] - times[last] <= window_us:
                            _add(tallies, 1 + names + stage, weight, unit, top, bottom)
                else:
                    _add(tallies, 1 + np.int64(code), weight, unit, top, bottom)
                    for stage in range(stages):
                        if stages_of[code] >> np.uint64(stage) & np.uint64(1):
                            _add(tallies, 1 + names + stage, weight, unit, top, bottom)
            if not answers[code]:
                if last_event[code] < first:
                    passed[count] = code
                    count += 1
                last_event[code] = place
                if stages and stages_of[code]:
                    for stage in range(stages):
                        if stages_of[code] >> np.uint64(stage) & np.uint64(1):
                            last_stage[stage] = place
        answered[0] += found
    return tallies, answered


@kernel
def _add(tallies: Int64s, group: Whole, weight: Whole, unit: Whole, top: int, bottom: int) -> None:
    tallies[group, weight, 0] += 1
    tallies[group, weight, 1] += unit >= top
    tallies[group, weight, 2] += unit < bottom
    tallies[group, weight, 3] += unit
    tallies[group, weight, 4] += unit * unit


@kernel
def spread_scores(units: Int32s, low: int, points: int) -> Int64s:
    """How many answers gave each whole score; one between two counts for the lower."""
    counts = np.zeros(points, np.int64)
    for place in range(units.size):
        if units[place] != NO_SCORE:
            counts[units[place] // HUNDREDTHS - low] += 1
    return counts
