"""What the API says about bindings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sojourn.server.api.schemas import Wire


class BindingSuggestionView(Wire):
    """An event that a step may stand for. Nothing is bound until somebody confirms it."""

    step: str
    event: str
    confidence: float = Field(description="0 to 1.")
    reasons: list[Literal["same_words", "shared_words", "like_words", "similar_name", "place"]]
    words: list[str] = Field(description="The words that both names share, in their own spelling.")
    place: float = Field(description="Where it lies in the journeys, 0 at the beginning to 1 at the end.")
    count: int
    customers: int


class UnboundEventView(Wire):
    """An event of the log that no step of the map is bound to."""

    event: str
    count: int
    customers: int


class BindingsView(Wire):
    """What could be bound on a map."""

    suggestions: list[BindingSuggestionView]
    unbound_events: list[UnboundEventView]
