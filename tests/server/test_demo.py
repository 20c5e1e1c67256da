"""The demo's maps are made once and stay as people left them."""

from __future__ import annotations

import pytest

from sojourn.core.workspace import Workspace
from sojourn.journeys.log.current import EmptyLogError
from sojourn.maps.diff import diff
from sojourn.maps.document import MapDocument
from sojourn.maps.templates import load_template
from sojourn.server.demo import TITLE, prepare_here
from sojourn.server.demo_versions import SKETCH
from sojourn.server.maps.documents import current_document
from sojourn.server.maps.models import Map
from sojourn.server.versions.models import MapVersion
from sojourn.server.versions.selectors import document_at

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_measured_map_one_of_the_future_and_a_drafted_one(log: Workspace) -> None:
    map_id = prepare_here()
    document = current_document(map_id)
    assert document.map.title == TITLE
    assert document.map.measured is not None
    assert document.map.measured.customers == 60
    assert any(step.numbers for step in document.steps.values())
    states = [current_document(row.id).map.state for row in Map.objects.all()]
    assert sorted(states) == ["current", "current", "future"]
    assert Map.objects.count() == 3


def test_the_demo_tells_what_a_workshop_changed(log: Workspace) -> None:
    map_id = prepare_here()
    after, before = MapVersion.objects.filter(map=map_id).order_by("-seq")
    assert (before.name, before.seq) == (SKETCH, 0)
    words = diff(document_at(map_id, before.seq), document_at(map_id, after.seq), match="ids").words()
    assert "Step “Pay” renamed to “Fight with the payment”" in words
    assert "Emotion of Flora Planwell at “Miss the courier” −0.5 → −1.5" in words
    assert any("Barrier" in one and "added" in one for one in words)
    drawn = load_template("online-store")
    shown = document_at(map_id, after.seq)
    assert said(shown) == said(drawn), "what is shown first is the template"


def said(document: MapDocument) -> list[tuple[str, str, float | None]]:
    return sorted(
        ((document.steps[card.step].title, card.text, card.emotion) for card in document.cards.values()),
        key=str,
    )


def test_preparing_again_makes_nothing_new(log: Workspace) -> None:
    first = prepare_here()
    Map.objects.filter(id=first).update(summary={"title": "Renamed by somebody"})
    assert prepare_here() == first
    assert Map.objects.count() == 3


def test_a_demo_without_events_is_refused_and_leaves_no_map(folder: Workspace) -> None:
    with pytest.raises(EmptyLogError):
        prepare_here()
    assert not Map.objects.exists()
