"""A picture has no text for those who cannot see it

**What it does.** Finds steps and cards with a picture and an empty `image_text`.

**Why it matters.** Who uses a screen reader, or gets the map as a workbook, gets nothing of the picture.

**Example.** A photo of the counter, without a text.

**Use instead.** "The counter at noon: one clerk, eleven people waiting".

**When to allow it.** For pictures that only decorate.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import in_map_order, quoted_step_of


def find(question: Question) -> Iterator[Fault]:
    """Pictures without words."""
    for step in question.document.steps_in_order():
        if step.image and not step.image_text.strip():
            yield Fault(
                "steps", step, f"The picture at {step.title!r} has no text. Say in a sentence what it shows."
            )
    for card in in_map_order(question.document):
        if card.image and not card.image_text.strip():
            at = quoted_step_of(card, question.document)
            yield Fault(
                "cards", card, f"A picture on a card at {at} has no text. Say in a sentence what it shows."
            )


RULE = Rule("SJ133", "picture-without-text", "warning", find)
