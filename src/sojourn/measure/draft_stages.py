"""Where one stage of a first map ends and the next begins: at long waits and at losses of customers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from sojourn.maps.document import StepNumbers
from sojourn.measure.wording import phase_of

LARGEST: Final = 5
SMALLEST: Final = 2
STEPS_TO_A_STAGE: Final = 3.0


def cut_into_stages(numbers: Sequence[StepNumbers]) -> list[int]:
    """The places of the steps that begin a stage, 0 first.

    A change point scores by the wait before it (on a logarithmic scale) and by the change of reach. Among all
    ways to cut into stages of 2 to 5 steps, about three to a stage, the one with the highest sum is taken.

    Args:
        numbers: The steps' numbers, left to right.
    """
    steps = len(numbers)
    wanted = max(1, min(7, round(steps / STEPS_TO_A_STAGE)))
    scores = _change_scores(numbers)
    best: dict[tuple[int, int], tuple[float, list[int]]] = {(0, 0): (0.0, [])}
    for stages in range(1, wanted + 1):
        for end in range(1, steps + 1):
            ways = [
                (before[0] + scores[start], [*before[1], start])
                for size in range(min(SMALLEST, steps), LARGEST + 1)
                if (start := end - size) >= 0 and (before := best.get((stages - 1, start))) is not None
            ]
            if ways:
                best[stages, end] = max(ways, key=lambda way: (way[0], [-start for start in way[1]]))
    return best[wanted, steps][1] if (wanted, steps) in best else [0]


def stage_titles(stages: Sequence[Sequence[tuple[str, str, int]]]) -> list[str]:
    """A title for each stage: the phase that its events speak of, else the step that most customers reach.

    Args:
        stages: For each stage its steps: event name, title, customers.
    """
    titles: list[str] = []
    for steps in stages:
        phase = phase_of((event, customers) for event, _, customers in steps)
        main = max(steps, key=lambda step: step[2])[1]
        titles.append(phase if phase and phase not in titles else main)
    return titles


def _change_scores(numbers: Sequence[StepNumbers]) -> list[float]:
    waits = [math.log10(1 + (step.seconds or 0.0)) for step in numbers]
    longest = max(waits) or 1.0
    scores = [0.0]
    for place in range(1, len(numbers)):
        change = abs(numbers[place].share - numbers[place - 1].share)
        scores.append(waits[place] / longest + change)
    return scores
