"""What is felt: said as a whole, or context and service together."""

from __future__ import annotations

import pytest

from sojourn.maps.document import Card
from sojourn.maps.feelings import felt, felt_by_personas, part_of


def card(emotion: float, aspect: str | None = None, persona: str | None = None) -> Card:
    return Card.model_validate(
        {
            "id": "crd_a",
            "lane": "lan_a",
            "step": "stp_a",
            "order": "a0",
            "emotion": emotion,
            "aspect": aspect,
            "persona": persona,
        }
    )


@pytest.mark.parametrize(
    ("cards", "feeling"),
    [
        ([], None),
        ([card(0.5), card(-0.1)], 0.2),
        ([card(-0.75, "context"), card(0.5, "service")], -0.25),
        ([card(-0.75, "context"), card(-0.25, "context")], -0.5),
        ([card(0.4, "service")], 0.4),
        ([card(-0.75, "context"), card(-0.5, "service")], -1.0),
        ([card(0.1), card(-0.75, "context"), card(0.5, "service")], 0.1),
    ],
)
def test_the_whole_holds_else_the_parts_add_up_within_the_scale(
    cards: list[Card], feeling: float | None
) -> None:
    assert felt(cards) == (None if feeling is None else pytest.approx(feeling))


def test_each_persona_feels_for_itself() -> None:
    cards = [
        card(0.5, persona="per_a"),
        card(-0.5, "context", "per_b"),
        card(0.25, "service", "per_b"),
        card(1),
    ]
    assert felt_by_personas(cards) == {"per_a": 0.5, "per_b": -0.25, None: 1.0}
    assert part_of(cards, "context") == -0.5
