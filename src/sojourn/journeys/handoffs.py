"""Hand-offs: how often customers go from one channel or department to another, how long they wait, who sends
them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, get_args

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.core.time import span
from sojourn.journeys.handoff_counts import HandoffCounts, HandoffDetails, HandoffsSummary, HandoffWaits
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Estimate, Question, Span, Table
from sojourn.journeys.spread import US, Spread, first_ranges, settled

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]
By = Literal["channel", "department", "touchpoint", "device"]
Order = Literal["wait", "handoffs", "returns"]

MOST_VALUES: Final = 1_000
MOST_PAIRS: Final = 1_000
NAMED: Final = 3
"""So many of the events at which a pair hands over are named."""


class TooManyValuesError(UsageError):
    """An attribute that tells too many things apart for hand-offs between them to mean something."""


@dataclass(frozen=True, slots=True)
class HandoffValue:
    """A channel, a department, …: its events, and the customers who had one."""

    value: str
    events: int
    customers: int


@dataclass(frozen=True, slots=True)
class HandoffEvent:
    """An event at which customers are handed over; ``share`` is its part of the pair's hand-offs."""

    event: str
    handoffs: int
    share: float


@dataclass(frozen=True, slots=True)
class Handoff:
    """From one value to another.

    Attributes:
        source, target: The values; ``from`` and ``to`` in JSON.
        handoffs: How often.
        customers: Of how many customers.
        share: Part of all hand-offs.
        median_wait_seconds: From the last event at the one to the first at the other.
        wait_low, wait_high: The median's 95 % interval; ``None`` where there are too few.
        p90_wait_seconds, mean_wait_seconds: Of the same times.
        total_wait_seconds: All waits of all customers together.
        wait_share: Their part of the waits of all pairs; 0 where nobody ever waited.
        returned: How many of the hand-offs were followed by one directly back.
        return_share: Their part of the hand-offs, with its 95 % interval.
        leaving: The last events before, the most frequent first.
        arriving: The first events after.
    """

    source: Annotated[str, Field(serialization_alias="from")]
    target: Annotated[str, Field(serialization_alias="to")]
    handoffs: int
    customers: int
    share: float
    median_wait_seconds: float
    wait_low: float | None
    wait_high: float | None
    p90_wait_seconds: float
    mean_wait_seconds: float
    total_wait_seconds: float
    wait_share: float
    returned: int
    return_share: float
    return_low: float
    return_high: float
    leaving: tuple[HandoffEvent, ...]
    arriving: tuple[HandoffEvent, ...]


@dataclass(frozen=True, slots=True)
class OtherHandoffs:
    """All pairs that are not listed, together."""

    pairs: int
    handoffs: int
    total_wait_seconds: float
    returned: int


@dataclass(frozen=True, slots=True)
class HandoffsResult(Answer):
    """Hand-offs between the values of an attribute; with ``other`` the pairs add up to all of them.

    Attributes:
        by: The attribute.
        order: What the pairs are ordered by, the greatest first.
        within_seconds: The longest time after which coming back counts; ``None`` for any.
        customers: All of them.
        customers_with_value: Those of whom any event tells where it happened.
        customers_handed_over: Those with a hand-off.
        handed_over_share: Their part of the customers with a value, with its 95 % interval.
        handoffs: How many there are.
        total_wait_seconds: All waits together.
        returned: How many hand-offs were followed by one directly back.
        values: The values, those with most events first.
        pairs: Ordered pairs of values.
        other: The pairs beyond ``top``.
    """

    by: By
    order: Order
    within_seconds: float | None
    customers: int
    customers_with_value: int
    customers_handed_over: int
    handed_over_share: float
    handed_over_low: float
    handed_over_high: float
    handoffs: int
    total_wait_seconds: float
    returned: int
    values: tuple[HandoffValue, ...]
    pairs: tuple[Handoff, ...]
    other: OtherHandoffs

    def tables(self) -> tuple[Table, ...]:
        """One row for each pair, for each event at which one hands over, and for each value."""
        pairs = tuple(
            (
                one.source,
                one.target,
                one.handoffs,
                one.customers,
                one.share,
                one.median_wait_seconds,
                one.wait_low,
                one.wait_high,
                one.p90_wait_seconds,
                one.mean_wait_seconds,
                one.total_wait_seconds,
                one.wait_share,
                one.returned,
                one.return_share,
                one.return_low,
                one.return_high,
            )
            for one in self.pairs
        )
        events = tuple(
            (one.source, one.target, side, event.event, event.handoffs, event.share)
            for one in self.pairs
            for side, listed in (("leaving", one.leaving), ("arriving", one.arriving))
            for event in listed
        )
        values = tuple((one.value, one.events, one.customers) for one in self.values)
        return (
            Table("handoffs", PAIR_COLUMNS, pairs),
            Table("handoff_events", ("from", "to", "side", "event", "handoffs", "share"), events),
            Table("values", (self.by, "events", "customers"), values),
        )

    def estimates(self) -> Iterator[Estimate]:
        """Who is handed over, and of each pair the median wait and who comes back."""
        yield Estimate(
            ("handed_over",),
            "handed over",
            self.handed_over_share,
            "share",
            self.customers_with_value,
            self.customers_handed_over,
            self.handed_over_low,
            self.handed_over_high,
        )
        for one in self.pairs:
            pair, label = (one.source, one.target), f"{one.source} → {one.target}"
            yield Estimate(
                (*pair, "wait"),
                f"median wait {label}",
                one.median_wait_seconds,
                "seconds",
                one.handoffs,
                None,
                one.wait_low,
                one.wait_high,
            )
            yield Estimate(
                (*pair, "return"),
                f"came back after {label}",
                one.return_share,
                "share",
                one.handoffs,
                one.returned,
                one.return_low,
                one.return_high,
            )

    def _repr_html_(self) -> str:
        rows = [
            (
                f"{one.source} → {one.target}",
                one.handoffs,
                duration(one.median_wait_seconds),
                Bar(one.wait_share),
                Bar(one.return_share, one.return_low, one.return_high),
            )
            for one in self.pairs
        ]
        title = f"{self.handoffs:,} hand-offs between {len(self.values)} values of {self.by}"
        return html_table(title, ["From → to", "Hand-offs", "Median wait", "Of all waits", "Came back"], rows)


