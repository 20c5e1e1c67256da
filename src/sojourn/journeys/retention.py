"""Retention: of the customers who began in one period of the calendar, how many are there in later ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.journeys.calendar import LocalPeriods, Period, ZoneName, local_periods
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.event_sets import EventSet, mask_of, told
from sojourn.journeys.kernels.retention import active_by_any, active_by_events, active_since
from sojourn.journeys.log.index import moment
from sojourn.journeys.notebook import Bar, html_table
from sojourn.journeys.observation import observed_periods_until
from sojourn.journeys.question import Answer, Cell, Estimate, Question, Table
from sojourn.journeys.selection import microseconds

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Booleans = npt.NDArray[np.bool_]
Int64s = npt.NDArray[np.int64]

MOST_PERIODS: Final = 400
MOST_CELLS: Final = 500_000
"""Cohorts times periods; more would cost memory in every chunk of journeys, and nobody reads them."""
SHOWN: Final = 24
"""So many cohorts, the latest, stand in a notebook."""


class RetentionPeriodsError(UsageError):
    """More cohorts and periods than a table can hold."""


@dataclass(frozen=True, slots=True)
class Active:
    """Customers who were active in a period.

    Attributes:
        customers: Of how many.
        active: How many were active.
        share: The part of them, 0 to 1.
        low, high: Its 95 % interval (Wilson).
    """

    customers: int
    active: int
    share: float
    low: float
    high: float

    @classmethod
    def of(cls, active: int, customers: int) -> Active:
        """``active`` of ``customers``, which are at least one."""
        interval = wilson(active, customers)
        return cls(customers, active, active / customers, interval.low, interval.high)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers who began in the same period.

    Attributes:
        start: First date of the period.
        customers: How many they are.
        periods: What they did in the period itself and in each later one; ``None`` where it was not over yet
            when the journeys were last observed.
    """

    start: date
    customers: int
    periods: tuple[Active | None, ...]


@dataclass(frozen=True, slots=True)
class RetentionResult(Answer):
    """Who was still there after how many periods.

    Attributes:
        customers: Customers in the log.
        started: Those who began: who have the start.
        start, event: What begins, and what counts as being there; ``None`` for any event.
        period: Day, week or month.
        zone: By whose calendar.
        unbounded: Whether being there later counts too.
        observed_until: Until when the journeys were observed.
        cohorts: By the period in which customers began, the earliest first; periods without any are left out.
        overall: For each number of periods, all cohorts together for which it was over; ``None`` for none.
    """

    customers: int
    started: int
    start: str | None
    event: str | None
    period: Period
    zone: str
    unbounded: bool
    observed_until: datetime
    cohorts: tuple[Cohort, ...]
    overall: tuple[Active | None, ...]

    def tables(self) -> tuple[Table, ...]:
        """Shares with one row a cohort; all figures with one row a cell; all cohorts together."""
        names = tuple(f"{self.period}_{number}_share" for number in range(len(self.overall)))
        shares = tuple(
            (
                one.start.isoformat(),
                one.customers,
                *(None if cell is None else cell.share for cell in one.periods),
            )
            for one in self.cohorts
        )
        cells = tuple((one.start.isoformat(), *row) for one in self.cohorts for row in _rows(one.periods))
        columns = (self.period, "customers", "active", "share", "low", "high")
        return (
            Table("retention", ("cohort", "customers", *names), shares),
            Table("cells", ("cohort", *columns), cells),
            Table("overall", columns, tuple(_rows(self.overall))),
        )

    def estimates(self) -> Iterator[Estimate]:
        """Of each number of periods, the share of all cohorts that were there."""
        later = " or later" if self.unbounded else ""
        for number, cell in enumerate(self.overall):
            if cell is not None:
                yield Estimate(
                    (f"{self.period} {number}", "share"),
                    f"active in {self.period} {number}{later}",
                    cell.share,
                    "share",
                    cell.customers,
                    cell.active,
                    cell.low,
                    cell.high,
                )

    def _repr_html_(self) -> str:
        shown = self.cohorts[-SHOWN:]
        width = min(len(self.overall), 13)
        headings = ["Began", "Customers", *(f"{self.period} {number}" for number in range(width))]
        rows = [
            (one.start.isoformat(), one.customers, *(_bar(cell) for cell in one.periods[:width]))
            for one in shown
        ]
        rows.append(("All", self.started, *(_bar(cell) for cell in self.overall[:width])))
        return html_table(f"Retention by {self.period}: {self.started:,} customers began", headings, rows)


