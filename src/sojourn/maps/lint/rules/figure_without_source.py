"""A figure has no source

**What it does.** Finds cards of barriers, insights, observations and opportunities that state a percentage,
while the card has no link and cites no evidence, and its step was not measured.

**Why it matters.** A figure ends discussions. One that nobody can trace ends them wrongly.

**Example.** Observation "40 % leave when they see the delivery cost", without a link.

**Use instead.** The same with a link to the report, or a step that is measured from the log.

**When to allow it.** For figures that the team knows to be estimates; say so on the card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sojourn.maps.document import LaneKind
from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import cards_in_order, shortened

KINDS: Final[tuple[LaneKind, ...]] = ("barriers", "insights", "observations", "opportunities")
FIGURE: Final = re.compile(r"\d\s*(?:%|per ?cent\b)")


def find(question: Question) -> Iterator[Fault]:
    """Cards with a percentage that nothing stands behind."""
    cited = {row.card for row in question.document.evidence.values() if row.kind != "assumption"}
    for kind in KINDS:
        for card in cards_in_order(question.document, kind):
            if (
                FIGURE.search(card.text)
                and not card.links
                and card.id not in cited
                and question.document.steps[card.step].numbers is None
            ):
                yield Fault(
                    "cards",
                    card,
                    f"{shortened(card.text)!r} states a figure. "
                    "Cite its evidence, link to where it comes from, or measure the step.",
                )


RULE = Rule("SJ111", "figure-without-source", "hint", find)
