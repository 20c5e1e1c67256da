"""Puts what a customer wrote onto a map: word for word at a step, without what tells who it was."""

from __future__ import annotations

from typing import Any, Final

from sojourn.core.ids import new_id
from sojourn.evidence.words.questions import TextFound
from sojourn.evidence.words.redaction import redact
from sojourn.maps.document import Evidence, Lane, MapDocument
from sojourn.maps.order import key_between
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.models import Map
from sojourn.server.maps.schemas import OperationsAnswer
from sojourn.server.maps.services import commit_operations
from sojourn.server.words.selectors import source_of
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Membership

LONGEST: Final = 500
"""Letters of a quote on a map; of a longer text the beginning stands there."""


def pin_quote(row: Map, membership: Membership, *, text: TextFound, step: str) -> OperationsAnswer:
    """Put a quote at a step, in the lane of thoughts, as one edit. A map without that lane gets one.

    Raises:
        NotFoundError: The map has no such step (any more).
    """
    document = current_document(row.id)
    if step not in document.steps:
        raise NotFoundError("This map has no such step (any more).")
    operations = pin_operations(document, text, step=step, source=source_of(membership, text))
    return OperationsAnswer.model_validate(
        commit_operations(row.id, operations=operations, author=membership.user)
    )


def pin_operations(document: MapDocument, text: TextFound, *, step: str, source: str) -> list[dict[str, Any]]:
    """What puts a quote at a step: its card, what the card rests on, and the lane where it is missing."""
    lane = next((one for one in document.lanes_in_order() if one.kind == "thoughts"), None)
    made = [] if lane is not None else [_lane(document)]
    lane_id = lane.id if lane is not None else str(made[0]["record"]["id"])
    held = [card.order for card in document.cards.values() if (card.lane, card.step) == (lane_id, step)]
    card = {
        "id": new_id("crd"),
        "lane": lane_id,
        "step": step,
        "order": key_between(max(held, default=None), None),
        "text": quote_of(text),
        "role": "thought",
    }
    evidence = evidence_of(document, text, card=str(card["id"]), source=source)
    return [*made, _add("cards", card), _add("evidence", evidence.model_dump(mode="json"))]


def evidence_of(document: MapDocument, text: TextFound, *, card: str, source: str) -> Evidence:
    """What the card rests on: the quote, who said it how often, and when."""
    orders = [one.order for one in document.evidence.values()]
    days = [one.date().isoformat() if one is not None else "" for one in (text.first, text.last)]
    return Evidence(
        id=new_id("evd"),
        order=key_between(max(orders, default=None), None),
        card=card,
        kind="verbatim",
        title=f"Customers said so {often_of(text)}",
        quote=shortened(text),
        n=text.customers or text.count,
        first=days[0],
        last=days[1],
        source=source[:200],
        hash=text.id,
    )


def quote_of(text: TextFound) -> str:
    """The quote as it stands on the map: names hidden, in quotation marks, with how often and when."""
    days = sorted({one.date().isoformat() for one in (text.first, text.last) if one is not None})
    told = ", ".join([f"said {often_of(text)}", *([" to ".join(days)] if days else [])])
    return f"“{shortened(text)}” ({told})"


def shortened(text: TextFound) -> str:
    """The words with names hidden; of a long text the beginning."""
    said = redact(text.text)
    return said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"


def often_of(text: TextFound) -> str:
    """How often it was said, in words."""
    return "once" if text.count == 1 else f"{text.count:,} times"


def _lane(document: MapDocument) -> dict[str, Any]:
    orders = [lane.order for lane in document.lanes.values()]
    lane = Lane(
        id=new_id("lan"),
        order=key_between(max(orders, default=None), None),
        kind="thoughts",
        title="In their words",
    )
    return _add("lanes", lane.model_dump(mode="json"))


def _add(table: str, record: dict[str, Any]) -> dict[str, Any]:
    return {"id": new_id("op"), "do": "add", "table": table, "record": record}