@dataclass(frozen=True)
class RetentionSummary:
    """Customers who began in each period, and the active ones by the periods since then.

    Attributes:
        began: int64[periods of the calendar].
        active: int64[periods of the calendar, periods + 1].
    """

    began: Int64s
    active: Int64s


class CountRetention:
    """Retention as a mergeable summary (SPEC RT1 to RT5)."""

    def __init__(
        self,
        calendar: LocalPeriods,
        *,
        starts: Booleans,
        returns: Booleans,
        periods: int,
        unbounded: bool,
    ) -> None:
        self._stretches = calendar.stretches
        self._starts, self._returns = starts, returns
        self._periods = periods
        self._unbounded = unbounded

    def partial(self, chunk: Chunk) -> RetentionSummary:
        """Count whole journeys."""
        grid = (self._stretches.bounds, self._stretches.slots, self._stretches.shift, self._periods)
        if self._starts.all() and self._returns.all() and not self._unbounded:
            active = active_by_any(chunk.offsets, chunk.times, *grid)
            return RetentionSummary(began=active[:, 0].copy(), active=active)
        count = active_since if self._unbounded else active_by_events
        return RetentionSummary(
            *count(chunk.offsets, chunk.codes, chunk.times, self._starts, self._returns, *grid)
        )

    def merge(self, a: RetentionSummary, b: RetentionSummary) -> RetentionSummary:
        """Counts add up."""
        return RetentionSummary(began=a.began + b.began, active=a.active + b.active)

    def result(self, summary: RetentionSummary) -> RetentionSummary:
        """The counts; unbounded, whoever was there later was there before (RT4)."""
        if not self._unbounded:
            return summary
        since = np.ascontiguousarray(np.cumsum(summary.active[:, ::-1], axis=1)[:, ::-1])
        return RetentionSummary(began=summary.began, active=since)


def retention(
    log: JourneyLog,
    *,
    start: EventSet | None = None,
    event: EventSet | None = None,
    period: Period = "week",
    periods: int = 12,
    unbounded: bool = False,
    zone: str = "UTC",
    observed_until: datetime | None = None,
) -> RetentionResult:
    """Count, of the customers who began in each day, week or month, who was active in the later ones.

    Args:
        log: The journeys to look at.
        start: What customers begin with: their first such event. ``None``: their first event.
        event: What counts as being active, from that event on. ``None``: any event.
        period: ``day``, ``week`` (from Monday) or ``month``, of the calendar of ``zone``.
        periods: How many later periods to look at; 1 to 400.
        unbounded: Active in a period *or later*, instead of exactly in it.
        zone: Time zone, by its name in the IANA database, such as ``Europe/Berlin``.
        observed_until: When the journeys were last observed, if that is later than the log's last event.

    Returns:
        One cohort for each period in which somebody began, with a share and its 95 % interval for each later
        period that is over, and all cohorts together.

    Raises:
        UnknownEventError: The log does not contain an event.
        UnknownZoneError: There is no such time zone.
        ObservedUntilError: ``observed_until`` is before the last event.
        RetentionPeriodsError: Too many cohorts and periods for a table.

    Source: kernels/SPEC.md RT1 to RT5, CA1 to CA3, OB1 to OB3.
    """
    return log.ask(
        RetentionQuestion(
            start=start,
            event=event,
            period=period,
            periods=periods,
            unbounded=unbounded,
            zone=zone,
            observed_until=observed_until,
        )
    )


