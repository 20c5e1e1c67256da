"""Repeats: of the customers who did something for the k-th time, how many did it again, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.core.time import span
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.event_sets import EventSet, mask_of, told
from sojourn.journeys.kernels.repeats import MILLIONTHS, count_repeats, times_between, values_by_number
from sojourn.journeys.log.index import moment
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.observation import observed_until as observed_until_us
from sojourn.journeys.question import Answer, Estimate, Question, Span, Table
from sojourn.journeys.spread import Spread, spreads_of

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Booleans = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

MOST_STEPS: Final = 100


class RepeatsError(UsageError):
    """A question about repeats that cannot be answered."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """From the event for the ``number``-th time to the next time.

    Attributes:
        number: 1 for the first time.
        customers: Customers who have the event at least so often.
        again: Those of them who have it once more.
        share, low, high: The part of them, 0 to 1, with its 95 % interval (Wilson).
        between: Seconds from one to the other, of those who have it once more.
        watched: Customers whose ``number``-th event is so long ago that ``within`` is over; ``None`` without.
        within_again: Those of them who had it once more within that time.
        within_share, within_low, within_high: The part of them; ``None`` where nobody could be watched.
        value: The values of the ``number``-th events; ``None`` where values were not asked for.
    """

    number: int
    customers: int
    again: int
    share: float
    low: float
    high: float
    between: Spread
    watched: int | None
    within_again: int | None
    within_share: float | None
    within_low: float | None
    within_high: float | None
    value: Spread | None


@dataclass(frozen=True, slots=True)
class HowOften:
    """Customers who have the event so often.

    Attributes:
        times: How often.
        or_more: Whether more often counts too.
        customers: How many they are.
        share: Part of those who have it at all.
    """

    times: int
    or_more: bool
    customers: int
    share: float


@dataclass(frozen=True, slots=True)
class RepeatsResult(Answer):
    """How often customers come back to an event.

    Attributes:
        customers: Customers in the log.
        started: Those who have the event at least once.
        event: What is repeated; ``None`` for any event.
        within_seconds: The time in which a repeat is looked for; ``None`` for no limit.
        observed_until: Until when the journeys were observed.
        repeats: From the first time on, as far as anybody came.
        how_often: How many customers have it how often; the shares sum to 1.
        value: Of all these events; ``None`` where values were not asked for, or there are none.
    """

    customers: int
    started: int
    event: str | None
    within_seconds: float | None
    observed_until: datetime
    repeats: tuple[Repeat, ...]
    how_often: tuple[HowOften, ...]
    value: float | None

    def tables(self) -> tuple[Table, ...]:
        """One row for each repeat, and how often customers have the event."""
        often = tuple((one.times, int(one.or_more), one.customers, one.share) for one in self.how_often)
        return (
            Table("repeats", REPEAT_COLUMNS, tuple(_row(repeat) for repeat in self.repeats)),
            Table("how_often", ("times", "or_more", "customers", "share"), often),
        )

    def estimates(self) -> Iterator[Estimate]:
        """Of each repeat, the share that came back, ever and in time, and the median time until then."""
        for one in self.repeats:
            place = f"time {one.number}"
            label = f"again after {place}"
            bounds = (one.low, one.high)
            yield Estimate((place, "share"), label, one.share, "share", one.customers, one.again, *bounds)
            if one.within_share is not None and one.watched:
                yield Estimate(
                    (place, "within_share"),
                    f"{label}, in time",
                    one.within_share,
                    "share",
                    one.watched,
                    one.within_again,
                    one.within_low,
                    one.within_high,
                )
            if one.between.median is not None:
                yield Estimate(
                    (place, "between"),
                    f"median time until {label}",
                    one.between.median,
                    "seconds",
                    one.again,
                    low=one.between.median_low,
                    high=one.between.median_high,
                )

    def _repr_html_(self) -> str:
        rows = [
            (
                one.number,
                one.customers,
                one.again,
                Bar(one.share, one.low, one.high),
                duration(one.between.median),
            )
            for one in self.repeats
        ]
        title = f"Repeats of {self.event or 'any event'}: {self.started:,} of {self.customers:,} customers"
        return html_table(title, ["Time", "Customers", "Again", "Share", "Median time until then"], rows)


FIGURES: Final = ("median", "median_low", "median_high", "p90", "mean")
REPEAT_COLUMNS: Final = (
    *("number", "customers", "again", "share", "low", "high"),
    *(f"between_{name}_seconds" for name in FIGURES),
    *("watched", "within_again", "within_share", "within_low", "within_high"),
    *("value_n", "value_median", "value_mean", "value_total"),
)


@dataclass(frozen=True, eq=False)
class TimesBetween:
    """Microseconds from the k-th event to the next, by k."""

    wanted: Booleans
    steps: int

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """k - 1 and microseconds of each."""
        return times_between(chunk.offsets, chunk.codes, chunk.times, self.wanted, self.steps)


@dataclass(frozen=True, eq=False)
class ValuesByNumber:
    """Millionths that the k-th event is worth, by k; all later than the last are together."""

    wanted: Booleans
    steps: int

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """k - 1 and millionths of each that has a value."""
        return values_by_number(chunk.offsets, chunk.codes, chunk.numbers("value"), self.wanted, self.steps)


@dataclass(frozen=True)
class RepeatsSummary:
    """Customers by how often they have the event, and who had it again in time; see ``count_repeats``."""

    often: Int64s
    watched: Int64s


class CountRepeats:
    """Repeats as a mergeable summary (SPEC RP1 to RP4)."""

    def __init__(self, wanted: Booleans, *, steps: int, within_us: int, until_us: int) -> None:
        self._wanted = wanted
        self._numbers = (steps, within_us, until_us)

    def partial(self, chunk: Chunk) -> RepeatsSummary:
        """Count in whole journeys."""
        return RepeatsSummary(
            *count_repeats(chunk.offsets, chunk.codes, chunk.times, self._wanted, *self._numbers)
        )

    def merge(self, a: RepeatsSummary, b: RepeatsSummary) -> RepeatsSummary:
        """Counts add up."""
        return RepeatsSummary(a.often + b.often, a.watched + b.watched)

    def result(self, summary: RepeatsSummary) -> RepeatsSummary:
        """The counts themselves."""
        return summary


def repeats(
    log: JourneyLog,
    event: EventSet | None = None,
    *,
    within: timedelta | str | None = None,
    steps: int = 10,
    value: bool = False,
    observed_until: datetime | None = None,
) -> RepeatsResult:
    """Count, of the customers who have an event for the k-th time, those who have it once more.

    Args:
        log: The journeys to look at.
        event: What is repeated, an event or several, such as ``"order_placed"``. ``None``: any event.
        within: Also count who came back within this time, of those for whom it is over, such as ``"90d"``.
        steps: How many repeats to look at; 1 to 100.
        value: Also tell what the events are worth, from the column ``value``.
        observed_until: When the journeys were last observed, if that is later than the log's last event.

    Returns:
        For each k how many came back, with the share's 95 % interval and the time between; and how many
        customers have the event how often.

    Raises:
        UnknownEventError: The log does not contain an event.
        ObservedUntilError: ``observed_until`` is before the last event.
        UsageError: ``within`` is no span of time.

    Source: kernels/SPEC.md RP1 to RP5.
    """
    window = span(within) if isinstance(within, str) else within
    return log.ask(
        RepeatsQuestion(event, within=window, steps=steps, value=value, observed_until=observed_until)
    )


@dataclass(frozen=True, slots=True)
class RepeatsQuestion(Question[RepeatsResult]):
    """Who does it again, and after how long?

    Attributes:
        event: What is repeated, an event or several; ``None`` for any event.
        within: Also count who came back within this time; ``None`` for not.
        steps: How many repeats to look at; 1 to 100.
        value: Also tell what the events are worth.
        observed_until: When the journeys were last observed; ``None`` for the log's last event.
    """

    kind: ClassVar = "repeats"
    answer: ClassVar = RepeatsResult

    event: EventSet | None = None
    within: Span | None = None
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] = 10
    value: bool = False
    observed_until: datetime | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.steps <= MOST_STEPS:
            raise RepeatsError(f"1 to {MOST_STEPS} repeats can be looked at, not {self.steps}.")
        if self.within is not None and self.within <= timedelta(0):
            raise RepeatsError(f"The time to come back in must be longer than zero, not {self.within}.")

    def ask(self, log: JourneyLog) -> RepeatsResult:
        """Count in all journeys."""
        until = observed_until_us(log, self.observed_until)
        wanted = mask_of(log, self.event)
        within_us = 0 if self.within is None else self.within // timedelta(microseconds=1)
        summary = log.run(CountRepeats(wanted, steps=self.steps, within_us=within_us, until_us=until))
        values: tuple[Spread, ...] = ()
        if self.value:
            values = spreads_of(log, ValuesByNumber(wanted, self.steps), self.steps + 1, unit=MILLIONTHS)
        between = spreads_of(log, TimesBetween(wanted, self.steps), self.steps)
        return RepeatsResult(
            customers=log.customers,
            started=int(summary.often[1:].sum()),
            event=told(self.event),
            within_seconds=None if self.within is None else self.within.total_seconds(),
            observed_until=moment(until),
            repeats=tuple(self._repeats(summary, between, values)),
            how_often=tuple(_how_often(summary.often.tolist())),
            value=sum(one.total for one in values if one.total is not None) if values else None,
        )

    def _repeats(
        self, summary: RepeatsSummary, between: Sequence[Spread], values: Sequence[Spread]
    ) -> Iterator[Repeat]:
        at_least = np.cumsum(summary.often[::-1])[::-1].tolist()
        for place in range(self.steps):
            customers, again = at_least[place + 1], at_least[place + 2]
            if not customers:
                return
            interval = wilson(again, customers)
            watched, in_time = summary.watched[:, place].tolist()
            bounds = wilson(in_time, watched) if self.within is not None and watched else None
            yield Repeat(
                number=place + 1,
                customers=customers,
                again=again,
                share=again / customers,
                low=interval.low,
                high=interval.high,
                between=between[place],
                watched=watched if self.within is not None else None,
                within_again=in_time if self.within is not None else None,
                within_share=in_time / watched if bounds else None,
                within_low=bounds.low if bounds else None,
                within_high=bounds.high if bounds else None,
                value=values[place] if values else None,
            )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[RepeatsQuestion]:
        """Any event, and the rarest one within some seconds."""
        names, seen = log.event_names, log.last
        return [
            cls(observed_until=seen),
            cls(names[-1], within=timedelta(seconds=3), steps=2, value=True, observed_until=seen),
        ]


def _how_often(often: Sequence[int]) -> Iterator[HowOften]:
    everybody = sum(often[1:])
    for times, customers in enumerate(often[1:], start=1):
        if customers:
            yield HowOften(times, times == len(often) - 1, customers, customers / everybody)


def _row(one: Repeat) -> tuple[float | None, ...]:
    worth = (
        (None,) * 4 if one.value is None else (one.value.n, one.value.median, one.value.mean, one.value.total)
    )
    return (
        *(one.number, one.customers, one.again, one.share, one.low, one.high),
        *(getattr(one.between, name) for name in FIGURES),
        *(one.watched, one.within_again, one.within_share, one.within_low, one.within_high),
        *worth,
    )
