"""The same card stands twice in one cell

**What it does.** Finds cards with the text that an earlier card of the same cell has; letter case and
spaces aside.

**Why it matters.** Two voices for one thing count double when barriers are ranked.

**Example.** "Too slow" and "too slow " under one step.

**Use instead.** One of them; the fix removes the second where both are the same in every field.

**When to allow it.** Where the two are told by different personas; say so in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.document import Card
from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.lint.looking import in_map_order, quoted_step_of, shortened
from sojourn.maps.operation_kinds import Remove

TELLING: Final = ("place", "channel", "device", "role", "person", "department", "measure")
"""Fields that tell apart two cards of the same words: one page on the phone and on the laptop."""


def find(question: Question) -> Iterator[Fault]:
    """Cards that say again what stands above them."""
    first: dict[tuple[object, ...], Card] = {}
    for card in in_map_order(question.document):
        words = " ".join(card.text.casefold().split())
        if not words or card.emotion is not None:
            continue
        other = first.setdefault(
            (card.step, card.lane, words, *(getattr(card, name) for name in TELLING)), card
        )
        if other is not card:
            place = {"id": card.id, "order": card.order, "text": card.text}
            same = other.model_copy(update=place) == card
            at = quoted_step_of(card, question.document)
            fix = Fix("Remove the second card", (Remove(table="cards", record_id=card.id),), safe=same)
            yield Fault(
                "cards", card, f"{shortened(card.text)!r} stands twice at {at}. Keep one of the two.", (fix,)
            )


RULE = Rule("SJ138", "card-twice", "warning", find)
