"""Headers that every answer carries: what a browser may load, embed and keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_APP: Final = (
    "default-src 'self'",
    "script-src 'self'",
    # Components position menus and size charts by style attributes and style elements. No text of a
    # user ever becomes markup, so styles cannot be injected; scripts stay strict.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
)
NOBODY: Final = "frame-ancestors 'none'"


def app_policy(*, frame_ancestors: str) -> str:
    """What a page of the app may load, and which sites may show it in a frame."""
    return "; ".join((*_APP, f"frame-ancestors {frame_ancestors}"))


APP_POLICY: Final = app_policy(frame_ancestors="'none'")
FILE_POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""For files that people download: whatever is inside, it runs nothing."""

SHARED: Final = ("/s/", "/embed/", "/api/shared/")
"""Addresses that are secrets: they are told to no other site and to no search engine."""

PERMISSIONS: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put the headers on every answer; a view may set a stricter policy of its own first."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        response.headers.setdefault("Content-Security-Policy", FILE_POLICY if is_file else APP_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if NOBODY in response.headers["Content-Security-Policy"]:
            response.headers.setdefault("X-Frame-Options", "DENY")
        if request.path.startswith(SHARED):
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return middleware
