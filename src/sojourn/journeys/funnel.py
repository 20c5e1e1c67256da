"""The funnel: how many customers come how far through a list of events, and what the others did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.time import span
from sojourn.journeys.funnel_differences import FunnelDifference, differences
from sojourn.journeys.funnel_steps import FunnelBin, FunnelLeft, FunnelStep, histogram_of, left_of, steps_of
from sojourn.journeys.funnel_walk import CountWalks, Order, Walk
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Estimate, EventName, Question, Span, Table
from sojourn.journeys.selection import Both
from sojourn.journeys.spread import first_ranges, settled

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

MAX_STEPS: Final = 32
MAX_EVENTS: Final = 100
MAX_SEGMENTS: Final = 20
FOREVER_US: Final = 2**62

Step = EventName | Annotated[tuple[EventName, ...], Field(min_length=1, max_length=MAX_EVENTS)]
"""One event, or several of which any one will do."""

Called = tuple[tuple[str, tuple[str, ...]], ...]
"""Name and events of each step."""


class FunnelStepsError(UsageError):
    """Steps that make no funnel."""


@dataclass(frozen=True, slots=True)
class FunnelSegment:
    """The funnel of one segment, beside those of others.

    Attributes:
        segment: The condition, as it was asked for.
        customers: How many there are; with none, all shares are 0.
        steps, left: As in the funnel of all.
    """

    segment: str
    customers: int
    steps: tuple[FunnelStep, ...]
    left: tuple[FunnelLeft, ...]


@dataclass(frozen=True, slots=True)
class FunnelResult(Answer):
    """How far customers came.

    Attributes:
        customers: How many there are.
        within_seconds: Longest time from the first step to the last; ``None`` for any.
        order: What may lie between two steps.
        steps: Who reached which step.
        left: Who came no further, one entry for each step but the last.
        histogram: Those who reached the last step by their time from the first.
        differences: What they did differently from those who left one step before, the most telling first.
        segments: The funnels of the segments in ``by``.
    """

    customers: int
    within_seconds: float | None
    order: Order
    steps: tuple[FunnelStep, ...]
    left: tuple[FunnelLeft, ...]
    histogram: tuple[FunnelBin, ...]
    differences: tuple[FunnelDifference, ...]
    segments: tuple[FunnelSegment, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each step of everybody and of each segment; then what is told besides."""
        groups = [("", self.steps, self.left), *((one.segment, one.steps, one.left) for one in self.segments)]
        return (
            Table(
                "funnel",
                ("segment", *STEP_COLUMNS),
                tuple(
                    (who, *(getattr(step, name) for name in STEP_COLUMNS))
                    for who, steps, _ in groups
                    for step in steps
                ),
            ),
            Table(
                "left",
                ("segment", "after", "next", "customers", "share"),
                tuple(
                    (who, left.after, one.event, one.customers, one.share)
                    for who, _, lefts in groups
                    for left in lefts
                    for one in left.following
                ),
            ),
            Table(
                "time_to_convert",
                ("low_seconds", "high_seconds", "customers"),
                tuple((one.low_seconds, one.high_seconds, one.customers) for one in self.histogram),
            ),
            Table(
                "differences",
                DIFFERENCE_COLUMNS,
                tuple(tuple(getattr(one, name) for name in DIFFERENCE_COLUMNS) for one in self.differences),
            ),
        )

    def estimates(self) -> Iterator[Estimate]:
        """Of each step, the share of all and of the step before, and the median time from the first."""
        previous = self.customers
        for number, step in enumerate(self.steps, start=1):
            place = f"{number} {step.event}"
            yield from _estimates(
                step, place, customers=self.customers, previous=previous, is_first=number == 1
            )
            previous = step.reached

    def _repr_html_(self) -> str:
        rows = [
            (
                step.event,
                step.reached,
                Bar(step.share, step.low, step.high),
                Bar(step.share_of_previous, step.previous_low, step.previous_high),
                duration(step.median_seconds),
            )
            for step in self.steps
        ]
        limit = "" if self.within_seconds is None else f", within {duration(self.within_seconds)}"
        headings = ["Step", "Customers", "Share of all", "Of the step before", "Median time from the first"]
        return html_table(f"Funnel of {self.customers:,} customers{limit}", headings, rows)


