"""Nothing on the map rests on evidence

**What it does.** Finds maps in review or approved on which nothing was measured, no card lies in a lane of
insights or observations, no card links to a source, and nothing but assumptions is cited.

**Why it matters.** A map that a team made up in a room shows what the team believes. Signed off, its
guesses are read as facts.

**Example.** `status: approved` on a map without numbers, observations or links.

**Use instead.** Numbers from the log on each step, an observation from five interviews, a link to the
survey.

**When to allow it.** For a map of a service that does not exist yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule

SOURCES: Final = frozenset({"insights", "observations"})


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where it claims to be settled and shows no evidence."""
    document = question.document
    if document.map.status not in {"in_review", "approved"} or document.map.state != "current":
        return
    kinds = {lane.id: lane.kind for lane in document.lanes.values()}
    rests = (
        document.map.measured
        or any(step.numbers for step in document.steps.values())
        or any(row.kind != "assumption" for row in document.evidence.values())
        or any(card.links or kinds[card.lane] in SOURCES for card in document.cards.values())
    )
    if document.steps and not rests:
        yield Fault(
            "map",
            document.map,
            "Nothing on the map rests on evidence. "
            "Measure its steps, or add observations and links to sources.",
        )


RULE = Rule("SJ110", "nothing-was-looked-at", "hint", find)
