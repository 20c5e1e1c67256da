"""Grouping journeys by their order of events as mergeable summaries, however many variants there are."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.journey_pattern import Matcher
from sojourn.journeys.kernels import variants as kernels
from sojourn.journeys.log.index import Codes

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]

FEW: Final = 256
"""So many variants are put in order while looking at all; more are sorted."""
NEARLY: Final = 12
"""Bits by which hashes are put in order before they are grouped: each part then fits a processor's cache."""


@dataclass(frozen=True)
class VariantsFound:
    """Some variants: one journey of each, and how many customers walked it.

    Attributes:
        starts, ends: int64[variants]; where the journey of each lies in ``codes``.
        codes: The events of the journeys, in any order of journeys.
        customers: int64[variants].
    """

    starts: Int64s
    ends: Int64s
    codes: Codes
    customers: Int64s

    @classmethod
    def together(cls, parts: Sequence[VariantsFound]) -> VariantsFound:
        """Variants of several parts, one part after the other; equal ones stay apart."""
        shifts = np.cumsum([0, *(part.codes.size for part in parts)]).tolist()
        starts = np.concatenate([part.starts + shift for part, shift in zip(parts, shifts, strict=False)])
        ends = np.concatenate([part.ends + shift for part, shift in zip(parts, shifts, strict=False)])
        codes: Codes = np.concatenate([part.codes for part in parts])
        codes.flags.writeable = False
        return cls(starts, ends, codes, np.concatenate([part.customers for part in parts]))

    def first(self, wanted: int, *, ranks: Int64s) -> VariantsFound:
        """The first ``wanted`` in order (SPEC VA3), of variants that differ from each other.

        Args:
            wanted: How many at most.
            ranks: int64[names]; the place of each event's name in alphabetical order.
        """
        return self.first_of(np.arange(self.customers.size), self.customers, wanted=wanted, ranks=ranks)

    def first_of(self, first: Int64s, counts: Int64s, *, wanted: int, ranks: Int64s) -> VariantsFound:
        """The first ``wanted`` groups in order, each with one of its journeys and its customers."""
        journeys = (self.starts, self.ends, self.codes, first, counts, ranks)
        if wanted <= FEW:
            best = kernels.top_groups(*journeys, wanted)
        else:
            size = counts.size
            least = 0 if wanted >= size else np.partition(counts, size - wanted)[size - wanted]
            best = kernels.sorted_groups(*journeys, np.flatnonzero(counts >= least))[:wanted]
        offsets, codes = kernels.copy_journeys(self.starts, self.ends, self.codes, first[best])
        codes.flags.writeable = False
        return VariantsFound(offsets[:-1], offsets[1:], codes, counts[best])

    def after(self, skip: int) -> VariantsFound:
        """The variants without the first ``skip``."""
        return VariantsFound(self.starts[skip:], self.ends[skip:], self.codes, self.customers[skip:])


@dataclass(frozen=True)
class VariantsCounted:
    """How many variants and customers there are, and the first of the variants."""

    variants: int
    customers: int
    first: VariantsFound


@dataclass(frozen=True)
class VariantsPart:
    """The variants of one chunk, with the hashes of their journeys."""

    found: VariantsFound
    hashes: UInt64s


