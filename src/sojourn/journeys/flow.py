"""The flow: what stands at each position around a point; every position adds up to everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, get_args

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.journeys.flow_walks import FlowLinks, FlowNodes, FlowSummary, FlowTimes, FlowWalk
from sojourn.journeys.kernels.flow import EVERY, FIRST, LAST
from sojourn.journeys.notebook import Bar, duration, html_table
from sojourn.journeys.question import Answer, Estimate, EventName, Question, Table
from sojourn.journeys.spread import Spread, first_ranges, settled

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Direction = Literal["after", "before", "both"]
Occurrence = Literal["first", "last", "every"]

OTHER: Final = "(other)"
LEFT: Final = "(left)"
NOT_YET: Final = "(not yet)"
MAX_POSITIONS: Final = 50
MOST_NAMED: Final = 1_000
WHICH: Final[dict[Occurrence, int]] = {"first": FIRST, "last": LAST, "every": EVERY}
AT_ONCE: Final = 1_000_000
"""Up to so many pairs of neighbours all are counted at once; of more, those of the events that are shown."""


@dataclass(frozen=True, slots=True)
class FlowNode:
    """Customers with the same event at the same position; of every occurrence of an anchor, occurrences.

    Attributes:
        share: Their part of all, with its 95 % interval ``low`` to ``high``.
    """

    event: str
    customers: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FlowPosition:
    """One position: 0 is the anchor, 1 the event after it, -1 the event before it.

    Attributes:
        position: Which.
        nodes: What stands there; the shares sum to 1.
        median_seconds: Time between position 0 and here, of those that have an event here; 0 at position 0,
            ``None`` where nobody has one or times were not asked for.
        p90_seconds: The time that nine in ten did not exceed.
    """

    position: int
    nodes: tuple[FlowNode, ...]
    median_seconds: float | None
    p90_seconds: float | None


@dataclass(frozen=True, slots=True)
class FlowLink:
    """Customers that go from one node to the next in time.

    Attributes:
        position: Of ``source``.
        source, target: The nodes; ``from`` and ``to`` in JSON.
        customers: How many.
        share: Their part of the customers at ``source``.
    """

    position: int
    source: Annotated[str, Field(serialization_alias="from")]
    target: Annotated[str, Field(serialization_alias="to")]
    customers: int
    share: float


@dataclass(frozen=True, slots=True)
class FlowResult(Answer):
    """The flow around a point. Positions rise in time.

    Attributes:
        customers: All of them.
        anchored: Those that have the anchor; without an anchor all.
        walks: What nodes and links count: the anchored customers, or every occurrence of the anchor.
        anchor: The event at position 0; ``None`` for the first or last one of the journey.
        direction: Whether it is looked after position 0, before it, or both.
        occurrence: Which occurrence of the anchor is position 0.
        positions: What stands where.
        links: From node to node; into and out of a node they sum to its customers.
    """

    customers: int
    anchored: int
    walks: int
    anchor: str | None
    direction: Direction
    occurrence: Occurrence
    positions: tuple[FlowPosition, ...]
    links: tuple[FlowLink, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each node, one for each link, and one for each position."""
        nodes = tuple(
            (at.position, node.event, node.customers, node.share, node.low, node.high)
            for at in self.positions
            for node in at.nodes
        )
        links = tuple(
            (link.position, link.source, link.target, link.customers, link.share) for link in self.links
        )
        times = tuple((at.position, at.median_seconds, at.p90_seconds) for at in self.positions)
        return (
            Table("flow", ("position", "event", "customers", "share", "low", "high"), nodes),
            Table("links", ("position", "from", "to", "customers", "share"), links),
            Table("times", ("position", "median_seconds", "p90_seconds"), times),
        )

    def estimates(self) -> Iterator[Estimate]:
        """The share of each node of its position."""
        for at in self.positions:
            for node in at.nodes:
                yield Estimate(
                    (str(at.position), node.event),
                    f"{node.event} at position {at.position}",
                    node.share,
                    "share",
                    self.walks,
                    node.customers,
                    node.low,
                    node.high,
                )

    def _repr_html_(self) -> str:
        rows = [
            (at.position, node.event, node.customers, Bar(node.share), duration(at.median_seconds))
            for at in self.positions
            for node in at.nodes
        ]
        title = f"Flow of {self.anchored:,} of {self.customers:,} customers"
        return html_table(title, ["Position", "Event", "Customers", "Share", "Median time"], rows)


@dataclass(frozen=True)
class _Shown:
    """Which nodes are shown at one position: named events, then the others, then those that are over."""

    codes: tuple[int, ...]
    names: tuple[str, ...]


