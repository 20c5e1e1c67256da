"""How long customers are in each stage of a journey, and until they reach a later one (SPEC DU8, DU9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.durations import stage_spans
from sojourn.journeys.question import Estimate, EventName
from sojourn.journeys.spread import Spread, spreads_of

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

MOST_STAGES: Final = 63


class StagesError(UsageError):
    """Stages that do not fit together."""


@dataclass(frozen=True, slots=True)
class StageEvents:
    """A stage of a journey.

    Attributes:
        title: What it is called.
        events: The events that belong to it.
    """

    title: Annotated[str, Field(min_length=1, max_length=1000)]
    events: Annotated[tuple[EventName, ...], Field(min_length=1, max_length=1000)]


@dataclass(frozen=True, slots=True)
class StageDuration:
    """How long a stage takes.

    Attributes:
        title: The stage.
        customers: Customers who entered it: who have one of its events.
        went_on: Those who reached a later stage afterwards.
        share: The part that went on, 0 to 1; ``None`` where nobody entered, and at the last stage.
        low, high: Its 95 % interval (Wilson).
        to_next: Seconds from the first event of the stage to the first one of any later stage, of those who
            went on.
        inside: Seconds from the first event of the stage to its last one before a later stage began.
    """

    title: str
    customers: int
    went_on: int
    share: float | None
    low: float | None
    high: float | None
    to_next: Spread
    inside: Spread

    def estimates(self) -> Iterator[Estimate]:
        """The share that went on, and the median time until then."""
        if self.share is not None:
            yield Estimate(
                (self.title, "went_on"),
                f"went on from {self.title}",
                self.share,
                "share",
                self.customers,
                self.went_on,
                self.low,
                self.high,
            )
        if self.to_next.median is not None:
            yield Estimate(
                (self.title, "to_next"),
                f"median time from {self.title} to a later stage",
                self.to_next.median,
                "seconds",
                self.went_on,
                low=self.to_next.median_low,
                high=self.to_next.median_high,
            )


class StageSpans:
    """What is measured of each stage of each journey; picklable."""

    def __init__(self, stage_of: npt.NDArray[np.int16], stages: int) -> None:
        self._stage_of = stage_of
        self._stages = stages

    def __call__(self, chunk: Chunk) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Twice the stage, plus one for the time to a later stage; and microseconds."""
        return stage_spans(chunk.offsets, chunk.codes, chunk.times, self._stage_of, self._stages)


def checked(stages: Sequence[StageEvents]) -> None:
    """See that every event belongs to one stage.

    Raises:
        StagesError: An event belongs to two stages, or there are too many stages.
    """
    if len(stages) > MOST_STAGES:
        raise StagesError(f"Durations are told of at most {MOST_STAGES} stages, not of {len(stages)}.")
    home: dict[str, str] = {}
    for stage in stages:
        for event in stage.events:
            if home.setdefault(event, stage.title) != stage.title:
                raise StagesError(
                    f"The event {event!r} belongs to the stages {home[event]!r} and {stage.title!r}. "
                    "Leave it out of one of them."
                )
    if len({stage.title for stage in stages}) < len(stages):
        raise StagesError("Two stages have the same title. Give each a title of its own.")


def stage_durations(log: JourneyLog, stages: Sequence[StageEvents]) -> tuple[StageDuration, ...]:
    """The figures of each stage, in their order.

    Raises:
        UnknownEventError: The log does not contain an event.
    """
    if not stages:
        return ()
    stage_of = np.full(len(log.event_names), -1, np.int16)
    for number, stage in enumerate(stages):
        stage_of[[log.code_of(event) for event in stage.events]] = number
    spreads = spreads_of(log, StageSpans(stage_of, len(stages)), 2 * len(stages))
    return tuple(
        _told(
            stage,
            inside=spreads[2 * number],
            to_next=spreads[2 * number + 1],
            is_last=number + 1 == len(stages),
        )
        for number, stage in enumerate(stages)
    )


def _told(stage: StageEvents, *, inside: Spread, to_next: Spread, is_last: bool) -> StageDuration:
    has_share = inside.n > 0 and not is_last
    interval = wilson(to_next.n, inside.n) if has_share else None
    return StageDuration(
        title=stage.title,
        customers=inside.n,
        went_on=to_next.n,
        share=to_next.n / inside.n if has_share else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        to_next=to_next,
        inside=inside,
    )