PAIR_COLUMNS: Final = (
    "from",
    "to",
    "handoffs",
    "customers",
    "share",
    "median_wait_seconds",
    "wait_low",
    "wait_high",
    "p90_wait_seconds",
    "mean_wait_seconds",
    "total_wait_seconds",
    "wait_share",
    "returned",
    "return_share",
    "return_low",
    "return_high",
)


def handoffs(
    log: JourneyLog,
    *,
    by: By = "channel",
    within: timedelta | str | None = None,
    order: Order = "wait",
    top: int = 50,
) -> HandoffsResult:
    """Find where customers are handed over, where they wait, and where they are sent back.

    A customer is where the last event that tells it was. Events that do not tell change nothing.

    Args:
        log: The journeys to look at.
        by: Between what: ``channel``, ``department``, ``touchpoint`` or ``device``.
        within: Coming back counts only so soon after the hand-off, such as ``"7d"``. ``None``: whenever.
        order: Which pairs come first: those with the longest waits of all customers together (``wait``, the
            silo finder), the most ``handoffs``, or the most ``returns``.
        top: How many pairs to list, 1 to 1,000; the others are counted together.

    Returns:
        The pairs with counts, waits, returns and the events at which they hand over; none where no event
        tells where it happened.

    Raises:
        TooManyValuesError: There are more than 1,000 different values.
        UsageError: ``within`` is no span of time, or something is out of range.

    Source: kernels/SPEC.md HO1 to HO7.
    """
    window = span(within) if isinstance(within, str) else within
    return log.ask(HandoffsQuestion(by=by, within=window, order=order, top=top))


