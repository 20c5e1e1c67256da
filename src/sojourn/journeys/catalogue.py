"""All questions by kind. A new one is added here once; API, exports, comparison and clusters follow."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sojourn.core.errors import UsageError, suggestion
from sojourn.journeys.question import Question

KINDS: Final[dict[str, str]] = {
    "events": "sojourn.journeys.events:EventsQuestion",
    "transitions": "sojourn.journeys.transitions:TransitionsQuestion",
    "funnel": "sojourn.journeys.funnel:FunnelQuestion",
    "flow": "sojourn.journeys.flow:FlowQuestion",
    "variants": "sojourn.journeys.variants:VariantsQuestion",
    "durations": "sojourn.journeys.durations:DurationsQuestion",
    "retention": "sojourn.journeys.retention:RetentionQuestion",
    "repeats": "sojourn.journeys.repeats:RepeatsQuestion",
    "recency": "sojourn.journeys.recency:RecencyQuestion",
    "sessions": "sojourn.journeys.sessions:SessionsQuestion",
    "handoffs": "sojourn.journeys.handoffs:HandoffsQuestion",
    "attribution": "sojourn.journeys.attribution:AttributionQuestion",
    "leaving": "sojourn.journeys.leaving:LeavingQuestion",
    "satisfaction": "sojourn.journeys.satisfaction:SatisfactionQuestion",
    "replay": "sojourn.journeys.replay:ReplayQuestion",
    "compare": "sojourn.journeys.compare:CompareQuestion",
}
"""Where each kind of question lives; loaded when it is first used."""


class UnknownQuestionError(UsageError):
    """There is no such kind of question."""


def question_class(kind: str) -> type[Question[Any]]:
    """The class of a kind of question.

    Raises:
        UnknownQuestionError: There is none.
    """
    if kind not in KINDS:
        raise UnknownQuestionError(
            f"There is no question {kind!r}. {suggestion(kind, KINDS, shown=len(KINDS))}"
        )
    module, name = KINDS[kind].split(":")
    found: type[Question[Any]] = getattr(importlib.import_module(module), name)
    return found


def question_classes() -> Iterator[type[Question[Any]]]:
    """Every kind of question, in order."""
    return (question_class(kind) for kind in KINDS)


def question(kind: str, parameters: Mapping[str, Any]) -> Question[Any]:
    """The question of a kind with those parameters.

    Raises:
        UnknownQuestionError: There is no such kind.
        QuestionError: A parameter does not fit.
    """
    return question_class(kind).from_json(parameters)
