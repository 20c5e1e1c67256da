"""The state of one simulated customer, and the one way to note that something happened to them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sojourn.evidence.simulator.chance import compiled
from sojourn.evidence.simulator.vocabulary import APP, NONE, WEB

PERSON: Final = np.dtype(
    [
        ("sources", np.int64),
        ("chance", np.uint64),
        ("number", np.int64),
        ("from_time", np.int64),
        ("until", np.int64),
        ("bad_from", np.int64),
        ("bad_until", np.int64),
        ("habit", np.int64),
        ("region", np.int64),
        ("age", np.int64),
        ("acquired", np.int64),
        ("device", np.int64),
        ("has_app", np.bool_),
        ("subscribed", np.bool_),
        ("left", np.bool_),
        ("mood", np.float64),
        ("count", np.int64),
        ("sessions", np.int64),
        ("orders", np.int64),
        ("tickets", np.int64),
    ]
)
"""What the simulation knows of a customer; ``mood`` runs from -1 to +1, times are seconds since 1970 UTC."""

TRAITS: Final = np.dtype([(name, np.int8) for name in ("habit", "region", "age", "acquired")])
"""What stays of a customer after the simulation, as codes."""

HAPPENED: Final = np.dtype(
    [
        ("time", np.int64),
        ("customer", np.int64),
        ("value", np.float64),
        ("text", np.int32),
        ("session", np.int32),
        ("order", np.int32),
        ("ticket", np.int32),
        ("event", np.int8),
        ("channel", np.int8),
        ("device", np.int8),
        ("score", np.int8),
        ("scale", np.int8),
        ("product", np.int8),
        ("topic", np.int8),
    ]
)
"""One event as codes; -1 is none. Orders, sessions and tickets are numbered inside one customer, from 1."""
MOST_EVENTS: Final = 4_096
"""Room for the events of one customer; the last row takes what falls outside the time that is simulated."""


@compiled
def happened(me: Any, journey: Any, event: int, time: int, channel: int) -> Any:
    """Note an event and return its row, so that the caller may add details.

    What happens after the end of the simulated time is noted in a row that nobody reads.
    """
    kept = me.from_time <= time < me.until and me.count < MOST_EVENTS - 1
    place = me.count if kept else MOST_EVENTS - 1
    if kept:
        me.count += 1
    row = journey[place]
    row.time = time
    row.customer = me.number
    row.value = np.nan
    row.text = NONE
    row.session = NONE
    row.order = NONE
    row.ticket = NONE
    row.event = event
    row.channel = channel
    row.device = me.device if channel in (WEB, APP) else NONE
    row.score = NONE
    row.scale = NONE
    row.product = NONE
    row.topic = NONE
    return row


@compiled
def feel(me: Any, change: float) -> None:
    """Move the mood, within its bounds."""
    me.mood = min(1.0, max(-1.0, me.mood + change))