def _estimates(
    step: FunnelStep, place: str, *, customers: int, previous: int, is_first: bool
) -> Iterator[Estimate]:
    yield Estimate(
        key=(place, "share"),
        label=f"reached {step.event}",
        value=step.share,
        unit="share",
        n=customers,
        k=step.reached,
        low=step.low,
        high=step.high,
    )
    if is_first:
        return
    yield Estimate(
        key=(place, "share_of_previous"),
        label=f"went on to {step.event}",
        value=step.share_of_previous,
        unit="share",
        n=previous,
        k=step.reached,
        low=step.previous_low,
        high=step.previous_high,
    )
    if step.median_seconds is not None:
        yield Estimate(
            key=(place, "median"),
            label=f"median time to {step.event}",
            value=step.median_seconds,
            unit="seconds",
            n=step.reached,
            low=step.median_low_seconds,
            high=step.median_high_seconds,
        )


STEP_COLUMNS: Final = tuple(name for name in FunnelStep.__dataclass_fields__ if name != "events")
DIFFERENCE_COLUMNS: Final = tuple(FunnelDifference.__dataclass_fields__)


def funnel(
    log: JourneyLog,
    steps: Sequence[str | Sequence[str]],
    *,
    within: timedelta | str | None = None,
    order: Order = "any-between",
    without: Sequence[str] = (),
    by: Sequence[str] = (),
) -> FunnelResult:
    """Count the customers that reach each step, in order.

    Other events may lie between two steps. A customer counts once for a step, however often it passes.

    Args:
        log: The journeys to look at.
        steps: Event names, first to last; 1 to 32. A step may be several events, of which any one will do. A
            name may appear more than once: it must then happen as often.
        within: Longest time from the first step to the last, such as ``"7d"``. ``None``: no limit.
        order: ``any-between``: other events may lie between two steps; ``strict``: each step must follow
            directly upon the one before; ``any-order``: step k is the k-th different one, whichever.
        without: Events that end a walk: what comes after needs a new start.
        by: Segments, such as ``channel = app``, whose funnels are told beside that of all.

    Returns:
        One count per step, never rising, as shares of all customers, with the time from the first step and
        from the step before; what those who came no further did next; and what those who reached the last
        step did differently from those who left one step before.

    Raises:
        UnknownEventError: A step, or ``without``, names an event that the log does not contain.
        FunnelStepsError: No step, more than 32, or steps that contradict each other.
        SegmentError: A segment in ``by`` cannot be read.
        UsageError: ``within`` is no span of time, or not longer than zero.

    Source: ClickHouse ``windowFunnel`` semantics, but for equal times; kernels/SPEC.md FN1 to FN15.
    """
    return log.ask(
        FunnelQuestion(
            steps=tuple(step if isinstance(step, str) else tuple(step) for step in steps),
            within=span(within) if isinstance(within, str) else within,
            order=order,
            without=tuple(without),
            by=tuple(by),
        )
    )


