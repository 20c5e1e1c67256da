"""Maps to render."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from tests.render.larkspur import larkspur

from sojourn.maps.document import MapDocument

settings.register_profile("render", deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(name="larkspur")
def larkspur_map() -> MapDocument:
    """The whole map of one persona's feelings."""
    return larkspur()


@pytest.fixture
def two_personas() -> MapDocument:
    """The same map with two curves of emotion."""
    return larkspur(personas=2)


@pytest.fixture
def empty_map() -> MapDocument:
    """A map of nothing."""
    return MapDocument.model_validate({"map": {"id": "map_empty", "title": ""}})
