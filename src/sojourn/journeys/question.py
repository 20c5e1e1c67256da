"""What is asked apart from how it runs: questions and answers as frozen records that travel.

The same record is the argument in Python, the body over HTTP, what a saved metric keeps, and what a cluster
is given; its answer is the same record everywhere too.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, PlainSerializer, TypeAdapter, ValidationError, WithJsonSchema

from sojourn.core.errors import UsageError
from sojourn.core.time import span, span_text

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Cell = str | int | float | None
Unit = Literal["share", "seconds", "score", "count", "value"]

EventName = Annotated[str, Field(max_length=1000)]
"""The name of an event."""


def _span(given: Any) -> Any:
    return span(given) if isinstance(given, str) else given


Span = Annotated[
    timedelta,
    BeforeValidator(_span),
    PlainSerializer(span_text, return_type=str),
    WithJsonSchema({"type": "string", "maxLength": 40, "description": "A span of time: 30m, 12h, 7d, 2w."}),
]
"""A span of time; as text ``30m``, ``7d``."""


class QuestionError(UsageError):
    """A question whose parts do not fit."""


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers of an answer as rows, ready for a spreadsheet.

    Attributes:
        name: What it holds, in words joined by ``_``; names of sheets and files are made of it.
        columns: Names, units included (``median_seconds``).
        rows: One tuple each, as long as ``columns``.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure of an answer, so told that the same figure of another answer can be set against it.

    Attributes:
        key: What it is the figure of; the same in both answers.
        label: The same for people.
        value: The figure; in seconds, as a share from 0 to 1, or in its own unit.
        unit: What ``value`` is measured in.
        n: On how many it rests.
        k: Of a share: how many of the ``n``.
        low, high: Its 95 % interval; ``None`` where there is none.
    """

    key: tuple[str, ...]
    label: str
    value: float
    unit: Unit
    n: int
    k: int | None = None
    low: float | None = None
    high: float | None = None


class Answer(ABC):
    """What a question comes back with: a frozen dataclass whose fields are its JSON."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire: the fields by their names, or by their ``serialization_alias``."""
        told: dict[str, Any] = _adapter(type(self)).dump_python(self, mode="json", by_alias=True)
        return told

    @abstractmethod
    def tables(self) -> tuple[Table, ...]:
        """The numbers as tables, the main one first."""

    def estimates(self) -> Iterator[Estimate]:
        """The figures that can be compared with those of the same question to other journeys."""
        return iter(())


Answer_co = TypeVar("Answer_co", bound=Answer, covariant=True)


class Question(ABC, Generic[Answer_co]):
    """Something to ask of a journey log: a frozen dataclass whose fields are its parameters.

    Attributes:
        kind: The question's one word: sub-command, path and page are named for it.
        answer: What it comes back with.
    """

    __slots__ = ()

    kind: ClassVar[str]
    answer: ClassVar[type[Answer]]

    @abstractmethod
    def ask(self, log: JourneyLog) -> Answer_co:
        """Work the answer out; ``JourneyLog.ask`` calls this when it has seen that there are journeys."""

    @classmethod
    @abstractmethod
    def examples(cls, log: JourneyLog) -> Sequence[Self]:
        """Some questions that this very log can answer: for tests and for first looks."""

    @classmethod
    def from_json(cls, parameters: Mapping[str, Any]) -> Self:
        """The question with those parameters.

        Raises:
            QuestionError: A parameter is unknown, missing, or of the wrong kind.
        """
        known = _adapter(cls).json_schema()["properties"]
        for name in parameters:
            if name not in known:
                raise QuestionError(
                    f"The question {cls.kind!r} has no parameter {name!r}. "
                    f"It has: {', '.join(known) or 'none'}."
                )
        try:
            asked: Self = _adapter(cls).validate_python(dict(parameters))
        except ValidationError as fault:
            first = fault.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "the question"
            if first["type"] == "missing":
                raise QuestionError(f"The question {cls.kind!r} needs its parameter {place!r}.") from None
            raise QuestionError(
                f"The question {cls.kind!r} cannot be asked: {place}: {first['msg']}."
            ) from None
        return asked

    def to_json(self) -> dict[str, Any]:
        """The parameters; ``from_json`` reads them back."""
        told: dict[str, Any] = _adapter(type(self)).dump_python(self, mode="json", by_alias=True)
        return told


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