def flow(
    log: JourneyLog,
    *,
    anchor: str | None = None,
    direction: Direction = "after",
    occurrence: Occurrence = "first",
    positions: int = 6,
    top: int = 8,
    events: Sequence[str] = (),
    collapse: bool = False,
    times: bool = True,
) -> FlowResult:
    """Follow the journeys position by position.

    Args:
        log: The journeys to look at.
        anchor: The event at position 0, for the journeys that have it. ``None``: the journey's first event,
            or, looking ``before``, its last.
        direction: Look at what comes ``after`` position 0, at what came ``before`` it, or at ``both``, which
            needs an anchor.
        occurrence: Whether position 0 is the ``first`` anchor of a journey, its ``last``, or ``every`` one;
            then occurrences are counted instead of customers.
        positions: How many positions in each direction, position 0 included; 2 to 50.
        top: How many events to name at each position; the rest is ``(other)``.
        events: Name these instead, wherever they stand; the rest is ``(other)``.
        collapse: Count an event that repeats directly as one.
        times: Tell the times to and from position 0; without them the answer comes sooner.

    Returns:
        Nodes of each position, whose shares sum to 1 with ``(other)`` and ``(left)``, before the anchor
        ``(not yet)``; the links between neighbours, which add up to the nodes on both sides; and the times to
        and from position 0.

    Raises:
        UnknownEventError: The log does not contain an event that is named.
        UsageError: Something is out of range, or both directions are asked for without an anchor.

    Source: kernels/SPEC.md FL1 to FL10.
    """
    return log.ask(
        FlowQuestion(
            anchor=anchor,
            direction=direction,
            occurrence=occurrence,
            positions=positions,
            top=top,
            events=tuple(events),
            collapse=collapse,
            times=times,
        )
    )


