"""What a guest sees of a map: the fields listed here and nothing else, of the lanes that the link shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from sojourn.maps.document import TABLES, Evidence, Lane, MapDocument, Record

SHARED_ID: Final = "map_shared"
"""The id of every shared map: its own is for members."""

INTERNAL_KINDS: Final = frozenset(
    {
        "responsible",
        "numbers",
        "metrics",
        "insights",
        "observations",
        "opportunities",
        "backstage",
        "support",
        "importance",
        "custom",
    }
)
"""Lanes that a link shows only when its maker chooses so; ``custom``, as it may hold anything."""

SHOWN: Final[Mapping[str, frozenset[str]]] = {
    "map": frozenset({"title", "description", "state", "status", "scope", "subject"}),
    "personas": frozenset({"order", "name", "avatar", "color"}),
    "stages": frozenset({"order", "title", "description", "color"}),
    "steps": frozenset({"stage", "order", "title", "description", "image", "image_text"}),
    "lanes": frozenset({"order", "kind", "title", "description"}),
    "cards": frozenset(
        {
            "lane",
            "step",
            "order",
            "text",
            "recommendation",
            "importance",
            "role",
            "place",
            "channel",
            "device",
            "department",
            "person",
            "emotion",
            "aspect",
            "persona",
            "measure",
            "value",
            "unit",
            "image",
            "image_text",
            "links",
        }
    ),
    "links": frozenset({"source", "target", "title", "kind"}),
    "evidence": frozenset({"order", "card", "step", "persona", "kind", "says", "last", "source"}),
}
"""Per table: the fields that every link shows."""

WITH_LANE: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "numbers": {"map": frozenset({"measured"}), "steps": frozenset({"numbers"})},
    "importance": {
        "steps": frozenset({"importance", "moment_of_truth", "decision", "may_switch", "outcome"}),
        "cards": frozenset({"unnecessary"}),
    },
}
"""Per kind of lane: fields shown where such a lane is: what was measured, what the team judges."""

HIDDEN: Final[Mapping[str, frozenset[str]]] = {
    "map": frozenset({"owner", "reviewed_on", "review_every_days", "allowed"}),
    "cards": frozenset({"due"}),
    "personas": frozenset(
        {
            "role",
            "description",
            "gender",
            "age",
            "job",
            "demographics",
            "interests",
            "needs",
            "goals",
            "pain_points",
            "behaviours",
            "preferences",
            "quote",
            "quotes",
            "segment",
            "counted",
            "library",
            "library_version",
        }
    ),
    "steps": frozenset({"events", "binding", "opens"}),
    "evidence": frozenset({"title", "quote", "n", "value", "unit", "low", "high", "first", "hash", "link"}),
}
"""Per table: fields that no link shows. A new field must be put into one of the three lists."""


def default_lanes(document: MapDocument) -> list[str]:
    """The lanes that a new link shows unless its maker chooses others, top to bottom."""
    return [lane.id for lane in document.lanes_in_order() if lane.kind not in INTERNAL_KINDS]


def shared_document(document: MapDocument, *, lanes: Collection[str]) -> MapDocument:
    """The document as a guest gets it.

    Args:
        document: The map.
        lanes: Ids of the lanes that the link shows.
    """
    shown = {key: lane for key, lane in document.lanes.items() if key in lanes}
    fields = _fields(shown)
    cards = {key: card for key, card in document.cards.items() if card.lane in shown}
    personas = {card.persona for card in cards.values()}
    tables: dict[str, Any] = {
        "personas": {key: one for key, one in document.personas.items() if key in personas},
        "stages": document.stages,
        "steps": document.steps,
        "lanes": shown,
        "cards": cards,
        "links": document.links,
        "evidence": _unnamed_sources(document, cards=cards, personas=personas),
    }
    record = _cut(document.map, fields["map"]).model_copy(update={"id": SHARED_ID})
    cut = {
        table: {key: _cut(one, fields[table]) for key, one in records.items()}
        for table, records in tables.items()
    }
    return document.model_copy(update={"map": record, **cut})


def _unnamed_sources(
    document: MapDocument, *, cards: Collection[str], personas: Collection[str | None]
) -> dict[str, Evidence]:
    """Enough to tell how well each claim that is shown is founded, and not by what: sources are only told
    apart.
    """
    named: dict[str, str] = {}
    return {
        key: row.model_copy(
            update={"source": named.setdefault(row.source.casefold().strip(), f"{len(named) + 1}")}
            if row.source.strip()
            else {"source": ""}
        )
        for key, row in sorted(document.evidence.items())
        if (row.card is None or row.card in cards) and (row.persona is None or row.persona in personas)
    }


def _fields(lanes: Mapping[str, Lane]) -> dict[str, frozenset[str]]:
    kinds = {lane.kind for lane in lanes.values()}
    return {
        table: SHOWN[table].union(*(more.get(table, ()) for kind, more in WITH_LANE.items() if kind in kinds))
        for table in TABLES
    }


def _cut(record: Record, shown: frozenset[str]) -> Record:
    """The record with the fields that are not shown as if they had never been filled in."""
    fields = type(record).model_fields
    kept = {name: getattr(record, name) for name in fields if name in shown or name == "id"}
    rest = {
        name: field.get_default(call_default_factory=True)
        for name, field in fields.items()
        if name not in kept
    }
    return type(record).model_construct(**kept, **rest)
