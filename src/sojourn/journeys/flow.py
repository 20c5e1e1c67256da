"""The flow: what stands at each position after or before a point; every position adds up to everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.journeys.engines.protocol import Chunk
from sojourn.journeys.kernels.flow import count_links, count_nodes
from sojourn.journeys.notebook import Bar, html_table
from sojourn.journeys.question import Answer, Estimate, EventName, Question, Table

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]
Direction = Literal["after", "before"]

OTHER: Final = "(other)"
LEFT: Final = "(left)"
NOT_YET: Final = "(not yet)"
MAX_POSITIONS: Final = 50


@dataclass(frozen=True, slots=True)
class FlowNode:
    """Customers with the same event at the same position; ``share`` is their part of the anchored."""

    event: str
    customers: int
    share: float

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"event": self.event, "customers": self.customers, "share": self.share}


@dataclass(frozen=True, slots=True)
class FlowPosition:
    """One position: 0 is the anchor, 1 the event after it, -1 the event before it. The shares sum to 1."""

    position: int
    nodes: tuple[FlowNode, ...]

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {"position": self.position, "nodes": [node.to_json() for node in self.nodes]}


@dataclass(frozen=True, slots=True)
class FlowLink:
    """Customers that go from one node to the next in time; ``position`` is that of ``source``."""

    position: int
    source: str
    target: str
    customers: int

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "position": self.position,
            "from": self.source,
            "to": self.target,
            "customers": self.customers,
        }


@dataclass(frozen=True, slots=True)
class FlowResult(Answer):
    """The flow of the ``anchored`` customers: those that have the anchor, or all. Positions rise in time."""

    customers: int
    anchored: int
    anchor: str | None
    direction: Direction
    positions: tuple[FlowPosition, ...]
    links: tuple[FlowLink, ...]

    def to_json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        return {
            "customers": self.customers,
            "anchored": self.anchored,
            "anchor": self.anchor,
            "direction": self.direction,
            "positions": [position.to_json() for position in self.positions],
            "links": [link.to_json() for link in self.links],
        }

    def tables(self) -> tuple[Table, ...]:
        """One row for each node, and one for each link."""
        nodes = tuple(
            (at.position, node.event, node.customers, node.share)
            for at in self.positions
            for node in at.nodes
        )
        links = tuple((link.position, link.source, link.target, link.customers) for link in self.links)
        return (
            Table("flow", ("position", "event", "customers", "share"), nodes),
            Table("links", ("position", "from", "to", "customers"), links),
        )

    def estimates(self) -> Iterator[Estimate]:
        """The share of each node of its position."""
        for at in self.positions:
            for node in at.nodes:
                interval = wilson(node.customers, self.anchored)
                yield Estimate(
                    (str(at.position), node.event),
                    f"{node.event} at position {at.position}",
                    node.share,
                    "share",
                    self.anchored,
                    node.customers,
                    interval.low,
                    interval.high,
                )

    def _repr_html_(self) -> str:
        rows = [
            (position.position, node.event, node.customers, Bar(node.share))
            for position in self.positions
            for node in position.nodes
        ]
        title = f"Flow of {self.anchored:,} of {self.customers:,} customers"
        return html_table(title, ["Position", "Event", "Customers", "Share"], rows)


@dataclass(frozen=True, slots=True)
class FlowWalk:
    """How to walk a journey: from which event (-1: its end) in which direction (1, -1), and how far."""

    anchor: int
    step: int
    positions: int
    collapse: bool


class FlowNodes:
    """Customers by position and event, as a mergeable summary (SPEC FL1 to FL5)."""

    def __init__(self, walk: FlowWalk) -> None:
        self._walk = walk

    def partial(self, chunk: Chunk) -> Int64s:
        """int64[positions, names + 1]."""
        walk = self._walk
        return count_nodes(
            chunk.offsets, chunk.codes, chunk.names, walk.positions, walk.anchor, walk.step, walk.collapse
        )

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


class FlowLinks:
    """Customers by pair of neighbouring nodes, as a mergeable summary (SPEC FL6)."""

    def __init__(self, walk: FlowWalk, shown: npt.NDArray[np.int32]) -> None:
        self._walk = walk
        self._shown = shown

    def partial(self, chunk: Chunk) -> Int64s:
        """int64[positions - 1, width, width]."""
        width = int(self._shown.max()) + 1
        walk = self._walk
        return count_links(
            chunk.offsets, chunk.codes, self._shown, width, walk.anchor, walk.step, walk.collapse
        )

    def merge(self, a: Int64s, b: Int64s) -> Int64s:
        """Counts add up."""
        return a + b

    def result(self, summary: Int64s) -> Int64s:
        """The counts themselves."""
        return summary


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
    positions: int = 6,
    top: int = 8,
    collapse: bool = False,
) -> FlowResult:
    """Follow the journeys position by position.

    Args:
        log: The journeys to look at.
        anchor: Start at the first such event of each journey, for those that have it. ``None``: at the
            journey's first event, or, looking ``before``, at its last.
        direction: Look at what comes ``after`` position 0 or at what came ``before`` it.
        positions: How many positions, position 0 included; 2 to 50.
        top: How many events to name at each position; the rest is ``(other)``.
        collapse: Count an event that repeats directly as one.

    Returns:
        Nodes of each position, whose shares sum to 1 with ``(other)`` and ``(left)``, before the anchor
        ``(not yet)``; and the links between neighbours, which add up to the nodes on both sides.

    Raises:
        UnknownEventError: The log does not contain the anchor.
        UsageError: A number is out of range.

    Source: kernels/SPEC.md FL1 to FL7.
    """
    return log.ask(
        FlowQuestion(anchor=anchor, direction=direction, positions=positions, top=top, collapse=collapse)
    )


@dataclass(frozen=True, slots=True)
class FlowQuestion(Question[FlowResult]):
    """What comes after or before a point?

    Attributes:
        anchor: Start at the first such event; ``None`` for the journey's first or last event.
        direction: What came after position 0 or before it.
        positions: How many, position 0 included; 2 to 50.
        top: How many events are named at each position.
        collapse: Whether an event that repeats directly counts as one.
    """

    kind: ClassVar = "flow"
    answer: ClassVar = FlowResult

    anchor: EventName | None = None
    direction: Direction = "after"
    positions: Annotated[int, Field(ge=2, le=MAX_POSITIONS)] = 6
    top: Annotated[int, Field(ge=1, le=1_000)] = 8
    collapse: bool = False

    def __post_init__(self) -> None:
        if self.direction not in ("after", "before"):
            raise UsageError(f"The direction is 'after' or 'before', not {self.direction!r}.")
        if not 2 <= self.positions <= MAX_POSITIONS:
            raise UsageError(
                f"A flow has 2 to {MAX_POSITIONS} positions, but {self.positions} were asked for."
            )
        if self.top < 1:
            raise UsageError(f"At least one event must be named at each position, but top is {self.top}.")

    def ask(self, log: JourneyLog) -> FlowResult:
        """Follow all journeys."""
        code = -1 if self.anchor is None else log.code_of(self.anchor)
        walk = FlowWalk(
            anchor=code,
            step=1 if self.direction == "after" else -1,
            positions=self.positions,
            collapse=self.collapse,
        )
        nodes = log.run(FlowNodes(walk))
        over = LEFT if self.direction == "after" else NOT_YET
        shown = [_shown(row, log.event_names, top=self.top, over=over) for row in nodes]
        links = log.run(FlowLinks(walk, _lookup(shown, names=len(log.event_names))))
        return FlowResult(
            customers=log.customers,
            anchored=int(nodes[0].sum()),
            anchor=self.anchor,
            direction=self.direction,
            positions=tuple(sorted(_positions(nodes, shown, walk), key=lambda one: one.position)),
            links=tuple(_links(links, shown, walk)),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[FlowQuestion]:
        """From the entry, and before the rarest event."""
        return [cls(), cls(anchor=log.event_names[-1], direction="before", top=2, positions=4, collapse=True)]


def _shown(row: Int64s, names: tuple[str, ...], *, top: int, over: str) -> _Shown:
    order = sorted(np.flatnonzero(row[:-1]).tolist(), key=lambda code: (-row[code], names[code]))
    codes = tuple(order[:top])
    return _Shown(codes=codes, names=(*(names[code] for code in codes), OTHER, over))


def _lookup(shown: list[_Shown], *, names: int) -> npt.NDArray[np.int32]:
    """As which node of its position each event is shown, int32[positions, names + 1]."""
    lookup = np.empty((len(shown), names + 1), np.int32)
    for position, nodes in enumerate(shown):
        lookup[position, :] = len(nodes.codes)
        lookup[position, list(nodes.codes)] = np.arange(len(nodes.codes))
        lookup[position, names] = len(nodes.codes) + 1
    return lookup


def _positions(nodes: Int64s, shown: list[_Shown], walk: FlowWalk) -> Iterator[FlowPosition]:
    for position, row in enumerate(nodes):
        everybody = int(row.sum())
        counts = [int(row[code]) for code in shown[position].codes]
        counts += [everybody - sum(counts) - int(row[-1]), int(row[-1])]
        yield FlowPosition(
            position=position * walk.step,
            nodes=tuple(
                FlowNode(event, count, count / everybody)
                for event, count in zip(shown[position].names, counts, strict=True)
                if count
            ),
        )


def _links(links: Int64s, shown: list[_Shown], walk: FlowWalk) -> list[FlowLink]:
    found = []
    for position, one, other in zip(*(axis.tolist() for axis in np.nonzero(links)), strict=True):
        near, far = shown[position].names[one], shown[position + 1].names[other]
        source, target = (near, far) if walk.step > 0 else (far, near)
        at = position if walk.step > 0 else -(position + 1)
        found.append(FlowLink(at, source, target, int(links[position, one, other])))
    return sorted(found, key=lambda link: (link.position, -link.customers, link.source, link.target))
