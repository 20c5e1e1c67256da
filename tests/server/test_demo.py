"""The demo's maps are made once and stay as people left them."""

from __future__ import annotations

import pytest

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.current import EmptyLogError
from sojourn.server.demo import TITLE, prepare_here
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.models import Map

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_measured_map_and_a_drafted_one(log: Workspace) -> None:
    map_id = prepare_here()
    document = current_document(map_id)
    assert document.map.title == TITLE
    assert document.map.measured is not None
    assert document.map.measured.customers == 60
    assert any(step.numbers for step in document.steps.values())
    assert Map.objects.count() == 2


def test_preparing_again_makes_nothing_new(log: Workspace) -> None:
    first = prepare_here()
    Map.objects.filter(id=first).update(summary={"title": "Renamed by somebody"})
    assert prepare_here() == first
    assert Map.objects.count() == 2


def test_a_demo_without_events_is_refused_and_leaves_no_map(folder: Workspace) -> None:
    with pytest.raises(EmptyLogError):
        prepare_here()
    assert not Map.objects.exists()
