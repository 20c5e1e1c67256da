"""Parts of projections: what notations of the same build leave of a map."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

from sojourn.maps.document import Card, Lane, LaneKind, MapDocument, Persona, Record, Stage, Step
from sojourn.maps.interchange.cells import kept_card
from sojourn.maps.interchange.lane_kinds import label_of, read_label
from sojourn.maps.interchange.sketch import UNTITLED, one_line
from sojourn.maps.order import keys_between

_BRACKETS: Final = re.compile(r"[\[\]]")
R = TypeVar("R", bound=Record)


def only(record: R, *kept: str, **changed: Any) -> R:
    """The record with only some of its fields, those that tie it to others, and changed ones."""
    names = {"id", "order", "stage", "lane", "step", "kind", "source", "target", *kept}
    fields = {name: getattr(record, name) for name in type(record).model_fields if name in names}
    return type(record).model_validate({**fields, **changed})


def titled(table: str, title: str) -> str:
    """A title as one line, never empty."""
    return one_line(title) or UNTITLED[table]


def apart(title: str, taken: set[str]) -> str:
    """The title, numbered where another that it would be taken for has it already.

    >>> apart("Visit", {"Visit", "Visit (2)"})
    'Visit (3)'
    """
    number, found = 2, title
    while found in taken:
        mark = f" ({number})"
        found, number = title[: 300 - len(mark)].rstrip() + mark, number + 1
    return found


def lane_of(label: str, lane: Lane) -> Lane:
    """The lane as it is read from its label."""
    title, kind, _ = read_label(label)
    return only(lane, title=title, kind=kind)


def label(lane: Lane) -> str:
    """What a file calls a lane; as long as a title may be."""
    title = one_line(lane.title)
    suffix = f" [{lane.kind}]"
    whole = label_of(title, lane.kind)
    return whole if len(whole) <= 300 else label_of(title[: 300 - len(suffix)].rstrip(), lane.kind)


def kept_cards(
    document: MapDocument, kinds: dict[str, LaneKind], personas: dict[str, Persona]
) -> dict[str, Card]:
    """The cards of the lanes in ``kinds`` as they come back from lines of text."""
    kept: dict[str, Card] = {}
    names = {persona.id: persona.name for persona in personas.values()}
    ids = {persona.name: persona.id for persona in personas.values()}
    for card in document.cards.values():
        if card.lane not in kinds:
            continue
        fields = kept_card(kinds[card.lane], card, personas=names)
        if fields is not None:
            if "persona" in fields:
                fields["persona"] = ids[fields["persona"]]
            kept[card.id] = only(card, **fields)
    return kept


def feeling_personas(document: MapDocument) -> dict[str, Persona]:
    """The personas that feelings are said of, by name, in the order in which they are first named."""
    feeling = [lane.id for lane in document.lanes_in_order() if lane.kind == "emotion"]
    named = [
        card.persona
        for lane in feeling
        for step in document.steps_in_order()
        for card in document.cards_in(lane, step.id)
        if card.persona
    ]
    found = list(dict.fromkeys(named))
    kept: dict[str, Persona] = {}
    for key, order in zip(found, keys_between(None, None, len(found)), strict=True):
        name = one_line(_BRACKETS.sub(" ", document.personas[key].name)) or "Persona"
        taken = {persona.name for persona in kept.values()}
        kept[key] = Persona(id=key, order=order, name=apart(name, taken))
    return kept


def kept_stages(
    document: MapDocument, *, apart_from_all: bool = False, described: bool = False
) -> dict[str, Stage]:
    """The stages by title; neighbours (or all) never share one."""
    kept: dict[str, Stage] = {}
    taken: set[str] = set()
    for stage in document.stages_in_order():
        title = apart(titled("stages", stage.title), taken)
        taken = {*taken, title} if apart_from_all else {title}
        kept[stage.id] = only(stage, *(["description"] if described else []), title=title)
    return kept


def kept_steps(document: MapDocument, *kept: str) -> dict[str, Step]:
    """The steps by title, and some of their fields."""
    return {step.id: only(step, *kept, title=titled("steps", step.title)) for step in document.steps.values()}
