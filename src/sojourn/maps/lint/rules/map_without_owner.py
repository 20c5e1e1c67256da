"""The map belongs to nobody

**What it does.** Finds maps with steps whose field `owner` is empty.

**Why it matters.** Without an owner nobody calls the review, and the map is out of date within a quarter.

**Example.** `owner: ""`.

**Use instead.** A person or a team: `owner: Customer experience`.

**When to allow it.** For sketches that will be thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where it has steps and no owner."""
    document = question.document
    if document.steps and not document.map.owner.strip():
        yield Fault("map", document.map, "The map has no owner. Name the person or team that keeps it true.")


RULE = Rule("SJ108", "map-without-owner", "hint", find)
