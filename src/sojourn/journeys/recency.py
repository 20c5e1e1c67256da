"""Recency: how long customers have been silent, and whether that is long for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.journeys.duration_bins import DurationBin, duration_bins
from sojourn.journeys.event_sets import EventSet, mask_of, told
from sojourn.journeys.log.index import moment
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.observation import observed_until
from sojourn.journeys.question import Answer, Estimate, Question, Table
from sojourn.journeys.selection import microseconds
from sojourn.journeys.spread import US, Spread, first_ranges, settled
from sojourn.journeys.visits import CountFifths, FifthsSummary, LookAtVisits, Silences, Visits, cuts_of

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]

State = Literal["active", "lapsing", "lost", "no_rhythm"]
STATES: Final[tuple[State, ...]] = ("active", "lapsing", "lost", "no_rhythm")
MILLIONTHS: Final = 1_000_000
Multiple = Annotated[float, Field(gt=0, le=1_000, allow_inf_nan=False)]


class RecencyError(UsageError):
    """A question about recency whose parts do not fit."""


@dataclass(frozen=True, slots=True)
class CustomersInState:
    """Customers whose silence is short or long, by their own rhythm.

    Attributes:
        state: ``active``, ``lapsing``, ``lost``; ``no_rhythm`` for those with events at one moment only.
        customers: How many they are.
        share, low, high: Part of all who have the event, 0 to 1, with its 95 % interval (Wilson).
    """

    state: State
    customers: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fifth:
    """Customers alike in recency, frequency and value.

    Attributes:
        recency: 5 for the fifth of the customers who came last, to 1.
        frequency: 5 for the fifth who came most often, to 1.
        monetary: 5 for the fifth who were worth most, to 1; ``None`` where values were not asked for.
        customers: How many they are.
        value: What all of them were worth; ``None`` where values were not asked for.
    """

    recency: int
    frequency: int
    monetary: int | None
    customers: int
    value: float | None


@dataclass(frozen=True, slots=True)
class RecencyResult(Answer):
    """How long ago customers came last.

    Attributes:
        customers: Customers in the log.
        counted: Those who have the event at ``at`` or before.
        event: What counts as coming; ``None`` for any event.
        at: The moment at which it is asked.
        median_seconds, p90_seconds, mean_seconds, min_seconds, max_seconds: From the last event to ``at``.
        median_low, median_high: The median's 95 % interval.
        histogram: How long ago; the bins add up to all of them.
        states: How many are active, lapsing, lost by their own rhythm.
        recency_bounds: Seconds that part the fifths of recency, rising; nobody counted: none.
        frequency_bounds: Numbers of events that part the fifths of frequency.
        value_bounds: Values that part the fifths of value; ``None`` where values were not asked for.
        fifths: Customers by fifth of recency, frequency and value; only those with customers.
    """

    customers: int
    counted: int
    event: str | None
    at: datetime
    median_seconds: float | None
    median_low: float | None
    median_high: float | None
    p90_seconds: float | None
    mean_seconds: float | None
    min_seconds: float | None
    max_seconds: float | None
    histogram: tuple[DurationBin, ...]
    states: tuple[CustomersInState, ...]
    recency_bounds: tuple[float, ...]
    frequency_bounds: tuple[int, ...]
    value_bounds: tuple[float, ...] | None
    fifths: tuple[Fifth, ...]

    def tables(self) -> tuple[Table, ...]:
        """The states, the fifths, the histogram and the figures."""
        states = tuple((one.state, one.customers, one.share, one.low, one.high) for one in self.states)
        fifths = tuple(
            (one.recency, one.frequency, one.monetary, one.customers, one.value) for one in self.fifths
        )
        bins = tuple((one.low_seconds, one.high_seconds, one.customers) for one in self.histogram)
        figures = (
            self.counted,
            *(self.median_seconds, self.median_low, self.median_high, self.p90_seconds),
            *(self.mean_seconds, self.min_seconds, self.max_seconds),
        )
        return (
            Table("states", ("state", "customers", "share", "low", "high"), states),
            Table("fifths", ("recency", "frequency", "monetary", "customers", "value"), fifths),
            Table("histogram", ("low_seconds", "high_seconds", "customers"), bins),
            Table("silence", FIGURES, (figures,)),
        )

    def estimates(self) -> Iterator[Estimate]:
        """The share in each state, and the median silence."""
        for one in self.states:
            yield Estimate(
                (one.state, "share"),
                one.state.replace("_", " "),
                one.share,
                "share",
                self.counted,
                one.customers,
                one.low,
                one.high,
            )
        if self.median_seconds is not None:
            yield Estimate(
                ("silence", "median"),
                "median time since the last event",
                self.median_seconds,
                "seconds",
                self.counted,
                low=self.median_low,
                high=self.median_high,
            )

    def _repr_html_(self) -> str:
        rows = [
            (one.state.replace("_", " "), one.customers, Bar(one.share, one.low, one.high))
            for one in self.states
        ]
        title = f"Recency of {self.counted:,} customers, median silence {duration(self.median_seconds)}"
        return html_table(title, ["State", "Customers", "Share"], rows)


FIGURES: Final = (
    *("customers", "median_seconds", "median_low_seconds", "median_high_seconds", "p90_seconds"),
    *("mean_seconds", "min_seconds", "max_seconds"),
)


def recency(
    log: JourneyLog,
    event: EventSet | None = None,
    *,
    at: datetime | None = None,
    lapsing_after: float = 2,
    lost_after: float = 4,
    value: bool = False,
) -> RecencyResult:
    """Measure how long ago each customer came last, and set that beside how often and for how much.

    A customer's rhythm is the mean time between two of the events.

    Args:
        log: The journeys to look at.
        event: What counts as coming, an event or several. ``None``: any event.
        at: The moment at which it is asked; later events are not looked at. ``None``: when the journeys were
            last observed.
        lapsing_after: A silence longer than so many times the customer's rhythm is lapsing.
        lost_after: A silence longer than so many times the customer's rhythm is lost.
        value: Also sum up what the events are worth, from the column ``value``.

    Returns:
        The silence in figures and bins, customers by state, and by fifths of recency, frequency and value.

    Raises:
        UnknownEventError: The log does not contain an event.
        RecencyError: ``lost_after`` is less than ``lapsing_after``.

    Source: kernels/SPEC.md RC1 to RC6.
    """
    return log.ask(
        RecencyQuestion(event, at=at, lapsing_after=lapsing_after, lost_after=lost_after, value=value)
    )


@dataclass(frozen=True, slots=True)
class RecencyQuestion(Question[RecencyResult]):
    """Who has been silent for long?

    Attributes:
        event: What counts as coming, an event or several; ``None`` for any event.
        at: The moment at which it is asked; ``None`` for when the journeys were last observed.
        lapsing_after: A silence longer than so many times the customer's own rhythm is lapsing.
        lost_after: A silence longer than so many times the customer's own rhythm is lost.
        value: Also sum up what the events are worth.
    """

    kind: ClassVar = "recency"
    answer: ClassVar = RecencyResult

    event: EventSet | None = None
    at: datetime | None = None
    lapsing_after: Multiple = 2
    lost_after: Multiple = 4
    value: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.lapsing_after <= self.lost_after:
            raise RecencyError(
                f"A silence is lapsing after {self.lapsing_after:g} rhythms and lost after "
                f"{self.lost_after:g}: give two numbers above zero, the second not the smaller."
            )

    def ask(self, log: JourneyLog) -> RecencyResult:
        """Look at all journeys."""
        at = observed_until(log) if self.at is None else microseconds(self.at)
        visits = Visits(mask_of(log, self.event), at, value=self.value)
        silences = Silences(visits)
        within = first_ranges(log, silences, 1)
        summary = log.run(LookAtVisits(visits, within, after=(self.lapsing_after, self.lost_after)))
        spread = settled(log, silences, summary.silences, within)[0]
        cuts = cuts_of(log, visits, summary.outline)
        fifths: list[Fifth] = []

        def count(edges: Sequence[int]) -> Int64s:
            # Bins and fifths are counted in the same look; where there are no bins, there is nobody.
            counted = log.run(CountFifths(visits, cuts, edges))
            fifths.extend(self._fifths(counted))
            return counted.silences

        return RecencyResult(
            customers=log.customers,
            counted=spread.n,
            event=told(self.event),
            at=moment(at),
            median_seconds=spread.median,
            median_low=spread.median_low,
            median_high=spread.median_high,
            p90_seconds=spread.p90,
            mean_seconds=spread.mean,
            min_seconds=spread.least,
            max_seconds=spread.most,
            histogram=duration_bins(spread, count),
            states=tuple(_states(summary.states.tolist(), spread)),
            recency_bounds=tuple(cut / US for cut in cuts[0].tolist()),
            frequency_bounds=tuple(cuts[1].tolist()),
            value_bounds=tuple(cut / MILLIONTHS for cut in cuts[2].tolist()) if self.value else None,
            fifths=tuple(fifths),
        )

    def _fifths(self, counted: FifthsSummary) -> Iterator[Fifth]:
        for place in np.argwhere(counted.customers).tolist():
            here = tuple(place)
            high, low = int(counted.worth[(0, *here)]), int(counted.worth[(1, *here)])
            yield Fifth(
                recency=place[0] + 1,
                frequency=place[1] + 1,
                monetary=place[2] + 1 if self.value else None,
                customers=int(counted.customers[here]),
                value=((high << 32) + low) / MILLIONTHS if self.value else None,
            )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[RecencyQuestion]:
        """Any event, and the most frequent one, by its value too."""
        return [cls(at=log.last), cls(log.event_names[:1], at=log.last, lapsing_after=1, value=True)]


def _states(counts: Sequence[int], spread: Spread) -> Iterator[CustomersInState]:
    for state, customers in zip(STATES, counts, strict=True):
        if spread.n:
            interval = wilson(customers, spread.n)
            yield CustomersInState(state, customers, customers / spread.n, interval.low, interval.high)
