"""Journeys together with where they are counted: what a journey log asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import Analysis, Engine, Result_co, Summary
from sojourn.journeys.log.index import JourneyIndex
from sojourn.journeys.selection import EVERYTHING, Selection


class Source(Protocol):
    """Journeys somewhere: on this machine or on a cluster. What it says is of all journeys."""

    @property
    def event_names(self) -> tuple[str, ...]:
        """Names by code, the most frequent first, then by name."""

    @property
    def customer_count(self) -> int:
        """How many customers there are."""

    @property
    def event_count(self) -> int:
        """How many events there are."""

    @property
    def gap_unit_us(self) -> int:
        """What gaps are measured in, in microseconds."""

    @property
    def bounds_us(self) -> tuple[int, int]:
        """Times of the first and the last event."""

    def values(self, attribute: str) -> tuple[str, ...]:
        """The values of a text column by their codes.

        An analysis that looks at an attribute must have asked for its values before, so that a cluster
        can give every machine the same codes. No answer may depend on the codes.
        """

    def run(self, analysis: Analysis[Summary, Result_co], *, selection: Selection = EVERYTHING) -> Result_co:
        """Ask ``analysis`` of the selected journeys."""


@dataclass(frozen=True)
class LocalSource:
    """Journeys indexed on this machine, and the engine that counts them."""

    index: JourneyIndex
    engine: Engine = field(default_factory=LocalEngine)

    @property
    def event_names(self) -> tuple[str, ...]:
        """Names by code, the most frequent first, then by name."""
        return self.index.event_names

    @property
    def customer_count(self) -> int:
        """How many customers there are."""
        return self.index.customer_count

    @property
    def event_count(self) -> int:
        """How many events there are."""
        return self.index.event_count

    @property
    def gap_unit_us(self) -> int:
        """What gaps are measured in, in microseconds."""
        return self.index.gap_unit_us

    @cached_property
    def bounds_us(self) -> tuple[int, int]:
        """Times of the first and the last event."""
        times, offsets = self.index.times, self.index.offsets
        return int(times[offsets[:-1]].min()), int(times[offsets[1:] - 1].max())

    def values(self, attribute: str) -> tuple[str, ...]:
        """The values of a text column by their codes."""
        return self.index.attribute(attribute)[1]

    def run(self, analysis: Analysis[Summary, Result_co], *, selection: Selection = EVERYTHING) -> Result_co:
        """Ask ``analysis`` of the selected journeys."""
        return self.engine.run(self.index, analysis, selection=selection)
