"""A low point has no barrier

**What it does.** Finds steps whose mean emotion is -0.5 or lower and which have no card in a lane of the
kind `barriers`, on maps that have such a lane.

**Why it matters.** The curve says that it hurts, and the map does not say what. Nobody can mend that.

**Example.** "Wait for the courier" at -0.7, with an empty cell of barriers.

**Use instead.** The barrier "The slot moves and nobody tells me", with a recommendation.

**When to allow it.** Where the feeling comes from the matter itself, as with a diagnosis; say so with
`aspect: context`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import feelings_in_order, steps_with_cards_in

LOW: Final = -0.5


def find(question: Question) -> Iterator[Fault]:
    """Low points that nothing explains."""
    document = question.document
    if not any(lane.kind == "barriers" for lane in document.lanes.values()):
        return
    explained = steps_with_cards_in(document, "barriers")
    for step, value in feelings_in_order(document):
        if value <= LOW and step.id not in explained:
            yield Fault(
                "steps",
                step,
                f"{step.title!r} is a low point ({value:g}) without a barrier. "
                "Say what makes customers feel so.",
            )


RULE = Rule("SJ118", "low-point-without-barrier", "warning", find)
