"""Opportunities: the barriers of a map, ranked by what removing them would be worth and would take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from statistics import fmean
from typing import Any, Final

from sojourn.core.errors import UsageError, suggestion
from sojourn.maps.document import Card, MapDocument, Step
from sojourn.maps.feelings import felt_by_personas
from sojourn.maps.lint.looking import cards_in_order

CRITERIA: Final = ("satisfaction_impact", "ease", "resource_needs", "roi_potential")
"""Each is 0 to 1. For ``resource_needs`` more is worse; for the others more is better."""

UNKNOWN: Final = 0.5
WEIGHT_OF_IMPORTANCE: Final = {"low": 1 / 3, "medium": 2 / 3, "high": 1.0}
EASE_BY_DEPARTMENTS: Final = {1: 0.75, 2: 0.5}
EASE_OF_MANY: Final = 0.25
EASE_WITHOUT_IDEA: Final = 0.25
NEEDS_BY_PLACE: Final = {"online": 0.4, "offline": 0.6}


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One barrier as something that could change.

    Attributes:
        card: Id of the barrier.
        step: Id of its step; ``step_title`` its title.
        barrier, recommendation: The words of the card.
        satisfaction_impact: How unhappy customers are at the step, times how important it is.
        ease: Higher with fewer departments at the step, low where nobody has an idea yet.
        resource_needs: What it would take; more is worse.
        roi_potential: Customers lost at the step, in proportion to the step that loses most.
        affected: Customers who reached the step, as measured; ``lost`` those who went no further.
        priority: Weighted mean of the criteria, 0 to 100.
        assumed: The criteria that stand on a default because the map does not say.
        reasons: One sentence for each criterion.
    """

    card: str
    step: str
    step_title: str
    barrier: str
    recommendation: str
    satisfaction_impact: float
    ease: float
    resource_needs: float
    roi_potential: float
    affected: int | None
    lost: int | None
    priority: float
    assumed: tuple[str, ...]
    reasons: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it travels."""
        return {**asdict(self), "assumed": list(self.assumed)}


@dataclass(frozen=True, slots=True)
class _Judged:
    value: float
    reason: str
    assumed: bool = False


def opportunities(document: MapDocument, *, weights: Mapping[str, float] | None = None) -> list[Opportunity]:
    """Rank the barriers of a map.

    Args:
        document: The map; measured maps are ranked by what was measured, others by what people assumed.
        weights: How much each of ``CRITERIA`` counts; 1 where not given.

    Returns:
        Opportunities, the highest priority first; equal ones in the order of the map.

    Raises:
        UsageError: A weight names no criterion, or none is above zero.
    """
    weighed = _weights(weights or {})
    most_lost = max((_lost(step) or 0 for step in document.steps.values()), default=0)
    found = [
        _opportunity(document, card, weighed, most_lost) for card in cards_in_order(document, "barriers")
    ]
    return sorted(found, key=lambda one: -one.priority)


def _opportunity(
    document: MapDocument, card: Card, weights: Mapping[str, float], most_lost: int
) -> Opportunity:
    step = document.steps[card.step]
    judged = {
        "satisfaction_impact": _satisfaction_impact(document, card, step),
        "ease": _ease(document, card, step),
        "resource_needs": _resource_needs(document, step),
        "roi_potential": _roi_potential(step, most_lost),
    }
    worth = {name: 1 - one.value if name == "resource_needs" else one.value for name, one in judged.items()}
    mean = sum(weights[name] * worth[name] for name in CRITERIA) / sum(weights.values())
    return Opportunity(
        card=card.id,
        step=step.id,
        step_title=step.title,
        barrier=card.text,
        recommendation=card.recommendation,
        **{name: round(one.value, 4) for name, one in judged.items()},
        affected=step.numbers.reached if step.numbers else None,
        lost=_lost(step),
        priority=round(100 * mean, 1),
        assumed=tuple(name for name, one in judged.items() if one.assumed),
        reasons={name: one.reason for name, one in judged.items()},
    )


def _satisfaction_impact(document: MapDocument, card: Card, step: Step) -> _Judged:
    emotions = list(felt_by_personas(_cards_at(document, step, "emotion")).values())
    importance = card.importance or step.importance or ("high" if step.moment_of_truth else None)
    weight = WEIGHT_OF_IMPORTANCE[importance or "medium"]
    if step.numbers and step.numbers.score is not None:
        emotion, source = (
            step.numbers.score,
            f"measured score {step.numbers.score:+.2f} (n = {step.numbers.score_n:,})",
        )
    elif emotions:
        emotion, source = fmean(emotions), f"assumed emotion {fmean(emotions):+.2f}"
    else:
        emotion, source = 0.0, "no emotion known"
    reason = f"{source}, importance {importance or 'not set, taken as medium'}."
    return _Judged(
        weight * (1 - emotion) / 2, reason, assumed=not (step.numbers and step.numbers.score is not None)
    )


def _ease(document: MapDocument, card: Card, step: Step) -> _Judged:
    if not card.recommendation.strip():
        return _Judged(EASE_WITHOUT_IDEA, "no recommendation yet: nobody has said what to do.", assumed=True)
    people = _cards_at(document, step, "responsible")
    departments = {(one.department or one.text).strip().lower() for one in people} - {""}
    if not departments:
        return _Judged(UNKNOWN, "nobody is responsible, so the effort is unknown.", assumed=True)
    count = len(departments)
    reason = f"{count} department{'s' if count > 1 else ''} at the step."
    return _Judged(EASE_BY_DEPARTMENTS.get(count, EASE_OF_MANY), reason)


def _resource_needs(document: MapDocument, step: Step) -> _Judged:
    places = sorted({one.place for one in _cards_at(document, step, "touchpoints") if one.place})
    if not places:
        return _Judged(UNKNOWN, "no touchpoint says where this happens.", assumed=True)
    needs = fmean(NEEDS_BY_PLACE[place] for place in places)
    return _Judged(needs, f"a first guess from where it happens: {' and '.join(places)}.", assumed=True)


def _roi_potential(step: Step, most_lost: int) -> _Judged:
    lost = _lost(step)
    if lost is None or step.numbers is None or most_lost == 0:
        return _Judged(UNKNOWN, "not measured: nobody knows how many are lost here.", assumed=True)
    return _Judged(lost / most_lost, f"{lost:,} of {step.numbers.reached:,} went no further on the map.")


def _lost(step: Step) -> int | None:
    """Customers who went no further; unknown without numbers, and at the last step, where nobody can."""
    if step.numbers is None or step.numbers.continued_share is None:
        return None
    return step.numbers.reached - step.numbers.continued


def _cards_at(document: MapDocument, step: Step, kind: str) -> list[Card]:
    return [
        card
        for card in document.cards.values()
        if card.step == step.id and document.lanes[card.lane].kind == kind
    ]


def _weights(given: Mapping[str, float]) -> dict[str, float]:
    for name, weight in given.items():
        if name not in CRITERIA:
            raise UsageError(f"There is no criterion {name!r}. {suggestion(name, CRITERIA)}")
        if weight < 0:
            raise UsageError(f"The weight of {name!r} is {weight}. It must be zero or more.")
    weights = dict.fromkeys(CRITERIA, 1.0) | dict(given)
    if sum(weights.values()) == 0:
        raise UsageError("All weights are zero. Give at least one criterion a weight above zero.")
    return weights
