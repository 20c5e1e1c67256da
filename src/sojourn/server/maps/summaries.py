"""What lists show of a map."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sojourn.maps.document import MapDocument
from sojourn.maps.grades import claims_of, coverage_ahead


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
        "coverage": {
            "claims": len(claims_of(document)),
            "ahead": [[one.since, one.founded] for one in coverage_ahead(document, timezone.localdate())],
        },
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
        and before.evidence is after.evidence
        and before.lanes is after.lanes
        and len(before.cards) == len(after.cards)
        and (before.cards is after.cards or _stand_in_the_same_lanes(before, after))
    )


def covered_on(day: date, summary: dict[str, Any]) -> dict[str, Any]:
    """The summary with its coverage as it is on a day: evidence ages while nobody touches the map."""
    kept = summary.get("coverage")
    if kept is None:  # Written before maps had evidence.
        return summary
    founded = next((count for since, count in reversed(kept["ahead"]) if since <= day.isoformat()), 0)
    return {**summary, "coverage": {"claims": kept["claims"], "founded": founded}}


def _stand_in_the_same_lanes(before: MapDocument, after: MapDocument) -> bool:
    """Whether cards, of which there are as many, claim in the same lanes as before."""
    old = before.cards
    return all(
        card is (was := old.get(key)) or (was is not None and card.lane == was.lane)
        for key, card in after.cards.items()
    )
