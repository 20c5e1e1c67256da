"""What the replay of journeys on a map answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Estimate, Table

MoveKind = Literal["next", "link", "skip", "back"]


@dataclass(frozen=True, slots=True)
class ReplayedStep:
    """What the journeys did at one step (SPEC RY4, RY5). Shares have 95 % intervals.

    Attributes:
        id, title: As given.
        reached: Customers with an event of the step; ``share`` is their part of all.
        events: Its events.
        repeated: Of those who reached it, with two events or more.
        returned: Who came to it again after another step.
        out_of_order: Who came to it where neither the order nor a link leads.
        skipped: Customers who passed it by without ever reaching it.
        left: Whose last step it is.
        left_share: Their part of those who reached it.
        continued: Who had a later step of the map afterwards.
        to_next: Who came to the very next step afterwards; ``next_share`` is their part of those who reached
            it, ``None`` for the last step.
        next_seconds: Median time until then, with its interval where there are enough.
    """

    id: str
    title: str
    reached: int
    share: float
    share_low: float
    share_high: float
    events: int
    repeated: int
    returned: int
    out_of_order: int
    skipped: int
    left: int
    left_share: float
    continued: int
    to_next: int
    next_share: float | None
    next_low: float | None
    next_high: float | None
    next_seconds: float | None
    next_seconds_low: float | None
    next_seconds_high: float | None


@dataclass(frozen=True, slots=True)
class ReplayMove:
    """From one step to another, by their ids; ``source`` is empty where the journey begins.

    ``kind``: to the ``next`` step, along a ``link``, forward past others (``skip``), or ``back``.
    """

    source: str
    target: str
    kind: MoveKind
    moves: int
    customers: int
    share: float


@dataclass(frozen=True, slots=True)
class ReplayWay:
    """A way on which journeys leave the map: the ids of the steps up to the first that does not fit.

    ``is_cut``: earlier steps are left out.
    """

    steps: tuple[str, ...]
    is_cut: bool
    customers: int
    share: float


@dataclass(frozen=True, slots=True)
class MissingEvent:
    """An event that is of no step, and between which steps it mostly lies (empty: the start, the end)."""

    event: str
    events: int
    customers: int
    share: float
    after: str
    before: str


@dataclass(frozen=True, slots=True)
class UnknownBinding:
    """A name to which a step is bound and that the log does not have."""

    step: str
    event: str


@dataclass(frozen=True, slots=True)
class ReplayResult(Answer):
    """Real journeys on a map. ``explained``, ``off_order`` and ``off_map`` add up to all customers.

    Attributes:
        customers: All of them.
        explained: Whose events of the map all fit its order and its links; with its share and 95 % interval.
        off_order: Who have an event of the map that does not fit.
        off_map: Who have no event of the map at all.
        as_drawn: Of the explained: who passed no step by.
        events, events_on_map: Their events, and those that are of a step; ``events_share`` is the part.
        steps: The steps that have events in the log, from left to right.
        moves: From step to step, most customers first.
        ways: The commonest ways off the map.
        missing: The commonest events that are of no step.
        unknown: Names that the log does not have.
    """

    customers: int
    explained: int
    explained_share: float
    explained_low: float
    explained_high: float
    off_order: int
    off_map: int
    as_drawn: int
    events: int
    events_on_map: int
    events_share: float
    steps: tuple[ReplayedStep, ...]
    moves: tuple[ReplayMove, ...]
    ways: tuple[ReplayWay, ...]
    missing: tuple[MissingEvent, ...]
    unknown: tuple[UnknownBinding, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each step, move, way, missing event."""
        steps = tuple(
            (
                one.id,
                one.title,
                one.reached,
                one.share,
                one.share_low,
                one.share_high,
                one.events,
                one.repeated,
                one.returned,
                one.out_of_order,
                one.skipped,
                one.left,
                one.left_share,
                one.continued,
                one.to_next,
                one.next_share,
                one.next_low,
                one.next_high,
                one.next_seconds,
                one.next_seconds_low,
                one.next_seconds_high,
            )
            for one in self.steps
        )
        return (
            Table("steps", STEP_COLUMNS, steps),
            Table(
                "moves",
                ("source", "target", "kind", "moves", "customers", "share"),
                tuple(
                    (one.source, one.target, one.kind, one.moves, one.customers, one.share)
                    for one in self.moves
                ),
            ),
            Table(
                "ways_off_the_map",
                ("steps", "customers", "share"),
                tuple((" → ".join(one.steps), one.customers, one.share) for one in self.ways),
            ),
            Table(
                "missing_events",
                ("event", "events", "customers", "share", "after", "before"),
                tuple(
                    (one.event, one.events, one.customers, one.share, one.after, one.before)
                    for one in self.missing
                ),
            ),
            Table(
                "journeys",
                ("customers", "explained", "off_order", "off_map", "as_drawn", "events", "events_on_map"),
                (
                    (
                        self.customers,
                        self.explained,
                        self.off_order,
                        self.off_map,
                        self.as_drawn,
                        self.events,
                        self.events_on_map,
                    ),
                ),
            ),
        )

    def estimates(self) -> Iterator[Estimate]:
        """How much the map explains; of each step who reaches it, who goes on to the next, and how soon."""
        yield Estimate(
            ("explained",),
            "explained by the map",
            self.explained_share,
            "share",
            self.customers,
            self.explained,
            self.explained_low,
            self.explained_high,
        )
        for one in self.steps:
            label = f"reached {one.title}"
            bounds = (one.share_low, one.share_high)
            yield Estimate(
                (one.id, "reached"), label, one.share, "share", self.customers, one.reached, *bounds
            )
            if one.next_share is not None and one.reached:
                yield Estimate(
                    (one.id, "next"),
                    f"went on from {one.title}",
                    one.next_share,
                    "share",
                    one.reached,
                    one.to_next,
                    one.next_low,
                    one.next_high,
                )
            if one.next_seconds is not None:
                yield Estimate(
                    (one.id, "time"),
                    f"median time on from {one.title}",
                    one.next_seconds,
                    "seconds",
                    one.to_next,
                    None,
                    one.next_seconds_low,
                    one.next_seconds_high,
                )

    def _repr_html_(self) -> str:
        rows = [
            (
                one.title,
                one.reached,
                Bar(one.share, one.share_low, one.share_high),
                one.skipped,
                one.out_of_order,
                one.left,
                "" if one.next_seconds is None else duration(one.next_seconds),
            )
            for one in self.steps
        ]
        title = f"{self.explained_share:.0%} of {self.customers:,} journeys stay on the map"
        headings = ["Step", "Reached", "Of all", "Skipped", "Out of order", "Left here", "Time to next"]
        return html_table(title, headings, rows)


STEP_COLUMNS = (
    "id",
    "title",
    "reached",
    "share",
    "share_low",
    "share_high",
    "events",
    "repeated",
    "returned",
    "out_of_order",
    "skipped",
    "left",
    "left_share",
    "continued",
    "to_next",
    "next_share",
    "next_low",
    "next_high",
    "next_seconds",
    "next_seconds_low",
    "next_seconds_high",
)