class VariantGroups:
    """The first variants as a mergeable summary (SPEC VA1 to VA3).

    Of very many customers, those whose journeys' hashes lie in one part of all hashes are counted at a time:
    the same variant is always in the same part, so the parts only need to be added.
    """

    def __init__(
        self, wanted: int, *, ranks: Int64s, matchers: Sequence[Matcher] = (), part: int = 0, parts: int = 1
    ) -> None:
        self._wanted = wanted
        self._ranks = ranks
        self._matchers = tuple(matchers)
        self._part = part
        self._parts = parts

    def partial(self, chunk: Chunk) -> tuple[VariantsPart, ...]:
        """Group whole journeys; the groups are nearly sorted by hash."""
        starts, ends, codes = chunk.offsets[:-1], chunk.offsets[1:], chunk.codes
        hashes = kernels.hash_journeys(starts, ends, codes.view(np.uint8), codes.itemsize)
        ones = np.ones(chunk.customers, np.int64)
        chosen = self._chosen(chunk, hashes)
        first, customers = kernels.group_journeys(starts, ends, codes, hashes, chosen, ones, 0)
        if 2 * first.size >= chunk.customers:
            # Nearly everybody walks a way of their own: the chunk's own events need not be copied.
            starts, ends = starts[first], ends[first]
        else:
            offsets, codes = kernels.copy_journeys(starts, ends, codes, first)
            starts, ends = offsets[:-1], offsets[1:]
        hashes = hashes[first]
        order = kernels.nearly_sorted(hashes, NEARLY)
        found = VariantsFound(starts[order], ends[order], codes, customers[order])
        return (VariantsPart(found, hashes[order]),)

    def _chosen(self, chunk: Chunk, hashes: UInt64s) -> Int64s:
        if not self._matchers and self._parts == 1:
            return np.arange(chunk.customers)
        matching = np.ones(chunk.customers, np.bool_)
        if self._parts > 1:
            part = (hashes >> np.uint64(32)) * np.uint64(self._parts) >> np.uint64(32)
            matching &= part == np.uint64(self._part)
        for matcher in self._matchers:
            matcher.keep(chunk, matching)
        return np.flatnonzero(matching)

    def merge(self, a: tuple[VariantsPart, ...], b: tuple[VariantsPart, ...]) -> tuple[VariantsPart, ...]:
        """Parts stand side by side: they are grouped once, when all are there."""
        return a + b

    def result(self, summary: tuple[VariantsPart, ...]) -> VariantsCounted:
        """Group what was found in all chunks."""
        found = VariantsFound.together([part.found for part in summary])
        hashes = np.concatenate([part.hashes for part in summary])
        order = kernels.nearly_sorted(hashes, NEARLY)
        # Which half of all hashes a variant lies in is known beforehand, so two threads need not wait.
        half = np.searchsorted(hashes[order] >> np.uint64(63), 1)
        with ThreadPoolExecutor(2) as pool:
            groups = list(
                pool.map(
                    lambda chosen: kernels.group_journeys(
                        found.starts, found.ends, found.codes, hashes, chosen, found.customers, 1
                    ),
                    (order[:half], order[half:]),
                )
            )
        first, customers = (np.concatenate(parts) for parts in zip(*groups, strict=True))
        best = found.first_of(first, customers, wanted=self._wanted, ranks=self._ranks)
        return VariantsCounted(customers.size, int(customers.sum()), best)


class VariantSpans:
    """How long the journeys of some variants take: microseconds from first to last event (SPEC VA4)."""

    def __init__(self, variants: VariantsFound) -> None:
        self._wanted = (variants.starts, variants.ends, variants.codes)
        letters = variants.codes.view(np.uint8)
        width = variants.codes.itemsize
        self._hashes = kernels.hash_journeys(variants.starts, variants.ends, letters, width)

    def __call__(self, chunk: Chunk) -> tuple[Int32s, Int64s]:
        """The variant of each of their journeys, and its time."""
        letters = chunk.codes.view(np.uint8)
        found = kernels.find_journeys(chunk.offsets, chunk.codes, letters, *self._wanted, self._hashes)
        chosen = np.flatnonzero(found >= 0)
        spans = chunk.times[chunk.offsets[chosen + 1] - 1] - chunk.times[chunk.offsets[chosen]]
        return found[chosen], spans


class AllSpans:
    """Every time of every variant, as a mergeable summary: for so many variants that each has few."""

    def __init__(self, spans: VariantSpans) -> None:
        self._spans = spans

    def partial(self, chunk: Chunk) -> tuple[tuple[Int32s, Int64s], ...]:
        """Variants and times."""
        return (self._spans(chunk),)

    def merge(
        self, a: tuple[tuple[Int32s, Int64s], ...], b: tuple[tuple[Int32s, Int64s], ...]
    ) -> tuple[tuple[Int32s, Int64s], ...]:
        """Times stand side by side."""
        return a + b

    def result(self, summary: tuple[tuple[Int32s, Int64s], ...]) -> tuple[Int64s, Int64s]:
        """Where the times of each variant begin, int64[variants + 1], and all times, rising in each."""
        groups = np.concatenate([group for group, _ in summary])
        spans = np.concatenate([span for _, span in summary])
        order = np.lexsort((spans, groups))
        edges = np.arange(int(groups.max(initial=-1)) + 2)
        return np.searchsorted(groups[order], edges), spans[order]
