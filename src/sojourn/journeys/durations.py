"""Durations: how long whole journeys take, or the way from one event to another, and each stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from pydantic import Field

from sojourn.core.statistics import wilson
from sojourn.journeys.calendar import (
    LocalClock,
    LocalPeriods,
    TooManyPeriodsError,
    ZoneName,
    local_clock,
    local_periods,
)
from sojourn.journeys.duration_bins import DurationBin, duration_bins
from sojourn.journeys.event_sets import EventSet, mask_of, told
from sojourn.journeys.log.index import moment
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.observation import observed_until as observed_until_us
from sojourn.journeys.question import Answer, Cell, Estimate, Question, Table
from sojourn.journeys.selection import microseconds
from sojourn.journeys.spread import Spread, first_ranges, settled, spreads_of
from sojourn.journeys.stage_durations import StageDuration, StageEvents, checked, stage_durations
from sojourn.journeys.survival import Arrival, CurvePoint, kaplan_meier
from sojourn.journeys.ways import CountBetween, CountWays, Grouping, Way, WaySpans, WaysSummary

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

StartsBy = Literal["hour", "day", "week", "month"]
"""The hour of the week, or the period, in which a way starts."""

MOST_GROUPS: Final = 5_000
STAGE_FIGURES: Final = ("median", "median_low", "median_high", "p90", "mean", "least", "most")


@dataclass(frozen=True, slots=True)
class StartDuration:
    """Ways that start at the same hour of the week, or in the same period.

    Attributes:
        weekday: 1 (Monday) to 7; ``None`` for a period.
        hour: 0 to 23, of the local clock; ``None`` for a period.
        start: First date of the period; ``None`` for an hour of the week.
        started: Customers who started then.
        completed: Those who have the end after it.
        median_seconds: Of those who completed; ``None`` without any.
        median_low, median_high: Its 95 % interval; ``None`` where they are too few.
        p90_seconds: Time within which 90 % of those did who completed.
    """

    weekday: int | None
    hour: int | None
    start: date | None
    started: int
    completed: int
    median_seconds: float | None
    median_low: float | None
    median_high: float | None
    p90_seconds: float | None


@dataclass(frozen=True, slots=True)
class DurationsResult(Answer):
    """Times from ``start`` to ``end``; ``None`` stands for the journey's first and last event.

    Attributes:
        customers: Customers in the log.
        start, end: What starts and stops the clock.
        started: Customers who have the start.
        completed: Those who have the end after it; the figures that follow are of their times.
        not_completed: Those who do not: they left, or are still on their way.
        median_seconds, p90_seconds, mean_seconds, min_seconds, max_seconds: Of those who completed.
        median_low, median_high: The median's 95 % interval.
        histogram: Their times; the bins add up to all of them.
        arrival: The same with those counted who are still on their way; ``None`` for whole journeys, which
            have no end to wait for.
        observed_until: Until when the journeys were observed.
        by: How the starts below are set side by side; ``None`` for not.
        zone: By whose clock and calendar.
        starts: Ways by when they started; all 168 hours of the week, or the periods in which any did.
        stages: How long each stage takes, where stages were given.
    """

    customers: int
    start: Annotated[str | None, Field(serialization_alias="from")]
    end: Annotated[str | None, Field(serialization_alias="to")]
    started: int
    completed: int
    not_completed: int
    median_seconds: float | None
    median_low: float | None
    median_high: float | None
    p90_seconds: float | None
    mean_seconds: float | None
    min_seconds: float | None
    max_seconds: float | None
    histogram: tuple[DurationBin, ...]
    arrival: Arrival | None
    observed_until: datetime
    by: StartsBy | None
    zone: str
    starts: tuple[StartDuration, ...]
    stages: tuple[StageDuration, ...]

    def tables(self) -> tuple[Table, ...]:
        """The figures as one row, the histogram, the curve, and what else was asked for."""
        told_ = self.to_json()
        figures = {name: told_[name] for name in list(told_)[: list(told_).index("histogram")]}
        tables = [
            Table("durations", tuple(figures), (tuple(figures.values()),)),
            _table("histogram", self.histogram),
        ]
        if self.arrival is not None:
            tables.append(_table("arrival", self.arrival.curve))
        if self.starts:
            tables.append(_table("starts", self.starts))
        if self.stages:
            tables.append(_stages_table(self.stages))
        return tuple(tables)

    def estimates(self) -> Iterator[Estimate]:
        """The share that completed, the medians, and those of the stages."""
        if self.started:
            share, bounds = self.completed / self.started, wilson(self.completed, self.started)
            yield Estimate(
                ("completed", "share"),
                "completed",
                share,
                "share",
                self.started,
                self.completed,
                bounds.low,
                bounds.high,
            )
        if self.median_seconds is not None:
            yield Estimate(
                ("completed", "median"),
                "median time of those who completed",
                self.median_seconds,
                "seconds",
                self.completed,
                low=self.median_low,
                high=self.median_high,
            )
        if self.arrival is not None and self.arrival.median_seconds is not None:
            yield Estimate(
                ("all", "median"),
                "median time with open journeys",
                self.arrival.median_seconds,
                "seconds",
                self.arrival.customers,
                low=self.arrival.median_low,
                high=self.arrival.median_high,
            )
        for stage in self.stages:
            yield from stage.estimates()

    def _repr_html_(self) -> str:
        rows = [
            (
                f"{duration(one.low_seconds)} to {duration(one.high_seconds)}",
                one.customers,
                Bar(one.customers / self.completed),
            )
            for one in self.histogram
        ]
        way = f"From {self.start or 'the first event'} to {self.end or 'the last event'}"
        title = (
            f"{way}: {self.completed:,} of {self.started:,} customers, median {duration(self.median_seconds)}"
        )
        return html_table(title, ["Time", "Customers", "Share"], rows)


def durations(
    log: JourneyLog,
    start: EventSet | None = None,
    end: EventSet | None = None,
    *,
    by: StartsBy | None = None,
    zone: str = "UTC",
    stages: Mapping[str, Sequence[str]] | None = None,
    observed_until: datetime | None = None,
) -> DurationsResult:
    """Measure the time from each customer's first ``start`` to the first ``end`` after it.

    Args:
        log: The journeys to look at.
        start: What starts the clock, an event or several. ``None``: the journey's first event.
        end: What stops it, an event or several. ``None``: the journey's last event.
        by: Also group the ways by the ``hour`` of the week, ``day``, ``week`` or ``month``.
        zone: Time zone of the clock and calendar, by its name in the IANA database.
        stages: Also measure these stages, in their order: the events of each by its title.
        observed_until: When the journeys were last observed, if that is later than the log's last event.

    Returns:
        Median with its 95 % interval, 90th percentile, mean and extremes of those who completed the way, how
        many did not, a histogram; and how long it takes with those counted who are still on their way.

    Raises:
        UnknownEventError: The log does not contain an event.
        UnknownZoneError: There is no such time zone.
        ObservedUntilError: ``observed_until`` is before the last event.
        StagesError: An event belongs to two stages.

    Source: kernels/SPEC.md DU1 to DU9, KM1 to KM5; the median's interval is the binomial one of order
        statistics.
    """
    named = tuple(StageEvents(title, tuple(events)) for title, events in (stages or {}).items())
    return log.ask(
        DurationsQuestion(start, end, by=by, zone=zone, stages=named, observed_until=observed_until)
    )


@dataclass(frozen=True, slots=True)
class DurationsQuestion(Question[DurationsResult]):
    """How long does it take?

    Attributes:
        start: What starts the clock, an event or several; ``None`` for the journey's first event.
        end: What stops it, an event or several; ``None`` for the journey's last event.
        by: Set side by side what starts in the same hour of the week, day, week or month.
        zone: Time zone of the clock and calendar, by its IANA name.
        stages: Stages to measure, in their order.
        observed_until: When the journeys were last observed; ``None`` for the log's last event.
    """

    kind: ClassVar = "durations"
    answer: ClassVar = DurationsResult

    start: EventSet | None = None
    end: EventSet | None = None
    by: StartsBy | None = None
    zone: ZoneName = "UTC"
    stages: tuple[StageEvents, ...] = ()
    observed_until: datetime | None = None

    def __post_init__(self) -> None:
        checked(self.stages)

    def ask(self, log: JourneyLog) -> DurationsResult:
        """Time all journeys."""
        until = observed_until_us(log, self.observed_until)
        way = Way(
            None if self.start is None else mask_of(log, self.start),
            None if self.end is None else mask_of(log, self.end),
            names=len(log.event_names),
        )
        grouping = Grouping(self._calendar(log))
        summary, spreads = _measured(log, WaySpans(way, grouping), until)
        # One spread of all ways, whatever else is asked: the groups' own do not add up to it.
        spread = spreads[0] if self.by is None else spreads_of(log, WaySpans(way, Grouping()))[0]
        started = int(summary.started.sum())
        return DurationsResult(
            customers=log.customers,
            start=told(self.start),
            end=told(self.end),
            started=started,
            completed=spread.n,
            not_completed=started - spread.n,
            median_seconds=spread.median,
            median_low=spread.median_low,
            median_high=spread.median_high,
            p90_seconds=spread.p90,
            mean_seconds=spread.mean,
            min_seconds=spread.least,
            max_seconds=spread.most,
            histogram=duration_bins(spread, lambda edges: log.run(CountBetween(way, edges))),
            arrival=kaplan_meier(summary.arrived, summary.waiting) if started and self.end else None,
            observed_until=moment(until),
            by=self.by,
            zone=self.zone,
            starts=tuple(_starts(grouping, summary, spreads)),
            stages=stage_durations(log, self.stages),
        )

    def _calendar(self, log: JourneyLog) -> LocalClock | LocalPeriods | None:
        if self.by is None:
            return None
        bounds = (microseconds(log.first), microseconds(log.last))
        if self.by == "hour":
            return local_clock(*bounds, zone=self.zone)
        calendar = local_periods(*bounds, period=self.by, zone=self.zone)
        if calendar.stretches.count > MOST_GROUPS:
            raise TooManyPeriodsError(
                f"The journeys reach over {calendar.stretches.count:,} {self.by}s, and at most "
                f"{MOST_GROUPS:,} can be set side by side. Take longer ones, or a shorter part of the log."
            )
        return calendar

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[DurationsQuestion]:
        """Whole journeys, the way between two events, and two stages."""
        names, seen = log.event_names, log.last
        stages = (StageEvents("first", names[:1]), StageEvents("then", names[1:3])) if len(names) > 1 else ()
        return [
            cls(observed_until=seen),
            cls(names[0], names[-1:], stages=stages, observed_until=seen),
        ]


def _measured(log: JourneyLog, spans: WaySpans, until_us: int) -> tuple[WaysSummary, tuple[Spread, ...]]:
    within = first_ranges(log, spans, spans.grouping.count)
    summary = log.run(CountWays(spans, within, until_us=until_us))
    return summary, settled(log, spans, summary.figures, within)


def _starts(grouping: Grouping, summary: WaysSummary, spreads: Sequence[Spread]) -> Iterator[StartDuration]:
    if grouping.by is None:
        return
    for number, (started, spread) in enumerate(zip(summary.started.tolist(), spreads, strict=True)):
        start = grouping.by.starts[number] if isinstance(grouping.by, LocalPeriods) else None
        if start is None or started:
            yield StartDuration(
                weekday=number // 24 + 1 if start is None else None,
                hour=number % 24 if start is None else None,
                start=start,
                started=started,
                completed=spread.n,
                median_seconds=spread.median,
                median_low=spread.median_low,
                median_high=spread.median_high,
                p90_seconds=spread.p90,
            )


def _table(name: str, rows: Sequence[DurationBin | CurvePoint | StartDuration]) -> Table:
    """Records of one kind as rows, columns named for their fields."""
    columns = tuple(rows[0].__slots__) if rows else ()
    return Table(
        name, columns, tuple(tuple(_cell(getattr(row, column)) for column in columns) for row in rows)
    )


def _stages_table(stages: Sequence[StageDuration]) -> Table:
    figures = tuple(f"{part}_{name}_seconds" for part in ("to_next", "inside") for name in STAGE_FIGURES)
    rows = tuple(
        (
            *(stage.title, stage.customers, stage.went_on, stage.share, stage.low, stage.high),
            *(getattr(part, name) for part in (stage.to_next, stage.inside) for name in STAGE_FIGURES),
        )
        for stage in stages
    )
    return Table("stages", ("stage", "customers", "went_on", "share", "low", "high", *figures), rows)


def _cell(value: Cell | date) -> Cell:
    return value.isoformat() if isinstance(value, date) else value
