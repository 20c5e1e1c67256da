"""Reads about share links, and what they show."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone

from sojourn.maps.document import MapDocument
from sojourn.maps.mentions import pictures_on
from sojourn.server.api.files import picture
from sojourn.server.maps.documents import document_at
from sojourn.server.maps.images import image_of
from sojourn.server.maps.models import Map
from sojourn.server.sharing.models import OPEN_MAP, ShareLink
from sojourn.server.sharing.projection import INTERNAL_KINDS, shared_document
from sojourn.server.sharing.schemas import LaneChoice, LinksView, LinkView, MadeLink, WorkspaceLink
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Membership

MOST_LISTED: Final = 300


def links_of(row: Map) -> LinksView:
    """The links of a map, the newest first, and what a new one may show."""
    now = timezone.now()
    document = document_at(row.id, seq=row.seq)
    return LinksView(
        links=[link_view(link, now=now) for link in row.share_links.order_by("-created_at")[:MOST_LISTED]],
        lanes=[
            LaneChoice(id=lane.id, title=lane.title, kind=lane.kind, usual=lane.kind not in INTERNAL_KINDS)
            for lane in document.lanes_in_order()
        ],
        reachable=not settings.SOJOURN_LOCAL,
    )


def links_of_workspace(membership: Membership) -> list[WorkspaceLink]:
    """Every open link to a map of the workspace, the newest first."""
    now = timezone.now()
    rows = ShareLink.objects.filter(OPEN_MAP, map__workspace_id=membership.workspace_id, revoked_at=None)
    found = rows.select_related("map").order_by("-created_at")
    return [
        WorkspaceLink(
            map_id=link.map_id, map_title=link.map.summary.get("title", ""), link=link_view(link, now=now)
        )
        for link in found[: MOST_LISTED * 10]
        if link.is_open(now=now)
    ]


def link_view(link: ShareLink, *, now: datetime) -> LinkView:
    """A link as members see it."""
    state = "revoked" if link.revoked_at else "open" if link.is_open(now=now) else "expired"
    return LinkView.model_validate(
        {
            "id": link.id,
            "label": link.label,
            "permission": link.permission,
            "state": state,
            "lanes": link.lanes,
            "has_password": bool(link.password),
            "embed": link.embed,
            "created_by": link.created_by_name,
            "created_at": link.created_at,
            "expires_at": link.expires_at,
            "revoked_at": link.revoked_at,
            "visits": link.visits,
            "last_visit_at": link.last_visit_at,
        }
    )


def made_link(link: ShareLink, *, token: str) -> MadeLink:
    """A link with its address."""
    address = settings.SOJOURN_ADDRESS.url
    view = link_view(link, now=timezone.now())
    return MadeLink(link=view, url=f"{address}/s/{token}", embed_url=f"{address}/embed/{token}")


def shared_map(request: HttpRequest, link: ShareLink) -> HttpResponseBase:
    """What the link shows now; nothing but a "not modified" where the guest has that already."""
    tag = state_of(link)
    if tag in request.headers.get("If-None-Match", ""):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        body = {"permission": link.permission, "document": _seen_by(link).model_dump(mode="json")}
        answer = HttpResponse(orjson.dumps(body), content_type="application/json")
    answer.headers["ETag"] = tag
    return answer


def shared_image(link: ShareLink, image_id: str) -> HttpResponse:
    """A picture on what the link shows. Nothing keeps it, so that it ends with the link.

    Raises:
        NotFoundError: It is not on what the link shows.
    """
    if image_id not in pictures_on(_seen_by(link)):
        raise NotFoundError("The map has no such picture.")
    answer = picture(image_of(link.map_id, image_id))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _seen_by(link: ShareLink) -> MapDocument:
    return shared_document(document_at(link.map_id, seq=link.map.seq), lanes=link.lanes)


def state_of(link: ShareLink) -> str:
    """A tag that changes with the map and with the link; it does not tell how often the map was edited."""
    said = f"{settings.SECRET_KEY}:{link.id}:{link.version}:{link.map.seq}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
