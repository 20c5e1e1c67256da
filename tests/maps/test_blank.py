"""The empty table for a pen."""

from sojourn.maps.blank import CLASSIC_STAGES, blank_table
from sojourn.maps.document import MapDocument, MapRecord
from sojourn.maps.templates import load_template


def test_keeps_stages_and_lanes_and_leaves_all_else_out() -> None:
    full = load_template("online-store")
    blank = blank_table(full)
    assert [stage.title for stage in blank.stages_in_order()] == [
        stage.title for stage in full.stages_in_order()
    ]
    assert {lane.kind for lane in full.lanes.values()} - {lane.kind for lane in blank.lanes.values()} == {
        "numbers"
    }
    assert (blank.steps, blank.cards, blank.personas, blank.links) == ({}, {}, {}, {})
    assert blank.map.title == full.map.title
    assert MapDocument.model_validate(blank.model_dump()) == blank


def test_a_map_with_nothing_gets_the_classic_stages() -> None:
    blank = blank_table(MapDocument(map=MapRecord(id="map_x")))
    assert [stage.title for stage in blank.stages_in_order()] == list(CLASSIC_STAGES)
    assert [lane.kind for lane in blank.lanes_in_order()][:2] == ["actions", "touchpoints"]
