"""SPEC HO1 to HO7."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.journeys import handoffs as module
from sojourn.journeys.handoffs import TooManyValuesError
from sojourn.journeys.log.journey_log import JourneyLog

from . import reference, reference_ways
from .engines import CutEngine
from .reference import EPOCH
from .strategies import DAY, SECOND, event

Told = tuple[str, str, int, str | None]

told_events = st.lists(
    st.tuples(event, st.sampled_from(["app", "phone", "shop", None])).map(lambda one: (*one[0], one[1])),
    min_size=1,
    max_size=40,
)


def log_of(events: list[Told], column: str = "channel") -> JourneyLog:
    frame = pl.DataFrame(
        {
            "customer_id": [one[0] for one in events],
            "event": [one[1] for one in events],
            "time": pl.Series([one[2] for one in events], dtype=pl.Int64).cast(pl.Datetime("us", "UTC")),
            column: pl.Series([one[3] for one in events], dtype=pl.String),
        }
    )
    return JourneyLog.from_frame(frame)


HOUR = 3_600 * SECOND
BY_HAND: list[Told] = [
    ("ann", "ask", 0, "chat"),
    ("ann", "note", 1 * HOUR, None),  # tells nothing: ann is still in the chat, and waits on (HO2, HO3)
    ("ann", "call", 3 * HOUR, "phone"),
    ("ann", "call", 4 * HOUR, "phone"),
    ("ann", "ask", 5 * HOUR, "chat"),
    ("bea", "ask", 0, "chat"),
    ("bea", "visit", 24 * HOUR, "shop"),
    ("bea", "ask", 25 * HOUR, "chat"),
    ("cem", "note", 0, None),
    ("dov", "call", 0, "phone"),
]


def test_by_hand() -> None:
    result = log_of(BY_HAND).handoffs()
    assert (result.customers, result.customers_with_value, result.customers_handed_over) == (4, 3, 2)
    assert (result.handoffs, result.returned, result.total_wait_seconds) == (4, 2, 29 * 3_600)
    assert [(one.source, one.target, one.handoffs, one.total_wait_seconds) for one in result.pairs] == [
        ("chat", "shop", 1, 24 * 3_600),
        ("chat", "phone", 1, 3 * 3_600),
        ("phone", "chat", 1, 3_600),
        ("shop", "chat", 1, 3_600),
    ]
    phone = result.pairs[1]
    assert (phone.returned, phone.return_share, phone.customers) == (1, 1.0, 1)
    assert [(one.event, one.handoffs) for one in phone.leaving] == [("ask", 1)]
    assert [(one.event, one.handoffs) for one in phone.arriving] == [("call", 1)]
    assert [(one.value, one.events, one.customers) for one in result.values] == [
        ("chat", 4, 2),
        ("phone", 3, 2),
        ("shop", 1, 1),
    ]
    soon = log_of(BY_HAND).handoffs(
        within="1h"
    )  # ann was on the phone for two hours, bea in the shop for one
    assert {(one.source, one.target): one.returned for one in soon.pairs if one.returned} == {
        ("chat", "shop"): 1
    }


@settings(max_examples=60)
@given(
    events=told_events,
    within=st.sampled_from([None, 1, 3 * SECOND, 50 * DAY]),
    cuts=st.lists(st.integers(0, 10), max_size=3),
    by=st.sampled_from(["channel", "department", "touchpoint", "device"]),
)
def test_equal_the_obvious_answer(events: list[Told], within: int | None, cuts: list[int], by: Any) -> None:
    window = None if within is None else timedelta(microseconds=within)
    result = log_of(events, by).on(CutEngine(cuts)).handoffs(by=by, within=window)
    expected = reference_ways.handoffs(events, within=within)
    assert {(one.source, one.target) for one in result.pairs} == set(expected)
    for one in result.pairs:
        pair = expected[one.source, one.target]
        assert one.handoffs == len(pair.waits)
        assert one.customers == len(pair.customers)
        assert one.returned == pair.returned
        assert one.total_wait_seconds == pytest.approx(sum(pair.waits) / SECOND)
        assert one.median_wait_seconds == pytest.approx(reference.median(pair.waits))
        assert {this.event: this.handoffs for this in one.leaving}.items() <= pair.leaving.items()
        assert {this.event: this.handoffs for this in one.arriving}.items() <= pair.arriving.items()
    assert result.handoffs == sum(len(pair.waits) for pair in expected.values())
    assert result.customers_with_value == len({one[0] for one in events if one[3] is not None})
    assert result.customers_handed_over == len(set().union(*(pair.customers for pair in expected.values())))


@given(events=told_events, top=st.integers(1, 3), order=st.sampled_from(["wait", "handoffs", "returns"]))
def test_listed_and_other_pairs_are_all_hand_offs(events: list[Told], top: int, order: Any) -> None:
    log = log_of(events)
    everything, result = log.handoffs(order=order), log.handoffs(order=order, top=top)
    assert result.pairs == everything.pairs[:top]
    assert sum(one.handoffs for one in result.pairs) + result.other.handoffs == result.handoffs
    assert sum(one.returned for one in result.pairs) + result.other.returned == result.returned
    assert len(result.pairs) + result.other.pairs == len(everything.pairs)
    assert result.other.total_wait_seconds + sum(
        one.total_wait_seconds for one in result.pairs
    ) == pytest.approx(result.total_wait_seconds)
    if everything.pairs:
        assert sum(one.share for one in everything.pairs) == pytest.approx(1)
    figures = {
        "wait": [one.total_wait_seconds for one in everything.pairs],
        "handoffs": [one.handoffs for one in everything.pairs],
        "returns": [one.returned for one in everything.pairs],
    }[order]
    assert figures == sorted(figures, reverse=True)


def test_the_order_of_values_in_the_log_does_not_matter() -> None:
    swap = {"chat": "x", "phone": "y", "shop": "z"}
    one = log_of(BY_HAND).handoffs().to_json()
    other = log_of([("_", "first", 0, "shop"), *BY_HAND]).handoffs().to_json()
    assert one["pairs"] == other["pairs"]
    renamed = log_of([(*row[:3], swap.get(str(row[3]))) for row in BY_HAND]).handoffs()
    assert [pair["from"] for pair in one["pairs"]] == [
        next(old for old, new in swap.items() if new == pair.source) for pair in renamed.pairs
    ]


def test_waits_beyond_64_bits_together_stay_exact() -> None:
    # 200 waits of 2,900 years are 1.8 x 10^19 us; 2^63 are 9.2 x 10^18.
    far = 2_900 * 365 * DAY
    events: list[Told] = []
    for number in range(200):
        events += [(f"c{number}", "a", 0, "app"), (f"c{number}", "b", far, "shop")]
    pair = log_of(events).handoffs().pairs[0]
    assert pair.total_wait_seconds == 200 * far / SECOND
    assert pair.mean_wait_seconds == far / SECOND


def test_a_log_that_does_not_tell_where_has_no_hand_offs() -> None:
    result = JourneyLog.from_events([("ann", "open", "2026-01-01")]).handoffs()
    assert (result.handoffs, result.pairs, result.values, result.handed_over_share) == (0, (), (), 0.0)
    assert (result.other.pairs, result.other.handoffs) == (0, 0)
    assert next(iter(result.estimates())).n == 0


def test_figures_to_compare_and_tables_fit_each_other() -> None:
    result = log_of(BY_HAND).handoffs()
    estimates = {one.key: one for one in result.estimates()}
    assert (estimates["handed_over",].k, estimates["handed_over",].n) == (2, 3)
    assert estimates["chat", "shop", "wait"].value == 24 * 3_600
    assert (estimates["chat", "shop", "return"].k, estimates["chat", "shop", "return"].n) == (1, 1)
    for table in result.tables():
        assert all(len(row) == len(table.columns) for row in table.rows)
    assert result.to_json()["pairs"][0]["from"] == "chat"


def test_questions_that_cannot_be_answered_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    log = log_of(BY_HAND)
    with pytest.raises(UsageError, match="no by 'colour'"):
        log.handoffs(by="colour")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="top is 0"):
        log.handoffs(top=0)
    with pytest.raises(UsageError, match="longer than zero"):
        log.handoffs(within=EPOCH - EPOCH)
    monkeypatch.setattr(module, "MOST_VALUES", 2)
    with pytest.raises(TooManyValuesError, match="3 different values of channel"):
        log.handoffs()
