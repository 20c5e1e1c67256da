"""Two maps side by side: by hand, and laws over any two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.maps.documents import documents
from tests.maps.edits import edited

from sojourn.maps.document import MapDocument
from sojourn.maps.side_by_side import Column, UnknownPersonaError, _columns, side_by_side
from sojourn.maps.yaml_io import from_yaml

NOW = """
map: {title: Shop, state: current}
personas: [{name: Mia}, {name: Tom}]
stages:
- title: Order
  steps:
  - {title: Browse, cells: {emotion: [{emotion: 1, persona: Mia}, {emotion: -1, persona: Tom}]}}
  - {title: Fill in the form, cells: {emotion: [{emotion: -1}], barriers: [Asks twice]}}
  - {title: Pay, cells: {emotion: [{emotion: -0.5}]}}
"""
LATER = """
map: {title: Shop in spring, state: future}
stages:
- title: Order
  steps:
  - {title: Browse, cells: {emotion: [{emotion: 0.5}]}}
  - {title: Sign in, cells: {}}
  - {title: Pay, cells: {emotion: [{emotion: 1}]}}
"""


def titles(document: MapDocument, names: list[str | None]) -> list[str | None]:
    return [document.steps[name].title if name else None for name in names]


def test_current_and_future_share_columns() -> None:
    found = side_by_side(from_yaml(NOW), from_yaml(LATER))
    assert titles(found.a, [one.a for one in found.columns]) == ["Browse", "Fill in the form", None, "Pay"]
    assert titles(found.b, [one.b for one in found.columns]) == ["Browse", None, "Sign in", "Pay"]
    assert [(one.a, one.b, one.change) for one in found.feelings] == [
        (0.0, 0.5, 0.5),  # The mean of Mia and Tom.
        (-1.0, None, None),
        (None, None, None),
        (-0.5, 1.0, 1.5),
    ]
    assert any("Fill in the form" in one for one in found.words())


def test_two_personas_of_one_map() -> None:
    document = from_yaml(NOW)
    mia, tom = sorted(document.personas.values(), key=lambda one: one.order)
    found = side_by_side(document, document, a_persona=mia.id, b_persona=tom.id)
    assert all(one.shared for one in found.columns)
    assert [(one.a, one.b) for one in found.feelings] == [(1.0, -1.0), (-1.0, -1.0), (-0.5, -0.5)]
    (one,) = found.words()
    assert "+2 → −2" in one
    assert "Browse" in one


def test_a_persona_that_says_nothing_feels_as_customers_in_general() -> None:
    document = from_yaml(NOW)
    (mia,) = (one.id for one in document.personas.values() if one.name == "Mia")
    found = side_by_side(document, from_yaml(LATER), a_persona=mia)
    assert [one.a for one in found.feelings] == [1.0, -1.0, None, -0.5]


def test_a_step_that_crossed_another_stands_twice() -> None:
    assert _columns(["a", "b", "c"], ["c", "a", "b"]) == (
        Column(None, "c"),
        Column("a", "a"),
        Column("b", "b"),
        Column("c", None),
    )


def test_an_unknown_persona_is_named_with_those_that_are_there() -> None:
    with pytest.raises(UnknownPersonaError, match=r"'per_x' on 'Shop'\. It has: 'Mia', 'Tom'"):
        side_by_side(from_yaml(NOW), from_yaml(LATER), a_persona="per_x")


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(NAMES, NAMES)
def test_every_step_of_both_stands_once_in_its_order(a: list[str], b: list[str]) -> None:
    columns = _columns(a, b)
    assert [one.a for one in columns if one.a is not None] == a
    assert [one.b for one in columns if one.b is not None] == b
    assert all(one.a == one.b for one in columns if one.shared)
    mirrored = _columns(b, a)
    assert sum(one.shared for one in mirrored) == sum(one.shared for one in columns)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_laws_over_maps(data: st.DataObject) -> None:
    a = data.draw(documents())
    same = side_by_side(a, a)
    assert same.differences == ()
    assert all(one.shared for one in same.columns)
    assert all(one.change in (None, 0) for one in same.feelings)
    b = data.draw(edited(a, "o", most=5))
    found = side_by_side(a, b)
    assert {one.a for one in found.columns} - {None} == set(a.steps)
    assert len([one for one in found.columns if one.b is not None]) == len(b.steps)
    assert set(found.lanes) == found.a.lanes.keys() | found.b.lanes.keys()
    assert len(found.lanes) == len(set(found.lanes))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_personas_can_be_compared(data: st.DataObject) -> None:
    a = data.draw(documents())
    b = data.draw(edited(a, "o", most=5))
    of_a, of_b = (data.draw(st.sampled_from([None, *sorted(one.personas)])) for one in (a, b))
    found = side_by_side(a, b, a_persona=of_a, b_persona=of_b)
    for side, persona in ((found.a, of_a), (found.b, of_b)):
        assert persona is None or len(side.personas) == 1
        for row in side.evidence.values():
            assert row.persona is None or row.persona in side.personas
            assert row.card is None or row.card in side.cards


def test_evidence_goes_with_its_persona() -> None:
    document = from_yaml(
        NOW.replace(
            "{name: Mia}, {name: Tom}", "{name: Mia, evidence: [Mia said]}, {name: Tom, evidence: [Tom said]}"
        )
    )
    mia, tom = sorted(document.personas.values(), key=lambda one: one.order)
    found = side_by_side(document, document, a_persona=mia.id, b_persona=tom.id)
    assert [[row.title for row in side.evidence.values()] for side in (found.a, found.b)] == [
        ["Mia said"],
        ["Tom said"],
    ]
    assert [one for one in found.words() if "said" in one] == []
