"""The secret part of a link, and the pass that a browser gets for its password."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sojourn.server.sharing.models import ShareLink

PASS_LIVES: Final = 8 * 3600
"""Seconds that a password need not be given again."""
_SALT: Final = "sojourn.sharing.pass"


def new_token() -> str:
    """A fresh token of 192 random bits."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def give_pass(response: HttpResponse, link: ShareLink, *, token: str) -> None:
    """Let this browser in without the password for some hours: at this link alone."""
    response.set_cookie(
        _cookie(),
        signing.dumps([link.id, _fingerprint(link)], salt=_SALT),
        max_age=PASS_LIVES,
        path=f"/api/shared/{token}",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def has_pass(request: HttpRequest, link: ShareLink) -> bool:
    """Whether this browser gave the link's password of today. A changed password ends every pass."""
    try:
        said = signing.loads(request.COOKIES.get(_cookie(), ""), salt=_SALT, max_age=PASS_LIVES)
    except signing.BadSignature:
        return False
    return bool(said == [link.id, _fingerprint(link)])


def _cookie() -> str:
    return f"{'__Secure-' if settings.SESSION_COOKIE_SECURE else ''}sojourn-shared"


def _fingerprint(link: ShareLink) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), link.password.encode(), hashlib.sha256).hexdigest()[:32]