@dataclass(frozen=True, slots=True)
class FlowQuestion(Question[FlowResult]):
    """What comes after or before a point?

    Attributes:
        anchor: The event at position 0; ``None`` for the journey's first or last event.
        direction: What came after position 0, before it, or both.
        occurrence: Whether position 0 is the first anchor of a journey, its last, or every one.
        positions: How many in each direction, position 0 included; 2 to 50.
        top: How many events are named at each position.
        events: The events that are named instead, wherever they stand.
        collapse: Whether an event that repeats directly counts as one.
        times: Whether the times to and from position 0 are told.
    """

    kind: ClassVar = "flow"
    answer: ClassVar = FlowResult

    anchor: EventName | None = None
    direction: Direction = "after"
    occurrence: Occurrence = "first"
    positions: Annotated[int, Field(ge=2, le=MAX_POSITIONS)] = 6
    top: Annotated[int, Field(ge=1, le=MOST_NAMED)] = 8
    events: Annotated[tuple[EventName, ...], Field(max_length=MOST_NAMED)] = ()
    collapse: bool = False
    times: bool = True

    def __post_init__(self) -> None:
        if self.direction not in get_args(Direction):
            raise UsageError(f"The direction is 'after', 'before' or 'both', not {self.direction!r}.")
        if self.occurrence not in WHICH:
            raise UsageError(f"The occurrence is 'first', 'last' or 'every', not {self.occurrence!r}.")
        if self.anchor is None and self.direction == "both":
            raise UsageError("To look both ways a flow needs an anchor: the event at position 0.")
        if self.anchor is None and self.occurrence == "every":
            raise UsageError(
                "Only an anchor can have more than one occurrence. Name the event at position 0."
            )
        if not 2 <= self.positions <= MAX_POSITIONS:
            raise UsageError(
                f"A flow has 2 to {MAX_POSITIONS} positions, but {self.positions} were asked for."
            )
        if self.top < 1:
            raise UsageError(f"At least one event must be named at each position, but top is {self.top}.")

    def ask(self, log: JourneyLog) -> FlowResult:
        """Follow all journeys."""
        walk = self._walk(log)
        names = len(log.event_names)
        wanted = [log.code_of(event) for event in self.events]
        within = first_ranges(log, FlowTimes(walk), walk.rows) if self.times else None
        if (walk.rows - 1) * (names + 1) ** 2 <= AT_ONCE:
            everything = np.tile(np.arange(names + 1, dtype=np.int32), (walk.rows, 1))
            found = log.run(FlowLinks(walk, everything, within))
            nodes = np.concatenate([found.links[:1].sum(axis=2), found.links.sum(axis=1)])
            shown = self._shown(nodes, log.event_names, wanted, behind=walk.behind)
            links = _narrowed(found.links, _lookup(shown, names=names))
        else:
            nodes = log.run(FlowNodes(walk))
            shown = self._shown(nodes, log.event_names, wanted, behind=walk.behind)
            found = log.run(FlowLinks(walk, _lookup(shown, names=names), within))
            links = found.links
        times: Sequence[Spread] = [Spread(0)] * walk.rows
        if within is not None and found.times is not None:
            times = settled(log, FlowTimes(walk), found.times, within)
        return self._result(log, found, _Flow(walk.behind, nodes, shown, links, times))

    def _walk(self, log: JourneyLog) -> FlowWalk:
        which = WHICH[self.occurrence]
        if self.anchor is None:
            which = LAST if self.direction == "before" else FIRST
        return FlowWalk(
            anchor=-1 if self.anchor is None else log.code_of(self.anchor),
            which=which,
            behind=0 if self.direction == "after" else self.positions - 1,
            ahead=0 if self.direction == "before" else self.positions - 1,
            collapse=self.collapse,
        )

    def _shown(
        self, nodes: Int64s, names: tuple[str, ...], wanted: Sequence[int], *, behind: int
    ) -> list[_Shown]:
        shown = []
        for number, row in enumerate(nodes):
            there = wanted if wanted and number != behind else np.flatnonzero(row[:-1]).tolist()
            order = sorted({code for code in there if row[code]}, key=lambda code: (-row[code], names[code]))
            codes = tuple(order if wanted else order[: self.top])
            over = NOT_YET if number < behind else LEFT
            shown.append(_Shown(codes, (*(names[code] for code in codes), OTHER, over)))
        return shown

    def _result(self, log: JourneyLog, found: FlowSummary, flow_: _Flow) -> FlowResult:
        return FlowResult(
            customers=log.customers,
            anchored=found.anchored,
            walks=int(flow_.nodes[0].sum()),
            anchor=self.anchor,
            direction=self.direction,
            occurrence=self.occurrence,
            positions=tuple(flow_.positions()),
            links=tuple(flow_.told_links()),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[FlowQuestion]:
        """From the entry, before the rarest event, and around every most frequent one."""
        names = log.event_names
        return [
            cls(),
            cls(anchor=names[-1], direction="before", top=2, positions=4, collapse=True),
            cls(anchor=names[-1], direction="both", occurrence="last", positions=3, events=names[:1]),
            cls(anchor=names[-1], direction="both", occurrence="every", positions=3, collapse=True),
            cls(positions=3, times=False),
        ]


@dataclass(frozen=True)
class _Flow:
    """What was counted, row by row, and how it is shown; position 0 is row ``behind``."""

    behind: int
    nodes: Int64s
    shown: list[_Shown]
    links: Int64s
    times: Sequence[Spread]

    def positions(self) -> Iterator[FlowPosition]:
        """What stands at each position."""
        has_walks = bool(self.nodes.any())
        for row, spread in enumerate(self.times):
            is_anchor = row == self.behind
            yield FlowPosition(
                position=row - self.behind,
                nodes=tuple(self._nodes(row)),
                median_seconds=0.0 if is_anchor and has_walks else spread.median,
                p90_seconds=0.0 if is_anchor and has_walks else spread.p90,
            )

    def _nodes(self, row: int) -> Iterator[FlowNode]:
        everybody = int(self.nodes[row].sum())
        for event, count in zip(self.shown[row].names, self._counts(row), strict=True):
            if count:
                bounds = wilson(count, everybody)
                yield FlowNode(event, count, count / everybody, bounds.low, bounds.high)

    def _counts(self, row: int) -> list[int]:
        counted = self.nodes[row]
        named = [int(counted[code]) for code in self.shown[row].codes]
        over = int(counted[-1])
        return [*named, int(counted.sum()) - sum(named) - over, over]

    def told_links(self) -> list[FlowLink]:
        """The links, by position, the most frequent first."""
        found = []
        counts = [self._counts(row) for row in range(len(self.shown))]
        for row, one, other in zip(*(axis.tolist() for axis in np.nonzero(self.links)), strict=True):
            count = int(self.links[row, one, other])
            source, target = self.shown[row].names[one], self.shown[row + 1].names[other]
            share = count / counts[row][one]
            found.append(FlowLink(row - self.behind, source, target, count, share))
        return sorted(found, key=lambda link: (link.position, -link.customers, link.source, link.target))


def _lookup(shown: list[_Shown], *, names: int) -> Int32s:
    """As which node of its position each event is shown, int32[rows, names + 1]."""
    lookup = np.empty((len(shown), names + 1), np.int32)
    for row, nodes in enumerate(shown):
        lookup[row, :] = len(nodes.codes)
        lookup[row, list(nodes.codes)] = np.arange(len(nodes.codes))
        lookup[row, names] = len(nodes.codes) + 1
    return lookup


def _narrowed(links: Int64s, lookup: Int32s) -> Int64s:
    """Links between all events as links between the nodes that are shown."""
    width = int(lookup.max()) + 1
    narrowed = np.zeros((links.shape[0], width, width), np.int64)
    rows, one, other = np.nonzero(links)
    np.add.at(narrowed, (rows, lookup[rows, one], lookup[rows + 1, other]), links[rows, one, other])
    return narrowed
