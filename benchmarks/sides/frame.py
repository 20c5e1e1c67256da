"""Polars: a frame in memory, sorted by customer and time, customers as numbers, names as an enumeration."""

from __future__ import annotations

import polars as pl

from dataset import Data
from sides.asked import CHURN, DAY_US, FUNNEL, GAP_US, GOAL, POSITIONS, WINDOW_US

C = pl.col


class Polars:
    """Neighbouring rows are compared by shifting; only what needs it is grouped."""

    name = "Polars, sorted"

    def open(self, data: Data) -> None:
        """Read the frame."""
        events = pl.scan_parquet(data.sorted).select(C("event").cast(pl.String).unique().sort()).collect()
        self.names = pl.Enum(events["event"].to_list())
        self.frame = (
            pl.scan_parquet(data.sorted)
            .select("customer", C("event").cast(self.names), "time", C("channel").cast(pl.Categorical))
            .collect()
            .with_columns(C("customer").set_sorted())
        )

    def transition_means(self) -> list[int]:
        """Count and mean, with the extremes, of every transition; no customers, no quantiles."""
        found = (
            self.frame.lazy()
            .select(
                "event",
                next=C("event").shift(-1),
                same=C("customer") == C("customer").shift(-1),
                gap=C("time").shift(-1) - C("time"),
            )
            .filter("same")
            .group_by("event", "next")
            .agg(pl.len(), C("gap").mean().alias("mean"), low=C("gap").min(), high=C("gap").max())
            .collect()
        )
        return [int(found["len"].sum())]

    def transitions(self) -> list[int]:
        """Count, customers, mean, exact median and 90th percentile of every transition."""
        found = (
            self.frame.lazy()
            .select(
                "event",
                "customer",
                next=C("event").shift(-1),
                same=C("customer") == C("customer").shift(-1),
                gap=C("time").shift(-1) - C("time"),
            )
            .filter("same")
            .group_by("event", "next")
            .agg(
                pl.len(),
                customers=C("customer").n_unique(),
                mean=C("gap").mean(),
                median=C("gap").median(),
                p90=C("gap").quantile(0.9, "linear"),
            )
            .collect()
        )
        return [int(found["len"].sum())]

    def funnel(self) -> list[int]:
        """Customers by step within the window, every first event a start."""
        walk = self.frame.lazy().filter(C("event").is_in(list(FUNNEL)))
        first = pl.when(C("event") == FUNNEL[0]).then(C("time"))
        walk = walk.with_columns(f0=first.forward_fill().over("customer"))
        for n, step in enumerate(FUNNEL[1:], start=1):
            start = f"f{n - 1}"
            on = pl.when((C("event") == step) & (C("time") - C(start) <= WINDOW_US)).then(C(start))
            walk = walk.with_columns(on.forward_fill().over("customer").alias(f"f{n}"))
        found = (
            walk.group_by("customer")
            .agg(C(f"f{n}").is_not_null().any() for n in range(len(FUNNEL)))
            .select(C(f"f{n}").sum() for n in range(len(FUNNEL)))
            .collect()
        )
        return [int(count) for count in found.row(0)]

    def variants(self) -> list[int]:
        """How many variants, and the customers of the three most common."""
        found = (
            self.frame.lazy()
            .group_by("customer")
            .agg(C("event").to_physical())
            .group_by("event")
            .len()
            .sort("len", descending=True)
            .collect()
        )
        return [found.height, *found["len"].head(3).to_list()]

    def flow(self) -> list[int]:
        """Events at the first positions."""
        found = (
            self.frame.lazy()
            .select("event", place=pl.int_range(pl.len()).over("customer"))
            .filter(C("place") < POSITIONS)
            .group_by("place", "event")
            .len()
            .collect()
        )
        return [int(found.filter(C("place") == place)["len"].sum()) for place in range(POSITIONS)]

    def sessions(self) -> list[int]:
        """Every session with its begin, end and number of events."""
        fresh = (C("customer") != C("customer").shift()).fill_null(value=True) | (
            C("time") - C("time").shift() > GAP_US
        )
        found = (
            self.frame.lazy()
            .with_columns(session=fresh.cum_sum())
            .group_by("session")
            .agg(begin=C("time").min(), end=C("time").max(), events=pl.len())
            .collect()
        )
        return [found.height]

    def retention(self) -> list[int]:
        """Customers by first week and weeks since."""
        found = (
            self.frame.lazy()
            .select("customer", week=((C("time") + 3 * DAY_US) // (7 * DAY_US)).cast(pl.Int32))
            .unique()
            .with_columns(first=C("week").min().over("customer"))
            .group_by("first", since=C("week") - C("first"))
            .len()
            .sort("first", "since")
            .collect()
        )
        return found["len"].head(4).to_list()

    def markov(self) -> list[int]:
        """Transitions between channels on the way to the goal."""
        here = pl.when(C("event") == GOAL).then(pl.lit("(goal)")).otherwise(C("channel").cast(pl.String))
        same = C("customer") == C("customer").shift()
        before = pl.when(same & (C("event").shift() != GOAL)).then(here.shift()).otherwise(pl.lit("(start)"))
        found = self.frame.lazy().select(before=before, here=here).group_by("before", "here").len().collect()
        return [int(found.filter(C("here") == "(goal)")["len"].sum())]

    def leaving(self) -> list[int]:
        """Customers who had each event or transition, by whether they left afterwards."""
        gone = self.frame.lazy().filter(C("event") == CHURN).group_by("customer").agg(end=C("time").min())
        before = (
            self.frame.lazy()
            .join(gone, on="customer", how="left")
            .filter(C("end").is_null() | (C("time") < C("end")))
        )
        before = before.with_columns(
            gone=C("end").is_not_null(),
            next=pl.when(C("customer") == C("customer").shift(-1)).then(C("event").shift(-1)),
        )
        events = before.select("customer", "event", "gone").unique().group_by("event", "gone").len()
        pairs = (
            before.drop_nulls("next")
            .select("customer", "event", "next", "gone")
            .unique()
            .group_by("event", "next", "gone")
            .len()
        )
        found, _ = pl.collect_all([events, pairs])
        return [int(found["len"].sum())]
