"""Sessions: events told apart by long pauses, how long they are, and what happens in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.core.time import span
from sojourn.journeys.count_tally import CountSpread, CountTally
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.sessions import count_sessions, measure_sessions, number_sessions
from sojourn.journeys.narrowing import Figures, Ranges
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Estimate, EventName, Question, Span, Table
from sojourn.journeys.session_cuts import session_offsets
from sojourn.journeys.spread import Spread, first_ranges, settled

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

HALF_AN_HOUR: Final = timedelta(minutes=30)
MOST_NUMBERS: Final = 100


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """Times of ``n`` sessions in seconds; all ``None`` where there are none.

    Attributes:
        median_low, median_high: The median's 95 % interval; ``None`` where there are too few.
    """

    n: int
    median_seconds: float | None
    median_low: float | None
    median_high: float | None
    p90_seconds: float | None
    mean_seconds: float | None
    max_seconds: float | None


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """Sessions that begin, or end, with an event; ``share`` is their part of all sessions."""

    event: str
    sessions: int
    share: float


@dataclass(frozen=True, slots=True)
class SessionNumber:
    """All first sessions of customers, all second ones, and so on.

    Attributes:
        number: Which: 1 is the first.
        customers: How many customers came so often.
        share: Their part of all customers, with its 95 % interval ``low`` to ``high``.
        converted: How many of these sessions hold the goal; ``None`` without a goal.
        conversion: Their part of these sessions, with its 95 % interval.
        first_converted: How many customers did the goal for the first time in this session.
    """

    number: int
    customers: int
    share: float
    low: float
    high: float
    converted: int | None
    conversion: float | None
    conversion_low: float | None
    conversion_high: float | None
    first_converted: int | None


@dataclass(frozen=True, slots=True)
class SessionCell:
    """Customers whose session of that number holds an event; ``share`` is of those who had the session."""

    event: str
    customers: int
    share: float


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What happens in the sessions of one number; the cells are the same events in every row."""

    number: int
    customers: int
    cells: tuple[SessionCell, ...]


@dataclass(frozen=True, slots=True)
class SessionsResult(Answer):
    """The sessions of all customers.

    Attributes:
        customers, events, sessions: How many there are.
        gap_seconds: The longest pause inside a session.
        goal: What counts as converting, or ``None``.
        sessions_per_customer: How many sessions a customer has.
        events_per_session: How many events a session has.
        length: From a session's first event to its last.
        pause: From a session's last event to the first of the same customer's next one.
        bounced: Sessions of one event.
        bounce_share: Their part of all sessions, with its 95 % interval.
        entries: The events with which sessions begin, the most frequent first.
        exits: The events with which sessions end.
        by_number: Sessions by their number.
        matrix: What happens in the sessions of each number.
    """

    customers: int
    events: int
    sessions: int
    gap_seconds: float
    goal: str | None
    sessions_per_customer: CountSpread
    events_per_session: CountSpread
    length: SessionTimes
    pause: SessionTimes
    bounced: int
    bounce_share: float
    bounce_low: float
    bounce_high: float
    entries: tuple[SessionEvent, ...]
    exits: tuple[SessionEvent, ...]
    by_number: tuple[SessionNumber, ...]
    matrix: tuple[SessionRow, ...]

    def tables(self) -> tuple[Table, ...]:
        """Sessions by number, what happens in them, how they begin and end, and how many there are."""
        by_number = tuple(
            (
                one.number,
                one.customers,
                one.share,
                one.low,
                one.high,
                one.converted,
                one.conversion,
                one.conversion_low,
                one.conversion_high,
                one.first_converted,
            )
            for one in self.by_number
        )
        matrix = tuple(
            (row.number, cell.event, cell.customers, cell.share) for row in self.matrix for cell in row.cells
        )
        return (
            Table("sessions", NUMBER_COLUMNS, by_number),
            Table("session_matrix", ("session", "event", "customers", "share"), matrix),
            Table("entries", ("event", "sessions", "share"), _rows(self.entries)),
            Table("exits", ("event", "sessions", "share"), _rows(self.exits)),
            _counts_table("sessions_per_customer", "customers", self.sessions_per_customer),
            _counts_table("events_per_session", "sessions", self.events_per_session),
        )

    def estimates(self) -> Iterator[Estimate]:
        """Bounce share, length, pause, and of each number who came so often and who converted."""
        low, high = self.bounce_low, self.bounce_high
        yield Estimate(
            ("bounce",), "bounced", self.bounce_share, "share", self.sessions, self.bounced, low, high
        )
        for name, label, times in (
            ("length", "length of a session", self.length),
            ("pause", "pause between sessions", self.pause),
        ):
            if times.median_seconds is not None:
                low_, high_ = times.median_low, times.median_high
                yield Estimate(
                    (name, "median"), label, times.median_seconds, "seconds", times.n, None, low_, high_
                )
        for one in self.by_number:
            key, label = str(one.number), f"came {one.number} times or more"
            yield Estimate(
                (key, "share"), label, one.share, "share", self.customers, one.customers, one.low, one.high
            )
            if one.conversion is not None:
                low_, high_ = one.conversion_low, one.conversion_high
                label = f"did {self.goal} in session {one.number}"
                yield Estimate(
                    (key, "conversion"),
                    label,
                    one.conversion,
                    "share",
                    one.customers,
                    one.converted,
                    low_,
                    high_,
                )

    def _repr_html_(self) -> str:
        rows = [
            (
                row.number,
                row.customers,
                Bar(numbered.share, numbered.low, numbered.high),
                ", ".join(f"{cell.event} {cell.share:.0%}" for cell in row.cells[:4]),
            )
            for row, numbered in zip(self.matrix, self.by_number, strict=True)
        ]
        title = (
            f"{self.sessions:,} sessions of {self.customers:,} customers, "
            f"{duration(self.length.median_seconds)} long in the middle"
        )
        return html_table(title, ["Session", "Customers", "Share of all", "What happens in it"], rows)


