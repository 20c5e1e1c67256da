"""Variants: journeys with the same order of events, the most frequent first, and what is left beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels import variants as kernels
from sojourn.journeys.log.index import Codes
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Question, Table
from sojourn.journeys.spread import spread_of

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Variant:
    """One order of events.

    Attributes:
        events: Their names, first to last.
        customers: Who walked exactly so.
        share: Part of all customers.
        cumulative_share: Part of all customers in this variant or one before it.
        median_seconds: Time from the first event to the last.
    """

    events: tuple[str, ...]
    customers: int
    share: float
    cumulative_share: float
    median_seconds: float

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "events": list(self.events),
            "customers": self.customers,
            "share": self.share,
            "cumulative_share": self.cumulative_share,
            "median_seconds": self.median_seconds,
        }


@dataclass(frozen=True, slots=True)
class OtherVariants:
    """All variants that are not named, together."""

    variants: int
    customers: int
    share: float

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"variants": self.variants, "customers": self.customers, "share": self.share}


@dataclass(frozen=True, slots=True)
class VariantsResult(Answer):
    """The variants, by customers, then by names; with ``other`` they add up to everybody."""

    customers: int
    variants: int
    top: tuple[Variant, ...]
    other: OtherVariants

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "customers": self.customers,
            "variants": self.variants,
            "top": [variant.to_json() for variant in self.top],
            "other": self.other.to_json(),
        }

    def tables(self) -> tuple[Table, ...]:
        """One row for each variant."""
        rows = tuple(
            (" → ".join(one.events), one.customers, one.share, one.cumulative_share, one.median_seconds)
            for one in self.top
        )
        columns = ("events", "customers", "share", "cumulative_share", "median_seconds")
        return (Table("variants", columns, rows),)

    def _repr_html_(self) -> str:
        rows: list[tuple[str | int | Bar, ...]] = [
            (" → ".join(one.events), one.customers, Bar(one.share), duration(one.median_seconds))
            for one in self.top
        ]
        if self.other.variants:
            name = f"{self.other.variants:,} other variants"
            rows.append((name, self.other.customers, Bar(self.other.share), ""))
        title = f"{self.variants:,} variants of {self.customers:,} customers"
        return html_table(title, ["Order of events", "Customers", "Share", "Median time"], rows)


@dataclass(frozen=True)
class VariantsSummary:
    """One journey for each variant, and how many customers walked it."""

    offsets: Int64s
    codes: Codes
    customers: Int64s


class VariantGroups:
    """Variants as a mergeable summary (SPEC VA1, VA2)."""

    def partial(self, chunk: Chunk) -> VariantsSummary:
        """Group whole journeys."""
        ones = np.ones(chunk.customers, np.int64)
        ones.flags.writeable = False
        return _grouped(chunk.offsets, chunk.codes, ones)

    def merge(self, a: VariantsSummary, b: VariantsSummary) -> VariantsSummary:
        """The variants of both are journeys again, and are grouped again."""
        offsets = np.concatenate([a.offsets, b.offsets[1:] + a.offsets[-1]])
        codes = np.concatenate([a.codes, b.codes])
        customers = np.concatenate([a.customers, b.customers])
        for array in (offsets, codes, customers):
            array.flags.writeable = False
        return _grouped(offsets, codes, customers)

    def result(self, summary: VariantsSummary) -> VariantsSummary:
        """The summary itself."""
        return summary


def _grouped(offsets: Int64s, codes: Codes, weights: Int64s) -> VariantsSummary:
    first, customers = kernels.group_journeys(offsets, codes, weights)
    short, copied = kernels.copy_journeys(offsets, codes, first)
    return VariantsSummary(offsets=short, codes=copied, customers=customers)


class VariantSpans:
    """How long the journeys of some variants take, as a mergeable summary (SPEC VA4)."""

    def __init__(self, offsets: Int64s, codes: Codes) -> None:
        self._offsets = offsets
        self._codes = codes

    def partial(self, chunk: Chunk) -> tuple[tuple[Int64s, ...], ...]:
        """Microseconds from first to last event, for each variant."""
        found = kernels.find_journeys(chunk.offsets, chunk.codes, self._offsets, self._codes)
        chosen = np.flatnonzero(found >= 0)
        chosen = chosen[np.argsort(found[chosen], kind="stable")]
        spans = chunk.times[chunk.offsets[chosen + 1] - 1] - chunk.times[chunk.offsets[chosen]]
        starts = np.searchsorted(found[chosen], np.arange(1, self._offsets.size - 1))
        return tuple((part,) for part in np.split(spans, starts))

    def merge(
        self, a: tuple[tuple[Int64s, ...], ...], b: tuple[tuple[Int64s, ...], ...]
    ) -> tuple[tuple[Int64s, ...], ...]:
        """Spans stand side by side."""
        return tuple(one + other for one, other in zip(a, b, strict=True))

    def result(self, summary: tuple[tuple[Int64s, ...], ...]) -> tuple[Int64s, ...]:
        """All spans of each variant."""
        return tuple(np.concatenate(parts) for parts in summary)


def variants(log: JourneyLog, *, top: int = 20) -> VariantsResult:
    """Group the journeys by their order of events.

    Args:
        log: The journeys to look at.
        top: How many variants to name; the others are counted together.

    Raises:
        UsageError: ``top`` is less than 1.

    Source: kernels/SPEC.md VA1 to VA4.
    """
    return log.ask(VariantsQuestion(top=top))


@dataclass(frozen=True, slots=True)
class VariantsQuestion(Question[VariantsResult]):
    """Which orders of events are there?

    Attributes:
        top: How many variants to name, 1 to 1,000 over HTTP.
    """

    kind: ClassVar = "variants"
    answer: ClassVar = VariantsResult

    top: Annotated[int, Field(ge=1, le=1_000_000)] = 20

    def __post_init__(self) -> None:
        if self.top < 1:
            raise UsageError(f"At least one variant must be named, but top is {self.top}.")

    def ask(self, log: JourneyLog) -> VariantsResult:
        """Group all journeys."""
        summary = log.run(VariantGroups())
        best = kernels.top_groups(
            summary.offsets,
            summary.codes,
            summary.customers,
            _ranks(log.event_names),
            min(self.top, max(1, log.customers)),
        )
        wanted = kernels.copy_journeys(summary.offsets, summary.codes, best)
        spans = log.run(VariantSpans(*wanted))
        counts = summary.customers[best].tolist()
        named = tuple(_named(log, wanted, counts, spans))
        others = log.customers - sum(counts)
        return VariantsResult(
            customers=log.customers,
            variants=summary.customers.size,
            top=named,
            other=OtherVariants(summary.customers.size - len(named), others, others / log.customers),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[VariantsQuestion]:
        """The most common ones."""
        del log
        return [cls(top=3)]


def _ranks(names: Sequence[str]) -> Int64s:
    ranks = np.empty(len(names), np.int64)
    ranks[np.array(sorted(range(len(names)), key=names.__getitem__))] = np.arange(len(names))
    return ranks


def _named(
    log: JourneyLog, wanted: tuple[Int64s, Codes], counts: Sequence[int], spans: Sequence[Int64s]
) -> Iterator[Variant]:
    offsets, codes = wanted
    so_far = 0
    for number, customers in enumerate(counts):
        so_far += customers
        yield Variant(
            events=tuple(
                log.event_names[code] for code in codes[offsets[number] : offsets[number + 1]].tolist()
            ),
            customers=customers,
            share=customers / log.customers,
            cumulative_share=so_far / log.customers,
            median_seconds=spread_of(spans[number]).median or 0.0,
        )
