"""The journey log: what analyses are asked of, on disk or in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Literal

import pyarrow as pa

from sojourn.core.errors import SojournError, UsageError, suggestion
from sojourn.core.progress import Progress, silent
from sojourn.core.workspace import Workspace
from sojourn.evidence.events import EVENT_SCHEMA
from sojourn.journeys.attribution import attribution
from sojourn.journeys.attribution_result import MODELS, AttributionResult, Model
from sojourn.journeys.calendar import Period
from sojourn.journeys.compare import CompareResult, Side, compare
from sojourn.journeys.durations import DurationsResult, StartsBy, durations
from sojourn.journeys.engines.protocol import Analysis, Engine, Result_co, Summary
from sojourn.journeys.engines.source import LocalSource, Source
from sojourn.journeys.event_sets import EventSet
from sojourn.journeys.events import EventsResult, events
from sojourn.journeys.flow import Direction, FlowResult, Occurrence, flow
from sojourn.journeys.funnel import FunnelResult, funnel
from sojourn.journeys.funnel_walk import Order
from sojourn.journeys.handoffs import By as HandoffBy
from sojourn.journeys.handoffs import HandoffsResult, handoffs
from sojourn.journeys.handoffs import Order as HandoffOrder
from sojourn.journeys.leaving import leaving
from sojourn.journeys.leaving_result import LeavingResult
from sojourn.journeys.log.building import index_of
from sojourn.journeys.log.current import EmptyLogError, current_index
from sojourn.journeys.log.index import JourneyIndex, moment
from sojourn.journeys.question import Answer_co, Question
from sojourn.journeys.recency import RecencyResult, recency
from sojourn.journeys.repeats import RepeatsResult, repeats
from sojourn.journeys.replay import StepEvents, StepLink, replay
from sojourn.journeys.replay_result import ReplayResult
from sojourn.journeys.retention import RetentionResult, retention
from sojourn.journeys.satisfaction import WITHIN, SatisfactionResult, satisfaction
from sojourn.journeys.satisfaction_measures import MeasureName
from sojourn.journeys.segments import parse_segment
from sojourn.journeys.selection import EVERYTHING, Condition, Selection
from sojourn.journeys.sessions import HALF_AN_HOUR, SessionsResult, sessions
from sojourn.journeys.totals import CountTotals, Totals
from sojourn.journeys.touch_paths import By as TouchBy
from sojourn.journeys.transitions import TransitionsResult, transitions
from sojourn.journeys.variants import VariantsResult, variants


class UnknownEventError(UsageError):
    """A question names an event that the log does not contain."""


class NotLocalError(SojournError):
    """Something needs the journeys on this machine."""


class EmptySelectionError(SojournError):
    """A segment and a period in which there is no event."""


@dataclass(frozen=True)
class JourneyLog:
    """Every customer's events in order: time, then order of arrival.

    >>> log = JourneyLog.from_events([("ann", "open", "2026-01-01"), ("ann", "buy", "2026-01-02")])
    >>> log.customers, log.events_count, log.event_names
    (1, 2, ('buy', 'open'))

    Attributes:
        source: The journeys, and where they are counted.
        selection: Which of them questions are asked of.
        workspace: Whose saved segments are meant; ``None`` in memory.
    """

    source: Source
    selection: Selection = EVERYTHING
    workspace: Workspace | None = field(default=None, compare=False)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | Workspace | None = None,
        *,
        engine: str | None = None,
        progress: Progress = silent,
    ) -> JourneyLog:
        """The log of a workspace, as it is now; its index is built where that is missing or out of date.

        Args:
            path: The workspace or its folder; else ``SOJOURN_WORKSPACE``, else ``./sojourn-workspace``.
            engine: Where questions are worked out: ``None`` for this machine, or a cluster as
                ``spark://host:port`` (see ``docs/how-to/use-spark.md``), for which no index is built.
            progress: Told how far the building of the index is.

        Raises:
            EmptyLogError: Nothing was imported yet.
            UnknownEngineError: ``engine`` names none.
            ClusterError: The cluster cannot be reached.
        """
        workspace = path if isinstance(path, Workspace) else Workspace.at(path)
        if engine is not None:
            from sojourn.journeys.engines.spark.opening import workspace_source

            return cls(workspace_source(workspace, engine), workspace=workspace)
        return cls(LocalSource(current_index(workspace, progress=progress)), workspace=workspace)

    @classmethod
    def from_events(cls, events: Iterable[tuple[str, str, datetime | str]]) -> JourneyLog:
        """A log in memory.

        Args:
            events: Customer id, event name and time of each event, in order of arrival. A time is a
                ``datetime`` or ISO text; without a time zone it is taken for UTC.
        """
        rows = [(customer, event, _aware(time)) for customer, event, time in events]
        kinds = [EVENT_SCHEMA.field(name) for name in ("customer_id", "event", "time")]
        columns = zip(*rows, strict=True) if rows else ([], [], [])
        table = pa.table(
            [pa.array(values, kind.type) for values, kind in zip(columns, kinds, strict=True)],
            names=[kind.name for kind in kinds],
        )
        return cls._of(table)

    @classmethod
    def from_frame(
        cls, frame: Any, *, customer: str = "customer_id", event: str = "event", time: str = "time"
    ) -> JourneyLog:
        """A log in memory, from a Polars or pandas frame or an Arrow table.

        Args:
            frame: One row an event, in order of arrival. Further columns named as in ``EVENT_SCHEMA`` come
                along.
            customer: Name of the column with the customer.
            event: Name of the column with the event.
            time: Name of the column with the time; without a time zone it is taken for UTC.

        Raises:
            UsageError: A column is missing, or holds missing values.
        """
        table = frame if isinstance(frame, pa.Table) else pa.table(frame)
        named = {customer: "customer_id", event: "event", time: "time"}
        missing = [name for name in named if name not in table.column_names]
        if missing:
            raise UsageError(
                f"The frame has no column {missing[0]!r}. {suggestion(missing[0], table.column_names)}"
            )
        columns = {
            new: _converted(table.column(old), name=old, to=EVENT_SCHEMA.field(new))
            for old, new in named.items()
        }
        for kind in EVENT_SCHEMA:
            if kind.name in table.column_names and kind.name not in columns and kind.name not in named:
                columns[kind.name] = _converted(table.column(kind.name), name=kind.name, to=kind)
        return cls._of(pa.table(columns))

    @classmethod
    def from_spark(cls, frame: Any, *, tasks: int | None = None) -> JourneyLog:
        """A log on a cluster, from a data frame of Apache Spark.

        Args:
            frame: One row an event, with columns named as in ``EVENT_SCHEMA``: ``customer_id``, ``event`` and
                ``time``, and others where there are any. A whole number ``sequence`` orders rows of equal
                times; without it they stand in an order that follows from what they hold.
            tasks: Among how many tasks the customers are dealt out; else ``spark.sql.shuffle.partitions``.

        Raises:
            UsageError: A column is missing.
        """
        from sojourn.journeys.engines.spark.opening import frame_source

        return cls(frame_source(frame, tasks=tasks))

    @classmethod
    def _of(cls, table: pa.Table) -> JourneyLog:
        if table.num_rows == 0:
            raise EmptyLogError("There are no events. Give at least one: customer, event and time.")
        return cls(LocalSource(index_of(table)))

    @property
    def index(self) -> JourneyIndex:
        """The journeys as arrays, whatever is selected.

        Raises:
            NotLocalError: They are on a cluster.
        """
        if not isinstance(self.source, LocalSource):
            raise NotLocalError(
                "This needs the journeys on this machine, and they are asked about on a cluster. "
                "Open the log without --engine."
            )
        return self.source.index

    @property
    def customers(self) -> int:
        """How many of the selected customers there are."""
        return self._totals.customers

    @property
    def events_count(self) -> int:
        """How many of the selected events there are."""
        return self._totals.events

    @property
    def event_names(self) -> tuple[str, ...]:
        """The names of events by code, whatever is selected; the most frequent first, then by name."""
        return self.source.event_names

    @property
    def first(self) -> datetime:
        """When the first of the selected events happened, in UTC."""
        return moment(self._totals.first_us)

    @property
    def last(self) -> datetime:
        """When the last of the selected events happened, in UTC."""
        return moment(self._totals.last_us)

    @cached_property
    def _totals(self) -> Totals:
        if self.selection.is_everything:
            return Totals(self.source.customer_count, self.source.event_count, *self.source.bounds_us)
        return self.run(CountTotals())

    def where(self, segment: str | Condition | None) -> JourneyLog:
        """The journeys of the customers in a segment, such as ``did order_placed within 7d of site_visited``.

        Args:
            segment: The condition, or its text; ``None`` for everybody.

        Raises:
            SegmentError: The text is no condition; the message points at the character.
        """
        condition = parse_segment(segment, self) if isinstance(segment, str) else segment
        return replace(self, selection=replace(self.selection, segment=condition))

    def between(self, since: datetime | None = None, until: datetime | None = None) -> JourneyLog:
        """The part of the journeys that lies in a period: from ``since`` and before ``until``, in UTC.

        Raises:
            PeriodError: The period ends before it begins.
        """
        return replace(self, selection=replace(self.selection, since=since, until=until))

    def on(self, engine: Engine) -> JourneyLog:
        """The same journeys, counted by another engine of this machine."""
        return replace(self, source=LocalSource(self.index, engine))

    def run(self, analysis: Analysis[Summary, Result_co]) -> Result_co:
        """Ask an analysis of the selected journeys."""
        return self.source.run(analysis, selection=self.selection)

    def ask(self, question: Question[Answer_co]) -> Answer_co:
        """The answer to a question.

        Raises:
            EmptySelectionError: Nobody is selected.
        """
        if self.customers == 0:
            raise EmptySelectionError(
                f"No customer is left{_said(self.selection)}. Widen the segment or the period."
            )
        return question.ask(self)

    def code_of(self, event: str) -> int:
        """The number of an event name.

        Raises:
            UnknownEventError: The log does not contain it.
        """
        if event not in self.event_names:
            raise UnknownEventError(f"The log has no event {event!r}. {suggestion(event, self.event_names)}")
        return self.event_names.index(event)

    # The questions; each is described at the function of the same name.

    def events(self) -> EventsResult:
        """What the log holds; see ``sojourn.journeys.events.events``."""
        return events(self)

    def transitions(self) -> TransitionsResult:
        """Which event directly follows which; see ``sojourn.journeys.transitions.transitions``."""
        return transitions(self)

    def funnel(
        self,
        steps: Sequence[str | Sequence[str]],
        *,
        within: timedelta | str | None = None,
        order: Order = "any-between",
        without: Sequence[str] = (),
        by: Sequence[str] = (),
    ) -> FunnelResult:
        """How many customers reach each step; see ``sojourn.journeys.funnel.funnel``."""
        return funnel(self, steps, within=within, order=order, without=without, by=by)

    def variants(
        self,
        *,
        top: int = 20,
        skip: int = 0,
        starts: Sequence[str] = (),
        ends: Sequence[str] = (),
        contains: Sequence[str] = (),
        pattern: str | None = None,
    ) -> VariantsResult:
        """Journeys by their order of events; see ``sojourn.journeys.variants.variants``."""
        return variants(
            self, top=top, skip=skip, starts=starts, ends=ends, contains=contains, pattern=pattern
        )

    def flow(
        self,
        *,
        anchor: str | None = None,
        direction: Direction = "after",
        occurrence: Occurrence = "first",
        positions: int = 6,
        top: int = 8,
        events: Sequence[str] = (),
        collapse: bool = False,
        times: bool = True,
    ) -> FlowResult:
        """What comes after or before a point; see ``sojourn.journeys.flow.flow``."""
        return flow(
            self,
            anchor=anchor,
            direction=direction,
            occurrence=occurrence,
            positions=positions,
            top=top,
            events=events,
            collapse=collapse,
            times=times,
        )

    def sessions(
        self,
        *,
        gap: timedelta | str = HALF_AN_HOUR,
        goal: str | None = None,
        numbers: int = 10,
        top: int = 8,
    ) -> SessionsResult:
        """Events told apart by long pauses; see ``sojourn.journeys.sessions.sessions``."""
        return sessions(self, gap=gap, goal=goal, numbers=numbers, top=top)

    def handoffs(
        self,
        *,
        by: HandoffBy = "channel",
        within: timedelta | str | None = None,
        order: HandoffOrder = "wait",
        top: int = 50,
    ) -> HandoffsResult:
        """Where customers are handed over and wait; see ``sojourn.journeys.handoffs.handoffs``."""
        return handoffs(self, by=by, within=within, order=order, top=top)

    def compare(
        self, asked: Question[Any] | Mapping[str, Any], a: Side | str, b: Side | str
    ) -> CompareResult:
        """How two groups of journeys differ; see ``sojourn.journeys.compare.compare``."""
        return compare(self, asked, a, b)

    def satisfaction(
        self,
        *,
        measure: MeasureName | None = None,
        within: timedelta | str = WITHIN,
        stages: Mapping[str, Sequence[str]] | None = None,
        weight: str | None = None,
    ) -> SatisfactionResult:
        """How content customers are; see ``sojourn.journeys.satisfaction.satisfaction``."""
        return satisfaction(self, measure=measure, within=within, stages=stages, weight=weight)

    def durations(
        self,
        start: EventSet | None = None,
        end: EventSet | None = None,
        *,
        by: StartsBy | None = None,
        zone: str = "UTC",
        stages: Mapping[str, Sequence[str]] | None = None,
        observed_until: datetime | None = None,
    ) -> DurationsResult:
        """How long it takes; see ``sojourn.journeys.durations.durations``."""
        return durations(self, start, end, by=by, zone=zone, stages=stages, observed_until=observed_until)

    def retention(
        self,
        *,
        start: EventSet | None = None,
        event: EventSet | None = None,
        period: Period = "week",
        periods: int = 12,
        unbounded: bool = False,
        zone: str = "UTC",
        observed_until: datetime | None = None,
    ) -> RetentionResult:
        """Who comes back in which period; see ``sojourn.journeys.retention.retention``."""
        return retention(
            self,
            start=start,
            event=event,
            period=period,
            periods=periods,
            unbounded=unbounded,
            zone=zone,
            observed_until=observed_until,
        )

    def repeats(
        self,
        event: EventSet | None = None,
        *,
        within: timedelta | str | None = None,
        steps: int = 10,
        value: bool = False,
        observed_until: datetime | None = None,
    ) -> RepeatsResult:
        """Who does it again; see ``sojourn.journeys.repeats.repeats``."""
        return repeats(self, event, within=within, steps=steps, value=value, observed_until=observed_until)

    def recency(
        self,
        event: EventSet | None = None,
        *,
        at: datetime | None = None,
        lapsing_after: float = 2,
        lost_after: float = 4,
        value: bool = False,
    ) -> RecencyResult:
        """Who has been silent for long; see ``sojourn.journeys.recency.recency``."""
        return recency(self, event, at=at, lapsing_after=lapsing_after, lost_after=lost_after, value=value)

    def replay(
        self, steps: Sequence[StepEvents], *, links: Sequence[StepLink] = (), top: int = 10
    ) -> ReplayResult:
        """Do real journeys go in this order; see ``sojourn.journeys.replay.replay``."""
        return replay(self, steps, links=links, top=top)

    def attribution(
        self,
        goal: str | Sequence[str],
        *,
        by: TouchBy = "channel",
        touches: Sequence[str] = (),
        lookback: timedelta | str | None = None,
        conversions: Literal["all", "first"] = "all",
        collapse: bool = False,
        value: bool = False,
        first_part: float = 0.4,
        last_part: float = 0.4,
        half_life: timedelta | str = timedelta(days=7),
        order: int = 1,
        top: int = 20,
        models: Sequence[Model] = MODELS,
    ) -> AttributionResult:
        """Which touches get how much of the conversions; see ``sojourn.journeys.attribution.attribution``."""
        return attribution(
            self,
            goal,
            by=by,
            touches=touches,
            lookback=lookback,
            conversions=conversions,
            collapse=collapse,
            value=value,
            first_part=first_part,
            last_part=last_part,
            half_life=half_life,
            order=order,
            top=top,
            models=models,
        )

    def leaving(
        self,
        outcome: str | None = None,
        *,
        horizon: timedelta | str | None = None,
        lookback: timedelta | str | None = None,
        support: int = 30,
        top: int = 50,
        listed: int = 0,
        observed_until: datetime | None = None,
    ) -> LeavingResult:
        """What customers do before they leave; see ``sojourn.journeys.leaving.leaving``."""
        return leaving(
            self,
            outcome,
            horizon=horizon,
            lookback=lookback,
            support=support,
            top=top,
            listed=listed,
            observed_until=observed_until,
        )


def _aware(time: datetime | str) -> datetime:
    moment_ = datetime.fromisoformat(time) if isinstance(time, str) else time
    return moment_.astimezone(UTC) if moment_.tzinfo else moment_.replace(tzinfo=UTC)


def _converted(column: pa.ChunkedArray[Any], *, name: str, to: pa.Field[Any]) -> pa.ChunkedArray[Any]:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not to.nullable and column.null_count:
        raise UsageError(
            f"The column {name!r} has {column.null_count} missing values. Leave those rows out first."
        )
    if pa.types.is_timestamp(to.type) and pa.types.is_string(column.type):
        raise UsageError(
            f"The column {name!r} holds text, not times. Convert it first, such as with pandas.to_datetime."
        )
    if pa.types.is_timestamp(column.type) and column.type.tz is None:
        column = column.cast(pa.timestamp("us"))
    return column.cast(to.type)


def _said(selection: Selection) -> str:
    segment = f" in the segment {selection.segment.text!r}" if selection.segment else ""
    since = f" from {selection.since:%Y-%m-%d %H:%M}" if selection.since else ""
    until = f" before {selection.until:%Y-%m-%d %H:%M}" if selection.until else ""
    return f"{segment}{since}{until}"
