"""A step tells what the organisation does

**What it does.** Finds stages and steps whose titles begin with work of the organisation: `Process the
order`, `Qualify leads`, `We ship`.

**Why it matters.** Customers do not walk through departments. A map of the process shows where work flows
and hides where people wait, wonder and give up.

**Example.** Stages "Lead generation", "Qualification", "Fulfilment".

**Use instead.** What the customer lives through: "Look around", "Decide", "Wait for the parcel".

**When to allow it.** For maps that are a blueprint of the organisation on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import begins_with

WORK: Final = (
    "our",
    "we",
    "acquire customers",
    "acquisition",
    "assign",
    "customer acquisition",
    "convert",
    "dispatch",
    "fulfil",
    "fulfill",
    "fulfilment",
    "fulfillment",
    "generate leads",
    "generate demand",
    "lead generation",
    "lead nurturing",
    "lead qualification",
    "monetise",
    "monetisation",
    "monetization",
    "nurture",
    "onboard customers",
    "order processing",
    "process",
    "qualify",
    "retain customers",
    "route",
    "segment",
    "target",
    "upsell",
    "cross-sell",
    "win back",
)


def find(question: Question) -> Iterator[Fault]:
    """Stages and steps that are named after the organisation's work."""
    document = question.document
    for table, records in (("stages", document.stages_in_order()), ("steps", document.steps_in_order())):
        for record in records:
            if begins_with(record.title, WORK):
                yield Fault(
                    table,
                    record,
                    f"{record.title!r} is work of the organisation. "
                    "Say what the customer does or goes through.",
                )


RULE = Rule("SJ112", "business-process", "warning", find)
