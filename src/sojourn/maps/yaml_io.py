"""A map as nested YAML and back, without loss: stages hold steps, steps hold cells, cells hold cards.

Ids are kept. Order keys are written only where they differ from the plain ones (``a0``, ``a1``, …) that the
place in the file already says. See ``docs/reference/map-yaml.md``.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sojourn.maps.document import SCHEMA_VERSION, Evidence, Lane, MapDocument, Record
from sojourn.maps.order import keys_between
from sojourn.maps.yaml_building import Building
from sojourn.maps.yaml_reader import MapTextError, read_tree
from sojourn.maps.yaml_writer import Inline, Value, written

__all__ = ["MapTextError", "from_yaml", "from_yaml_with_lines", "plain_tree", "to_yaml"]

HEADER: Final = "# A Sojourn map. Edit freely: ids and order keys that you leave out are made.\n"
_BY_PLACE: Final = frozenset({"id", "order", "stage", "lane", "step"})
_ABOUT: Final = frozenset({"id", "order", "card", "step", "persona"})
_Rows = dict[str, list[Evidence]]


def to_yaml(document: MapDocument) -> str:
    """Write a map as YAML. ``from_yaml`` reads the same document back: content, ids and order keys."""
    return HEADER + written(plain_tree(document))


def plain_tree(document: MapDocument, *, by_lane: bool = False) -> dict[str, Any]:
    """The nested values that a map's YAML says; ``by_lane``: cells under the ids of their lanes."""
    lanes = document.lanes_in_order()
    cells = {lane.id: lane.id for lane in lanes} if by_lane else dict(_cell_names(lanes))
    root: dict[str, Value] = {"sojourn": SCHEMA_VERSION}
    rows = document.evidence_by_record()
    root["map"] = {**_fields(document.map), **_evidence(rows.get(document.map.id, []))}
    root["personas"] = _in_order(document.personas_in_order(), rows)
    root["lanes"] = _in_order(document.lanes_in_order())
    stages = document.stages_in_order()
    root["stages"] = [
        {**written_stage, "steps": steps}
        if (steps := _steps(document, stage.id, cells, rows))
        else written_stage
        for stage, written_stage in zip(stages, _in_order(stages), strict=True)
    ]
    root["links"] = [_fields(link) for link in sorted(document.links.values(), key=lambda link: link.id)]
    return {key: value for key, value in root.items() if value != [] or key == "lanes"}


def from_yaml(text: str) -> MapDocument:
    """Read a map from YAML, also one written by hand without ids and order keys.

    Raises:
        MapTextError: The text is no map; the message names the line, what was found, and what to do.
    """
    return from_yaml_with_lines(text)[0]


def from_yaml_with_lines(text: str) -> tuple[MapDocument, dict[str, int]]:
    """Like ``from_yaml``, and the line of the text where each record begins, by its id."""
    building = Building(read_tree(text))
    return building.document(), building.lines()


def _steps(document: MapDocument, stage: str, cells: dict[str, str], rows: _Rows) -> list[Value]:
    steps = document.steps_in_order(stage)
    found: list[Value] = []
    for step, fields in zip(steps, _in_order(steps), strict=True):
        inside = {
            name: _in_order(cards, rows)
            for lane, name in cells.items()
            if (cards := document.cards_in(lane, step.id))
        }
        cited = _evidence(rows.get(step.id, []))
        found.append({**fields, **({"cells": inside} if inside else {}), **cited})
    return found


def _cell_names(lanes: list[Lane]) -> list[tuple[str, str]]:
    """What a cell is called: the kind of its lane where only one lane has it, else the lane's id."""
    count = Counter(lane.kind for lane in lanes)
    return [(lane.id, lane.kind if count[lane.kind] == 1 else lane.id) for lane in lanes]


def _in_order(
    records: list[Any], rows: _Rows | None = None, left_out: frozenset[str] = _BY_PLACE
) -> list[dict[str, Value]]:
    """Records with their order keys, where these are not the ones that their places say."""
    plain = keys_between(None, None, len(records))
    return [
        {
            "id": record.id,
            **({} if record.order == key else {"order": record.order}),
            **_fields(record, left_out),
            **(_evidence(rows[record.id]) if rows and record.id in rows else {}),
        }
        for record, key in zip(records, plain, strict=True)
    ]


def _evidence(rows: list[Evidence]) -> dict[str, Value]:
    """What a record rests on, as the list that stands inside it."""
    return {"evidence": _in_order(rows, left_out=_ABOUT)} if rows else {}


def _fields(record: Record, left_out: frozenset[str] = frozenset()) -> dict[str, Value]:
    """The fields of a record that differ from their defaults."""
    values = record.model_dump(mode="json", exclude=set(left_out), exclude_defaults=True)
    return {key: Inline(value) if isinstance(value, dict) else value for key, value in values.items()}