@dataclass(frozen=True, slots=True)
class RetentionQuestion(Question[RetentionResult]):
    """Who comes back, and after how long?

    Attributes:
        start: What customers begin with, an event or several; ``None`` for their first event.
        event: What counts as being active, an event or several; ``None`` for any.
        period: Day, week (from Monday) or month.
        periods: How many later periods to look at; 1 to 400.
        unbounded: Active in a period or later, instead of exactly in it.
        zone: Time zone of the calendar, by its IANA name.
        observed_until: When the journeys were last observed; ``None`` for the log's last event.
    """

    kind: ClassVar = "retention"
    answer: ClassVar = RetentionResult

    start: EventSet | None = None
    event: EventSet | None = None
    period: Period = "week"
    periods: Annotated[int, Field(ge=1, le=MOST_PERIODS)] = 12
    unbounded: bool = False
    zone: ZoneName = "UTC"
    observed_until: datetime | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.periods <= MOST_PERIODS:
            raise RetentionPeriodsError(
                f"Retention looks at 1 to {MOST_PERIODS} later periods, not at {self.periods}."
            )

    def ask(self, log: JourneyLog) -> RetentionResult:
        """Count all journeys."""
        observed = observed_periods_until(log, self.observed_until, period=self.period, zone=self.zone)
        calendar = local_periods(
            microseconds(log.first),
            max(microseconds(log.last), observed),
            period=self.period,
            zone=self.zone,
        )
        self._check(calendar)
        summary = log.run(
            CountRetention(
                calendar,
                starts=mask_of(log, self.start),
                returns=mask_of(log, self.event),
                periods=self.periods,
                unbounded=self.unbounded,
            )
        )
        over = int(np.searchsorted(calendar.stretches.bounds[1:], observed, side="right"))
        cohorts = tuple(_cohorts(summary, calendar, over=over))
        return RetentionResult(
            customers=log.customers,
            started=int(summary.began.sum()),
            start=told(self.start),
            event=told(self.event),
            period=self.period,
            zone=self.zone,
            unbounded=self.unbounded,
            observed_until=moment(observed),
            cohorts=cohorts,
            overall=tuple(_together([one.periods[n] for one in cohorts]) for n in range(self.periods + 1)),
        )

    def _check(self, calendar: LocalPeriods) -> None:
        cells = calendar.stretches.count * (self.periods + 1)
        if cells > MOST_CELLS:
            raise RetentionPeriodsError(
                f"{calendar.stretches.count:,} {self.period}s with {self.periods} later ones are {cells:,} "
                f"cells, and a table holds {MOST_CELLS:,}. Count in longer periods, fewer of them, or select "
                "a shorter part of the log."
            )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[RetentionQuestion]:
        """From the first event to any, and from the rarest to the most frequent."""
        names = log.event_names
        return [
            cls(period="month", observed_until=log.last),
            cls(
                start=names[-1],
                event=names[:2],
                period="month",
                periods=3,
                unbounded=True,
                zone="Europe/Berlin",
                observed_until=log.last,
            ),
        ]


def _cohorts(summary: RetentionSummary, calendar: LocalPeriods, *, over: int) -> Iterator[Cohort]:
    """The cohorts; the first ``over`` periods of the calendar are over."""
    for place in np.flatnonzero(summary.began).tolist():
        customers = int(summary.began[place])
        yield Cohort(
            start=calendar.starts[place],
            customers=customers,
            periods=tuple(
                Active.of(active, customers) if place + later < over else None
                for later, active in enumerate(summary.active[place].tolist())
            ),
        )


def _together(cells: Sequence[Active | None]) -> Active | None:
    seen = [cell for cell in cells if cell is not None]
    if not seen:
        return None
    return Active.of(sum(cell.active for cell in seen), sum(cell.customers for cell in seen))


def _rows(cells: Sequence[Active | None]) -> Iterator[tuple[Cell, ...]]:
    for number, cell in enumerate(cells):
        if cell is not None:
            yield number, cell.customers, cell.active, cell.share, cell.low, cell.high


def _bar(cell: Active | None) -> Bar | None:
    return None if cell is None else Bar(cell.share, cell.low, cell.high)
