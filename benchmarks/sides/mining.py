"""pm4py: a formatted pandas frame, its own functions for the graph and the variants."""

from __future__ import annotations

import pandas as pd
import pm4py

from dataset import Data


class Pm4py:
    """What it has of the questions: transitions and variants."""

    name = "pm4py"

    def open(self, data: Data) -> None:
        """Read and format the frame."""
        frame = pd.read_parquet(data.sorted, columns=["customer", "event", "time"])
        frame["time"] = pd.to_datetime(frame["time"], unit="us", utc=True)
        frame["customer"] = frame["customer"].astype(str)
        frame["event"] = frame["event"].astype(str)
        self.frame = pm4py.format_dataframe(
            frame, case_id="customer", activity_key="event", timestamp_key="time"
        )

    def transitions(self) -> list[int]:
        """Counts of the directly-follows graph, and its times in a second call, for it has no one call."""
        counts, _, _ = pm4py.discover_dfg(self.frame)
        pm4py.discover_performance_dfg(self.frame, perf_aggregation_key="all")
        return [sum(counts.values())]

    def variants(self) -> list[int]:
        """How many variants, and the customers of the three most common."""
        found = pm4py.get_variants(self.frame)
        return [len(found), *sorted(found.values(), reverse=True)[:3]]
