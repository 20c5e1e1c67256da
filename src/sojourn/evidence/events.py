"""The one shape that every reader brings events into."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa

_FIELDS: Final[list[pa.Field[Any]]] = [
    pa.field("customer_id", pa.string(), nullable=False),
    pa.field("event", pa.string(), nullable=False),
    pa.field("time", pa.timestamp("us", tz="UTC"), nullable=False),
    pa.field("channel", pa.string()),
    pa.field("device", pa.string()),
    pa.field("touchpoint", pa.string()),
    pa.field("department", pa.string()),
    pa.field("session", pa.string()),
    pa.field("score", pa.float64()),
    pa.field("scale", pa.string()),
    pa.field("text", pa.string()),
    pa.field("value", pa.float64()),
    pa.field("currency", pa.string()),
    pa.field("props", pa.string()),
]

EVENT_SCHEMA: Final = pa.schema(_FIELDS)
"""``score`` is the raw answer and ``scale`` names its scale (``1-5``, ``0-10``, ``1-7``); ``props`` is a JSON
object with every further column of the source, its names and values unchanged."""

ROLES: Final = tuple(name for name in EVENT_SCHEMA.names if name != "props")
"""What a column of a source can be taken for."""
