"""Variants: journeys with the same order of events, the most frequent first, and what is left beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.journeys.journey_pattern import LONGEST, JourneyPattern
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Cell, Estimate, EventName, Question, Table
from sojourn.journeys.spread import US, quantile_rank, spreads_of
from sojourn.journeys.variant_groups import (
    AllSpans,
    VariantGroups,
    VariantsCounted,
    VariantsFound,
    VariantSpans,
)

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]

MOST_NAMES: Final = 63
CUSTOMERS_AT_ONCE: Final = 200_000_000
"""Of more customers than this, a part of the variants is counted at a time."""
FEW: Final = 2_000
"""The times of more variants than this are sorted all at once."""
ARROW: Final = " → "

Names = Annotated[tuple[EventName, ...], Field(max_length=MOST_NAMES)]


@dataclass(frozen=True, slots=True)
class Variant:
    """One order of events.

    Attributes:
        events: Their names, first to last.
        customers: Who walked exactly so.
        share: Part of the customers that match; without a filter of all.
        low, high: The share's 95 % interval.
        cumulative_share: Part of them in this variant or one before it.
        median_seconds: Time from the first event to the last.
        p90_seconds: The time that nine in ten did not exceed.
    """

    events: tuple[str, ...]
    customers: int
    share: float
    low: float
    high: float
    cumulative_share: float
    median_seconds: float
    p90_seconds: float


@dataclass(frozen=True, slots=True)
class OtherVariants:
    """All variants that match and are not named, together."""

    variants: int
    customers: int
    share: float


@dataclass(frozen=True, slots=True)
class VariantsResult(Answer):
    """The variants, by customers, then by names; with ``other`` they add up to all that match.

    Attributes:
        customers: All of them.
        matching: Those whose journeys match the filters; without filters everybody.
        variants: How many different variants match.
        skip: How many of them come before the first in ``top``.
        top: The variants asked for.
        other: All further ones that match.
    """

    customers: int
    matching: int
    variants: int
    skip: int
    top: tuple[Variant, ...]
    other: OtherVariants

    def tables(self) -> tuple[Table, ...]:
        """One row for each variant."""
        return (Table("variants", VARIANT_COLUMNS, tuple(variant_row(one) for one in self.top)),)

    def estimates(self) -> Iterator[Estimate]:
        """The share of the customers that match, and of each variant among them."""
        bounds = wilson(self.matching, self.customers)
        yield Estimate(
            ("matching",),
            "match",
            self.matching / self.customers,
            "share",
            self.customers,
            self.matching,
            bounds.low,
            bounds.high,
        )
        for one in self.top:
            label = ARROW.join(one.events)
            yield Estimate(
                ("variant", *one.events),
                label,
                one.share,
                "share",
                self.matching,
                one.customers,
                one.low,
                one.high,
            )

    def _repr_html_(self) -> str:
        rows: list[tuple[str | int | Bar, ...]] = [
            (
                ARROW.join(one.events),
                one.customers,
                Bar(one.share, one.low, one.high),
                duration(one.median_seconds),
            )
            for one in self.top
        ]
        if self.other.variants:
            name = f"{self.other.variants:,} other variants"
            rows.append((name, self.other.customers, Bar(self.other.share), ""))
        title = f"{self.variants:,} variants of {self.matching:,} customers"
        return html_table(title, ["Order of events", "Customers", "Share", "Median time"], rows)


VARIANT_COLUMNS: Final = (
    "events",
    "customers",
    "share",
    "low",
    "high",
    "cumulative_share",
    "median_seconds",
    "p90_seconds",
)


def variant_row(one: Variant) -> tuple[Cell, ...]:
    """A variant as a row below ``VARIANT_COLUMNS``."""
    return (
        ARROW.join(one.events),
        one.customers,
        one.share,
        one.low,
        one.high,
        one.cumulative_share,
        one.median_seconds,
        one.p90_seconds,
    )


def variants(
    log: JourneyLog,
    *,
    top: int = 20,
    skip: int = 0,
    starts: Sequence[str] = (),
    ends: Sequence[str] = (),
    contains: Sequence[str] = (),
    pattern: str | None = None,
) -> VariantsResult:
    """Group the journeys by their order of events.

    Args:
        log: The journeys to look at.
        top: How many variants to name; the others are counted together.
        skip: How many to leave out before: with ``top``, a page.
        starts: Only journeys that begin with these events, directly after each other.
        ends: Only journeys that end with these.
        contains: Only journeys in which these stand somewhere, directly after each other.
        pattern: Only journeys that look like this from the first event to the last, such as
            ``site_visited > * > cart_added > ? > order_placed``: ``>`` directly next, ``*`` any number of
            events, also none, ``?`` exactly one, ``a | b`` one of several, ``!a`` one that is none of them.

    Returns:
        The variants with customers, shares of the customers that match, and times.

    Raises:
        UnknownEventError: The log does not contain an event that is named.
        PatternError: The pattern cannot be read; the message points at the character.
        UsageError: ``top`` is less than 1, or ``skip`` than 0.

    Source: kernels/SPEC.md VA1 to VA6, VP1 to VP4.
    """
    return log.ask(
        VariantsQuestion(
            top=top,
            skip=skip,
            starts=tuple(starts),
            ends=tuple(ends),
            contains=tuple(contains),
            pattern=pattern,
        )
    )


@dataclass(frozen=True, slots=True)
class VariantsQuestion(Question[VariantsResult]):
    """Which orders of events are there?

    Attributes:
        top: How many variants to name.
        skip: How many to leave out before the first that is named.
        starts: Only journeys that begin with these events.
        ends: Only journeys that end with these events.
        contains: Only journeys in which these events stand directly after each other.
        pattern: Only journeys of this shape: ``site_visited > * > cart_added > ? > order_placed``.
    """

    kind: ClassVar = "variants"
    answer: ClassVar = VariantsResult

    top: Annotated[int, Field(ge=1, le=1_000_000)] = 20
    skip: Annotated[int, Field(ge=0, le=10**12)] = 0
    starts: Names = ()
    ends: Names = ()
    contains: Names = ()
    pattern: Annotated[str, Field(max_length=LONGEST)] | None = None

    def __post_init__(self) -> None:
        if self.top < 1:
            raise UsageError(f"At least one variant must be named, but top is {self.top}.")
        if self.skip < 0:
            raise UsageError(f"Variants are skipped from the first one on, but skip is {self.skip}.")
        for name in ("starts", "ends", "contains"):
            if len(getattr(self, name)) > MOST_NAMES:
                raise UsageError(f"At most {MOST_NAMES} events can be given as {name!r}.")

    def ask(self, log: JourneyLog) -> VariantsResult:
        """Group all journeys."""
        counted = self._counted(log, wanted=self.skip + self.top)
        shown = counted.first.after(self.skip)
        before = int(counted.first.customers.sum() - shown.customers.sum())
        named = tuple(_named(log, shown, before=before, matching=counted.customers))
        others = counted.customers - int(shown.customers.sum())
        return VariantsResult(
            customers=log.customers,
            matching=counted.customers,
            variants=counted.variants,
            skip=self.skip,
            top=named,
            other=OtherVariants(
                counted.variants - len(named), others, others / counted.customers if others else 0.0
            ),
        )

    def patterns(self, log: JourneyLog) -> tuple[JourneyPattern, ...]:
        """What a journey must look like to match.

        Raises:
            UnknownEventError: The log does not contain an event that is named.
            PatternError: The pattern cannot be read.
        """
        found = []
        for names, before, after in (
            (self.starts, False, True),
            (self.contains, True, True),
            (self.ends, True, False),
        ):
            for name in names:
                log.code_of(name)
            if names:
                found.append(JourneyPattern.of_names(names, before=before, after=after))
        if self.pattern is not None:
            found.append(JourneyPattern.parse(self.pattern, check=log.code_of))
        return tuple(found)

    def every(self, log: JourneyLog) -> Iterator[Variant]:
        """All variants that match, in order, one at a time; ``top`` and ``skip`` do not matter.

        Memory holds the events of each variant and one time for each customer, 12 bytes.

        Raises:
            UnknownEventError: The log does not contain an event that is named.
            PatternError: The pattern cannot be read.
        """
        counted = self._counted(log, wanted=log.customers)
        return _named(log, counted.first, before=0, matching=counted.customers)

    def _counted(self, log: JourneyLog, *, wanted: int) -> VariantsCounted:
        """The first ``wanted`` variants, counted in as many rounds as memory asks for."""
        matchers = [pattern.matcher(log.event_names) for pattern in self.patterns(log)]
        ranks = _ranks(log.event_names)
        wanted = min(wanted, log.customers)
        parts = -(-log.customers // CUSTOMERS_AT_ONCE)
        counted = [
            log.run(VariantGroups(wanted, ranks=ranks, matchers=matchers, part=part, parts=parts))
            for part in range(parts)
        ]
        if parts == 1:
            return counted[0]
        return VariantsCounted(
            variants=sum(one.variants for one in counted),
            customers=sum(one.customers for one in counted),
            first=VariantsFound.together([one.first for one in counted]).first(wanted, ranks=ranks),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[VariantsQuestion]:
        """The most common ones, the second page, and those that begin with the rarest event."""
        rarest = log.event_names[-1]
        return [
            cls(top=3),
            cls(top=1, skip=1),
            cls(starts=(rarest,), contains=(rarest,)),
            cls(ends=(rarest,), pattern=f'* > ! "{rarest.replace(chr(34), chr(34) * 2)}" > ?'),
        ]


def _ranks(names: Sequence[str]) -> Int64s:
    ranks = np.empty(len(names), np.int64)
    ranks[np.array(sorted(range(len(names)), key=names.__getitem__))] = np.arange(len(names))
    return ranks


def _named(log: JourneyLog, shown: VariantsFound, *, before: int, matching: int) -> Iterator[Variant]:
    times = _times(log, shown)
    names = np.array(log.event_names, object)
    bounds_of = cache(partial(wilson, n=matching))
    so_far = before
    for number, (customers, (median, p90)) in enumerate(zip(shown.customers.tolist(), times, strict=True)):
        so_far += customers
        bounds = bounds_of(customers)
        yield Variant(
            events=tuple(names[shown.codes[shown.starts[number] : shown.ends[number]]]),
            customers=customers,
            share=customers / matching,
            low=bounds.low,
            high=bounds.high,
            cumulative_share=so_far / matching,
            median_seconds=median,
            p90_seconds=p90,
        )


def _times(log: JourneyLog, shown: VariantsFound) -> Iterator[tuple[float, float]]:
    """Median and 90th percentile of each variant's times, in seconds."""
    if shown.customers.size == 0:
        return
    spans = VariantSpans(shown)
    if shown.customers.size <= FEW:
        for spread in spreads_of(log, spans, shown.customers.size):
            yield spread.median or 0.0, spread.p90 or 0.0
        return
    starts, times = log.run(AllSpans(spans))
    for start, n in zip(starts.tolist(), shown.customers.tolist(), strict=False):
        yield _at(times, start, n, 0.5), _at(times, start, n, 0.9)


def _at(times: Int64s, start: int, n: int, quantile: float) -> float:
    lower, upper, way = quantile_rank(n, quantile)
    one, other = int(times[start + lower]) / US, int(times[start + upper]) / US
    return one + (other - one) * way
