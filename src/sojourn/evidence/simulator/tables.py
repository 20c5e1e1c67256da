"""The tables behind the events: customers, orders, surveys, tickets. Derived, so that they agree."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from sojourn.evidence.simulator import vocabulary
from sojourn.evidence.simulator.parameters import HABITS
from sojourn.evidence.simulator.simulation import SimulatedBatch, customer_ids

TABLES: Final = ("customers", "orders", "surveys", "tickets")


def tables_of(batch: SimulatedBatch) -> dict[str, pl.DataFrame]:
    """The rows of every table for the customers of one batch, by the name of the table."""
    events = pl.DataFrame(pl.from_arrow(batch.events))
    return {
        "customers": _customers(batch),
        "orders": _orders(events),
        "surveys": _of(events, "survey_answered").select(
            "customer_id", "time", "scale", pl.col("score").cast(pl.Int64), "topic", "text", "order"
        ),
        "tickets": _tickets(events),
    }


def _customers(batch: SimulatedBatch) -> pl.DataFrame:
    traits = batch.traits
    numbers = np.arange(batch.first, batch.first + len(traits), dtype=np.int64)
    return pl.DataFrame(
        {
            "customer_id": pl.Series(customer_ids(numbers).to_pylist(), dtype=pl.String),
            "habit": _names([habit.name for habit in HABITS], traits["habit"]),
            "region": _names(vocabulary.REGIONS, traits["region"]),
            "age_group": _names(vocabulary.AGE_GROUPS, traits["age"]),
            "acquired_through": _names(vocabulary.ACQUISITIONS, traits["acquired"]),
        }
    )


def _orders(events: pl.DataFrame) -> pl.DataFrame:
    arrived = _of(events, "order_delivered", "order_picked_up").select(
        "order", pl.col("time").alias("arrived_at"), pl.col("channel").alias("arrived_through")
    )
    returned = _of(events, "return_requested").select("order", pl.lit(True).alias("returned"))
    return (
        _of(events, "order_placed")
        .select("order", "customer_id", pl.col("time").alias("placed_at"), "product", "value", "currency")
        .join(arrived, on="order", how="left", maintain_order="left")
        .join(returned, on="order", how="left", maintain_order="left")
        .with_columns(pl.col("returned").fill_null(value=False))
    )


def _tickets(events: pl.DataFrame) -> pl.DataFrame:
    resolved = _of(events, "ticket_resolved").select("ticket", pl.col("time").alias("resolved_at"))
    return (
        _of(events, "support_contacted")
        .group_by("ticket", maintain_order=True)
        .agg(
            pl.col("customer_id").first(),
            pl.col("time").first().alias("opened_at"),
            pl.col("channel").first(),
            pl.col("topic").first(),
            pl.col("order").first(),
            pl.len().cast(pl.Int64).alias("contacts"),
        )
        .join(resolved, on="ticket", how="left", maintain_order="left")
    )


def _of(events: pl.DataFrame, *names: str) -> pl.DataFrame:
    return events.filter(pl.col("event").is_in(names))


def _names(names: Any, codes: npt.NDArray[np.int8]) -> pl.Series:
    return pl.Series(np.array(names, dtype=object)[codes], dtype=pl.String)
