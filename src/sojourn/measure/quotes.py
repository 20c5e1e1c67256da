"""What unhappy customers wrote, each text at the step that it most likely speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sojourn.journeys.kernels.step_measures import rated_steps
from sojourn.journeys.log.index import JourneyIndex
from sojourn.measure.scores import UNIT, Scores
from sojourn.measure.step_summary import ANSWER_WINDOW_US, bound_codes

UNHAPPY: Final = -0.25
LONGEST: Final = 240
SHOWN: Final = 2
SMALLEST_PART: Final = 0.1


def unhappy_quotes(index: JourneyIndex, bindings: Sequence[Sequence[str]]) -> list[list[str]]:
    """For each step the words that came with low scores, word for word, the most frequent first.

    An answer's words stand at the step that the customer passed last before it. Where fewer than a tenth of
    all unhappy answers fall on a step, that is chance more than cause, and the step shows none.
    """
    scores = Scores.of(index)
    if not scores.present:
        return [[] for _ in bindings]
    units = scores.units(index.numbers("score"), index.attribute("scale")[0])
    bound = bound_codes(index, bindings)
    arrays = (index.offsets, index.codes, index.times, *bound, units, scores.answers)
    places, steps = rated_steps(*arrays, ANSWER_WINDOW_US, len(bindings))
    asking = {
        n for n, names in enumerate(bindings) for name in names if scores.answers[index.code_by_name[name]]
    }
    texts, words = index.attribute("text")
    low = (units[places] <= UNHAPPY * UNIT) & (texts[places] >= 0)
    last: dict[int, int] = {}
    for place, step in zip(places[low].tolist(), steps[low].tolist(), strict=True):
        if step not in asking:
            last.setdefault(place, step)
    found: list[Counter[str]] = [Counter() for _ in bindings]
    for place, step in last.items():
        found[step][words[texts[place]].strip()] += 1
    enough = SMALLEST_PART * len(last)
    return [_shown(counts) if counts.total() >= enough else [] for counts in found]


def _shown(counts: Counter[str]) -> list[str]:
    fitting = [text for text in counts if 0 < len(text) <= LONGEST]
    return sorted(fitting, key=lambda text: (-counts[text], -len(text), text))[:SHOWN]
