"""Reads about actions."""

from __future__ import annotations

from sojourn.server.api.schemas import Json
from sojourn.server.maps.documents import current_document


def opportunities_of(map_id: str) -> list[Json]:
    """What could change on a map, best first."""
    from sojourn.actions.opportunities import opportunities

    return [one.to_json() for one in opportunities(current_document(map_id))]
