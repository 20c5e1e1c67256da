"""Any question asked of two groups of journeys, and the differences between their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal

import numpy as np
from pydantic import BeforeValidator, Field, InstanceOf, PlainSerializer, WithJsonSchema

from sojourn.core.differences import (
    Difference,
    difference_of_intervals,
    difference_of_shares,
    false_discovery_rates,
)
from sojourn.core.errors import UsageError
from sojourn.core.statistics import Interval
from sojourn.core.time import span_in_words
from sojourn.journeys.catalogue import KINDS, question
from sojourn.journeys.engines.protocol import Chunk, selected
from sojourn.journeys.notebook import html_table
from sojourn.journeys.question import Answer, Estimate, Question, Table, Unit
from sojourn.journeys.selection import Booleans, Condition, Selection

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

ALIKE: Final = 0.1
"""Periods whose lengths differ by more than this part are pointed out."""
Test = Literal["shares", "intervals"]


class CompareError(UsageError):
    """Two sides, or a question, that cannot be compared."""


def _question_of(given: Any) -> Any:
    if not isinstance(given, Mapping):
        return given
    if not isinstance(given.get("kind"), str):
        raise CompareError(f"The question to compare needs its 'kind': one of {', '.join(KINDS)}.")
    return question(given["kind"], {name: value for name, value in given.items() if name != "kind"})


def _told(asked: Question[Any]) -> dict[str, Any]:
    return {"kind": asked.kind, **asked.to_json()}


AnyQuestion = Annotated[
    InstanceOf[Question],  # type: ignore[type-arg]
    BeforeValidator(_question_of),
    PlainSerializer(_told, return_type=dict[str, Any]),
    WithJsonSchema(
        {
            "type": "object",
            "description": "The question to ask of both sides: its kind and its parameters.",
            "properties": {"kind": {"type": "string", "enum": [kind for kind in KINDS if kind != "compare"]}},
            "required": ["kind"],
            "additionalProperties": True,
        }
    ),
]
"""A question of any kind; as JSON its ``kind`` and its parameters."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two groups of journeys.

    Attributes:
        segment: Whose journeys; ``None`` for everybody's.
        since, until: Which period of them.
        name: What to call it; else what it selects.
    """

    segment: Annotated[str | None, Field(max_length=4_000)] = None
    since: datetime | None = None
    until: datetime | None = None
    name: Annotated[str | None, Field(max_length=200)] = None


@dataclass(frozen=True, slots=True)
class SideSize:
    """How much one side holds."""

    name: str
    customers: int
    events: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one side: on how many it rests (``n``), with its 95 % interval."""

    value: float
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The same figure of both sides.

    Attributes:
        key: What it is the figure of.
        label: The same for people.
        unit: What it is measured in.
        a, b: The figure of each side; ``None`` where the side has none.
        difference: ``a`` less ``b``; ``low`` and ``high`` are its 95 % interval.
        p: How likely so large a difference is by chance alone.
        q: Share of false discoveries among all figures at least as striking (Benjamini-Hochberg).
        test: How it was tested: ``shares`` (Newcombe, N - 1 two-proportion test) or ``intervals`` (MOVER);
            ``None`` where it could not be.
    """

    key: tuple[str, ...]
    label: str
    unit: Unit
    a: Figure | None
    b: Figure | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    q: float | None
    test: Test | None


@dataclass(frozen=True, slots=True)
class CompareResult(Answer):
    """Two answers to one question, figure by figure.

    Attributes:
        kind: The kind of question.
        a, b: The two sides.
        overlap: Customers who are on both sides.
        figures: In the order of the answer of ``a``, then what only ``b`` has.
        tested: How many figures were tested; ``q`` is over all of them.
        notes: What to bear in mind, in words.
    """

    kind: str
    a: SideSize
    b: SideSize
    overlap: int
    figures: tuple[Compared, ...]
    tested: int
    notes: tuple[str, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each figure."""
        columns = (
            *("figure", "unit", "a", "a_low", "a_high", "a_n", "b", "b_low", "b_high", "b_n"),
            *("difference", "difference_low", "difference_high", "p", "q", "test"),
        )
        rows = tuple(
            (
                *(one.label, one.unit, *_cells(one.a), *_cells(one.b)),
                *(one.difference, one.low, one.high, one.p, one.q, one.test),
            )
            for one in self.figures
        )
        return (Table("differences", columns, rows),)

    def _repr_html_(self) -> str:
        rows = [
            (
                one.label,
                _number(one.a),
                _number(one.b),
                "–" if one.difference is None else f"{one.difference:+.4g}",
                "–" if one.low is None or one.high is None else f"{one.low:+.4g} to {one.high:+.4g}",
                "–" if one.q is None else f"{one.q:.3g}",
            )
            for one in self.figures
        ]
        headings = ["Figure", self.a.name, self.b.name, "Difference", "95 % interval", "q"]
        return html_table(f"{self.kind}: {self.a.name} against {self.b.name}", headings, rows)


