"""A merge holds what both sides did, and names what they disagree about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.maps.documents import documents
from tests.maps.edits import edited

from sojourn.maps.diff_operations import operations_between
from sojourn.maps.document import TABLES, MapDocument, Persona
from sojourn.maps.merge import merge
from sojourn.maps.operations import OperationError, apply
from sojourn.maps.yaml_io import from_yaml


@st.composite
def copies(draw: st.DrawFn) -> tuple[MapDocument, MapDocument, MapDocument]:
    """A map and two edited copies of it."""
    base = draw(documents())
    return base, draw(edited(base, "o", most=5)), draw(edited(base, "t", most=5))


def touched(base: MapDocument, side: MapDocument) -> set[tuple[str, str]]:
    """The records that a side added, changed or removed, and those that these stand in."""
    found: set[tuple[str, str]] = set()
    for table in TABLES:
        old, new = base.table(table), side.table(table)
        found |= {(table, name) for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return found


def both(base: MapDocument, first: MapDocument, second: MapDocument) -> MapDocument | None:
    """The base with the changes of the one, then those of the other; nothing where they do not fit."""
    document = first
    for change in operations_between(base, second):
        try:
            document = apply(document, change).document
        except OperationError:
            return None
    return document


@settings(max_examples=200, deadline=None)
@given(copies())
def test_disjoint_changes_are_both_made(three: tuple[MapDocument, MapDocument, MapDocument]) -> None:
    base, ours, theirs = three
    assume(touched(base, ours).isdisjoint(touched(base, theirs)))
    one, other = both(base, ours, theirs), both(base, theirs, ours)
    assume(one is not None and one == other)
    result = merge(base, ours, theirs)
    if not result.conflicts:
        assert _without_equal_keys(result.document) == _without_equal_keys(one)


@settings(max_examples=150, deadline=None)
@given(copies())
def test_nothing_that_somebody_wrote_is_lost(
    three: tuple[MapDocument, MapDocument, MapDocument],
) -> None:
    base, ours, theirs = three
    result = merge(base, ours, theirs)
    named = {(one.table, one.record_id) for one in result.conflicts}
    for side, other in ((ours, theirs), (theirs, ours)):
        for table in TABLES:
            for name, record in side.table(table).items():
                if record == base.table(table).get(name):
                    continue
                assert name in result.document.table(table)
                alone = other.table(table).get(name) in (None, base.table(table).get(name))
                if alone and (table, name) not in named:
                    kept = result.document.table(table)[name]
                    assert kept.model_copy(update={"order": ""} if hasattr(kept, "order") else {}) == (
                        record.model_copy(update={"order": ""} if hasattr(kept, "order") else {})
                    )


@settings(max_examples=60, deadline=None)
@given(copies())
def test_a_side_that_did_nothing_leaves_the_other_as_it_is(
    three: tuple[MapDocument, MapDocument, MapDocument],
) -> None:
    base, ours, _ = three
    assert merge(base, ours, base).document == ours
    assert merge(base, base, ours).document == ours
    assert merge(base, ours, ours) == merge(base, ours, base)


def test_a_place_that_only_one_side_used_twice_stays_as_that_side_has_it() -> None:
    ann, bob = (Persona(id=f"per_{name}", name=name, order="a0") for name in ("ann", "bob"))
    base = from_yaml(BASE).model_copy(update={"personas": {ann.id: ann}})
    added = {bob.id: bob, **base.personas}
    one_sided = base.model_copy(update={"personas": added})
    assert merge(base, base, one_sided).document == one_sided
    assert merge(base, one_sided, base).document == one_sided


def test_a_step_put_where_the_other_side_put_one_goes_behind_it() -> None:
    base = from_yaml("stages: [{title: Order, steps: [{title: Pay}]}]")
    (pay,) = base.steps
    again = base.steps[pay].model_copy(update={"order": "a1"})
    ours, theirs = (
        base.model_copy(update={"steps": {**base.steps, name: again.model_copy(update={"id": name})}})
        for name in ("stp_z_ours", "stp_a_theirs")
    )
    steps = merge(base, ours, theirs).document.steps
    assert sorted(steps, key=lambda name: steps[name].order) == [pay, "stp_z_ours", "stp_a_theirs"]


def _without_equal_keys(document: MapDocument | None) -> Any:
    assert document is not None
    tables = document.model_dump()
    for rows in tables.values():
        for row in rows.values() if isinstance(rows, dict) else ():
            if isinstance(row, dict):
                row.pop("order", None)
    return tables


BASE = "stages: [{title: Order, steps: [{title: Pay, importance: low, cells: {actions: [Types a card]}}]}]"


def changed(old: str, new: str, text: str = BASE) -> MapDocument:
    assert old in text
    return from_yaml(text.replace(old, new))


@pytest.mark.parametrize(("prefer", "kept"), [(None, "high"), ("ours", "high"), ("theirs", "medium")])
def test_two_values_of_one_field_are_told(prefer: Any, kept: str) -> None:
    ours, theirs = changed("low", "high"), changed("low", "medium")
    result = merge(from_yaml(BASE), ours, theirs, prefer=prefer)
    assert [step.importance for step in result.document.steps.values()] == [kept]
    found = [(one.kind, one.field, one.base, one.ours, one.theirs) for one in result.conflicts]
    assert found == ([("field", "importance", "low", "high", "medium")] if prefer is None else [])


def test_words_of_both_stand_in_one_text() -> None:
    ours, theirs = changed("Types a card", "Types a bank card"), changed("Types a card", "Types a card twice")
    result = merge(from_yaml(BASE), ours, theirs)
    assert [card.text for card in result.document.cards.values()] == ["Types a bank card twice"]
    assert not result.conflicts


def test_what_one_removed_and_the_other_changed_stays_and_is_told() -> None:
    ours = changed("steps: [{title: Pay, importance: low, cells: {actions: [Types a card]}}]", "steps: []")
    theirs = changed("Types a card", "Types a bank card")
    result = merge(from_yaml(BASE), ours, theirs)
    assert [card.text for card in result.document.cards.values()] == ["Types a bank card"]
    assert {(one.kind, one.table) for one in result.conflicts} == {("removed", "cards"), ("needed", "steps")}


def test_two_cards_at_one_place_both_stand_ours_first() -> None:
    ours, theirs = changed("[Types a card]", "[Types a card, One]"), changed("card]", "card, Two]")
    result = merge(from_yaml(BASE), ours, theirs, match="content")
    cards = sorted(result.document.cards.values(), key=lambda card: card.order)
    assert [card.text for card in cards] == ["Types a card", "One", "Two"]
    assert not result.conflicts


def test_steps_removed_by_each_side_are_both_gone_though_their_places_shift() -> None:
    base = "stages: [{title: Order, steps: [A, B, C]}]"
    ours, theirs = changed("[A, B, C]", "[B, C]", base), changed("[A, B, C]", "[A, C]", base)
    result = merge(from_yaml(base), ours, theirs, match="content")
    assert [step.title for step in result.document.steps_in_order()] == ["C"]
    assert not result.conflicts


def test_a_card_for_a_lane_that_became_another_gets_a_lane_of_its_own() -> None:
    base = from_yaml("lanes: [{kind: custom, title: Notes}]\nstages: [{title: A, steps: [{title: B}]}]")
    lane = next(iter(base.lanes))
    turned = {"do": "set", "table": "lanes", "record_id": lane, "fields": {"kind": "emotion"}}
    card = {"id": "crd_a", "lane": lane, "step": next(iter(base.steps)), "order": "a0", "text": "Kept"}
    ours = apply(base, turned).document
    theirs = apply(base, {"do": "add", "table": "cards", "record": card}).document
    result = merge(base, ours, theirs)
    assert result.document.lanes[result.document.cards["crd_a"].lane].kind == "custom"
    assert [one.kind for one in result.conflicts] == ["misfit"]
