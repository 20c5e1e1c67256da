"""Operations change a map, can be taken back exactly, and copy no more than they touch."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.maps.documents import documents, texts

from sojourn.maps.document import PARENTS, TABLES, MapDocument, problems_of
from sojourn.maps.operation_kinds import LARGEST_BATCH
from sojourn.maps.operations import Batch, OperationError, Set, apply, operation_from
from sojourn.maps.templates import load_template

FIELDS = {
    "map": ("title", "owner"),
    "personas": ("name", "quote"),
    "stages": ("title",),
    "steps": ("title", "description"),
    "lanes": ("title",),
    "cards": ("text", "recommendation"),
    "links": ("title",),
    "evidence": ("title", "quote", "source"),
}


@st.composite
def changes(draw: st.DrawFn, document: MapDocument) -> dict[str, Any]:
    """A change of one record that is there, or of one that is not."""
    table = draw(st.sampled_from(sorted(TABLES)))
    known = sorted(document.table(table))
    record_id = draw(st.sampled_from([*known, f"{TABLES[table].prefix}_gone"]))
    do = draw(st.sampled_from(["set", "move", "remove", "add"]))
    if do == "set":
        fields = {draw(st.sampled_from(FIELDS[table])): draw(texts)}
        return {"do": do, "table": table, "record_id": record_id, "fields": fields}
    if do == "move":
        to: dict[str, Any] = {"order": draw(st.sampled_from(["a0", "a5", "Zz", "a0V"]))}
        for field, parent in PARENTS.get(table, {}).items():
            if field != "persona" and document.table(parent) and draw(st.booleans()):
                to[field] = draw(st.sampled_from(sorted(document.table(parent))))
        return {"do": do, "table": table, "record_id": record_id, "to": to}
    if do == "add" and known:
        copy = document.table(table)[known[0]].model_dump(mode="json")
        fresh = draw(st.sampled_from([f"{TABLES[table].prefix}_fresh", known[0]]))
        return {"do": do, "table": table, "record": {**copy, "id": fresh}}
    return {"do": "remove", "table": table, "record_id": record_id}


def is_whole(document: MapDocument) -> bool:
    again = MapDocument.model_validate(document.model_dump())
    return again == document


@given(st.data())
def test_every_change_can_be_taken_back(data: st.DataObject) -> None:
    document = data.draw(documents())
    for _ in range(4):
        operation = data.draw(changes(document))
        try:
            applied = apply(document, operation)
        except OperationError:
            continue
        assert is_whole(applied.document)
        assert apply(applied.document, applied.inverse).document == document
        again = operation_from(applied.inverse.to_json())
        assert again == applied.inverse
        document = applied.document


@given(st.data())
def test_changes_made_from_stale_views_leave_one_whole_map(data: st.DataObject) -> None:
    """C13: what somebody sends fits the map that they saw; it may no longer fit the one that there is."""
    server = data.draw(documents())
    views = [server] * 3
    log: list[dict[str, Any]] = []
    seen = [0] * len(views)
    for _ in range(data.draw(st.integers(1, 12))):
        who = data.draw(st.integers(0, len(views) - 1))
        if data.draw(st.booleans()):
            for change in log[seen[who] :]:
                views[who] = apply(views[who], change).document
            seen[who] = len(log)
        change = data.draw(changes(views[who]))
        try:
            after = apply(server, change).document
        except OperationError:
            continue
        gone = server.cards.keys() - after.cards.keys()
        assert not gone or change["do"] == "remove", "a card goes only where somebody removes"
        assert len(after.cards.keys() - server.cards.keys()) <= 1, "and none is doubled"
        server = after
        log.append(change)
    assert is_whole(server)
    for view, number in zip(views, seen, strict=True):
        caught_up = view
        for change in log[number:]:
            caught_up = apply(caught_up, change).document
        assert caught_up == server


@given(st.data())
def test_a_batch_is_all_or_nothing_and_can_be_taken_back(data: st.DataObject) -> None:
    document = data.draw(documents())
    before = document.model_dump()
    operations = data.draw(st.lists(changes(document), max_size=5))
    one_by_one, failed = document, False
    for operation in operations:
        try:
            one_by_one = apply(one_by_one, operation).document
        except OperationError:
            failed = True
            break
    batch = {"id": "op_batch", "do": "batch", "operations": operations}
    if failed:
        with pytest.raises(OperationError, match=r"Operation \d of \d"):
            apply(document, batch)
    else:
        applied = apply(document, batch)
        assert applied.document == one_by_one
        assert apply(applied.document, applied.inverse).document == document
    assert document.model_dump() == before


def test_untouched_records_and_tables_are_shared() -> None:
    document = load_template("online-store")
    card = next(iter(document.cards))
    operation = {"do": "set", "table": "cards", "record_id": card, "fields": {"text": "other"}}
    after = apply(document, operation).document
    assert after.steps is document.steps
    assert after.lanes is document.lanes
    assert all(after.cards[name] is document.cards[name] for name in document.cards if name != card)


def test_removing_every_stage_empties_the_map_and_comes_back_as_one() -> None:
    document = load_template("online-store")
    removals = [{"do": "remove", "table": "stages", "record_id": stage} for stage in document.stages]
    applied = apply(document, {"do": "batch", "operations": removals, "label": "Clear"})
    assert not applied.document.steps
    assert not applied.document.cards
    assert not applied.document.links
    assert isinstance(applied.inverse, Batch)
    assert applied.inverse.label == "Clear"
    assert apply(applied.document, applied.inverse).document == document


def test_what_takes_more_than_a_batch_to_bring_back_can_be_removed() -> None:
    document = load_template("online-store")
    stage = document.stages_in_order()[0].id
    card = next(card for card in document.cards.values() if document.steps[card.step].stage == stage)
    many = {
        f"crd_more_{n}": card.model_copy(update={"id": f"crd_more_{n}"}) for n in range(LARGEST_BATCH + 1)
    }
    document = document.model_copy(update={"cards": document.cards | many})
    removed = apply(document, {"do": "remove", "table": "stages", "record_id": stage})
    assert not many.keys() & removed.document.cards.keys()
    assert apply(removed.document, removed.inverse).document == document


def test_taking_back_twice_does_it_again() -> None:
    document = load_template("online-store")
    step = document.steps_in_order()[3].id
    once = apply(document, {"do": "remove", "table": "steps", "record_id": step})
    back = apply(once.document, once.inverse)
    assert apply(back.document, back.inverse).document == once.document


def test_models_and_json_do_the_same() -> None:
    document = load_template("blank")
    operation = Set(id="op_1", table="map", record_id=document.map.id, fields={"title": "Other"})
    assert apply(document, operation).document == apply(document, operation.to_json()).document
    assert "id" not in apply(document, operation).inverse.to_json()


@pytest.mark.parametrize(
    "junk", [None, 5, "add", [], {}, {"do": "add"}, {"do": "set", "table": "map", "extra": 1}]
)
def test_what_is_no_operation_is_refused(junk: Any) -> None:
    with pytest.raises(OperationError) as caught:
        apply(load_template("blank"), junk)
    assert caught.value.code == "invalid_operation"


def test_the_order_of_the_map_counts_stages_before_steps() -> None:
    document = load_template("online-store")
    first = document.stages_in_order()[0].id
    last = document.stages_in_order()[-1]
    moved = apply(
        document, {"do": "move", "table": "stages", "record_id": first, "to": {"order": last.order + "V"}}
    )
    titles = [step.title for step in document.steps_in_order()]
    assert [step.title for step in moved.document.steps_in_order()] == titles[2:] + titles[:2]
    for step in document.steps.values():
        assert problems_of(document, "steps", step) == []
