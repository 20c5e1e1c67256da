"""What all sides are asked, in the same words."""

from __future__ import annotations

from typing import Final

FUNNEL: Final = ("product_viewed", "cart_added", "checkout_started", "order_placed")
DAY_US: Final = 86_400_000_000
WINDOW_US: Final = 7 * DAY_US
GAP_US: Final = 1_800_000_000
POSITIONS: Final = 10
GOAL: Final = "order_placed"
CHURN: Final = "account_closed"

QUESTIONS: Final = (
    "transitions",
    "transition_means",
    "funnel",
    "variants",
    "flow",
    "sessions",
    "retention",
    "markov",
    "leaving",
)
