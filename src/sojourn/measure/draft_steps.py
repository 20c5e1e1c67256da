"""Which events of a log become the steps of a first map, and in what order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.first_occurrences import first_occurrences
from sojourn.journeys.log.index import JourneyIndex
from sojourn.measure.fitting import can_be_bound
from sojourn.measure.step_summary import StepMeasures

Int64s = npt.NDArray[np.int64]
T = TypeVar("T")

CANDIDATES: Final = 60
"""So many of the most frequent event names are looked at; a map of more steps is no map."""

SMALLEST_REACH: Final = 0.005
"""What fewer customers than this share have is left to the transitions, not put on a first map."""


LEADS_STRAIGHT: Final = 0.75
MET_FIRST: Final = 0.2
FEW: Final = 50
FEWEST: Final = 3
"""In logs of ``FEW`` customers or more, what fewer than these have is somebody's path, not a step."""
PART_FOR_UNHAPPY: Final = 4
FEWEST_ANSWERS: Final = 30


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step to be.

    Attributes:
        events: What stands for it, the earliest first.
        reached: Customers who have them.
        unhappy: Whether customers who came through here are clearly less content than the mean.
    """

    events: tuple[str, ...]
    reached: int
    unhappy: bool = False


@dataclass(frozen=True, slots=True)
class FirstOccurrences:
    """Who has which candidate, and which comes first; see the kernel of that name."""

    reached: Int64s
    before: Int64s
    alike: Int64s


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The comparison of first occurrences as an analysis in parts. ``candidates`` are event codes."""

    candidates: tuple[int, ...]

    def partial(self, chunk: Chunk) -> FirstOccurrences:
        """Compare in whole journeys."""
        candidate_of = np.full(chunk.names, -1, np.int64)
        candidate_of[list(self.candidates)] = np.arange(len(self.candidates))
        return FirstOccurrences(
            *first_occurrences(chunk.offsets, chunk.codes, candidate_of, len(self.candidates))
        )

    def merge(self, a: FirstOccurrences, b: FirstOccurrences) -> FirstOccurrences:
        """Add two comparisons of different journeys."""
        return FirstOccurrences(a.reached + b.reached, a.before + b.before, a.alike + b.alike)

    def result(self, summary: FirstOccurrences) -> FirstOccurrences:
        """The comparison of all."""
        return summary


def draft_steps(
    index: JourneyIndex, *, steps: int, onward: Mapping[str, Mapping[str, int]] | None = None
) -> list[DraftStep]:
    """The most reached events as steps, in the order in which they usually first happen.

    Events that the same customers have equally often become one step: they tell the same story. Up to a
    quarter of the steps are kept for those where customers are clearly less content than the mean, however
    few reach them: a map without its low points is of little use.

    Args:
        index: The journeys.
        steps: At most so many steps.
        onward: For each event, how often another came directly after it. Events that lead straight to
            another, as an advert to the site, then stand before it, if a good part of customers met them so.
    """
    candidates = tuple(range(min(CANDIDATES, len(index.event_names))))
    found = LocalEngine().run(index, Occurrences(candidates))
    least = max(1 if index.customer_count < FEW else FEWEST, round(SMALLEST_REACH * index.customer_count))
    bound = [[code for code in group if can_be_bound(index.event_names[code])] for group in _together(found)]
    groups = [group for group in bound if group and found.reached[group[0]] >= least]
    groups.sort(key=lambda group: (-int(found.reached[group[0]]), index.event_names[group[0]]))
    unhappy = _unhappy(index, groups)
    kept = unhappy[: steps // PART_FOR_UNHAPPY]
    others = [place for place in range(len(groups)) if place not in kept]
    chosen = [groups[place] for place in sorted([*kept, *others[: steps - len(kept)]])]
    return [
        DraftStep(
            tuple(index.event_names[code] for code in group),
            int(found.reached[group[0]]),
            unhappy=groups.index(group) in unhappy,
        )
        for group in _led(
            _ordered(chosen, [group[0] for group in chosen], found.before), index, found, onward or {}
        )
    ]


def _led(
    groups: list[list[int]],
    index: JourneyIndex,
    found: FirstOccurrences,
    onward: Mapping[str, Mapping[str, int]],
) -> list[list[int]]:
    """Groups that nearly always lead straight to another, moved before it."""
    order = list(groups)
    for group in groups:
        own = [index.event_names[code] for code in group]
        following: Counter[str] = Counter()
        for event in own:
            following.update({other: n for other, n in onward.get(event, {}).items() if other not in own})
        if not following:
            continue
        event, count = min(following.items(), key=lambda one: (-one[1], one[0]))
        goal = next((other for other in order if index.code_by_name[event] in other), None)
        if goal is None or count < LEADS_STRAIGHT * following.total():
            continue
        ahead, behind = int(found.before[group[0], goal[0]]), int(found.before[goal[0], group[0]])
        if order.index(goal) < order.index(group) and ahead >= MET_FIRST * (ahead + behind):
            order.remove(group)
            order.insert(order.index(goal), group)
    return order


def _unhappy(index: JourneyIndex, groups: list[list[int]]) -> list[int]:
    """Places of the groups whose mean score lies clearly below that of all, the lowest first."""
    names = [[index.event_names[code] for code in group] for group in groups]
    numbers = LocalEngine().run(index, StepMeasures.of(index, names)) if groups else []
    rated = [step for step in numbers if step.score is not None]
    answers = sum(step.score_n for step in rated)
    if not answers:
        return []
    mean = sum((step.score or 0.0) * step.score_n for step in rated) / answers
    low = {
        place: step.score
        for place, step in enumerate(numbers)
        if step.score is not None and step.score_high is not None and step.score_high < mean
    }
    enough = [place for place in low if numbers[place].score_n >= FEWEST_ANSWERS]
    return sorted(enough, key=lambda place: (low[place], place))


def _together(found: FirstOccurrences) -> list[list[int]]:
    """Candidates in groups that always come together, each group by who comes first."""
    groups: list[list[int]] = []
    for code, reached in enumerate(found.reached.tolist()):
        home = next(
            (g for g in groups if all(found.reached[o] == reached == found.alike[o, code] for o in g)), None
        )
        if home is None:
            groups.append([code])
        else:
            home.append(code)
    return [_ordered(group, group, found.before) for group in groups]


def _ordered(items: list[T], heads: list[int], before: Int64s) -> list[T]:
    """Items by how often the event at the head of each comes before those of the others."""
    ahead = before[np.ix_(heads, heads)]
    both = np.maximum(1, (ahead + ahead.T).sum(axis=1))
    lead = (ahead.sum(axis=1) - ahead.sum(axis=0)) / both
    order = sorted(range(len(items)), key=lambda place: (-lead[place], place))
    return [items[place] for place in _settled(order, ahead)]


def _settled(order: list[int], ahead: Int64s) -> list[int]:
    """Swap neighbours as long as most customers have them the other way round."""
    for _ in range(len(order)):
        calm = True
        for place in range(len(order) - 1):
            a, b = order[place], order[place + 1]
            if ahead[b, a] > ahead[a, b]:
                order[place], order[place + 1] = b, a
                calm = False
        if calm:
            break
    return order
