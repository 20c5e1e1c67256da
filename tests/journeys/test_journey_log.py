"""Logs in memory: order, names, further columns; SPEC OR1 to OR4, EV1, EV2."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pandas
import polars
import pyarrow as pa
import pytest
from hypothesis import given

from sojourn.core.errors import UsageError
from sojourn.journeys.log.current import EmptyLogError
from sojourn.journeys.log.index import UnknownAttributeError
from sojourn.journeys.log.journey_log import JourneyLog

from . import reference
from .reference import Event, as_rows
from .strategies import logs


@given(events=logs(80))
def test_journeys_stand_in_order_of_time_then_arrival(events: list[Event]) -> None:
    index = JourneyLog.from_events(as_rows(events)).index
    for customer, journey in reference.journeys(events).items():
        number = index.find_customer(customer)
        assert number is not None
        assert index.customer_id(number) == customer
        assert [(one.event, one.time) for one in index.journey(number)] == [
            (event, time) for _, event, time in as_rows([("", *one) for one in journey])
        ]
    assert index.customer_ids() == list(dict.fromkeys(customer for customer, _, _ in events))


def test_a_long_journey_out_of_order_is_sorted_with_ties_by_arrival() -> None:
    rows = [("ann", f"e{number}", -(number // 3)) for number in range(300)]
    expected = [event for event, _ in reference.journeys(rows)["ann"]]
    assert [one.event for one in JourneyLog.from_events(as_rows(rows)).index.journey(0)] == expected


@given(events=logs())
def test_gaps_lose_nothing(events: list[Event]) -> None:
    index = JourneyLog.from_events(as_rows(events)).index
    for customer in range(index.customer_count):
        for place in range(int(index.offsets[customer]) + 1, int(index.offsets[customer + 1])):
            assert index.exact_gap_us(place) == index.times[place] - index.times[place - 1]


@given(events=logs())
def test_events_are_counted_with_their_customers(events: list[Event]) -> None:
    result = JourneyLog.from_events(as_rows(events)).events()
    counts = Counter(event for _, event, _ in events)
    expected = [
        (event, counts[event], len({customer for customer, other, _ in events if other == event}))
        for event in sorted(counts, key=lambda event: (-counts[event], event))
    ]
    assert [(one.event, one.count, one.customers) for one in result.names] == expected
    assert (result.events, result.customers) == (len(events), len({customer for customer, _, _ in events}))
    assert result.first == min(time for _, _, time in as_rows(events))
    assert result.last == max(time for _, _, time in as_rows(events))


def test_times_with_a_zone_become_utc_and_without_one_are_utc() -> None:
    cet = timezone(timedelta(hours=1))
    log = JourneyLog.from_events(
        [("ann", "open", datetime(2026, 1, 1, 12, tzinfo=cet)), ("ann", "buy", "2026-01-01T11:30:00")]
    )
    assert [one.event for one in log.index.journey(0)] == ["open", "buy"]
    assert log.first == datetime(2026, 1, 1, 11, tzinfo=UTC)


COLUMNS = {
    "who": ["ann", "bea", "ann"],
    "what": ["open", "open", "buy"],
    "when": [datetime(2026, 1, 2), datetime(2026, 1, 1), datetime(2026, 1, 1)],  # noqa: DTZ001
    "channel": ["web", None, "shop"],
    "score": [None, 4.0, 2.0],
}


@pytest.mark.parametrize(
    "make", [pandas.DataFrame, polars.DataFrame, pa.table], ids=["pandas", "polars", "arrow"]
)
def test_frames_of_every_kind_give_the_same_log(make: type) -> None:
    log = JourneyLog.from_frame(make(COLUMNS), customer="who", event="what", time="when")
    assert [one.event for one in log.index.journey(0)] == ["buy", "open"]
    codes, values = log.index.attribute("channel")
    assert [values[code] if code >= 0 else None for code in codes] == ["shop", "web", None]
    np.testing.assert_array_equal(log.index.numbers("score"), [2.0, np.nan, 4.0])
    assert not codes.flags.writeable


def test_a_column_that_is_not_there_is_empty_and_one_that_cannot_be_is_refused() -> None:
    index = JourneyLog.from_events([("ann", "open", "2026-01-01")]).index
    assert index.attribute("department")[0].tolist() == [-1]
    assert np.isnan(index.numbers("value")).all()
    with pytest.raises(UnknownAttributeError, match=r"'chanel'\. Did you mean 'channel'"):
        index.attribute("chanel")
    with pytest.raises(UnknownAttributeError, match="'channel'"):
        index.numbers("channel")


def test_frames_that_cannot_be_read_say_why() -> None:
    frame = pa.table({"customer_id": ["ann"], "event": ["open"], "tiem": ["2026-01-01"]})
    with pytest.raises(UsageError, match=r"no column 'time'\. Did you mean 'tiem'"):
        JourneyLog.from_frame(frame)
    with pytest.raises(UsageError, match="'tiem' holds text, not times"):
        JourneyLog.from_frame(frame, time="tiem")
    missing = pa.table(
        {"customer_id": ["ann", None], "event": ["a", "b"], "time": pa.array([0, 1], pa.timestamp("us"))}
    )
    with pytest.raises(UsageError, match="'customer_id' has 1 missing"):
        JourneyLog.from_frame(missing)
    with pytest.raises(EmptyLogError):
        JourneyLog.from_events([])


def test_more_than_256_names_take_two_bytes_and_count_as_well() -> None:
    rows = [(f"c{number % 5}", f"e{number % 300:03d}", number) for number in range(900)]
    log = JourneyLog.from_events(as_rows(rows))
    assert log.index.codes.dtype == np.uint16
    assert {one.count for one in log.events().names} == {3}
    assert log.variants().variants == 5
    assert log.funnel(["e000", "e005", "e010"]).steps[2].reached == 1
    assert log.flow(anchor="e299", direction="before", positions=3).anchored == 1
    assert log.durations("e000", "e005").completed == 1
    assert len(log.transitions().names) == 300
