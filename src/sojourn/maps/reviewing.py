"""When a map is to be looked at again."""

from __future__ import annotations

from datetime import date, timedelta

from sojourn.maps.document import MapRecord


def review_due(record: MapRecord) -> date | None:
    """The day until which the last review holds.

    A map that was never reviewed counts from the day on which it was measured; without both, no day is due.
    """
    since = record.reviewed_on or (record.measured.at[:10] if record.measured else "")
    return date.fromisoformat(since) + timedelta(days=record.review_every_days) if since else None
