"""retentioneering: its event stream, and the functions that answer with data instead of pictures."""

from __future__ import annotations

import pandas as pd
from retentioneering.eventstream.eventstream import Eventstream

from dataset import Data
from sides.asked import GAP_US, POSITIONS


class Retentioneering:
    """What it has of the questions: transitions, the step matrix and sessions."""

    name = "retentioneering"

    def open(self, data: Data) -> None:
        """Make the stream."""
        frame = pd.read_parquet(data.sorted, columns=["customer", "event", "time"])
        frame["timestamp"] = pd.to_datetime(frame.pop("time"), unit="us")
        frame["event"] = frame["event"].astype(str)
        self.stream = Eventstream(frame.rename(columns={"customer": "user_id"}))

    def transitions(self) -> None:
        """Counts and median times, in two calls, for it has no one call."""
        self.stream.transition_graph_data(edge_weight="count")
        self.stream.transition_graph_data(edge_weight="time_median")

    def flow(self) -> None:
        """The step matrix."""
        self.stream.step_matrix_data(max_steps=POSITIONS)

    def sessions(self) -> None:
        """Events with the number of their session."""
        self.stream.split_sessions(timeout=pd.Timedelta(microseconds=GAP_US))
