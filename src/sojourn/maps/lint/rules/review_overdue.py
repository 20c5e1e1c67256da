"""The map was not reviewed in time

**What it does.** Finds maps whose last review lies longer ago than `review_every_days`. Maps that were
never reviewed count from the day on which they were measured.

**Why it matters.** Offers, sites and customers change every quarter. A map that nobody looked at since is
trusted longer than it is true.

**Example.** Reviewed on 2 January with a period of 91 days, looked at on 1 May.

**Use instead.** A review: measure again, walk through the barriers, set the date.

**When to allow it.** For maps kept as a record of how it was; give them a long period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sojourn.maps.lint.finding import Fault, Question, Rule


def find(question: Question) -> Iterator[Fault]:
    """The map itself, where its review is overdue on the day of looking."""
    head = question.document.map
    since = head.reviewed_on or (head.measured.at[:10] if head.measured else "")
    if question.today is None or not since:
        return
    due = date.fromisoformat(since) + timedelta(days=head.review_every_days)
    if question.today > due:
        said = (
            f"reviewed on {head.reviewed_on}"
            if head.reviewed_on
            else f"never reviewed, and measured on {since}"
        )
        yield Fault(
            "map",
            head,
            (
                f"The map was {said}; its review was due on {due}, {(question.today - due).days} days ago. "
                "Look through it and set the date of review."
            ),
        )


RULE = Rule("SJ107", "review-overdue", "warning", find, needs_today=True)
