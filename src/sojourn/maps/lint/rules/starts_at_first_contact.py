"""The map starts at the first contact

**What it does.** Finds maps whose first step is bound to events, so that the journey begins when the
organisation first notices the customer.

**Why it matters.** Customers set out earlier: with a wish, a worry, a talk with a friend. What they expect,
and whom else they consider, is settled there. A map that begins with one's own website explains nothing of
it.

**Example.** First step "Site visited", bound to `site_visited`.

**Use instead.** A step before it, such as "Wish for a greener place", bound to no event.

**When to allow it.** For a map of one episode in the middle of a relation, such as a support case.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule


def find(question: Question) -> Iterator[Fault]:
    """The first step, where it is bound to events."""
    for step in question.document.steps_in_order()[:1]:
        if step.events:
            yield Fault(
                "steps",
                step,
                (
                    f"The map starts at {step.title!r}, when customers are already in contact. "
                    "Add a step before it: what made them set out?"
                ),
            )


RULE = Rule("SJ101", "starts-at-first-contact", "warning", find)
