"""Buckets are dealt to tasks so that each event is read by one task, and no slot is idle."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.core.workspace import Workspace
from sojourn.journeys.engines.spark.events import EVENTS_PER_TASK, MOST_EVENTS, Bucket, FileEvents
from sojourn.journeys.engines.spark.file_rows import FileRows, Share
from sojourn.journeys.engines.spark.work import TakeFacts, told_together
from sojourn.journeys.log.table import EventsTable

buckets = st.lists(st.integers(1, 5 * MOST_EVENTS), min_size=1, max_size=40).map(
    lambda sizes: [Bucket((f"{place}.parquet",), size) for place, size in enumerate(sizes)]
)


@given(buckets=buckets, slots=st.integers(1, 200))
def test_every_share_of_every_bucket_has_one_task(buckets: list[Bucket], slots: int) -> None:
    dealt = FileEvents.dealt_among(slots, buckets, identity="x").dealt
    shares = Counter((share.files, share.number, share.of) for task in dealt for share in task)
    assert set(shares.values()) == {1}
    for bucket in buckets:
        parts = {(number, of) for files, number, of in shares if files == bucket.files}
        of = len(parts)
        assert parts == {(number, of) for number in range(of)}
        assert bucket.events / of <= MOST_EVENTS
        assert of == 1 or bucket.events / of >= min(EVENTS_PER_TASK, MOST_EVENTS / 2)
    assert all(dealt)


def test_small_buckets_share_as_many_tasks_as_there_are_slots() -> None:
    buckets = [Bucket((f"{place}.parquet",), 100) for place in range(16)]
    assert [len(task) for task in FileEvents.dealt_among(4, buckets, identity="x").dealt] == [4, 4, 4, 4]


def test_large_buckets_are_dealt_to_more_tasks_when_there_are_slots() -> None:
    buckets = [Bucket(("a.parquet",), 8 * EVENTS_PER_TASK)]
    assert FileEvents.dealt_among(1, buckets, identity="x").tasks == 1
    assert FileEvents.dealt_among(3, buckets, identity="x").tasks == 3
    assert FileEvents.dealt_among(99, buckets, identity="x").tasks == 4


@pytest.mark.parametrize("of", [1, 2, 3, 7])
def test_shares_of_a_bucket_add_up_to_the_bucket(of: int, small: Workspace) -> None:
    files = EventsTable(small.log).snapshot()[1]
    bucket = Share(tuple(str(file.path) for file in files if file.bucket == files[0].bucket))
    shares = [FileRows(replace(bucket, number=number, of=of)) for number in range(of)]
    assert told_together(shares, TakeFacts()) == TakeFacts().of(FileRows(bucket))
    customers = [set(share.core().column("customer_id").to_pylist()) for share in shares]
    assert sum(map(len, customers)) == len(set.union(*customers))
    channels = [channel for share in shares for channel in next(share.parts("channel")).to_pylist()]
    assert Counter(channels) == Counter(next(FileRows(bucket).parts("channel")).to_pylist())


def test_a_share_without_customers_tells_nothing(small: Workspace) -> None:
    file = EventsTable(small.log).snapshot()[1][0]
    nobody = [FileRows(Share((str(file.path),), number, 10**6)) for number in (1, 2)]
    assert all(rows.core().num_rows == 0 for rows in nobody)
    assert told_together(nobody, TakeFacts()) is None
