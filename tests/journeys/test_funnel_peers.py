"""SPEC FN4 against ClickHouse: not one of a million simulated events' customers comes another way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sojourn.evidence.simulator import simulate_to
from sojourn.journeys.engines.protocol import chunk_of
from sojourn.journeys.funnel_walk import Walk
from sojourn.journeys.log.journey_log import JourneyLog

CUSTOMERS = 41_000
"""They have a little more than a million events."""

BUYING = ("product_viewed", "cart_added", "checkout_started", "order_placed")


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Simulated events, of which no two of a customer have the same time: there the two differ (FN5)."""
    folder = tmp_path_factory.mktemp("simulated")
    simulate_to(folder, CUSTOMERS, format="parquet")
    file = folder / "events_apart.parquet"
    every = pl.read_parquet(folder / "events.parquet", columns=["customer_id", "event", "time"])
    apart = every.unique(["customer_id", "time"], keep="first", maintain_order=True)
    assert apart.height > 1_000_000
    apart.with_columns(pl.col("time").dt.epoch("us").alias("us")).write_parquet(file)
    return file


@pytest.fixture(scope="module")
def log(events: Path) -> JourneyLog:
    return JourneyLog.from_frame(pl.read_parquet(events))


@pytest.mark.parametrize(
    ("steps", "days"),
    [
        (BUYING, 7),
        (BUYING, 1),
        (("site_visited", "product_viewed", "cart_added", "checkout_started", "order_placed"), 30),
        (("newsletter_opened", "site_visited", "support_contacted"), 14),
        (("order_placed", "return_requested"), 365),
        (("site_visited", ("order_placed", "shop_purchase"), "survey_answered"), 60),
    ],
)
def test_every_customer_comes_as_far_as_in_clickhouse(
    events: Path, log: JourneyLog, steps: Sequence[str | tuple[str, ...]], days: int
) -> None:
    chdb = pytest.importorskip("chdb", reason="the dependency group 'peers' is not installed")
    parts = [(step,) if isinstance(step, str) else step for step in steps]
    conditions = ", ".join(f"event IN ({', '.join(repr(one) for one in step)})" for step in parts)
    told = chdb.query(
        f"SELECT customer_id, windowFunnel({days * 86_400_000_000})(toUInt64(us), {conditions}) AS depth "
        f"FROM file('{events}', Parquet) GROUP BY customer_id",
        "Arrow",
    )
    peer = dict(pl.read_ipc(told.bytes()).select("customer_id", "depth").iter_rows())
    within = timedelta(days=days)
    mine = depths(log, parts, within)
    peer = {
        customer.decode() if isinstance(customer, bytes) else customer: depth
        for customer, depth in peer.items()
    }
    assert len(mine) == log.customers
    assert {customer: depth for customer, depth in mine.items() if peer[customer] != depth} == {}
    reached = [step.reached for step in log.funnel(steps, within=within).steps]
    assert reached == [sum(depth > step for depth in peer.values()) for step in range(len(steps))]


def depths(log: JourneyLog, steps: Sequence[Sequence[str]], within: timedelta) -> dict[str, int]:
    """How far each customer comes, walked one by one."""
    codes = [[log.code_of(event) for event in step] for step in steps]
    walk = Walk(
        codes,
        without=(),
        names=len(log.event_names),
        within_us=within // timedelta(microseconds=1),
        order="any-between",
    )
    found = [
        int(np.count_nonzero(walk.walked(chunk_of(log.index, customer, customer + 1))[0]))
        for customer in range(log.customers)
    ]
    return dict(zip(log.index.customer_ids(), found, strict=True))