def compare(
    log: JourneyLog, asked: Question[Any] | Mapping[str, Any], a: Side | str, b: Side | str
) -> CompareResult:
    """Ask a question of two groups of journeys and say how their figures differ.

    The intervals and tests take the two groups for independent; the answer says how many customers are in
    both.

    Args:
        log: The journeys; of a segment or a period of them, both sides are parts of it.
        asked: The question, or its JSON: ``kind`` and parameters.
        a, b: The sides: segments and periods. A text is a segment.

    Returns:
        Each figure of both answers with difference, 95 % interval, p, and the rate of false discoveries over
        all figures.

    Raises:
        CompareError: The question is itself a comparison, or its answers have no figures.
        SegmentError: A side's segment cannot be read.
        EmptySelectionError: Nobody is on a side.

    Source: shares Newcombe 1998 (method 10) and Campbell 2007; others MOVER (Zou and Donner 2008); Benjamini
    and Hochberg 1995.
    """
    sides = [Side(segment=side) if isinstance(side, str) else side for side in (a, b)]
    return log.ask(CompareQuestion(_question_of(asked), *sides))


@dataclass(frozen=True, slots=True)
class CompareQuestion(Question[CompareResult]):
    """How do two groups of journeys differ?

    Attributes:
        question: What is asked of both.
        a: The first side.
        b: The second side.
    """

    kind: ClassVar = "compare"
    answer: ClassVar = CompareResult

    question: AnyQuestion
    a: Side
    b: Side

    def __post_init__(self) -> None:
        if isinstance(self.question, CompareQuestion):
            raise CompareError("A comparison cannot be compared. Ask another question of the two sides.")

    def ask(self, log: JourneyLog) -> CompareResult:
        """Ask both sides, then set figure against figure."""
        sides = [_side(log, self.a), _side(log, self.b)]
        names = [_name(self.a, "A"), _name(self.b, "B")]
        answers = [side.ask(self.question) for side in sides]
        figures = _compared([list(answer.estimates()) for answer in answers])
        if not figures:
            raise CompareError(
                f"The answers to {self.question.kind!r} hold no figures that can be set against each other."
            )
        overlap = log.source.run(CountOverlap(sides[0].selection, sides[1].selection))
        return CompareResult(
            kind=self.question.kind,
            a=SideSize(names[0], sides[0].customers, sides[0].events_count),
            b=SideSize(names[1], sides[1].customers, sides[1].events_count),
            overlap=overlap,
            figures=figures,
            tested=sum(one.p is not None for one in figures),
            notes=tuple(_notes(overlap, self.a, self.b)),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[CompareQuestion]:
        """Everything against itself, plainly and by a segment and a period that leave nothing out."""
        asked = question("funnel", {"steps": [log.event_names[0]]})
        again = Side(segment="events >= 1", since=log.first, name="again")
        return [cls(asked, Side(name="all"), Side(name="again")), cls(asked, Side(name="all"), again)]


@dataclass(frozen=True, slots=True)
class Both:
    """A condition inside a condition: both must hold."""

    outer: Condition
    inner: Condition

    @property
    def text(self) -> str:
        """Both, as the language writes them."""
        return f"({self.outer.text}) and ({self.inner.text})"

    def holds(self, chunk: Chunk) -> Booleans:
        """bool[customers]."""
        return self.outer.holds(chunk) & self.inner.holds(chunk)


@dataclass(frozen=True, slots=True)
class CountOverlap:
    """How many customers two selections share."""

    a: Selection
    b: Selection

    def partial(self, chunk: Chunk) -> int:
        """Customers of the chunk, which holds whole journeys, that both leave."""
        first, there = int(chunk.numbers_of_customers[0]), np.zeros(chunk.customers, np.bool_)
        there[selected(chunk, self.a).numbers_of_customers - first] = True
        return int(there[selected(chunk, self.b).numbers_of_customers - first].sum())

    def merge(self, a: int, b: int) -> int:
        """A customer is in one chunk only."""
        return a + b

    def result(self, summary: int) -> int:
        """The count itself."""
        return summary


def _side(log: JourneyLog, side: Side) -> JourneyLog:
    """The part of the selected journeys that a side is."""
    outer, inner = log.selection, log.between(side.since, side.until).where(side.segment).selection
    segment = inner.segment
    if outer.segment is not None:
        segment = outer.segment if segment is None else Both(outer.segment, segment)
    starts = [one for one in (outer.since, inner.since) if one is not None]
    ends = [one for one in (outer.until, inner.until) if one is not None]
    return log.between(max(starts, default=None), min(ends, default=None)).where(segment)


def _name(side: Side, letter: str) -> str:
    if side.name:
        return side.name
    said = [
        side.segment or "",
        f"since {side.since:%Y-%m-%d}" if side.since else "",
        f"until {side.until:%Y-%m-%d}" if side.until else "",
    ]
    return " ".join(one for one in said if one) or f"everybody ({letter})"


def _compared(sides: Sequence[Sequence[Estimate]]) -> tuple[Compared, ...]:
    """Figures with the same key side by side, with the rates of false discoveries over all of them."""
    a, b = ({one.key: one for one in side} for side in sides)
    pairs = [(a.get(key), b.get(key)) for key in dict.fromkeys((*a, *b))]
    found = [_difference(*pair) for pair in pairs]
    rates = false_discovery_rates([None if one is None else one[0].p for one in found])
    return tuple(_pair(*pair, one, q) for pair, one, q in zip(pairs, found, rates, strict=True))


def _difference(a: Estimate | None, b: Estimate | None) -> tuple[Difference, Test] | None:
    if a is None or b is None:
        return None
    if a.k is not None and b.k is not None:
        shares = difference_of_shares(a.k, a.n, b.k, b.n)
        return None if shares is None else (shares, "shares")
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return None
    bounds = Interval(a.low, a.high), Interval(b.low, b.high)
    return difference_of_intervals(a.value, bounds[0], b.value, bounds[1]), "intervals"


def _pair(
    a: Estimate | None, b: Estimate | None, found: tuple[Difference, Test] | None, q: float | None
) -> Compared:
    one = a or b
    assert one is not None
    value = a.value - b.value if a is not None and b is not None else None
    it = found[0] if found else None
    return Compared(
        key=one.key,
        label=one.label,
        unit=one.unit,
        a=_figure(a),
        b=_figure(b),
        difference=it.value if it else value,
        low=it.low if it else None,
        high=it.high if it else None,
        p=it.p if it else None,
        q=q,
        test=found[1] if found else None,
    )


def _figure(one: Estimate | None) -> Figure | None:
    return None if one is None else Figure(one.value, one.n, one.low, one.high)


def _notes(overlap: int, a: Side, b: Side) -> Iterator[str]:
    if overlap:
        yield (
            f"{overlap:,} customers are on both sides. The intervals and tests take the sides for "
            "independent; here they are not exact."
        )
    periods = [Selection(since=one.since, until=one.until) for one in (a, b)]
    if not any(period.has_period for period in periods):
        return
    first, second = (one.until - one.since if one.since and one.until else None for one in periods)
    if first is None or second is None:
        yield (
            "A side has no beginning or no end, so the periods may differ in length: "
            "in the longer one more can happen."
        )
    elif abs(first - second) > ALIKE * max(first, second):
        yield (
            f"The periods last {span_in_words(first.total_seconds())} and "
            f"{span_in_words(second.total_seconds())}: in the longer one more can happen."
        )


def _cells(one: Figure | None) -> tuple[float | int | None, ...]:
    return (None,) * 4 if one is None else (one.value, one.low, one.high, one.n)


def _number(one: Figure | None) -> str:
    return "–" if one is None else f"{one.value:.4g}"
