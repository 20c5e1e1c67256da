"""Reads about two maps side by side."""

from __future__ import annotations

from sojourn.maps.document import MapDocument
from sojourn.maps.side_by_side import SideBySide, side_by_side
from sojourn.render.comparison import ComparedMaps
from sojourn.server.comparing.schemas import ComparedColumn, ComparedSide, ComparisonView, Sides
from sojourn.server.maps.models import Map
from sojourn.server.versions.schemas import DifferenceView
from sojourn.server.versions.selectors import document_at


def compared(a: Map, b: Map, *, sides: Sides) -> SideBySide:
    """Two maps, or two states or personas of one, side by side.

    Raises:
        NotFoundError: A map has no such state.
        UnknownPersonaError: A persona is not on its map.
    """
    seqs = _seqs(a, b, sides)
    documents = [document_at(row.id, seq) for row, seq in zip((a, b), seqs, strict=True)]
    return side_by_side(*documents, a_persona=sides.persona, b_persona=sides.other_persona)


def comparison(a: Map, b: Map, *, sides: Sides) -> ComparisonView:
    """The same, as the API gives it."""
    found = compared(a, b, sides=sides)
    seqs = _seqs(a, b, sides)
    return ComparisonView(
        a=_side(a, seqs[0], document=found.a, persona=sides.persona),
        b=_side(b, seqs[1], document=found.b, persona=sides.other_persona),
        columns=[
            ComparedColumn(a=column.a, b=column.b, feeling_a=feeling.a, feeling_b=feeling.b)
            for column, feeling in zip(found.columns, found.feelings, strict=True)
        ],
        lanes=list(found.lanes),
        differences=[DifferenceView.model_validate(one.to_json()) for one in found.differences],
    )


def compared_maps(a: Map, b: Map, *, sides: Sides) -> ComparedMaps:
    """The same, to be written as a file."""
    found = compared(a, b, sides=sides)
    return ComparedMaps(
        found,
        _name(found.a, sides.persona),
        _name(found.b, sides.other_persona),
    )


def _seqs(a: Map, b: Map, sides: Sides) -> tuple[int, int]:
    return (
        a.seq if sides.seq is None else sides.seq,
        b.seq if sides.other_seq is None else sides.other_seq,
    )


def _side(row: Map, seq: int, *, document: MapDocument, persona: str | None) -> ComparedSide:
    return ComparedSide(
        map_id=row.id,
        seq=seq,
        latest=seq == row.seq,
        title=document.map.title,
        persona=_persona_name(document, persona),
        document=document.model_dump(mode="json"),
    )


def _name(document: MapDocument, persona: str | None) -> str:
    return " · ".join(filter(None, (document.map.title, _persona_name(document, persona)))) or "Untitled map"


def _persona_name(document: MapDocument, persona: str | None) -> str:
    """The name of the chosen persona: the only one that the comparison left, under whichever id."""
    return next(iter(document.personas.values())).name if persona is not None else ""
