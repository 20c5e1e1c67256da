"""Transitions: which event directly follows which, how often, for how many customers, after what time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, TypeVar

from pydantic import Field

from sojourn.core.statistics import wilson
from sojourn.journeys.events import EventCount
from sojourn.journeys.main_road import views
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Estimate, Question, Table
from sojourn.journeys.spread import Spread
from sojourn.journeys.transition_counts import CountedTransition, counted_transitions

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

START: Final = "(start)"
END: Final = "(end)"
Place = TypeVar("Place", bound=Hashable)

NO_SPREAD: Final = Spread(0)
COLUMNS: Final = (
    *("from", "to", "count", "customers", "share"),
    *("median_seconds", "median_low_seconds", "median_high_seconds", "p90_seconds", "mean_seconds"),
    *("total_seconds", "view", "cover"),
)


@dataclass(frozen=True, slots=True)
class Transition:
    """One event directly followed by another.

    Attributes:
        source: The event before, or ``(start)``.
        target: The event after, or ``(end)``.
        count: How often.
        customers: For how many different customers.
        share: Part of everything that leaves ``source``; these sum to 1.
        median_seconds: The middle time between the two; this and the others are ``None`` at start and end.
        median_low_seconds, median_high_seconds: Its 95 % bounds; ``None`` where there are too few.
        p90_seconds: What nine of ten stay within.
        mean_seconds: The mean time.
        total_seconds: The sum of the times of all.
        view: From which view of the graph on it is shown: 1 is the main road, the greatest is everything.
        cover: Part of all transitions, by count, that this view shows.
    """

    source: Annotated[str, Field(serialization_alias="from")]
    target: Annotated[str, Field(serialization_alias="to")]
    count: int
    customers: int
    share: float
    median_seconds: float | None
    median_low_seconds: float | None
    median_high_seconds: float | None
    p90_seconds: float | None
    mean_seconds: float | None
    total_seconds: float | None
    view: int
    cover: float


@dataclass(frozen=True, slots=True)
class TransitionsResult(Answer):
    """The process graph.

    Attributes:
        customers, events: How many there are.
        names: Every event with its counts.
        transitions: Ordered by count, then by names.
    """

    customers: int
    events: int
    names: tuple[EventCount, ...]
    transitions: tuple[Transition, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each transition, and one for each event."""
        rows = tuple(
            (
                *(one.source, one.target, one.count, one.customers, one.share),
                *(one.median_seconds, one.median_low_seconds, one.median_high_seconds),
                *(one.p90_seconds, one.mean_seconds, one.total_seconds, one.view, one.cover),
            )
            for one in self.transitions
        )
        return (
            Table("transitions", COLUMNS, rows),
            Table(
                "events",
                ("event", "count", "customers"),
                tuple((one.event, one.count, one.customers) for one in self.names),
            ),
        )

    def estimates(self) -> Iterator[Estimate]:
        """Of each transition, the share of what leaves the event before, and the median time."""
        leaving = _leaving((one.source, one.count) for one in self.transitions)
        for one in self.transitions:
            n, told = leaving[one.source], f"{one.source} → {one.target}"
            interval = wilson(one.count, n)
            key = (one.source, one.target)
            yield Estimate(
                (*key, "share"), told, one.share, "share", n, one.count, interval.low, interval.high
            )
            if one.median_seconds is not None:
                low, high = one.median_low_seconds, one.median_high_seconds
                label = f"median time {told}"
                yield Estimate(
                    (*key, "median"), label, one.median_seconds, "seconds", one.count, None, low, high
                )

    def _repr_html_(self) -> str:
        rows = [
            (one.source, one.target, one.count, one.customers, Bar(one.share), duration(one.median_seconds))
            for one in self.transitions[:40]
        ]
        title = f"{len(self.transitions):,} transitions of {self.customers:,} customers"
        return html_table(
            title, ["From", "To", "Times", "Customers", "Share of what leaves", "Median time"], rows
        )


def transitions(log: JourneyLog) -> TransitionsResult:
    """Count which event directly follows which: the process graph.

    Includes how journeys begin, ``(start)``, and end, ``(end)``, so that what flows into an event flows out
    of it.

    Args:
        log: The journeys to look at.

    Returns:
        Every transition with count, customers, exact median with its 95 % bounds, mean, 90th percentile and
        total of its time, and the view from which on a picture of the graph shows it.

    Source: kernels/SPEC.md TR1 to TR8; the counts equal the directly-follows graph of process mining.
    """
    return log.ask(TransitionsQuestion())


@dataclass(frozen=True, slots=True)
class TransitionsQuestion(Question[TransitionsResult]):
    """Which event directly follows which?"""

    kind: ClassVar = "transitions"
    answer: ClassVar = TransitionsResult

    def ask(self, log: JourneyLog) -> TransitionsResult:
        """Count and time them."""
        counted, customers = counted_transitions(log)
        arriving: Counter[int] = Counter()
        for one in counted:
            arriving[one.target] += one.count
        names = [
            EventCount(event, arriving[code], who)
            for code, (event, who) in enumerate(zip(log.event_names, customers, strict=True))
            if who
        ]
        return TransitionsResult(
            customers=log.customers,
            events=log.events_count,
            names=tuple(sorted(names, key=lambda one: (-one.count, one.event))),
            transitions=tuple(_transitions(counted, arriving, log.event_names)),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[TransitionsQuestion]:
        """The one there is."""
        del log
        return [cls()]


def _transitions(
    counted: Sequence[CountedTransition], arriving: Counter[int], names: Sequence[str]
) -> Iterator[Transition]:
    """All transitions by name, those to the end among them, the most frequent first, then by names."""
    called, start, end = [*names, START, END], len(names), len(names) + 1
    found = {(one.source, one.target): (one.count, one.customers, one.spread) for one in counted}
    ended = arriving.copy()
    ended.subtract(
        _leaving((source, count) for (source, _), (count, _, _) in found.items() if source < start)
    )
    # A journey ends once, so as many customers as journeys end with an event.
    found |= {(code, end): (count, count, NO_SPREAD) for code, count in ended.items() if count}
    leaving = _leaving((source, count) for (source, _), (count, _, _) in found.items())
    seen = views({pair: count for pair, (count, _, _) in found.items()}, start=start, end=end)
    for pair in sorted(found, key=lambda pair: (-found[pair][0], called[pair[0]], called[pair[1]])):
        count, customers, spread = found[pair]
        yield Transition(
            source=called[pair[0]],
            target=called[pair[1]],
            count=count,
            customers=customers,
            share=count / leaving[pair[0]],
            median_seconds=spread.median,
            median_low_seconds=spread.median_low,
            median_high_seconds=spread.median_high,
            p90_seconds=spread.p90,
            mean_seconds=spread.mean,
            total_seconds=spread.total,
            view=seen[pair][0],
            cover=seen[pair][1],
        )


def _leaving(counts: Iterable[tuple[Place, int]]) -> Counter[Place]:
    """How many transitions go out of each event."""
    found: Counter[Place] = Counter()
    for source, count in counts:
        found[source] += count
    return found
