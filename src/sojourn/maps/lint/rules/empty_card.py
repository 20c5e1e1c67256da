"""A card is empty

**What it does.** Finds cards without text and without anything else that could be shown: no picture, no
link, no recommendation. Emotions need no text.

**Why it matters.** An empty card looks like something that was lost.

**Example.** `barriers: [{text: ""}]`.

**Use instead.** The words that belong there, or no card; the fix takes it out.

**When to allow it.** Never for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.lint.looking import in_map_order, quoted_step_of
from sojourn.maps.operation_kinds import Remove

SAYS_SOMETHING: Final = (
    "text",
    "recommendation",
    "image",
    "links",
    "person",
    "department",
    "channel",
    "device",
)


def find(question: Question) -> Iterator[Fault]:
    """Cards that say nothing."""
    for card in in_map_order(question.document):
        if card.emotion is not None or card.value is not None:
            continue
        if not any(str(getattr(card, name) or "").strip() for name in SAYS_SOMETHING):
            at = quoted_step_of(card, question.document)
            fix = Fix("Remove the card", (Remove(table="cards", record_id=card.id),), safe=True)
            yield Fault("cards", card, f"A card at {at} is empty. Write into it, or remove it.", (fix,))


RULE = Rule("SJ137", "empty-card", "warning", find)
