"""A map as an outline: stages hold steps, steps hold lines that name their lane.

OPML and Markdown write the same tree, each in its own signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sojourn.maps.document import Lane, MapDocument, MapRecord, Step
from sojourn.maps.interchange.cells import line_of
from sojourn.maps.interchange.format import Kinds, Reading, UnreadableMapFileError
from sojourn.maps.interchange.keeping import (
    apart,
    feeling_personas,
    kept_cards,
    kept_stages,
    kept_steps,
    label,
    lane_of,
    titled,
)
from sojourn.maps.interchange.lane_kinds import kind_of, read_label
from sojourn.maps.interchange.sketch import Sketch, lines_of, one_line
from sojourn.maps.interchange.table_reading import add_cells
from sojourn.maps.lanes import OTHER_LANES

LONGEST_LABEL: Final = 80
"""A line whose first colon stands later than this names no lane."""
_LABELLED: Final = re.compile(rf"^([^:\n]{{1,{LONGEST_LABEL}}}):(?:\s+|$)(.*)$", re.S)
DEEPEST: Final = 40


@dataclass(slots=True)
class Node:
    """A line of an outline with what stands below it."""

    text: str
    note: str = ""
    children: list[Node] = field(default_factory=list)


def read_outline(title: str, note: str, stages: Sequence[Node], *, format_name: str, kinds: Kinds) -> Reading:
    """Read a map out of the nodes of an outline.

    Below a step, ``Lane: text`` is a card; a line with lines of its own below it is a lane with its cards;
    any other line is a note. Such lines right below a stage stand in a step of the stage's name.

    Raises:
        UnreadableMapFileError: The outline is empty.
    """
    if not (stages or title):
        raise UnreadableMapFileError(
            "The outline is empty. Write stages, steps below them, and lanes below the steps."
        )
    sketch = Sketch(title=title, description=note)
    cells: dict[str, dict[str, list[str]]] = {}
    for node in stages:
        stage = sketch.add_stage(node.text, node.note)
        inside = [child for child in node.children if _is_card(child)]
        if inside and len(inside) == len(node.children):
            _collect(inside, sketch.add_step(stage, node.text), cells)
            continue
        for child in node.children:
            _collect(child.children, sketch.add_step(stage, child.text, child.note), cells)
    lanes = [
        lane
        for name, steps in cells.items()
        for lane in add_cells(sketch, name, {key: "\n".join(lines) for key, lines in steps.items()}, kinds)
    ]
    document = sketch.document()
    return Reading(format_name, document, tuple(sketch.losses), tuple(lanes))


def _is_card(node: Node) -> bool:
    """Whether a line right below a stage is a card rather than a step."""
    found = _LABELLED.match(node.text)
    if found is None or node.children:
        return False
    return read_label(one_line(found[1]))[1:] != ("custom", True)


def _collect(nodes: Sequence[Node], step: str, cells: dict[str, dict[str, list[str]]]) -> None:
    for node in nodes:
        found = _LABELLED.match(node.text)
        if found:
            name, lines = found[1], [found[2], *(_flat(child) for child in node.children)]
        elif node.children or kind_of(node.text) != "custom":
            name, lines = node.text, [_flat(child) for child in node.children]
        else:
            name, lines = OTHER_LANES["custom"], [node.text]
        said = cells.setdefault(one_line(name), {}).setdefault(step, [])
        said += [line for line in [*lines, node.note] if line.strip()]


def _flat(node: Node) -> str:
    """A node with all that stands below it, as one line."""
    return " ".join([node.text, node.note, *map(_flat, node.children)]).strip()


def kept_by_outline(document: MapDocument) -> MapDocument:
    """The map as an outline holds it: titles, descriptions, and cards as lines."""
    steps = {
        key: step.model_copy(update={"description": _lines(document.steps[key].description)})
        for key, step in kept_steps(document).items()
    }
    stages = {
        key: stage.model_copy(update={"description": _lines(document.stages[key].description)})
        for key, stage in kept_stages(document).items()
    }
    lanes = _lanes(document) if steps else {}
    kinds = {key: lane.kind for key, lane in lanes.items()}
    record = MapRecord(
        id=document.map.id,
        title=titled("map", document.map.title),
        description=_lines(document.map.description),
    )
    personas = feeling_personas(document) if steps else {}
    cards = kept_cards(document, kinds, personas)
    return MapDocument(map=record, personas=personas, stages=stages, steps=steps, lanes=lanes, cards=cards)


def _lines(text: str) -> str:
    return "\n".join(lines_of(text))


def _lanes(document: MapDocument) -> dict[str, Lane]:
    """The lanes; no two are called the same, and none has a colon in its name."""
    kept: dict[str, Lane] = {}
    taken: set[str] = set()
    for lane in document.lanes_in_order():
        title = one_line(lane.title.replace(":", " –"))[: LONGEST_LABEL - 20].rstrip()
        while True:
            found = lane_of(label(lane.model_copy(update={"title": title})), lane)
            name = label(found)
            if name not in taken:
                break
            title = apart(found.title, {found.title, *(kept_lane.title for kept_lane in kept.values())})
        taken.add(name)
        kept[lane.id] = found
    return kept


def nodes_of(document: MapDocument) -> list[Node]:
    """The outline of a map that ``kept_by_outline`` gave.

    The first step names every lane, so that their order, and those without a card, are there.
    """
    first = next(iter(document.steps_in_order()), None)
    return [
        Node(
            stage.title,
            stage.description,
            [
                Node(step.title, step.description, _card_nodes(document, step, all_lanes=step == first))
                for step in document.steps_in_order(stage.id)
            ],
        )
        for stage in document.stages_in_order()
    ]


def _card_nodes(document: MapDocument, step: Step, *, all_lanes: bool) -> list[Node]:
    nodes, names = [], {key: persona.name for key, persona in document.personas.items()}
    for lane in document.lanes_in_order():
        lines = [line_of(lane.kind, card, personas=names) for card in document.cards_in(lane.id, step.id)]
        if all_lanes and not lines:
            lines = [""]
        nodes += [Node(f"{label(lane)}: {line}".strip()) for line in lines]
    return nodes
