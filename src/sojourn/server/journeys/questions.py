"""The library's questions as bodies of requests: their parameters, and whose journeys they are asked of."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Annotated, Any, Final, get_type_hints

from pydantic import Field, create_model

from sojourn.journeys.catalogue import question, question_class
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.question import Question
from sojourn.server.api.schemas import Wire

SELECTION: Final = ("segment", "since", "until")


class Selected(Wire):
    """Whose journeys a question is asked of, and which period of them."""

    segment: Annotated[str | None, Field(max_length=4_000, description="A condition: did order_placed.")] = (
        None
    )
    since: Annotated[datetime | None, Field(description="Only events at this time or later.")] = None
    until: Annotated[datetime | None, Field(description="Only events before this time.")] = None


def body_of(kind: str) -> type[Selected]:
    """The body of a request that asks a kind of question."""
    asked = question_class(kind)
    kinds = get_type_hints(asked, include_extras=True)
    fields: dict[str, Any] = {
        field.name: (kinds[field.name], _default(field)) for field in dataclasses.fields(_as_dataclass(asked))
    }
    return create_model(asked.__name__, __base__=Selected, __doc__=_first_line(asked), **fields)


def question_in(kind: str, body: Selected) -> Question[Any]:
    """The question that a body asks.

    Raises:
        QuestionError: A parameter does not fit.
    """
    return question(kind, body.model_dump(mode="json", exclude=set(SELECTION)))


def selected_by(body: Selected, log: JourneyLog) -> JourneyLog:
    """The journeys that a body selects.

    Raises:
        SegmentError: The segment cannot be read.
        PeriodError: The period ends before it begins.
    """
    return log.between(body.since, body.until).where(body.segment or None)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return Field(default_factory=field.default_factory)
    return ... if field.default is dataclasses.MISSING else field.default


def _as_dataclass(asked: type[Question[Any]]) -> Any:
    return asked


def _first_line(kind: type[Any]) -> str:
    return (kind.__doc__ or "").strip().split("\n")[0]
