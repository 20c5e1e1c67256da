"""A persona feels nothing

**What it does.** Finds personas without an emotion, on maps where other personas have emotions of their
own.

**Why it matters.** Where two personas share a map, their curves are what tells them apart.

**Example.** Flora has fourteen emotions, Barnaby none.

**Use instead.** One emotion a step for each of them, at least where they differ.

**When to allow it.** For personas that stand on the map for comparison alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule


def find(question: Question) -> Iterator[Fault]:
    """Personas whose curve is missing."""
    document = question.document
    felt = {card.persona for card in document.cards.values() if card.emotion is not None} - {None}
    for persona in document.personas_in_order():
        if felt and persona.id not in felt:
            yield Fault(
                "personas", persona, f"{persona.name!r} has no emotion on the map, while others have theirs."
            )


RULE = Rule("SJ135", "persona-without-emotion", "hint", find)