NUMBER_COLUMNS: Final = (
    "session",
    "customers",
    "share",
    "low",
    "high",
    "converted",
    "conversion",
    "conversion_low",
    "conversion_high",
    "first_converted",
)


def sessions(
    log: JourneyLog,
    *,
    gap: timedelta | str = HALF_AN_HOUR,
    goal: str | None = None,
    numbers: int = 10,
    top: int = 8,
) -> SessionsResult:
    """Cut the journeys into sessions where nothing happens for long.

    Args:
        log: The journeys to look at.
        gap: The longest pause inside a session, such as ``"30m"``; a pause of just that does not end it.
        goal: An event that counts as converting.
        numbers: Up to which session of a customer sessions are told apart, 1 to 100.
        top: How many events to name as entries, as exits, and in the matrix.

    Returns:
        How many sessions there are and how long they are, how they begin and end, how many customers come
        again, and what happens in the first, the second, and so on.

    Raises:
        UnknownEventError: The log does not contain the goal.
        UsageError: ``gap`` is no span of time, or a number is out of range.

    Source: kernels/SPEC.md SN1 to SN8.
    """
    pause = span(gap) if isinstance(gap, str) else gap
    return log.ask(SessionsQuestion(gap=pause, goal=goal, numbers=numbers, top=top))


@dataclass(frozen=True, slots=True)
class SessionsQuestion(Question[SessionsResult]):
    """How often do customers come, and what happens in their sessions?

    Attributes:
        gap: The longest pause inside a session.
        goal: An event that counts as converting; ``None`` for none.
        numbers: Up to which session of a customer sessions are told apart.
        top: How many events are named as entries, as exits, and in the matrix.
    """

    kind: ClassVar = "sessions"
    answer: ClassVar = SessionsResult

    gap: Span = HALF_AN_HOUR
    goal: EventName | None = None
    numbers: Annotated[int, Field(ge=1, le=MOST_NUMBERS)] = 10
    top: Annotated[int, Field(ge=1, le=1_000)] = 8

    def __post_init__(self) -> None:
        if self.gap <= timedelta(0):
            raise UsageError(f"The pause that ends a session must be longer than zero, not {self.gap}.")
        if not 1 <= self.numbers <= MOST_NUMBERS:
            raise UsageError(
                f"Sessions are told apart up to the 1st to 100th, but numbers is {self.numbers}."
            )
        if self.top < 1:
            raise UsageError(f"At least one event must be named, but top is {self.top}.")

    def ask(self, log: JourneyLog) -> SessionsResult:
        """Cut all journeys."""
        times = SessionSpans(self.gap)
        within = first_ranges(log, times, 2)
        goal = -1 if self.goal is None else log.code_of(self.goal)
        found = log.run(SessionCounts(times, within, numbers=self.numbers, goal=goal))
        length, pause = settled(log, times, found.figures, within)
        return _result(self, log, found, _times(length), _times(pause))

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[SessionsQuestion]:
        """With a short gap and with a very long one, and with a goal."""
        return [
            cls(gap=timedelta(seconds=2), goal=log.event_names[-1], numbers=2, top=2),
            cls(gap=timedelta(days=60)),
        ]


@dataclass(frozen=True, slots=True)
class SessionSpans:
    """How long sessions take and how long the pauses before them are, in microseconds."""

    gap: timedelta

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """Lengths are of group 0, pauses of group 1."""
        starts = session_offsets(chunk, self.gap)
        return measure_sessions(starts, number_sessions(chunk.offsets, starts)[0], chunk.times)


@dataclass(frozen=True)
class SessionsSummary:
    """What ``count_sessions`` counts, and how many of what there are."""

    ends: Int64s
    by_number: Int64s
    matrix: Int64s
    of_customers: CountTally
    of_events: CountTally
    figures: Figures


