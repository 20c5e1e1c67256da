"""Events: which there are, how often, and for how many customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt

from sojourn.core.statistics import wilson
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.events import count_events
from sojourn.journeys.notebook import Bar, html_table
from sojourn.journeys.question import Answer, Estimate, Question, Table

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class EventCount:
    """One event: how often it happened, and to how many different customers."""

    event: str
    count: int
    customers: int


@dataclass(frozen=True, slots=True)
class EventsResult(Answer):
    """What a log holds.

    Attributes:
        events: How many events.
        customers: Of how many customers.
        event_names: How many different names they have.
        first, last: When the first and the last event happened, in UTC.
        names: Every name with its counts, the most frequent first, then by name.
    """

    events: int
    customers: int
    event_names: int
    first: datetime
    last: datetime
    names: tuple[EventCount, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each event."""
        rows = tuple(
            (one.event, one.count, one.customers, one.customers / self.customers) for one in self.names
        )
        return (Table("events", ("event", "count", "customers", "share_of_customers"), rows),)

    def estimates(self) -> Iterator[Estimate]:
        """Of each event, the share of customers who have it."""
        for one in self.names:
            interval = wilson(one.customers, self.customers)
            yield Estimate(
                (one.event, "share_of_customers"),
                f"customers with {one.event}",
                one.customers / self.customers,
                "share",
                self.customers,
                one.customers,
                interval.low,
                interval.high,
            )

    def _repr_html_(self) -> str:
        span = f"{self.first:%Y-%m-%d} to {self.last:%Y-%m-%d}"
        title = f"{self.events:,} events of {self.customers:,} customers, {span}"
        rows = [
            (name.event, name.count, name.customers, Bar(name.customers / self.customers))
            for name in self.names
        ]
        return html_table(title, ["Event", "Times", "Customers", "Share of customers"], rows)


class EventCounts:
    """Counts events and the customers who have them, as a mergeable summary (SPEC EV1, EV2)."""

    def partial(self, chunk: Chunk) -> Int64s:
        """int64[2, names]: events, customers."""
        return np.stack(count_events(chunk.offsets, chunk.codes, chunk.names))

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up, for a customer is in one chunk only."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


def event_counts(log: JourneyLog) -> tuple[EventCount, ...]:
    """Every event with its count and its customers, the most frequent first, then by name."""
    counts, customers = log.run(EventCounts()).tolist()
    found = [
        EventCount(event=event, count=count, customers=who)
        for event, count, who in zip(log.event_names, counts, customers, strict=True)
        if count
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.event)))


def events(log: JourneyLog) -> EventsResult:
    """Say what is in the log: events, customers, span of time, and every event's name with its counts.

    Args:
        log: The journeys to look at.

    Source: kernels/SPEC.md EV1, EV2.
    """
    return log.ask(EventsQuestion())


@dataclass(frozen=True, slots=True)
class EventsQuestion(Question[EventsResult]):
    """What is in the log?"""

    kind: ClassVar = "events"
    answer: ClassVar = EventsResult

    def ask(self, log: JourneyLog) -> EventsResult:
        """Count the events and their customers."""
        names = event_counts(log)
        return EventsResult(
            events=log.events_count,
            customers=log.customers,
            event_names=len(names),
            first=log.first,
            last=log.last,
            names=names,
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[EventsQuestion]:
        """The one there is."""
        del log
        return [cls()]