@dataclass(frozen=True, slots=True)
class FunnelQuestion(Question[FunnelResult]):
    """How many customers reach each step?

    Attributes:
        steps: First to last, 1 to 32; each an event, or a list of events of which any one will do.
        within: Longest time from the first step to the last; ``None`` for any.
        order: Whether anything or nothing may lie between two steps, or the steps may come in any order.
        without: Events that end a walk: what comes after needs a new start.
        by: Segments whose funnels are told beside that of all.
    """

    kind: ClassVar = "funnel"
    answer: ClassVar = FunnelResult

    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MAX_STEPS)]
    within: Span | None = None
    order: Order = "any-between"
    without: Annotated[tuple[EventName, ...], Field(max_length=MAX_EVENTS)] = ()
    by: Annotated[tuple[Annotated[str, Field(max_length=4000)], ...], Field(max_length=MAX_SEGMENTS)] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.steps) <= MAX_STEPS:
            raise FunnelStepsError(
                f"A funnel takes 1 to {MAX_STEPS} steps, but {len(self.steps)} were given."
            )
        if self.within is not None and self.within <= timedelta(0):
            raise UsageError(
                "The longest time from the first step to the last must be longer than zero, "
                f"not {self.within}."
            )
        self._check_events()

    def _check_events(self) -> None:
        every = [event for _, events in self.called for event in events]
        for number, (_, events) in enumerate(self.called, start=1):
            if not events:
                raise FunnelStepsError(f"Step {number} has no event. Name one, or leave the step out.")
        if both := sorted(set(every) & set(self.without)):
            raise FunnelStepsError(
                f"{both[0]!r} is a step and ends the walk at once. Leave out one of the two."
            )
        if self.order == "any-order" and len(set(every)) < len(every):
            twice = next(event for event in every if every.count(event) > 1)
            raise FunnelStepsError(f"In any order every event is of one step only; {twice!r} is of two.")

    @property
    def called(self) -> Called:
        """Name and events of each step as they were asked for."""
        listed = [(step,) if isinstance(step, str) else tuple(dict.fromkeys(step)) for step in self.steps]
        return tuple((" or ".join(events), events) for events in listed)

    @property
    def told(self) -> Called:
        """Name and events of each row of the answer; in any order, a row stands for so many of the steps."""
        if self.order != "any-order":
            return self.called
        every = tuple(event for _, events in self.called for event in events)
        return tuple((f"{number} of {len(self.steps)}", every) for number in range(1, len(self.steps) + 1))

    def ask(self, log: JourneyLog) -> FunnelResult:
        """Walk all journeys, then those of each segment."""
        walk = Walk(
            [[log.code_of(event) for event in events] for _, events in self.called],
            without=[log.code_of(event) for event in self.without],
            names=len(log.event_names),
            within_us=FOREVER_US
            if self.within is None
            else min(self.within // timedelta(microseconds=1), FOREVER_US),
            order=self.order,
        )
        parts = [(text, _part(log, text)) for text in self.by]
        within = first_ranges(log, walk, walk.groups)
        sums = log.run(CountWalks(walk, within))
        spreads = settled(log, walk, sums.times, within)
        reached = sums.reached.tolist()
        before = reached[-2] if len(reached) > 1 else reached[-1]
        return FunnelResult(
            customers=log.customers,
            within_seconds=None if self.within is None else self.within.total_seconds(),
            order=self.order,
            steps=tuple(steps_of(sums, spreads, self.told, customers=log.customers)),
            left=tuple(left_of(sums, spreads, self.told, log.event_names)),
            histogram=histogram_of(sums.histogram),
            differences=differences(
                sums.had,
                converted=reached[-1],
                left=before - reached[-1],
                names=log.event_names,
                steps=frozenset(event for _, events in self.called for event in events),
            ),
            segments=tuple(self._segment(part, walk, text) for text, part in parts),
        )

    def _segment(self, log: JourneyLog, walk: Walk, text: str) -> FunnelSegment:
        within = first_ranges(log, walk, walk.groups)
        sums = log.run(CountWalks(walk, within))
        spreads = settled(log, walk, sums.times, within)
        return FunnelSegment(
            segment=text,
            customers=log.customers,
            steps=tuple(steps_of(sums, spreads, self.told, customers=log.customers)),
            left=tuple(left_of(sums, spreads, self.told, log.event_names)),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[FunnelQuestion]:
        """From the most frequent event to the rarest and back, with and without a window, in every order."""
        first, last = log.event_names[0], log.event_names[-1]
        steps, window = (first, last, first), timedelta(seconds=3)
        asked = [cls(steps), cls(steps, within=window), cls(((first, last), last), order="strict")]
        if first != last:
            apart = (first, last)
            asked += [cls(apart, within=window, order="any-order"), cls((first, first), without=(last,))]
        return asked


def _part(log: JourneyLog, text: str) -> JourneyLog:
    """The selected customers that are also of a segment."""
    part, segment = log.where(text), log.selection.segment
    if segment is None or part.selection.segment is None:
        return part
    return log.where(Both(segment, part.selection.segment))
