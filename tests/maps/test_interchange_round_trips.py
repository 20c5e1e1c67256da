"""What is written comes back as its projection says, and the report names exactly what differs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.maps.documents import documents

from sojourn.maps.document import PARENTS, TABLES, MapDocument
from sojourn.maps.interchange import formats, losses, projection, read_map, write_map

WRITTEN = [one.name for one in formats() if one.writes and one.reads]
moderate = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def canonical(document: MapDocument) -> dict[str, list[dict[str, Any]]]:
    """The content of a map: records in their order, referring to each other by their places."""
    ordered: dict[str, list[Any]] = {
        "personas": document.personas_in_order(),
        "stages": document.stages_in_order(),
        "steps": document.steps_in_order(),
        "lanes": document.lanes_in_order(),
        "cards": [
            card
            for lane in document.lanes_in_order()
            for step in document.steps_in_order()
            for card in document.cards_in(lane.id, step.id)
        ],
        "links": sorted(document.links.values(), key=lambda link: link.id),
        "evidence": sorted(document.evidence.values(), key=lambda row: (row.order, row.id)),
    }
    places = {record.id: place for records in ordered.values() for place, record in enumerate(records)}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    found["map"].append(document.map.model_dump(exclude={"id"}))
    for table, records in ordered.items():
        for record in records:
            fields = record.model_dump(exclude={"id", "order"})
            for field in PARENTS.get(table, {}):
                fields[field] = None if fields[field] is None else places[fields[field]]
            found[table].append(fields)
    return dict(found)


@pytest.mark.parametrize("name", WRITTEN)
@moderate
@given(document=documents())
def test_what_is_written_reads_back_as_the_projection(name: str, document: MapDocument) -> None:
    data = write_map(document, name).data
    assert canonical(read_map(data, format_name=name).document) == canonical(projection(document, name))


@pytest.mark.parametrize("name", WRITTEN)
@moderate
@given(document=documents())
def test_a_projection_survives_unchanged(name: str, document: MapDocument) -> None:
    once = projection(document, name)
    assert canonical(projection(once, name)) == canonical(once)
    assert [loss for loss in losses(once, name) if not loss.code.endswith(".order")] == []


@pytest.mark.parametrize("name", WRITTEN)
@moderate
@given(document=documents())
def test_the_report_counts_every_record_that_goes(name: str, document: MapDocument) -> None:
    kept, report = projection(document, name), losses(document, name)
    for table in TABLES:
        if table in {"map", "cards"}:
            continue
        gone = set(document.table(table)) - set(kept.table(table))
        said = sum(loss.count for loss in report if (loss.code, loss.change) == (table, "dropped"))
        assert said == len(gone)


@pytest.mark.parametrize("name", WRITTEN)
@moderate
@given(document=documents())
def test_the_report_is_silent_exactly_when_nothing_differs(name: str, document: MapDocument) -> None:
    same = canonical(projection(document, name)) == canonical(document)
    assert (losses(document, name) == ()) == same


@given(document=documents(), name=st.sampled_from(["yaml", "json"]))
def test_our_own_notations_lose_nothing(document: MapDocument, name: str) -> None:
    assert losses(document, name) == ()
    assert read_map(write_map(document, name).data, format_name=name).document == document
