"""SPEC FL1 to FL7."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError

from . import reference
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
