"""The emotions hardly change

**What it does.** Finds maps with five steps or more that carry an emotion, all of them within 0.25 of each
other.

**Why it matters.** A flat curve tells nobody where to begin. It is mostly a sign that emotions were filled
in to have them.

**Example.** Eight steps, each with the emotion 0.2.

**Use instead.** The highest and the lowest moment first, in the words of customers; then what lies between.

**When to allow it.** For everyday services that leave everybody cold, once that was measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import feelings_in_order

FEWEST: Final = 5
LEAST_SPAN: Final = 0.25


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where its curve is a line."""
    values = [value for _, value in feelings_in_order(question.document)]
    if len(values) >= FEWEST and max(values) - min(values) < LEAST_SPAN:
        yield Fault(
            "map",
            question.document.map,
            f"All {len(values)} emotions lie between {min(values):g} and {max(values):g}. "
            "Show where customers are gladdest and where they are angry or afraid.",
        )


RULE = Rule("SJ116", "flat-emotion", "hint", find)
