"""A map as a table: what of it a table can hold, and its rows."""

from __future__ import annotations

from sojourn.maps.document import MapDocument, MapRecord
from sojourn.maps.interchange.cells import line_of
from sojourn.maps.interchange.keeping import (
    feeling_personas,
    kept_cards,
    kept_stages,
    kept_steps,
    label,
    lane_of,
    titled,
)
from sojourn.maps.interchange.sketch import lines_of


def kept_by_table(document: MapDocument) -> MapDocument:
    """The map as a table holds it: titles, lanes with their kinds, a line of text a card, importance."""
    lanes = {lane.id: lane_of(label(lane), lane) for lane in document.lanes_in_order()}
    rated = ["importance"] if any(lane.kind == "importance" for lane in lanes.values()) else []
    record = MapRecord(
        id=document.map.id,
        title=titled("map", document.map.title),
        description="\n".join(lines_of(document.map.description)),
    )
    personas = feeling_personas(document)
    return MapDocument(
        map=record,
        personas=personas,
        stages=kept_stages(document),
        steps=kept_steps(document, *rated),
        lanes=lanes,
        cards=kept_cards(document, {key: lane.kind for key, lane in lanes.items()}, personas),
    )


def rows_of(document: MapDocument) -> list[list[str]]:
    """The rows of a map that ``kept_by_table`` gave: title, description, stages, steps, then the lanes.

    A stage stands above its first step; the other cells of its row are empty.
    """
    stages, steps, columns = ["Stage"], ["Step"], []
    for stage in document.stages_in_order():
        found = document.steps_in_order(stage.id)
        columns += [step.id for step in found] or [""]
        stages += [stage.title, *[""] * (len(found) - 1)]
        steps += [step.title for step in found] or [""]
    heads = [[line] for line in (document.map.title, *document.map.description.split("\n")) if line]
    return [*heads, stages, steps, *_lane_rows(document, columns)]


def _lane_rows(document: MapDocument, columns: list[str]) -> list[list[str]]:
    rows, names = [], {key: persona.name for key, persona in document.personas.items()}
    for lane in document.lanes_in_order():
        row = [label(lane)]
        for key in columns:
            lines = [line_of(lane.kind, card, personas=names) for card in document.cards_in(lane.id, key)]
            rated = document.steps[key].importance if key and lane.kind == "importance" else None
            row.append(rated or "\n".join(lines))
        rows.append(row)
    return rows
