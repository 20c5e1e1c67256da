"""A card is too long to be read on a poster

**What it does.** Finds cards whose text has more than 280 characters.

**Why it matters.** A map is read standing, in a glance. What needs a paragraph belongs into a comment or a
linked page.

**Example.** A barrier of six sentences that retells an interview.

**Use instead.** The one sentence that hurts, with a link to the interview.

**When to allow it.** For quotes that lose their meaning when cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import in_map_order, shortened

LONGEST: Final = 280


def find(question: Question) -> Iterator[Fault]:
    """Cards that nobody reads to the end."""
    for card in in_map_order(question.document):
        if len(card.text) > LONGEST:
            yield Fault(
                "cards",
                card,
                f"{shortened(card.text)!r} has {len(card.text)} characters. "
                f"Shorten it to {LONGEST}, or split it.",
            )


RULE = Rule("SJ127", "card-too-long", "hint", find)
