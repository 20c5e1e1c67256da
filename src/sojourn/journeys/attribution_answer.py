"""The answer about touches, from the sums over all paths (SPEC AT5, AT11 to AT13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.core.statistics import Interval, mean_interval, wilson
from sojourn.journeys.attribution_result import (
    COUNTED,
    MODELS,
    AttributedTouch,
    AttributionResult,
    Model,
    TouchCredit,
    TouchStep,
)
from sojourn.journeys.kernels.attribution import CONVERSIONS, OPEN, REACHED, UNVALUED
from sojourn.journeys.touch_chain import removal_effects, share_intervals, shares_of
from sojourn.journeys.touch_paths import PathSums, in_credits, in_values

Floats = npt.NDArray[np.float64]

OTHER: Final = "(other)"
START: Final = "(start)"
CONVERSION: Final = "(conversion)"
NO_CONVERSION: Final = "(no conversion)"


def result_of(
    sums: PathSums, players: Sequence[str], *, models: Sequence[Model], customers: int, value: bool
) -> AttributionResult:
    """The answer from the sums over all paths.

    Args:
        sums: Over all paths.
        players: The name of each player.
        models: Those asked for, in the order of ``MODELS``.
        customers: How many customers were looked at.
        value: Whether values were summed up.
    """
    attributed = int(sums.counts[REACHED])
    effects = removal_effects(sums.steps, players=len(players)) if "markov" in models else None
    worth = in_values(sums.totals)
    money = float(worth[1]) if value else None
    credits = [
        _told(model, *_shared(model, sums, effects, attributed=attributed, worth=money), n=attributed)
        for model in models
    ]
    visits = sums.steps.sum(axis=0)[: len(players)].tolist()
    touches = [
        AttributedTouch(
            player,
            visits[number],
            None if effects is None else float(effects[number]),
            tuple(one[number] for one in credits),
        )
        for number, player in enumerate(players)
        if visits[number]
    ]
    return AttributionResult(
        customers=customers,
        conversions=int(sums.counts[CONVERSIONS]),
        attributed=attributed,
        unconverted_paths=int(sums.counts[OPEN]),
        value=float(worth[0]) if value else None,
        attributed_value=float(worth[1]) if value else None,
        without_value=int(sums.counts[UNVALUED]) if value else None,
        models=tuple(models),
        touches=tuple(sorted(touches, key=lambda one: (one.touch == OTHER, -one.touches, one.touch))),
        steps=tuple(_steps(sums, players)),
    )


def _shared(
    model: Model, sums: PathSums, effects: Floats | None, *, attributed: int, worth: float | None
) -> tuple[Floats, Floats | None, Sequence[Interval | None]]:
    """Conversions, value, and the interval of the share, each for all players."""
    if effects is not None and model == "markov":
        shares = shares_of(effects)
        drawn = share_intervals(sums.steps, players=effects.size) or [None] * effects.size
        return shares * attributed, None if worth is None else shares * worth, drawn
    row = MODELS.index(model)
    credits, squares = in_credits(sums.credits[:, row]), in_credits(sums.squares[:, row])
    intervals = [
        _interval(model, float(one), float(square), n=attributed)
        for one, square in zip(credits, squares, strict=True)
    ]
    return credits, None if worth is None else in_values(sums.worths[:, row]), intervals


def _told(
    model: Model, conversions: Floats, worths: Floats | None, intervals: Sequence[Interval | None], *, n: int
) -> list[TouchCredit]:
    """The credit of each player."""
    return [
        TouchCredit(
            model=model,
            conversions=float(conversions[number]),
            share=float(conversions[number]) / n if n else 0.0,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            value=None if worths is None else float(worths[number]),
        )
        for number, interval in enumerate(intervals)
    ]


def _interval(model: Model, total: float, squares: float, *, n: int) -> Interval | None:
    """Wilson's interval where a conversion is given whole, else Student's of the mean part, within 0 to 1."""
    if model in COUNTED:
        return wilson(round(total), n) if n else None
    found = mean_interval(n, total, squares)
    return None if found is None else Interval(max(0.0, found.low), min(1.0, found.high))


def _steps(sums: PathSums, players: Sequence[str]) -> Iterator[TouchStep]:
    """The counted steps from the start and from each latest touch, by count."""
    base = len(players) + 1
    latest = np.arange(sums.steps.shape[0]) % base
    # State 0 is the start; of more than one remembered touch, every other state has a latest one.
    counts = np.array([sums.steps[latest == state].sum(axis=0) for state in range(base)])
    sources, targets = (START, *players), (*players, CONVERSION, NO_CONVERSION)
    found = [(sources[row], targets[column], int(counts[row, column])) for row, column in np.argwhere(counts)]
    left = counts.sum(axis=1).tolist()
    for source, target, count in sorted(found, key=lambda one: (-one[2], one[0], one[1])):
        yield TouchStep(source, target, count, count / left[sources.index(source)])
