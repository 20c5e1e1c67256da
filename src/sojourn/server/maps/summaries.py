"""What lists show of a map."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sojourn.maps.document import MapDocument


def summary_of(document: MapDocument) -> dict[str, Any]:
    """What lists show of a map."""
    record = document.map
    due = ""
    if record.reviewed_on:
        due = (date.fromisoformat(record.reviewed_on) + timedelta(days=record.review_every_days)).isoformat()
    steps = Counter(step.stage for step in document.steps.values())
    return {
        "title": record.title,
        "state": record.state,
        "owner": record.owner,
        "stages": len(document.stages),
        "route": [
            {"title": stage.title, "color": stage.color, "steps": steps[stage.id]}
            for stage in document.stages_in_order()
        ],
        "personas": [
            {"id": one.id, "name": one.name, "library": one.library} for one in document.personas_in_order()
        ],
        "steps": len(document.steps),
        "cards": len(document.cards),
        "measured": record.measured is not None,
        "reviewed_on": record.reviewed_on or None,
        "review_due": due or None,
        "opens": [
            {"step": step.id, "title": step.title, "map": step.opens}
            for step in document.steps_in_order()
            if step.opens
        ],
    }


def summary_changes(before: MapDocument, after: MapDocument) -> bool:
    """Whether the summaries of two states of one map may differ; quick, as most edits are words on a card.

    Operations share the tables that they do not touch, so what is the same object has the same content.
    """
    return not (
        before.map is after.map
        and before.stages is after.stages
        and before.steps is after.steps
        and before.personas is after.personas
        and len(before.cards) == len(after.cards)
    )
