"""What operations did is told by group, as the difference between the states around them would be."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.maps.edits import pairs

from sojourn.maps.diff import diff
from sojourn.maps.diff_operations import operations_between
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import Batch, apply_all
from sojourn.maps.telling import MEASURED, Telling

UNSAID = MEASURED | {"measured", "persona"}
"""Numbers are told in sum; a persona that goes is told, not each card that loses it."""


@settings(max_examples=100, deadline=None)
@given(pairs())
def test_one_group_tells_of_all_that_differs(pair: tuple[MapDocument, MapDocument]) -> None:
    before, after = pair
    telling = Telling(before)
    telling.take(Batch(operations=operations_between(before, after)), group=0)
    told = {(one.table, one.record_id) for one in telling.told(0)}
    for one in diff(before, after, match="ids").differences:
        if not one.inside and one.kind != "moved" and one.field not in UNSAID:
            assert (one.table, one.record_id) in told, one.words


@settings(max_examples=100, deadline=None)
@given(pairs(), st.data())
def test_any_way_of_sharing_the_work_is_told(
    pair: tuple[MapDocument, MapDocument], data: st.DataObject
) -> None:
    before, after = pair
    telling = Telling(before)
    for change in operations_between(before, after):
        telling.take(change, group=data.draw(st.sampled_from([0, 1, None])))
    for group in (0, 1):
        told = telling.told(group)
        assert all(one.words for one in told)
        only = frozenset(one.record_id for one in told[:1])
        assert len(telling.told(group, only=only)) <= len(told)


@settings(max_examples=100, deadline=None)
@given(pairs())
def test_many_at_once_are_as_one_by_one(pair: tuple[MapDocument, MapDocument]) -> None:
    before, after = pair
    kept = before.model_dump()
    assert apply_all(before, operations_between(before, after)) == after
    assert before.model_dump() == kept
