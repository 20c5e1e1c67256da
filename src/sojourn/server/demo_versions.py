"""The story of the demo's map: a first sketch with rosy guesses, and what a workshop made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sojourn.maps.document import MapDocument
from sojourn.maps.operations import Operation, Remove, Set, apply_all

if TYPE_CHECKING:
    from sojourn.server.accounts.models import User
    from sojourn.server.maps.models import Map

SKETCH: Final = "First sketch, before the workshop"
SKETCH_NOTE: Final = "Drawn from memory. The feelings are guesses; nobody had asked a customer yet."
WORKSHOP: Final = "After the workshop with customers"
WORKSHOP_NOTE: Final = "Customers walked through it with us. Payment and courier hurt more than we thought."
LABEL: Final = "What the workshop found"


@dataclass(frozen=True, slots=True)
class Guess:
    """What the team thought of a step before the workshop."""

    step: str
    title: str
    feelings: float
    """Added to every feeling there."""
    barriers_known: bool


GUESSES: Final = (
    Guess("Search and view products", "Search and view products", 0.5, barriers_known=True),
    Guess("Go through the checkout", "Go through the checkout", 0.6, barriers_known=False),
    Guess("Fight with the payment", "Pay", 0.9, barriers_known=False),
    Guess("Miss the courier", "Wait for the courier", 0.5, barriers_known=True),
)


def first_sketch(document: MapDocument) -> MapDocument:
    """The map as it may have been before anybody asked: some steps look better, some barriers are unknown."""
    operations: list[Operation] = []
    steps = {step.title: step.id for step in document.steps.values()}
    for guess in GUESSES:
        step = steps[guess.step]
        operations.append(Set(table="steps", record_id=step, fields={"title": guess.title}))
        for card in document.cards.values():
            if card.step != step:
                continue
            if card.emotion is not None:
                feeling = round(min(1.0, card.emotion + guess.feelings), 2)
                operations.append(Set(table="cards", record_id=card.id, fields={"emotion": feeling}))
            elif document.lanes[card.lane].kind == "barriers" and not guess.barriers_known:
                operations.append(Remove(table="cards", record_id=card.id))
    return apply_all(document, operations)


def tell_story(row: Map, wanted: MapDocument, *, author: User) -> None:
    """Name the sketch that ``row`` began as, bring it to ``wanted`` by one edit, and name that as well."""
    from sojourn.core.ids import new_id
    from sojourn.server.maps.committing import Target
    from sojourn.server.maps.services import bring_to
    from sojourn.server.versions.schemas import NewVersion
    from sojourn.server.versions.services import name_state

    name_state(row, NewVersion(name=SKETCH, note=SKETCH_NOTE, seq=None), author=author)
    bring_to(row.id, target=Target(wanted, LABEL, new_id("op")), author=author)
    row.refresh_from_db()
    name_state(row, NewVersion(name=WORKSHOP, note=WORKSHOP_NOTE, seq=None), author=author)
