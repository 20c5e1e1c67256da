"""The replay: every real journey walked over the steps of a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import numpy as np
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.journeys.kernels import replay as columns
from sojourn.journeys.question import EventName, Question
from sojourn.journeys.replay_counts import BoundStep, ReplayCounts, ReplaySummary, Road, bits_of, marking_of
from sojourn.journeys.replay_result import (
    MissingEvent,
    MoveKind,
    ReplayedStep,
    ReplayMove,
    ReplayResult,
    ReplayWay,
    UnknownBinding,
)
from sojourn.journeys.spread import Spread, first_ranges, settled

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

MOST_STEPS: Final = 1_000
MOST_LINKS: Final = 10_000
MOST_MOVES: Final = 500


class ReplayError(UsageError):
    """Steps on which no journey can be replayed."""


@dataclass(frozen=True, slots=True)
class StepEvents:
    """A step of the map and the events that it stands for.

    Attributes:
        id: Told in the answer; each once.
        title: For people.
        events: Names of events; none: events of any name.
        where: What must hold of the event beside its name, such as ``channel = app, score <= 6``.
    """

    id: Annotated[str, Field(max_length=68)]
    title: Annotated[str, Field(max_length=1000)] = ""
    events: Annotated[tuple[EventName, ...], Field(max_length=1000)] = ()
    where: Annotated[str, Field(max_length=2000)] = ""


@dataclass(frozen=True, slots=True)
class StepLink:
    """A way between two steps beside the order from left to right, by their ids."""

    source: Annotated[str, Field(max_length=68)]
    target: Annotated[str, Field(max_length=68)]


@dataclass(frozen=True, slots=True)
class ReplayQuestion(Question[ReplayResult]):
    """Do real journeys go as the map says?

    Attributes:
        steps: From left to right.
        links: Ways beside the order.
        top: How many ways and missing events are listed.
    """

    kind: ClassVar = "replay"
    answer: ClassVar = ReplayResult

    steps: Annotated[tuple[StepEvents, ...], Field(min_length=1, max_length=MOST_STEPS)]
    links: Annotated[tuple[StepLink, ...], Field(max_length=MOST_LINKS)] = ()
    top: Annotated[int, Field(ge=1, le=1_000)] = 10

    def __post_init__(self) -> None:
        ids = [step.id for step in self.steps]
        if not 1 <= len(ids) <= MOST_STEPS:
            raise ReplayError(
                f"Journeys are replayed on 1 to {MOST_STEPS:,} steps, but there are {len(ids):,}."
            )
        if len(set(ids)) < len(ids):
            twice = next(one for one in ids if ids.count(one) > 1)
            raise ReplayError(f"Two steps have the id {twice!r}. Give each its own.")
        for link in self.links:
            for end in (link.source, link.target):
                if end not in ids:
                    raise ReplayError(f"A link names the step {end!r}, which is not among the steps.")
        for step in self.steps:
            if not step.events and not step.where.strip():
                raise ReplayError(f"The step {step.id!r} stands for no event. Leave it out.")

    def ask(self, log: JourneyLog) -> ReplayResult:
        """Walk all journeys.

        Raises:
            ReplayError: No step has an event of the log.
            ConditionError: What a step asks of its events cannot be read.
        """
        code_by_name = {name: code for code, name in enumerate(log.event_names)}
        known = [
            step for step in self.steps if not step.events or any(e in code_by_name for e in step.events)
        ]
        if not known:
            raise ReplayError(
                "No step is bound to an event of this log. Bind steps to events first: sojourn bind"
            )
        place = {step.id: number for number, step in enumerate(known)}
        links = [(one.source, one.target) for one in self.links if {one.source, one.target} <= place.keys()]
        road = Road(
            [_bound(step, code_by_name, log) for step in known],
            [(place[source], place[target]) for source, target in links],
            len(log.event_names),
        )
        within = first_ranges(log, road, len(known))
        found = log.run(ReplayCounts(road, within))
        spreads = settled(log, road, found.waits, within)
        unknown = tuple(
            UnknownBinding(step.id, name)
            for step in self.steps
            for name in step.events
            if name not in code_by_name
        )
        return _Telling(known, frozenset(links), log.event_names, found, self.top).result(spreads, unknown)

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[ReplayQuestion]:
        """The most frequent events as steps, in two orders; the second with links and a condition."""
        names = log.event_names[:4]
        steps = tuple(StepEvents(f"s{place}", name, (name,)) for place, name in enumerate(names))
        back = tuple(reversed(steps))
        told = StepEvents("any", "With a channel", (), "channel is known")
        return [
            cls(steps),
            cls((*back, told), (StepLink(back[-1].id, back[0].id), StepLink(back[0].id, back[-1].id)), 3),
        ]


def replay(
    log: JourneyLog, steps: Sequence[StepEvents], *, links: Sequence[StepLink] = (), top: int = 10
) -> ReplayResult:
    """Walk every journey over the steps of a map, and tell where they agree and where not.

    Args:
        log: The journeys to look at.
        steps: From left to right, each with its events.
        links: Ways beside the order: branches, loops, alternatives.
        top: How many ways off the map and missing events to list.

    Returns:
        How many journeys the map explains, and of each step who reaches, skips, repeats and leaves it.

    Raises:
        ReplayError: No step has an event of the log.
        ConditionError: What a step asks of its events cannot be read.

    Source: kernels/SPEC.md RY1 to RY9.
    """
    return log.ask(ReplayQuestion(tuple(steps), tuple(links), top))


def _bound(step: StepEvents, code_by_name: dict[str, int], log: JourneyLog) -> BoundStep:
    names = step.events or log.event_names
    codes = tuple(sorted({code_by_name[name] for name in names if name in code_by_name}))
    return BoundStep(codes, marking_of(step.where, log))


@dataclass(frozen=True)
class _Telling:
    """Makes the answer of the counts."""

    steps: Sequence[StepEvents]
    links: frozenset[tuple[str, str]]
    names: Sequence[str]
    found: ReplaySummary
    top: int

    def result(self, spreads: Sequence[Spread], unknown: tuple[UnknownBinding, ...]) -> ReplayResult:
        found, totals = self.found, self.found.totals.tolist()
        explained, on_map = totals[columns.EXPLAINED], totals[columns.ON_MAP]
        among = wilson(explained, found.customers)
        return ReplayResult(
            customers=found.customers,
            explained=explained,
            explained_share=explained / found.customers,
            explained_low=among.low,
            explained_high=among.high,
            off_order=on_map - explained,
            off_map=found.customers - on_map,
            as_drawn=totals[columns.AS_DRAWN],
            events=found.events,
            events_on_map=totals[columns.EVENTS_ON_MAP],
            events_share=totals[columns.EVENTS_ON_MAP] / found.events,
            steps=tuple(self._step(place, spread) for place, spread in enumerate(spreads)),
            moves=tuple(sorted(self._moves(), key=lambda one: (-one.customers, one.source, one.target)))[
                :MOST_MOVES
            ],
            ways=tuple(self._ways()),
            missing=tuple(self._missing()),
            unknown=unknown,
        )

    def _step(self, place: int, spread: Spread) -> ReplayedStep:
        counts, step = self.found.counts[place].tolist(), self.steps[place]
        reached, to_next = counts[columns.REACHED], counts[columns.TO_NEXT]
        among_all, among_reached = wilson(reached, self.found.customers), wilson(to_next, reached)
        goes_on = place < len(self.steps) - 1
        return ReplayedStep(
            id=step.id,
            title=step.title,
            reached=reached,
            share=reached / self.found.customers,
            share_low=among_all.low,
            share_high=among_all.high,
            events=counts[columns.EVENTS],
            repeated=counts[columns.REPEATED],
            returned=counts[columns.RETURNED],
            out_of_order=counts[columns.OUT_OF_ORDER],
            skipped=counts[columns.SKIPPED],
            left=counts[columns.LEFT],
            left_share=counts[columns.LEFT] / reached if reached else 0.0,
            continued=counts[columns.CONTINUED],
            to_next=to_next,
            next_share=to_next / reached if goes_on and reached else None,
            next_low=among_reached.low if goes_on and reached else None,
            next_high=among_reached.high if goes_on and reached else None,
            next_seconds=spread.median,
            next_seconds_low=spread.median_low,
            next_seconds_high=spread.median_high,
        )

    def _moves(self) -> Iterator[ReplayMove]:
        moves, customers = self.found.moves
        for source, target in np.argwhere(moves[:, 1:]).tolist():
            came = self._id(source)
            went = self._id(target + 1)
            who = int(customers[source, target + 1])
            yield ReplayMove(
                source=came,
                target=went,
                kind=self._kind(source, target + 1),
                moves=int(moves[source, target + 1]),
                customers=who,
                share=who / self.found.customers,
            )

    def _kind(self, source: int, target: int) -> MoveKind:
        if target == source + 1:
            return "next"
        if (self._id(source), self._id(target)) in self.links:
            return "link"
        return "skip" if target > source else "back"

    def _ways(self) -> Iterator[ReplayWay]:
        ways, counts = self.found.ways.tolist(), self.found.way_counts.tolist()
        bits = bits_of(len(self.steps))
        longest = 64 // bits
        for way, customers in sorted(zip(ways, counts, strict=True), key=lambda one: (-one[1], one[0]))[
            : self.top
        ]:
            places = [way >> bits * at & (1 << bits) - 1 for at in reversed(range(longest))]
            steps = tuple(self._id(place) for place in places if place)
            yield ReplayWay(
                steps=steps,
                is_cut=len(steps) == longest,
                customers=customers,
                share=customers / self.found.customers,
            )

    def _missing(self) -> Iterator[MissingEvent]:
        had, beside = self.found.had, self.found.beside
        codes = sorted(np.flatnonzero(had).tolist(), key=lambda code: (-had[code], self.names[code]))
        for code in codes[: self.top]:
            yield MissingEvent(
                event=self.names[code],
                events=int(beside[0, :, code].sum()),
                customers=int(had[code]),
                share=int(had[code]) / self.found.customers,
                after=self._id(int(beside[0, :, code].argmax())),
                before=self._id(int(beside[1, :, code].argmax())),
            )

    def _id(self, place: int) -> str:
        """The id of a step from 1; empty at 0."""
        return self.steps[place - 1].id if place else ""
