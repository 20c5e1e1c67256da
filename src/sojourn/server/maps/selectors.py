"""Reads about maps."""

from __future__ import annotations

from typing import Final

import orjson
from django.http import HttpResponse
from django.utils import timezone

from sojourn.maps.document import MapDocument
from sojourn.server.maps.documents import document_at
from sojourn.server.maps.models import Map
from sojourn.server.maps.schemas import (
    AtlasView,
    AtlasWay,
    CommittedOperation,
    FindingView,
    MapSummary,
    OperationsSince,
    TemplateView,
)
from sojourn.server.maps.summaries import covered_on
from sojourn.server.workspaces.models import Membership

AT_ONCE: Final = 1000


def maps_visible_to(membership: Membership) -> list[MapSummary]:
    """The workspace's maps, last changed first."""
    rows = Map.objects.filter(workspace_id=membership.workspace_id, deleted_at=None)
    today = timezone.localdate()
    return [
        MapSummary(id=map_id, updated_at=updated_at, **covered_on(today, summary))
        for map_id, updated_at, summary in rows.order_by("-updated_at", "id").values_list(
            "id", "updated_at", "summary"
        )
    ]


def titles_of(workspace_id: str, map_ids: set[str]) -> dict[str, str]:
    """The titles of those of the maps that the workspace has."""
    rows = Map.objects.filter(workspace_id=workspace_id, id__in=map_ids, deleted_at=None)
    return {map_id: str(summary.get("title", "")) for map_id, summary in rows.values_list("id", "summary")}


def atlas_visible_to(membership: Membership) -> AtlasView:
    """The workspace's maps and the ways between them. A map that one may not see looks like none."""
    maps = maps_visible_to(membership)
    known = {one.id for one in maps}
    ways = [
        AtlasWay(map=one.id, step=way.step, title=way.title, opens=way.map if way.map in known else None)
        for one in maps
        for way in one.opens
    ]
    # A map may name one that its reader cannot see; the name itself is told nobody here.
    for one in maps:
        one.opens = [way for way in one.opens if way.map in known]
    return AtlasView(maps=maps, ways=ways)


def map_view(row: Map, *, role: str, status: int = 200) -> HttpResponse:
    """A map as the API gives it. Its document was checked when it was written; it is not checked again."""
    document = document_at(row.id, seq=row.seq)
    body = {"id": row.id, "seq": row.seq, "document": document.model_dump(mode="json"), "role": role}
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/json")


def operations_since(row: Map, *, after: int) -> OperationsSince:
    """Up to 1,000 operations after number ``after``, and the number of the map's last."""
    found = row.operations.filter(seq__gt=after, seq__lte=row.seq).order_by("seq")[:AT_ONCE]
    return OperationsSince(
        seq=row.seq,
        operations=[
            CommittedOperation(seq=one.seq, operation=one.operation, author=one.author_name, at=one.at)
            for one in found
        ],
    )


def findings(document: MapDocument) -> list[FindingView]:
    """What the rules say about a map today; after it what the team lets stand, with the reason."""
    from sojourn.maps.lint import all_rules, report

    titles = {rule.code: rule.title for rule in all_rules()}
    found = report(document, today=timezone.localdate())
    return [
        FindingView.model_validate({**one.to_json(), "title": titles[one.code]})
        for one in (*found.findings, *found.allowed)
    ]


def templates() -> list[TemplateView]:
    """Maps to start from."""
    from sojourn.maps.templates import templates as known

    return [TemplateView.model_validate(one) for one in known()]


def template_thumbnail(template_id: str, *, theme: str) -> bytes:
    """A template in small, as SVG.

    Raises:
        UsageError: There is no such template, or no such theme.
    """
    from sojourn.maps.templates import template_info
    from sojourn.render.theme import known_theme
    from sojourn.render.thumbnail import lay_out_thumbnail
    from sojourn.render.writers.svg import write_svg

    info = template_info(template_id)
    return write_svg(lay_out_thumbnail(info.stages, title=info.title), theme=known_theme(theme))
