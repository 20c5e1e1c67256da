"""The map shows no moment that is bad

**What it does.** Finds maps with five steps or more that carry an emotion, none of them below zero, while
the curve is not flat. Future and ideal maps are left alone.

**Why it matters.** Every journey has a moment of doubt. A map without one was mostly drawn by those who
built the service.

**Example.** Emotions from 0.1 to 0.9, none below.

**Use instead.** The moment that customers complain of, with its barrier and what would help.

**When to allow it.** Where a survey of these very steps says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import feelings_in_order

FEWEST: Final = 5
LEAST_SPAN: Final = 0.25


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where nothing on it hurts."""
    felt = feelings_in_order(question.document)
    values = [value for _, value in felt]
    if (
        question.document.map.state != "current"
        or len(values) < FEWEST
        or max(values) - min(values) < LEAST_SPAN
    ):
        return
    if min(values) >= 0:
        yield Fault(
            "map",
            question.document.map,
            "No step feels bad, which no journey is like. Look for the moment of doubt, waiting or regret.",
        )


RULE = Rule("SJ117", "no-low-point", "hint", find)
