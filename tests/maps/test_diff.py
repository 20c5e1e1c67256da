"""Differences of two maps, told as people would, and complete."""

from __future__ import annotations

from hypothesis import given, settings
from tests.maps.edits import pairs

from sojourn.maps.diff import diff
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply
from sojourn.maps.yaml_io import from_yaml

BEFORE = """
map: Buying
personas: [Anna]
stages:
  - title: Order
    steps:
      - title: Basket
        cells: {actions: [Looks at the total]}
      - title: Pay
        cells:
          emotion: [{emotion: -1, persona: Anna}]
          barriers: [The form asks for the address twice]
  - title: Delivery
    steps: [Wait, Receive]
"""
AFTER = """
map: Buying
personas: [Anna]
stages:
  - title: Order
    steps:
      - title: Basket
        cells: {actions: [Enters a code, Looks at the total]}
  - title: Delivery
    steps:
      - title: Pay
        importance: high
        cells:
          emotion: [{emotion: 1, persona: Anna}]
          barriers: [The form asks for the address two times]
      - title: Receive
"""


def test_hand_written_files_are_told_apart_by_what_they_say() -> None:
    assert diff(from_yaml(BEFORE), from_yaml(AFTER)).words() == [
        "Action at “Basket” added: “Enters a code”",
        "Step “Pay” moved from “Order” to “Delivery”",
        "Importance of step “Pay”: nothing → “high”",
        "Emotion of Anna at “Pay” −2 → +2",
        "Barrier at “Pay”: “The form asks for the address twice” → “The form asks for the address two times”",
        "Step “Wait” removed",
    ]


def test_what_comes_with_a_stage_is_counted_there() -> None:
    found = diff(from_yaml("stages: []"), from_yaml(BEFORE))
    assert "Stage “Order” added, with 2 steps, 3 cards" in found.words()
    assert not any("Basket" in line for line in found.words())
    assert any(one.inside and "Basket" in one.words for one in found.differences)


def test_a_changed_order_names_the_one_that_moved() -> None:
    before = from_yaml("stages: [{title: A}, {title: B}, {title: C}]")
    after = from_yaml("stages: [{title: C}, {title: A}, {title: B}]")
    assert diff(before, after).words() == ["Stage “C” moved to the beginning"]


def test_a_renamed_step_keeps_its_cards() -> None:
    before = from_yaml("stages: [{title: A, steps: [{title: Pay, cells: {actions: [Types, Waits]}}]}]")
    after = from_yaml("stages: [{title: A, steps: [{title: Bank, cells: {actions: [Types, Waits]}}]}]")
    assert diff(before, after).words() == ["Step “Pay” renamed to “Bank”"]


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_operations_lead_to_the_other_map_however_records_are_told_apart(
    pair: tuple[MapDocument, MapDocument],
) -> None:
    for match in ("ids", "content"):
        found = diff(*pair, match=match)
        document = found.before
        for change in found.operations:
            document = apply(document, change).document
        assert document == found.after
        assert found.differences or _without_keys(found.before) == _without_keys(found.after)
    assert diff(*pair, match="ids").after == pair[1]


def _without_keys(document: MapDocument) -> object:
    """A map's content, with its order said by place."""
    tables = document.model_dump()
    return {
        name: [
            [one["id"] for one in sorted(rows.values(), key=lambda one: (one["order"], one["id"]))]
            if name in {"stages", "lanes", "personas"}
            else None,
            {key: {**row, "order": None} for key, row in rows.items()},
        ]
        for name, rows in tables.items()
        if isinstance(rows, dict) and name != "map"
    }
