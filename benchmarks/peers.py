"""The same questions in DuckDB and Polars, each in a good form of its own, over a table sorted beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl


class PolarsPeer:
    """A frame in memory, sorted by customer and time, names as categories."""

    name = "Polars"

    def __init__(self, files: Sequence[Path]) -> None:
        self.frame = (
            pl.scan_parquet(files)
            .select("customer_id", "event", "time")
            .with_columns(pl.col("event").cast(pl.Categorical))
            .sort("customer_id", "time", maintain_order=True)
            .with_columns(customer=pl.col("customer_id").rle_id())
            .drop("customer_id")
            .with_row_index("place")
            .collect()
        )

    def transitions(self) -> int:
        """Count and median time of every transition; answers with all of them added up."""
        answer = (
            self.frame.lazy()
            .with_columns(
                to=pl.col("event").shift(-1).over("customer"),
                gap=pl.col("time").shift(-1).over("customer") - pl.col("time"),
            )
            .drop_nulls("to")
            .group_by("event", "to")
            .agg(pl.len(), customers=pl.col("customer").n_unique(), median=pl.col("gap").median())
            .collect()
        )
        return int(answer["len"].sum())

    def funnel(self, steps: Sequence[str]) -> list[int]:
        """Customers by step: the first event of each step behind the one before."""
        reached = []
        before: pl.LazyFrame | None = None
        for step in steps:
            found = self.frame.lazy().filter(pl.col("event") == step).select("customer", "place")
            if before is not None:
                found = found.join(before, on="customer").filter(pl.col("place") > pl.col("after"))
            before = found.group_by("customer").agg(after=pl.col("place").min()).collect().lazy()
            reached.append(int(before.select(pl.len()).collect().item()))
        return reached

    def variants(self) -> int:
        """How many different orders of events there are."""
        journeys = (
            self.frame.lazy().group_by("customer", maintain_order=True).agg(pl.col("event").to_physical())
        )
        return int(journeys.group_by("event").len().sort("len", descending=True).collect().height)


class DuckPeer:
    """A table in memory, sorted by customer and place, names as an enum; two threads."""

    name = "DuckDB"

    def __init__(self, files: Sequence[Path]) -> None:
        import duckdb

        self.connection: Any = duckdb.connect(config={"threads": 2})
        listed = ", ".join(f"'{file}'" for file in files)
        self.connection.execute(
            f"create type name as enum (select distinct event from read_parquet([{listed}]) order by event)"
        )
        self.connection.execute(
            f"""create table events as
            select dense_rank() over (order by customer_id) customer, event::name event, time,
                   row_number() over (order by customer_id, time, file_row_number) place
            from read_parquet([{listed}], file_row_number = true) order by place"""
        )

    def transitions(self) -> int:
        """As in Polars."""
        answer = self.connection.execute(
            """select event, following, count(*) n, count(distinct customer), median(later - time) from (
                 select customer, event, time,
                        lead(event) over journey following, lead(time) over journey later
                 from events window journey as (partition by customer order by place))
               where following is not null group by all"""
        ).fetchall()
        return int(sum(row[2] for row in answer))

    def funnel(self, steps: Sequence[str]) -> list[int]:
        """As in Polars."""
        parts = [
            "s0 as materialized (select customer, min(place) place from events "
            f"where event = '{steps[0]}' group by 1)"
        ]
        parts += [
            f"s{number} as materialized (select e.customer, min(e.place) place "
            f"from events e join s{number - 1} b "
            f"on e.customer = b.customer and e.place > b.place where e.event = '{step}' group by 1)"
            for number, step in enumerate(steps)
            if number
        ]
        counts = ", ".join(f"(select count(*) from s{number})" for number in range(len(steps)))
        return list(self.connection.execute(f"with {', '.join(parts)} select {counts}").fetchone())

    def variants(self) -> int:
        """As in Polars."""
        answer = self.connection.execute(
            """select count(*) from (select journey, count(*) n from (
                 select customer, list(event order by place) journey from events group by 1)
               group by 1 order by n desc)"""
        ).fetchone()
        return int(answer[0])
