"""Hardly any customer takes this step

**What it does.** Finds measured steps that fewer than 1 in 50 customers reached, on logs of 200 customers
or more.

**Why it matters.** A map that gives a rare detour the same room as the main road makes teams work on the
detour.

**Example.** "Write a review": 31 of 4,812 customers.

**Use instead.** A branch beside the main path, or the thought that the step deserves its place because of
what it costs.

**When to allow it.** For rare steps that matter greatly, such as a complaint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule

FEWEST: Final = 200
RARE: Final = 1 / 50


def find(question: Question) -> Iterator[Fault]:
    """Measured steps that few customers reach."""
    for step in question.document.steps_in_order():
        numbers = step.numbers
        if numbers is None or numbers.customers < FEWEST or numbers.reached == 0 or step.moment_of_truth:
            continue
        if numbers.reached / numbers.customers < RARE:
            yield Fault(
                "steps",
                step,
                f"Only {numbers.reached} of {numbers.customers} customers reached {step.title!r}. "
                "Does it belong to "
                "the main path, or is it a branch?",
            )


RULE = Rule("SJ121", "step-rarely-walked", "hint", find)
