"""No customer takes this step

**What it does.** Finds steps that were measured and that no customer of the log reached.

**Why it matters.** Either the path was made up, or the events that the step is bound to are wrong. Both
mislead whoever reads the map.

**Example.** "Compare in the app": 0 of 4,812 customers.

**Use instead.** The events that customers do send, or a map without the step.

**When to allow it.** For steps that only begin to exist, such as in a pilot.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Question, Rule


def find(question: Question) -> Iterator[Fault]:
    """Measured steps without customers."""
    for step in question.document.steps_in_order():
        if step.numbers is not None and step.numbers.customers and step.numbers.reached == 0:
            yield Fault(
                "steps",
                step,
                f"None of {step.numbers.customers} customers reached {step.title!r}. "
                "Check the events that it is "
                "bound to, or take the step out.",
            )


RULE = Rule("SJ120", "step-no-one-walks", "warning", find)
