"""The map names no persona

**What it does.** Finds maps with steps, but without a persona.

**Why it matters.** A journey of everybody is the journey of nobody. Whoever reads the map asks first: who
walks here?

**Example.** A map of eighteen steps whose list of personas is empty.

**Use instead.** One or two personas, each standing for a segment that the data know.

**When to allow it.** For drafts from a log, until the segments were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where it has steps and no persona."""
    document = question.document
    if document.steps and not document.personas:
        yield Fault(
            "map", document.map, "The map names no persona. Add the kind of customer whose journey this is."
        )


RULE = Rule("SJ106", "persona-missing", "warning", find)
