"""Customers speak like the company

**What it does.** Finds words of the trade (`lead`, `funnel`, `upsell`, `CRM` …) in cards of actions, goals
and thoughts. Sources and departments may speak as they like.

**Why it matters.** What customers would never say, they never thought. Such cards tell what the company
wishes.

**Example.** Thought: "Is the onboarding funnel seamless?"

**Use instead.** Thought: "Why do they ask for my address twice?"

**When to allow it.** Where customers are of the trade themselves, as in a sale to companies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.document import LaneKind
from sojourn.maps.lint.finding import Fault, Question, Rule
from sojourn.maps.lint.looking import cards_in_order, shortened, speaks_of

WORDS: Final = (
    "call to action",
    "churn",
    "conversion rate",
    "CRM",
    "cross-sell",
    "CTA",
    "customer journey",
    "ERP",
    "funnel",
    "KPI",
    "KPIs",
    "landing page",
    "lead nurturing",
    "leverage",
    "low-hanging fruit",
    "MQL",
    "NPS",
    "omnichannel",
    "pain point",
    "pain points",
    "SKU",
    "SLA",
    "SQL",
    "stakeholder",
    "stakeholders",
    "synergy",
    "touchpoint",
    "touchpoints",
    "upsell",
    "USP",
    "value proposition",
)
KINDS: Final[tuple[LaneKind, ...]] = ("actions", "goals", "thoughts")


def find(question: Question) -> Iterator[Fault]:
    """Cards of customers that speak like the company."""
    for kind in KINDS:
        for card in cards_in_order(question.document, kind):
            if word := speaks_of(card.text, WORDS):
                yield Fault(
                    "cards",
                    card,
                    f"{word!r} is a word of the trade, in {shortened(card.text)!r}. "
                    "Use the customer's own words.",
                )


RULE = Rule("SJ119", "jargon", "warning", find)
