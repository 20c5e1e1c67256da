"""Refuses requests that another site makes in the name of the person at the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from sojourn.server.api.problems import problem

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
COLLECTOR: Final = ("/v1/", "/batch")
"""Paths where programs send events with a write key; they carry no cookie and change nothing by it."""


def same_origin_only(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Check the Host header on every request, and the origin on every request that changes something."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        host = request.get_host()  # Raises on a name that is not ours: stops DNS rebinding.
        if request.method not in SAFE and not request.path.startswith(COLLECTOR):
            fault = origin_fault(request.headers.get("Origin"), request=request, host=host)
            if fault:
                return problem(403, "foreign-origin", "Request from another site", fault)
        return get_response(request)

    return middleware


def origin_fault(origin: str | None, *, request: HttpRequest, host: str) -> str | None:
    """Why a changing request may be another site's work; nothing when it is not.

    Every browser of today sends ``Origin`` or ``Sec-Fetch-Site`` with a request that changes something, so
    one without both comes from a program. A program has no cookies of a person: with a session it is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if origin is not None:
        if is_own(origin, host=host):
            return None
        return "The page that sent this request is not part of this server."
    if site is not None:
        return None if site in ("same-origin", "none") else "Another site sent this request."
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return "A request with a session must say where it comes from: send an Origin header."
    return None


def is_own(origin: str, *, host: str) -> bool:
    """Whether ``origin`` (``http://localhost:8765``) is the very host that was asked.

    >>> is_own("http://localhost:8765", host="localhost:8765"), is_own("null", host="localhost")
    (True, False)
    """
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
