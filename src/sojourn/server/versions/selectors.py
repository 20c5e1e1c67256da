"""Reads about versions: the map as it was, and which of its states are kept."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse

from sojourn.maps.diff import diff
from sojourn.maps.document import MapDocument
from sojourn.server.maps.documents import kept_at_or_before, replayed
from sojourn.server.maps.models import Map
from sojourn.server.versions.models import Kind, MapVersion, unpacked
from sojourn.server.versions.schemas import DifferencesView, DifferenceView, VersionsView, VersionView
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


def versions(row: Map) -> VersionsView:
    """The states of a map that are kept, newest first."""
    rows = MapVersion.objects.filter(map=row).exclude(kind=Kind.WAYPOINT).defer("document")
    return VersionsView(seq=row.seq, begun_at=row.created_at, versions=[view(one) for one in rows])


def view(version: MapVersion) -> VersionView:
    """A version as the API gives it."""
    return VersionView.model_validate(
        {
            **{name: getattr(version, name) for name in ("id", "seq", "kind", "name", "note", "at")},
            "by": version.author_name,
        }
    )


def differences(row: Map, *, before: int, after: int | None) -> DifferencesView:
    """What differs between two states of a map; ``None``: the map as it is now.

    Raises:
        NotFoundError: The map has no such state.
    """
    until = row.seq if after is None else after
    found = diff(document_at(row.id, before), document_at(row.id, until), match="ids")
    views = [DifferenceView.model_validate(one.to_json()) for one in found.differences]
    return DifferencesView(before=before, after=until, differences=views)


def map_at(row: Map, seq: int, *, role: str) -> HttpResponse:
    """A map as it was, as the API gives maps. It was checked when it was written; it is not checked again."""
    document = document_at(row.id, seq)
    body: dict[str, Any] = {"id": row.id, "seq": seq, "document": document.model_dump(mode="json")}
    return HttpResponse(orjson.dumps({**body, "role": role}), content_type="application/json")
