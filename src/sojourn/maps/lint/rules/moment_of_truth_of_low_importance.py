"""A moment of truth is of low importance

**What it does.** Finds steps that are a moment of truth and whose importance is low.

**Why it matters.** At a moment of truth customers decide whether they stay. If that is of low importance,
one of the two marks is wrong, and the list of opportunities follows the wrong one.

**Example.** `{title: First repair, moment_of_truth: true, importance: low}`.

**Use instead.** `importance: high`, or a step that is no moment of truth.

**When to allow it.** Never.
"""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.maps.lint.finding import Fault, Fix, Question, Rule
from sojourn.maps.operation_kinds import Set


def find(question: Question) -> Iterator[Fault]:
    """Moments of truth that are said not to matter."""
    for step in question.document.steps_in_order():
        if step.moment_of_truth and step.importance == "low":
            yield Fault(
                "steps",
                step,
                f"{step.title!r} is a moment of truth and of low importance. One of the two is wrong.",
                (
                    Fix(
                        "Give it high importance",
                        (Set(table="steps", record_id=step.id, fields={"importance": "high"}),),
                    ),
                    Fix(
                        "It is no moment of truth",
                        (Set(table="steps", record_id=step.id, fields={"moment_of_truth": False}),),
                    ),
                ),
            )


RULE = Rule("SJ132", "moment-of-truth-of-low-importance", "warning", find)
