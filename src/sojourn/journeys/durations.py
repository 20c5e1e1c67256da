"""Durations: how long whole journeys take, or the way from one event to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.durations import spans_between
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, EventName, Question, Table
from sojourn.journeys.spread import US, Spread, spread_of

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]

MINUTE, HOUR, DAY = 60, 3_600, 86_400
LADDER: Final = (
    *(0, 1, 2, 5, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 28 * DAY),
    *(56 * DAY, 91 * DAY, 182 * DAY, 365 * DAY, 730 * DAY),
)
"""Bounds that people know, in seconds, for durations of very different length."""

STEPS: Final = (
    1,
    2,
    5,
    10,
    15,
    30,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
)
WIDTHS: Final = (
    *STEPS,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    DAY,
    2 * DAY,
    5 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
)
BINS: Final = 24


@dataclass(frozen=True, slots=True)
class DurationBin:
    """Customers whose time is at least ``low_seconds`` and below ``high_seconds`` (last bin: at most)."""

    low_seconds: float
    high_seconds: float
    customers: int

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "low_seconds": self.low_seconds,
            "high_seconds": self.high_seconds,
            "customers": self.customers,
        }


@dataclass(frozen=True, slots=True)
class DurationsResult(Answer):
    """Times from ``start`` to ``end``; ``None`` stands for the journey's first and last event.

    Attributes:
        customers: Customers in the log.
        started: Those that have the start.
        spread: Figures of those that have the end after it, in seconds.
        histogram: Their times; the bins add up to all of them.
    """

    customers: int
    start: str | None
    end: str | None
    started: int
    spread: Spread
    histogram: tuple[DurationBin, ...]

    @property
    def completed(self) -> int:
        """Customers that have the end after the start."""
        return self.spread.n

    @property
    def not_completed(self) -> int:
        """Customers that have the start, and no end after it: they left, or are still on their way."""
        return self.started - self.completed

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "customers": self.customers,
            "from": self.start,
            "to": self.end,
            "started": self.started,
            "completed": self.completed,
            "not_completed": self.not_completed,
            "median_seconds": self.spread.median,
            "median_low": self.spread.median_low,
            "median_high": self.spread.median_high,
            "p90_seconds": self.spread.p90,
            "mean_seconds": self.spread.mean,
            "min_seconds": self.spread.least,
            "max_seconds": self.spread.most,
            "histogram": [one.to_json() for one in self.histogram],
        }

    def tables(self) -> tuple[Table, ...]:
        """The figures as one row, and the histogram."""
        figures = {name: value for name, value in self.to_json().items() if name != "histogram"}
        bins = tuple((one.low_seconds, one.high_seconds, one.customers) for one in self.histogram)
        return (
            Table("durations", tuple(figures), (tuple(figures.values()),)),
            Table("histogram", ("low_seconds", "high_seconds", "customers"), bins),
        )

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
            f"{way}: {self.completed:,} of {self.started:,} customers, median {duration(self.spread.median)}"
        )
        return html_table(title, ["Time", "Customers", "Share"], rows)


@dataclass(frozen=True)
class DurationsSummary:
    """Journeys that started, and the microseconds of those that ended."""

    started: int
    spans: tuple[Int64s, ...]


class DurationSpans:
    """Durations as a mergeable summary (SPEC DU1 to DU4)."""

    def __init__(self, *, start: int, end: int) -> None:
        self._start = start
        self._end = end

    def partial(self, chunk: Chunk) -> DurationsSummary:
        """Time whole journeys."""
        started, spans = spans_between(chunk.offsets, chunk.codes, chunk.times, self._start, self._end)
        return DurationsSummary(started=started, spans=(spans,))

    def merge(self, a: DurationsSummary, b: DurationsSummary) -> DurationsSummary:
        """Counts add up, spans stand side by side."""
        return DurationsSummary(started=a.started + b.started, spans=a.spans + b.spans)

    def result(self, summary: DurationsSummary) -> tuple[int, Int64s]:
        """How many started, and all spans."""
        return summary.started, np.concatenate(summary.spans)


def durations(log: JourneyLog, start: str | None = None, end: str | None = None) -> DurationsResult:
    """Measure the time from each customer's first ``start`` to the first ``end`` after it.

    Args:
        log: The journeys to look at.
        start: Event that starts the clock. ``None``: the journey's first event.
        end: Event that stops it. ``None``: the journey's last event.

    Returns:
        Median with its 95 % interval, 90th percentile, mean and extremes of those who completed the way, how
        many did not, and a histogram.

    Raises:
        UnknownEventError: The log does not contain an event.

    Source: kernels/SPEC.md DU1 to DU4; the interval is the binomial one of order statistics.
    """
    return log.ask(DurationsQuestion(start=start, end=end))


@dataclass(frozen=True, slots=True)
class DurationsQuestion(Question[DurationsResult]):
    """How long does it take?

    Attributes:
        start: Event that starts the clock; ``None`` for the journey's first.
        end: Event that stops it; ``None`` for the journey's last.
    """

    kind: ClassVar = "durations"
    answer: ClassVar = DurationsResult

    start: EventName | None = None
    end: EventName | None = None

    def ask(self, log: JourneyLog) -> DurationsResult:
        """Time all journeys."""
        codes = [-1 if event is None else log.code_of(event) for event in (self.start, self.end)]
        started, spans = log.run(DurationSpans(start=codes[0], end=codes[1]))
        spread = spread_of(spans)
        return DurationsResult(
            customers=log.customers,
            start=self.start,
            end=self.end,
            started=started,
            spread=spread,
            histogram=tuple(_histogram(spans, spread)),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[DurationsQuestion]:
        """Whole journeys, and the way between two events."""
        return [cls(), cls(log.event_names[0], log.event_names[-1])]


def _histogram(spans: Int64s, spread: Spread) -> Iterator[DurationBin]:
    if spread.least is None or spread.most is None or spread.p90 is None:
        return
    bounds = _bounds(np.quantile(spans, 0.1) / US, spread.p90, least=spread.least, most=spread.most)
    edges = [round(bound * US) for bound in bounds]
    edges[-1] = max(edges[-1], round(spread.most * US))
    counts, _ = np.histogram(spans, edges)
    for low, high, customers in zip(edges, edges[1:], counts.tolist(), strict=False):
        yield DurationBin(low / US, high / US, customers)


def _bounds(p10: float, p90: float, *, least: float, most: float) -> list[float]:
    """Equal bins where most durations are alike, else the ladder; the last bin reaches to the longest."""
    if p90 <= 20 * p10:
        width = next((one for one in WIDTHS if (p90 - least) / one <= BINS * 3 / 4), 365 * DAY)
        first = least // width * width
        count = min(BINS, int((most - first) // width) + 1)
        return [first + number * width for number in range(count + 1)]
    rungs = [bound for bound in LADDER if bound < most]
    above = next((bound for bound in LADDER if bound >= most), most)
    lowest = max((bound for bound in rungs if bound <= least), default=0)
    return [bound for bound in rungs if bound >= lowest] + [above]
