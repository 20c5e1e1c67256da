"""How far a map can be relied on, in words that every export carries: a draft, or out of review."""

from __future__ import annotations

from datetime import date
from typing import Final

from sojourn.maps.document import MapRecord
from sojourn.maps.reviewing import review_due
from sojourn.render.wording import day

STATUSES: Final = {"draft": "Draft: not agreed yet", "in_review": "In review: not approved yet"}
BETWEEN: Final = " · "


def standing(record: MapRecord, today: date | None) -> str:
    """What a reader must know before relying on the map; empty where nothing stands against it.

    Args:
        record: The map's own record.
        today: The day of the export. ``None``: whether the review is overdue is not asked.
    """
    due = review_due(record) if today else None
    overdue = f"Out of review since {day(due.isoformat())}" if due and today and today > due else ""
    return BETWEEN.join(filter(None, (STATUSES.get(record.status, ""), overdue)))
