"""On loopback the person at the machine is signed in by being there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from sojourn.server.accounts.selectors import local_user
from sojourn.server.config.addresses import is_loopback

PROXY_HEADERS: Final = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-Ip",
    "Via",
)
"""Signs that somebody stands in between, so that the sender may be anyone."""


def sign_in_locally(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Take a request from this very machine as its person's, when the server listens on loopback alone."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SOJOURN_LOCAL and is_from_this_machine(request):
            user = local_user()
            if user is not None:
                request.user = user
        return get_response(request)

    return middleware


def is_from_this_machine(request: HttpRequest) -> bool:
    """Whether sender and Host header are loopback, no proxy spoke, and no other site's page asks.

    A page of another site may not read answers, but must not even learn by timing or size: so its requests
    count as nobody's. Following a link from another site stays possible, as for any page.
    """
    host = (
        request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    )
    if not is_loopback(str(request.META.get("REMOTE_ADDR", ""))) or not is_loopback(host):
        return False
    if any(header in request.headers for header in PROXY_HEADERS):
        return False
    is_foreign = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    return not is_foreign or request.headers.get("Sec-Fetch-Mode") == "navigate"
