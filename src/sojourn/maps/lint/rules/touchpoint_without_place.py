"""A touchpoint does not say where it is

**What it does.** Finds cards in lanes of the kind `touchpoints` without place, channel, device and person.

**Why it matters.** "Confirmation" may be a page, a mail or a slip of paper. Each belongs to another team
and fails in its own way.

**Example.** `touchpoints: Confirmation`.

**Use instead.** `touchpoints: {text: Confirmation, place: online, channel: email}`.

**When to allow it.** For sketches.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.lint.looking import cards_in_order, quoted_step_of, shortened
from sojourn.maps.operation_kinds import Set


def find(question: Question) -> Iterator[Fault]:
    """Touchpoints that could be anywhere."""
    for card in cards_in_order(question.document, "touchpoints"):
        if not (card.place or card.channel or card.device or card.person):
            at = quoted_step_of(card, question.document)
            yield Fault(
                "cards",
                card,
                f"The touchpoint {shortened(card.text)!r} at {at} does not say where it is. "
                "Add its place or channel.",
                tuple(
                    Fix(f"It is {place}", (Set(table="cards", record_id=card.id, fields={"place": place}),))
                    for place in ("online", "offline")
                ),
            )


RULE = Rule("SJ125", "touchpoint-without-place", "hint", find)