class SessionCounts:
    """Sessions as a mergeable summary (SPEC SN1 to SN8)."""

    def __init__(self, times: SessionSpans, within: Ranges, *, numbers: int, goal: int) -> None:
        self._times = times
        self._within = within
        self._numbers = numbers
        self._goal = goal

    def partial(self, chunk: Chunk) -> SessionsSummary:
        """Cut whole journeys."""
        starts = session_offsets(chunk, self._times.gap)
        numbers, had = number_sessions(chunk.offsets, starts)
        counted = count_sessions(starts, numbers, chunk.codes, chunk.names, self._numbers, self._goal)
        return SessionsSummary(
            *counted,
            of_customers=CountTally.of(had),
            of_events=CountTally.of(np.diff(starts)),
            figures=Figures.of(*measure_sessions(starts, numbers, chunk.times), self._within),
        )

    def merge(self, a: SessionsSummary, b: SessionsSummary) -> SessionsSummary:
        """Counts add up."""
        return SessionsSummary(
            ends=a.ends + b.ends,
            by_number=a.by_number + b.by_number,
            matrix=a.matrix + b.matrix,
            of_customers=a.of_customers.plus(b.of_customers),
            of_events=a.of_events.plus(b.of_events),
            figures=a.figures.plus(b.figures),
        )

    def result(self, summary: SessionsSummary) -> SessionsSummary:
        """The summary itself."""
        return summary


def _result(
    question: SessionsQuestion,
    log: JourneyLog,
    found: SessionsSummary,
    length: SessionTimes,
    pause: SessionTimes,
) -> SessionsResult:
    per_session = found.of_events.spread(shown=question.numbers)
    total = per_session.n
    bounced = int(found.of_events.counts[found.of_events.values == 1].sum())
    bounce = wilson(bounced, total)
    return SessionsResult(
        customers=log.customers,
        events=log.events_count,
        sessions=total,
        gap_seconds=question.gap.total_seconds(),
        goal=question.goal,
        sessions_per_customer=found.of_customers.spread(shown=question.numbers),
        events_per_session=per_session,
        length=length,
        pause=pause,
        bounced=bounced,
        bounce_share=bounced / total,
        bounce_low=bounce.low,
        bounce_high=bounce.high,
        entries=_events(found.ends[0], log.event_names, question.top, total),
        exits=_events(found.ends[1], log.event_names, question.top, total),
        by_number=tuple(
            _by_number(found.by_number, customers=log.customers, has_goal=question.goal is not None)
        ),
        matrix=tuple(_matrix(found, log.event_names, question.top)),
    )


def _times(spread: Spread) -> SessionTimes:
    return SessionTimes(
        n=spread.n,
        median_seconds=spread.median,
        median_low=spread.median_low,
        median_high=spread.median_high,
        p90_seconds=spread.p90,
        mean_seconds=spread.mean,
        max_seconds=spread.most,
    )


def _most_frequent(counts: Int64s, names: Sequence[str], top: int) -> list[int]:
    return sorted(np.flatnonzero(counts).tolist(), key=lambda code: (-counts[code], names[code]))[:top]


def _events(counts: Int64s, names: Sequence[str], top: int, total: int) -> tuple[SessionEvent, ...]:
    return tuple(
        SessionEvent(names[code], int(counts[code]), int(counts[code]) / total)
        for code in _most_frequent(counts, names, top)
    )


def _by_number(by_number: Int64s, *, customers: int, has_goal: bool) -> Iterator[SessionNumber]:
    for number, (came, converted, first) in enumerate(by_number.tolist(), start=1):
        if came == 0:
            return
        bounds, conversion = wilson(came, customers), wilson(converted, came)
        yield SessionNumber(
            number=number,
            customers=came,
            share=came / customers,
            low=bounds.low,
            high=bounds.high,
            converted=converted if has_goal else None,
            conversion=converted / came if has_goal else None,
            conversion_low=conversion.low if has_goal else None,
            conversion_high=conversion.high if has_goal else None,
            first_converted=first if has_goal else None,
        )


def _matrix(found: SessionsSummary, names: Sequence[str], top: int) -> Iterator[SessionRow]:
    codes = _most_frequent(found.matrix.sum(axis=0), names, top)
    for number, (row, came) in enumerate(
        zip(found.matrix, found.by_number[:, 0].tolist(), strict=True), start=1
    ):
        if came == 0:
            return
        cells = (SessionCell(names[code], int(row[code]), int(row[code]) / came) for code in codes)
        yield SessionRow(number, came, tuple(cells))


def _rows(events: Sequence[SessionEvent]) -> tuple[tuple[str, int, float], ...]:
    return tuple((one.event, one.sessions, one.share) for one in events)


def _counts_table(name: str, of: str, spread: CountSpread) -> Table:
    rows = tuple((one.count, "yes" if one.or_more else "no", one.n, one.share) for one in spread.counts)
    return Table(name, ("count", "or_more", of, "share"), rows)
