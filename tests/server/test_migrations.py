"""What was stored by an older release is there after an upgrade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sojourn.server.maps import documents
from sojourn.server.maps.models import Map, MapContent

from .conftest import People
from .test_maps import add_stage, commit, new_map


@pytest.fixture
def migrated(transactional_db: None) -> Iterator[Callable[[str, str], Any]]:
    """Takes an app to one of its migrations and returns the models as they were then."""

    def to(app: str, name: str) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate([(app, name)])
        return executor.loader.project_state([(app, name)]).apps

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_the_documents_of_maps_move_to_a_table_of_their_own_and_back(
    migrated: Callable[[str, str], Any], people: People
) -> None:
    map_id = new_map(people, template="online-store")
    commit(people, map_id, *(add_stage(number) for number in range(1, 140)))
    now = MapContent.objects.get(map=map_id)
    document, snapshot_seq = documents.current_document(map_id), Map.objects.get(id=map_id).snapshot_seq
    assert now.origin != now.snapshot

    before = migrated("maps", "0002_images").get_model("maps", "Map").objects.get(id=map_id)
    assert (before.origin, before.snapshot) == (now.origin, now.snapshot)

    migrated("maps", "0003_content")
    after = MapContent.objects.get(map=map_id)
    assert (after.origin, after.snapshot) == (now.origin, now.snapshot)
    documents.forget_all()
    assert documents.current_document(map_id) == document
    assert Map.objects.get(id=map_id).snapshot_seq == snapshot_seq
