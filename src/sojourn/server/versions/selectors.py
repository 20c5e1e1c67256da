"""Reads about versions: the map as it was, and which of its states are kept."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse

from sojourn.maps.document import MapDocument
from sojourn.server.maps.documents import kept_at_or_before, replayed
from sojourn.server.maps.models import Map
from sojourn.server.versions.models import MapVersion, unpacked
from sojourn.server.workspaces.access import NotFoundError


def document_at(map_id: str, seq: int) -> MapDocument:
    """The map as it was after operation ``seq``; 0 is the state in which it began.

    Raises:
        NotFoundError: The map has no such operation.
    """
    last = Map.objects.values_list("seq", flat=True).filter(id=map_id).first()
    if last is None:
        raise NotFoundError("There is no such map.")
    if not 0 <= seq <= last:
        raise NotFoundError(f"This map has no state {seq}. Its states are 0 to {last}.")
    start, document = _nearest(map_id, seq)
    return replayed(map_id, document, after=start, until=seq)


def _nearest(map_id: str, seq: int) -> tuple[int, MapDocument]:
    """The last state at or before ``seq`` that need not be rebuilt."""
    found = MapVersion.objects.filter(map_id=map_id, seq__lte=seq).order_by("-seq").only("seq").first()
    least = found.seq if found else 0
    known = kept_at_or_before(map_id, seq=seq, at_least=least)
    if known is not None:
        return known
    if found is None:
        origin = Map.objects.values_list("content__origin", flat=True).get(id=map_id)
        return 0, MapDocument.model_validate(origin)
    return found.seq, unpacked(found.document)


def map_at(row: Map, seq: int, *, role: str) -> HttpResponse:
    """A map as it was, as the API gives maps. It was checked when it was written; it is not checked again."""
    document = document_at(row.id, seq)
    body: dict[str, Any] = {"id": row.id, "seq": seq, "document": document.model_dump(mode="json")}
    return HttpResponse(orjson.dumps({**body, "role": role}), content_type="application/json")
