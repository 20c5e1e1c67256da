"""The demo's second map: how buying at Larkspur should be, once the worst three moments are mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sojourn.maps.document import MapDocument, Step
from sojourn.maps.operations import Add, Operation, Remove, Set, apply_all
from sojourn.maps.order import key_between

TITLE: Final = "Buying at Larkspur, as it should be in spring"
DESCRIPTION: Final = (
    "What we want customers to live through once people pay in one go, guests need no account and the courier"
    " comes when somebody is at home."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a step."""

    step: str
    title: str
    feelings: float
    """At least this is to be felt there, by everybody."""


WISHES: Final = (
    Wish("Search and view products", "Search and view products", 0.4),
    Wish("Go through the checkout", "Check out as a guest", 0.5),
    Wish("Fight with the payment", "Pay in one go", 0.4),
    Wish("Ask the support", "Ask the support", 0.25),
)
GONE: Final = "Miss the courier"
NEW: Final = "Choose the evening it comes"
AFTER: Final = "Place the order"


def future_of(document: MapDocument) -> MapDocument:
    """The map as it should be: three steps feel better and lose their barriers, one goes, one is new.

    Args:
        document: The map as it is. It has the steps named above.
    """
    steps = {step.title: step for step in document.steps_in_order()}
    fields = {"title": TITLE, "description": DESCRIPTION, "state": "future"}
    operations: list[Operation] = [Set(table="map", record_id=document.map.id, fields=fields)]
    operations.append(Remove(table="steps", record_id=steps[GONE].id))
    operations += _new_step(document, steps[AFTER])
    for wish in WISHES:
        operations += _granted(document, wish, steps[wish.step].id)
    return apply_all(document, operations)


def _new_step(document: MapDocument, before: Step) -> list[Operation]:
    siblings = [step for step in document.steps_in_order() if step.stage == before.stage]
    following = siblings[siblings.index(before) + 1 :]
    order = key_between(before.order, following[0].order if following else None)
    step, emotion = "stp_evening", next(one.id for one in document.lanes.values() if one.kind == "emotion")
    said = next(one.id for one in document.lanes.values() if one.kind == "actions")
    return [
        Add(table="steps", record={"id": step, "stage": before.stage, "order": order, "title": NEW}),
        Add(
            table="cards",
            record={
                "id": "crd_evening",
                "lane": said,
                "step": step,
                "order": "a0",
                "text": "Picks one of three evenings, or the shop.",
            },
        ),
        Add(
            table="cards",
            record={"id": "crd_evening_felt", "lane": emotion, "step": step, "order": "a0", "emotion": 0.6},
        ),
    ]


def _granted(document: MapDocument, wish: Wish, step: str) -> list[Operation]:
    operations: list[Operation] = []
    if wish.title != wish.step:
        operations.append(Set(table="steps", record_id=step, fields={"title": wish.title}))
    for card in document.cards.values():
        if card.step != step:
            continue
        if card.emotion is not None and card.emotion < wish.feelings:
            operations.append(Set(table="cards", record_id=card.id, fields={"emotion": wish.feelings}))
        elif document.lanes[card.lane].kind == "barriers":
            operations.append(Remove(table="cards", record_id=card.id))
    return operations
