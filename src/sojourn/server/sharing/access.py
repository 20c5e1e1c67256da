"""The only doors to a share link: for who makes them through the map, for guests through the token."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from sojourn.core.errors import SojournError
from sojourn.server.accounts.models import User
from sojourn.server.maps.access import map_for
from sojourn.server.maps.models import Map
from sojourn.server.sharing import limits
from sojourn.server.sharing.models import OPEN_MAP, Permission, ShareLink
from sojourn.server.sharing.tokens import has_pass, hash_of
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Membership, Role

GONE = "This link opens nothing (any more). Ask who sent it for a fresh one."


class LinkLockedError(SojournError):
    """The link asks for a password first."""


class ViewOnlyLinkError(SojournError):
    """The link lets people read, not write."""


def link_for(user: User, map_id: str, link_id: str) -> tuple[ShareLink, Map, Membership]:
    """A link of a map, for a member who may share that map.

    Raises:
        NotFoundError: There is no such link on such a map, or it is not the user's to see.
        NotAllowedError: The user may see the map, but not share it.
    """
    row, membership = map_for(user, map_id, role=Role.EDITOR)
    link = ShareLink.objects.filter(id=link_id, map=row).first()
    if link is None:
        raise NotFoundError("There is no such link.")
    link.map = row
    return link, row, membership


def known_link(request: HttpRequest, token: str) -> ShareLink:
    """The link behind a token, when it opens its map now; whether its password was given is not asked.

    Raises:
        NotFoundError: Wrong, expired, revoked, or of a deleted map: all the same.
        TooManyAttemptsError: The sender tried too many tokens.
    """
    limits.check_pause(request)
    rows = ShareLink.objects.select_related("map")
    link = rows.filter(OPEN_MAP, token_hash=hash_of(token)).first()
    if link is None or not link.is_open(now=timezone.now()):
        limits.count_miss(request)
        raise NotFoundError(GONE)
    return link


def open_link(request: HttpRequest, token: str) -> ShareLink:
    """The link behind a token, to read by.

    Raises:
        NotFoundError: It opens nothing.
        LinkLockedError: It asks for a password first.
        TooManyAttemptsError: The sender tried too many tokens.
    """
    link = known_link(request, token)
    if link.password and not has_pass(request, link):
        raise LinkLockedError("This map is behind a password. Give it first.")
    return link


def comment_link(request: HttpRequest, token: str) -> ShareLink:
    """The link behind a token, to comment by.

    Raises:
        ViewOnlyLinkError: It is one to read by.
        NotFoundError: It opens nothing.
        LinkLockedError: It asks for a password first.
        TooManyAttemptsError: The sender tried too many tokens.
    """
    link = open_link(request, token)
    if link.permission != Permission.COMMENT:
        raise ViewOnlyLinkError("This link is for reading. Ask who sent it for one to comment by.")
    return link
