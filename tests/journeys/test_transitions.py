"""SPEC TR1 to TR6, QU1, QU2, OR4."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given

from sojourn.journeys import transitions as room
from sojourn.journeys.log.journey_log import JourneyLog

from . import reference
from .reference import Event, as_rows
from .strategies import logs


def log_of(events: list[Event]) -> JourneyLog:
    return JourneyLog.from_events(as_rows(events))


def test_by_hand() -> None:
    log = JourneyLog.from_events(
        [
            ("ann", "open", "2026-03-01T10:00:00"),
            ("ann", "view", "2026-03-01T10:00:10"),
            ("ann", "open", "2026-03-01T10:00:30"),
            ("ann", "view", "2026-03-01T10:01:00"),
            ("bea", "view", "2026-03-02T09:00:00"),
        ]
    )
    found = {
        (one.source, one.target): (one.count, one.customers, one.share, one.median_seconds, one.mean_seconds)
        for one in log.transitions().transitions
    }
    assert found == {
        ("open", "view"): (2, 1, 1.0, 20.0, 20.0),
        ("view", "(end)"): (2, 2, 2 / 3, None, None),
        ("view", "open"): (1, 1, 1 / 3, 20.0, 20.0),
        ("(start)", "open"): (1, 1, 0.5, None, None),
        ("(start)", "view"): (1, 1, 0.5, None, None),
    }


@given(events=logs())
def test_equal_the_obvious_answer(events: list[Event]) -> None:
    found = {(one.source, one.target): one for one in log_of(events).transitions().transitions}
    expected = reference.transitions(events)
    assert {pair: (one.count, one.customers) for pair, one in found.items()} == {
        pair: answer[:2] for pair, answer in expected.items()
    }
    for pair, (_, _, median, mean) in expected.items():
        assert found[pair].median_seconds == (None if median is None else pytest.approx(median, abs=1e-9))
        assert found[pair].mean_seconds == (None if mean is None else pytest.approx(mean, abs=1e-9))


@given(events=logs())
def test_what_flows_in_flows_out_and_shares_sum_to_one(events: list[Event]) -> None:
    result = log_of(events).transitions()
    inwards: dict[str, int] = defaultdict(int)
    outwards: dict[str, int] = defaultdict(int)
    shares: dict[str, float] = defaultdict(float)
    for one in result.transitions:
        outwards[one.source] += one.count
        inwards[one.target] += one.count
        shares[one.source] += one.share
    for name in result.names:
        assert inwards[name.event] == outwards[name.event] == name.count
    assert inwards["(end)"] == outwards["(start)"] == result.customers
    assert all(total == pytest.approx(1) for total in shares.values())


@given(events=logs())
def test_hashed_counting_of_many_names_equals_dense_counting(events: list[Event]) -> None:
    log = log_of(events)
    dense = log.transitions()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "DENSE_NAMES", 0)
        assert log.transitions() == dense


def test_more_transitions_than_a_table_holds_at_first() -> None:
    rows = [(f"c{number % 3}", f"e{number * 7919 % 2_003}", number * 1_000_000) for number in range(9_000)]
    result = JourneyLog.from_events(as_rows(rows)).transitions()
    assert {(one.source, one.target): one.count for one in result.transitions} == {
        pair: answer[0] for pair, answer in reference.transitions(rows).items()
    }


def test_gaps_too_long_for_32_bits_are_exact() -> None:
    day = 86_400_000
    rows: list[Event] = []
    for number, days in enumerate([60, 70, 80, 1, 100]):
        rows += [(f"c{number}", "open", 1_000 * number), (f"c{number}", "buy", 1_000 * (number + days * day))]
    log = JourneyLog.from_events(as_rows(rows))
    assert log.index.gap_unit_us == 1_000
    assert log.index.long_gaps.size == 4
    (between,) = [one for one in log.transitions().transitions if one.source == "open"]
    assert between.median_seconds == 70 * 86_400
    assert between.mean_seconds == pytest.approx((60 + 70 + 80 + 1 + 100) / 5 * 86_400)
    assert between.p90_seconds == pytest.approx((80 + 0.6 * 20) * 86_400)
