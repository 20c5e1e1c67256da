"""The web app's page at the addresses of share links: kept out of search engines, caches and other sites."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from sojourn.server.config import app
from sojourn.server.config.headers import app_policy
from sojourn.server.sharing import access
from sojourn.server.sharing.models import ANYWHERE, ShareLink
from sojourn.server.workspaces.access import NotFoundError, TooManyAttemptsError


def shared(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page of a shared map; where the link opens nothing, the same page says so, with 404."""
    return _page(request, token)[0]


def embedded(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page of a shared map for a frame, on the sites that the link names."""
    response, link = _page(request, token)
    sites = link.embed if link else []
    if sites:
        ancestors = "*" if ANYWHERE in sites else " ".join(sites)
        response.headers["Content-Security-Policy"] = app_policy(frame_ancestors=ancestors)
    elif response.status_code == 200:
        response.status_code = 404
    return response


def _page(request: HttpRequest, token: str) -> tuple[HttpResponseBase, ShareLink | None]:
    link, status = None, 200
    try:
        link = access.known_link(request, token)
    except NotFoundError:
        status = 404
    except TooManyAttemptsError:
        status = 429
    response = app.page(request, "")
    if response.status_code == 200:
        response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response, link
