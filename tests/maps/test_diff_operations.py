"""The operations between two states of a map make the one into the other, whatever lies between."""

from __future__ import annotations

from hypothesis import given, settings
from tests.maps.edits import pairs

from sojourn.maps.diff_operations import batches, operations_between
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import Batch, apply


@settings(max_examples=150, deadline=None)
@given(pairs())
def test_they_make_the_one_into_the_other(pair: tuple[MapDocument, MapDocument]) -> None:
    before, after = pair
    document = before
    for change in operations_between(before, after):
        document = apply(document, change).document
    assert document == after


@settings(max_examples=50, deadline=None)
@given(pairs())
def test_one_batch_is_taken_back_at_once(pair: tuple[MapDocument, MapDocument]) -> None:
    before, after = pair
    changes = operations_between(before, after)
    for batch in batches(changes, label="Restore"):
        applied = apply(before, Batch.model_validate(batch.to_json()))
        assert applied.document == after
        assert apply(applied.document, applied.inverse).document == before


@settings(max_examples=30, deadline=None)
@given(pairs())
def test_equal_states_need_none(pair: tuple[MapDocument, MapDocument]) -> None:
    assert operations_between(pair[0], MapDocument.model_validate(pair[0].model_dump())) == ()