@dataclass(frozen=True, slots=True)
class HandoffsQuestion(Question[HandoffsResult]):
    """Between whom are customers handed over, and where do they wait?

    Attributes:
        by: Between what.
        within: Coming back counts only so soon; ``None`` for any time.
        order: Which pairs come first: by all waits together, by hand-offs, or by returns.
        top: How many pairs are listed.
    """

    kind: ClassVar = "handoffs"
    answer: ClassVar = HandoffsResult

    by: By = "channel"
    within: Span | None = None
    order: Order = "wait"
    top: Annotated[int, Field(ge=1, le=MOST_PAIRS)] = 50

    def __post_init__(self) -> None:
        for name, given, known in (("by", self.by, get_args(By)), ("order", self.order, get_args(Order))):
            if given not in known:
                raise UsageError(f"Hand-offs have no {name} {given!r}. There is: {', '.join(known)}.")
        if self.within is not None and self.within <= timedelta(0):
            raise UsageError(f"The time to come back must be longer than zero, not {self.within}.")
        if not 1 <= self.top <= MOST_PAIRS:
            raise UsageError(f"1 to {MOST_PAIRS:,} pairs can be listed, but top is {self.top}.")

    def ask(self, log: JourneyLog) -> HandoffsResult:
        """Walk all journeys."""
        values = log.source.values(self.by)
        if len(values) > MOST_VALUES:
            raise TooManyValuesError(
                f"The events have {len(values):,} different values of {self.by}; hand-offs are counted "
                f"between at most {MOST_VALUES:,}. Choose another attribute."
            )
        found = log.run(HandoffCounts(self.by, len(values), within=self.within))
        shown = self._shown(found, values)
        details = self._details(log, values, found.pairs[shown].tolist())
        return _result(self, log, found, (values, shown, details))

    def _shown(self, found: HandoffsSummary, values: Sequence[str]) -> list[int]:
        """Places of the pairs that are listed, in order (SPEC HO7)."""
        waits, counts = found.waits_us(), found.counts
        firsts = {"wait": waits, "handoffs": counts[:, 0].tolist(), "returns": counts[:, 2].tolist()}
        first, size = firsts[self.order], len(values)

        def place(number: int) -> tuple[int, int, str, str]:
            pair = int(found.pairs[number])
            return -first[number], -int(counts[number, 0]), values[pair // size], values[pair % size]

        return sorted(range(found.pairs.size), key=place)[: self.top]

    def _details(self, log: JourneyLog, values: Sequence[str], pairs: list[int]) -> _Details:
        if not pairs:
            return (), np.zeros((0, 2, len(log.event_names)), np.int64)
        waits = HandoffWaits(self.by, len(values), tuple(pairs))
        within = first_ranges(log, waits, len(pairs))
        figures, events = log.run(HandoffDetails(waits, within))
        return settled(log, waits, figures, within), events

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[HandoffsQuestion]:
        """Between channels, and between departments with all that can be chosen."""
        del log
        return [cls(), cls(by="department", within=timedelta(seconds=3), order="returns", top=2)]


_Details = tuple[tuple[Spread, ...], Int64s]


def _result(
    question: HandoffsQuestion,
    log: JourneyLog,
    found: HandoffsSummary,
    shown: tuple[Sequence[str], list[int], _Details],
) -> HandoffsResult:
    values, places, details = shown
    told, handed = found.customers.tolist()
    bounds = wilson(handed, told)
    pairs = tuple(_pairs(found, values, places, details=details, names=log.event_names))
    total = sum(found.waits_us())
    count, returned = int(found.counts[:, 0].sum()), int(found.counts[:, 2].sum())
    listed_us = sum(found.waits_us()[place] for place in places)
    return HandoffsResult(
        by=question.by,
        order=question.order,
        within_seconds=None if question.within is None else question.within.total_seconds(),
        customers=log.customers,
        customers_with_value=told,
        customers_handed_over=handed,
        handed_over_share=handed / told if told else 0.0,
        handed_over_low=bounds.low,
        handed_over_high=bounds.high,
        handoffs=count,
        total_wait_seconds=total / US,
        returned=returned,
        values=_values(found, values),
        pairs=pairs,
        other=OtherHandoffs(
            pairs=found.pairs.size - len(pairs),
            handoffs=count - sum(one.handoffs for one in pairs),
            total_wait_seconds=(total - listed_us) / US,
            returned=returned - sum(one.returned for one in pairs),
        ),
    )


def _values(found: HandoffsSummary, values: Sequence[str]) -> tuple[HandoffValue, ...]:
    listed = [
        HandoffValue(value, events, customers)
        for value, (events, customers) in zip(values, found.values.tolist(), strict=True)
        if events
    ]
    return tuple(sorted(listed, key=lambda one: (-one.events, one.value)))


def _pairs(
    found: HandoffsSummary,
    values: Sequence[str],
    places: Sequence[int],
    *,
    details: _Details,
    names: Sequence[str],
) -> Iterator[Handoff]:
    everything, total = int(found.counts[:, 0].sum()), sum(found.waits_us())
    for place, spread, events in zip(places, *details, strict=True):
        count, customers, returned, high, low = found.counts[place].tolist()
        source, target = divmod(int(found.pairs[place]), len(values))
        wait = (high << 32) + low
        bounds = wilson(returned, count)
        yield Handoff(
            source=values[source],
            target=values[target],
            handoffs=count,
            customers=customers,
            share=count / everything,
            median_wait_seconds=spread.median or 0.0,
            wait_low=spread.median_low,
            wait_high=spread.median_high,
            p90_wait_seconds=spread.p90 or 0.0,
            mean_wait_seconds=wait / count / US,
            total_wait_seconds=wait / US,
            wait_share=wait / total if total else 0.0,
            returned=returned,
            return_share=returned / count,
            return_low=bounds.low,
            return_high=bounds.high,
            leaving=_events(events[0], names, count),
            arriving=_events(events[1], names, count),
        )


def _events(counts: Int64s, names: Sequence[str], of: int) -> tuple[HandoffEvent, ...]:
    codes = sorted(np.flatnonzero(counts).tolist(), key=lambda code: (-counts[code], names[code]))[:NAMED]
    return tuple(HandoffEvent(names[code], int(counts[code]), int(counts[code]) / of) for code in codes)
