"""Reads about actions."""

from __future__ import annotations

from sojourn.server.actions.schemas import OpportunityView
from sojourn.server.maps.documents import current_document


def opportunities_of(map_id: str) -> list[OpportunityView]:
    """What could change on a map, best first."""
    from sojourn.actions.opportunities import opportunities

    found = opportunities(current_document(map_id))
    return [OpportunityView.model_validate(one.to_json()) for one in found]
