"""The map shows no emotion

**What it does.** Finds maps with steps, but without a single card in a lane of the kind `emotion`.

**Why it matters.** A map of actions alone is a process chart from the organisation's side. Where customers
are glad or angry is what decides whether they stay.

**Example.** Eighteen steps, and the emotion lane is empty.

**Use instead.** One emotion a step, from -1 to +1, better one for each persona.

**When to allow it.** Never for long: assume a curve first, then measure it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import steps_with_cards_in


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where no step has an emotion."""
    document = question.document
    if document.steps and not steps_with_cards_in(document, "emotion"):
        yield Fault(
            "map",
            document.map,
            ("No step carries an emotion. Add what customers feel, from -1 to +1, where it matters."),
        )


RULE = Rule("SJ104", "no-emotion", "warning", find)
