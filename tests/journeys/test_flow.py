"""SPEC FL1 to FL10."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.journeys import flow as module
from sojourn.journeys.flow import Direction, Occurrence
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError

from . import reference, reference_ways
from .reference import Event, as_rows
from .strategies import NAMES, logs

EVERY_NAME: list[Event] = [("zoe", name, 10**15 + number) for number, name in enumerate(NAMES)]
directions = st.sampled_from(["after", "before"])


@given(
    events=logs(),
    anchor=st.none() | st.sampled_from(NAMES),
    direction=directions,
    top=st.integers(1, 5),
    positions=st.integers(2, 6),
    collapse=st.booleans(),
)
def test_equals_the_obvious_answer(
    events: list[Event],
    anchor: str | None,
    direction: Literal["after", "before"],
    top: int,
    positions: int,
    collapse: bool,
) -> None:
    events = events + EVERY_NAME
    log = JourneyLog.from_events(as_rows(events))
    result = log.flow(anchor=anchor, direction=direction, positions=positions, top=top, collapse=collapse)
    walks = reference.flow(events, anchor=anchor, direction=direction, positions=positions, collapse=collapse)
    over = "(left)" if direction == "after" else "(not yet)"
    shown = []
    for position in range(positions):
        counts = Counter(walk[position] for walk in walks if walk[position] is not None)
        best = sorted(counts, key=lambda name: (-counts[name], name))[:top]
        shown.append(
            [
                over if walk[position] is None else walk[position] if walk[position] in best else "(other)"
                for walk in walks
            ]
        )
    sign = 1 if direction == "after" else -1
    assert result.anchored == len(walks)
    assert {one.position: {node.event: node.customers for node in one.nodes} for one in result.positions} == {
        sign * position: Counter(nodes) for position, nodes in enumerate(shown)
    }
    links: Counter[tuple[int, str, str]] = Counter()
    for position, (near, far) in enumerate(pairwise(shown)):
        for one, other in zip(near, far, strict=True):
            links[(position, one, other) if sign > 0 else (-position - 1, other, one)] += 1
    assert {(link.position, link.source, link.target): link.customers for link in result.links} == links


@given(events=logs(), direction=directions, top=st.integers(1, 3))
def test_every_position_adds_up_and_links_equal_nodes(
    events: list[Event], direction: Literal["after", "before"], top: int
) -> None:
    result = JourneyLog.from_events(as_rows(events)).flow(direction=direction, top=top, positions=4)
    assert result.anchored == result.customers
    for one in result.positions:
        assert sum(node.share for node in one.nodes) == pytest.approx(1)
        for node in one.nodes:
            out = sum(
                link.customers
                for link in result.links
                if (link.position, link.source) == (one.position, node.event)
            )
            into = sum(
                link.customers
                for link in result.links
                if (link.position + 1, link.target) == (one.position, node.event)
            )
            assert out in (node.customers, 0)
            assert into in (node.customers, 0)
            assert out or into
    assert [one.position for one in result.positions] == sorted(one.position for one in result.positions)


def test_by_hand() -> None:
    rows = [
        ("ann", "open", 0),
        ("ann", "view", 1),
        ("ann", "view", 2),
        ("ann", "buy", 3),
        ("bea", "view", 0),
        ("cem", "open", 0),
    ]
    log = JourneyLog.from_events(as_rows(rows))
    after = log.flow(anchor="view", positions=3, collapse=True)
    assert (after.anchored, after.customers) == (2, 3)
    assert [[(node.event, node.customers) for node in one.nodes] for one in after.positions] == [
        [("view", 2)],
        [("buy", 1), ("(left)", 1)],
        [("(left)", 2)],
    ]
    before = log.flow(anchor="view", direction="before", positions=2)
    assert [
        (one.position, [(node.event, node.customers) for node in one.nodes]) for one in before.positions
    ] == [
        (-1, [("open", 1), ("(not yet)", 1)]),
        (0, [("view", 2)]),
    ]


def test_questions_that_cannot_be_answered_say_why() -> None:
    log = JourneyLog.from_events([("ann", "open", "2026-01-01")])
    with pytest.raises(UnknownEventError, match=r"'opem'\. Did you mean 'open'"):
        log.flow(anchor="opem")
    with pytest.raises(UsageError, match="2 to 50 positions, but 1"):
        log.flow(positions=1)
    with pytest.raises(UsageError, match="'sideways'"):
        log.flow(direction="sideways")  # type: ignore[arg-type]


@settings(max_examples=60)
@given(
    events=logs(),
    anchor=st.sampled_from(NAMES),
    direction=st.sampled_from(["after", "before", "both"]),
    occurrence=st.sampled_from(["first", "last", "every"]),
    positions=st.integers(2, 5),
    named=st.lists(st.sampled_from(NAMES), max_size=3),
    collapse=st.booleans(),
    at_once=st.sampled_from([0, 10**6]),
)
def test_around_every_occurrence_equals_the_obvious_answer(
    events: list[Event],
    anchor: str,
    direction: Direction,
    occurrence: Occurrence,
    positions: int,
    named: list[str],
    collapse: bool,
    at_once: int,
) -> None:
    events = events + EVERY_NAME
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "AT_ONCE", at_once)
        result = JourneyLog.from_events(as_rows(events)).flow(
            anchor=anchor,
            direction=direction,
            occurrence=occurrence,
            positions=positions,
            top=100,
            events=named,
            collapse=collapse,
        )
    behind = 0 if direction == "after" else positions - 1
    ahead = 0 if direction == "before" else positions - 1
    walks = reference_ways.walks(
        events, anchor=anchor, occurrence=occurrence, behind=behind, ahead=ahead, collapse=collapse
    )
    assert result.walks == len(walks)
    assert result.anchored == len({who for who, event, _ in events if event == anchor})
    assert [one.position for one in result.positions] == list(range(-behind, ahead + 1))

    def shown(place: int, row: int) -> str:
        one = walks[place][row]
        if one is None:
            return "(not yet)" if row < behind else "(left)"
        return one[0] if not named or one[0] in named or row == behind else "(other)"

    for row, at in enumerate(result.positions):
        expected = Counter(shown(place, row) for place in range(len(walks)))
        assert {node.event: node.customers for node in at.nodes} == expected
        times = [walk[row][1] for walk in walks if walk[row] is not None]  # type: ignore[index]
        if times:
            assert at.median_seconds == pytest.approx(reference.median(times))
        else:
            assert at.median_seconds is None
    links = Counter(
        (row - behind, shown(place, row), shown(place, row + 1))
        for place in range(len(walks))
        for row in range(behind + ahead)
    )
    assert {(link.position, link.source, link.target): link.customers for link in result.links} == links


def test_both_ways_by_hand() -> None:
    rows = [
        ("ann", "open", 0),
        ("ann", "buy", 60),
        ("ann", "buy", 70),
        ("ann", "rate", 100),
        ("bea", "buy", 0),
        ("cem", "open", 0),
    ]
    log = JourneyLog.from_events(as_rows([(who, what, at * 10**6) for who, what, at in rows]))
    first = log.flow(anchor="buy", direction="both", positions=2)
    assert [
        (at.position, at.median_seconds, [(node.event, node.customers) for node in at.nodes])
        for at in first.positions
    ] == [
        (-1, 60.0, [("open", 1), ("(not yet)", 1)]),
        (0, 0.0, [("buy", 2)]),
        (1, 10.0, [("buy", 1), ("(left)", 1)]),
    ]
    last = log.flow(anchor="buy", direction="both", occurrence="last", positions=2, collapse=True)
    assert [[(node.event, node.customers) for node in at.nodes] for at in last.positions] == [
        [("open", 1), ("(not yet)", 1)],
        [("buy", 2)],
        [("rate", 1), ("(left)", 1)],
    ]
    every = log.flow(anchor="buy", occurrence="every", positions=2)
    assert (every.anchored, every.walks) == (2, 3)
    assert {node.event: node.customers for node in every.positions[1].nodes} == {
        "buy": 1,
        "rate": 1,
        "(left)": 1,
    }
    assert sum(link.share for link in every.links) == pytest.approx(1)
    for table in every.tables():
        assert all(len(row) == len(table.columns) for row in table.rows)


@given(events=logs(), direction=directions)
def test_without_times_all_else_is_the_same(
    events: list[Event], direction: Literal["after", "before"]
) -> None:
    log = JourneyLog.from_events(as_rows(events))
    quick, full = log.flow(direction=direction, times=False), log.flow(direction=direction)
    assert [at.nodes for at in quick.positions] == [at.nodes for at in full.positions]
    assert quick.links == full.links
    assert {at.median_seconds for at in quick.positions if at.position != 0} == {None}


def test_both_ways_and_every_occurrence_need_an_anchor() -> None:
    log = JourneyLog.from_events([("ann", "open", "2026-01-01")])
    with pytest.raises(UsageError, match="both ways a flow needs an anchor"):
        log.flow(direction="both")
    with pytest.raises(UsageError, match="Only an anchor"):
        log.flow(occurrence="every")
    with pytest.raises(UsageError, match="'some'"):
        log.flow(anchor="open", occurrence="some")  # type: ignore[arg-type]
    with pytest.raises(UnknownEventError, match="'shut'"):
        log.flow(events=["shut"])
