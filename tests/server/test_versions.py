"""A map is there as it was after each of its operations, and goes back to it by an edit like any other."""

from __future__ import annotations

from typing import Any

import pytest

from sojourn.maps.document import MapDocument
from sojourn.server.maps import documents
from sojourn.server.versions.selectors import document_at
from sojourn.server.workspaces.access import NotFoundError

from .conftest import People
from .test_maps import add_stage, commit, new_map


def as_it_was(people: People, map_id: str, seq: int) -> MapDocument:
    answer = people.member.call("get", f"/maps/{map_id}/at/{seq}")
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    assert (body["id"], body["seq"], body["role"]) == (map_id, seq, "viewer")
    return MapDocument.model_validate(body["document"])


def test_a_map_is_there_as_it_was_after_every_operation(people: People) -> None:
    map_id = new_map(people, template="online-store")
    states = [documents.current_document(map_id)]
    for number in range(1, 140):
        commit(people, map_id, add_stage(number))
        states.append(documents.current_document(map_id))
    for forget in (False, True):
        for seq in (0, 1, 63, 64, 65, 100, 139):
            if forget:
                documents.forget_all()
            assert document_at(map_id, seq) == states[seq]
    assert as_it_was(people, map_id, 70) == states[70]


def test_a_state_that_never_was_is_not_found(people: People) -> None:
    map_id = new_map(people)
    commit(people, map_id, add_stage(1))
    for seq in (-1, 2):
        with pytest.raises(NotFoundError, match="Its states are 0 to 1"):
            document_at(map_id, seq)
        assert people.owner.call("get", f"/maps/{map_id}/at/{seq}").status_code == 404
    with pytest.raises(NotFoundError):
        document_at("map_none", 0)
