"""Share links over HTTP: made and ended by members, used by guests, who have no account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router, Status

from sojourn.server.api.schemas import FAULTS, GUESSABLE
from sojourn.server.maps.access import map_for
from sojourn.server.sharing import access, selectors, services
from sojourn.server.sharing.schemas import (
    GuestWords,
    LinkChange,
    LinksView,
    LinkView,
    MadeLink,
    NewLink,
    SharedMap,
    Unlocking,
    WorkspaceLink,
)
from sojourn.server.sharing.tokens import give_pass
from sojourn.server.workspaces.access import member, user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["sharing"])
LINKS = "/maps/{map_id}/links"
LINK = f"{LINKS}/{{link_id}}"
SHARED = "/shared/{token}"


@router.get(LINKS, response={200: LinksView, **FAULTS}, operation_id="share_links")
def share_links(request: HttpRequest, map_id: str) -> LinksView:
    """The share links of a map."""
    row, _ = map_for(user_of(request), map_id, role=Role.EDITOR)
    return selectors.links_of(row)


@router.post(LINKS, response={201: MadeLink, **FAULTS}, operation_id="create_link")
def create_link(request: HttpRequest, map_id: str, body: NewLink) -> Status[MadeLink]:
    """Make a link by which people without an account read a map. Its address is shown this once."""
    row, membership = map_for(user_of(request), map_id, role=Role.EDITOR)
    link, token = services.create_link(membership, row, wanted=body)
    return Status(201, selectors.made_link(link, token=token))


@router.patch(LINK, response={200: LinkView, **FAULTS}, operation_id="change_link")
def change_link(request: HttpRequest, map_id: str, link_id: str, body: LinkChange) -> LinkView:
    """Choose otherwise for a link; its address stays."""
    link, _, membership = access.link_for(user_of(request), map_id, link_id)
    return selectors.link_view(services.change_link(membership, link, wanted=body), now=timezone.now())


@router.post(f"{LINK}/renew", response={200: MadeLink, **FAULTS}, operation_id="renew_link")
def renew_link(request: HttpRequest, map_id: str, link_id: str) -> MadeLink:
    """Give a link a fresh address; the earlier one ends at once."""
    link, _, membership = access.link_for(user_of(request), map_id, link_id)
    renewed, token = services.renew_link(membership, link)
    return selectors.made_link(renewed, token=token)


@router.delete(LINK, response={204: None, **FAULTS}, operation_id="revoke_link")
def revoke_link(request: HttpRequest, map_id: str, link_id: str) -> Status[None]:
    """End a link for good."""
    link, _, membership = access.link_for(user_of(request), map_id, link_id)
    services.revoke_link(membership, link)
    return Status(204, None)


@router.get("/links", response={200: list[WorkspaceLink], **FAULTS}, operation_id="workspace_links")
def workspace_links(request: HttpRequest) -> list[WorkspaceLink]:
    """Every open share link to a map of the workspace."""
    return selectors.links_of_workspace(member(request, role=Role.ADMIN))


@router.get(SHARED, auth=None, response={200: SharedMap, **GUESSABLE}, operation_id="shared_map")
def shared_map(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a share link shows of its map. With `If-None-Match`, 304 while nothing has changed."""
    link = access.open_link(request, token)
    services.note_visit(request, link)
    return selectors.shared_map(request, link)


@router.get(
    f"{SHARED}/images/{{image_id}}",
    auth=None,
    response=GUESSABLE,
    operation_id="shared_image",
    openapi_extra={"responses": {200: {"description": "The picture.", "content": {"image/webp": {}}}}},
)
def shared_image(request: HttpRequest, token: str, image_id: str) -> HttpResponse:
    """A picture on what a share link shows."""
    return selectors.shared_image(access.open_link(request, token), image_id)


@router.post(f"{SHARED}/unlock", auth=None, response={204: None, **GUESSABLE}, operation_id="unlock")
def unlock(request: HttpRequest, response: HttpResponse, token: str, body: Unlocking) -> Status[None]:
    """Give a link's password; a cookie for this link alone keeps it open for some hours."""
    link = access.known_link(request, token)
    services.unlock(request, link, password=body.password)
    give_pass(response, link, token=token)
    return Status(204, None)


@router.post(
    f"{SHARED}/comments", auth=None, response={204: None, **GUESSABLE}, operation_id="comment_as_guest"
)
def comment_as_guest(request: HttpRequest, token: str, body: GuestWords) -> Status[None]:
    """Say something about the map by a link that lets people comment. The team sees it first."""
    link = access.comment_link(request, token)
    services.comment_as_guest(request, link, words=body)
    return Status(204, None)
