"""How often something secret may be tried at share links, counted over all processes of the server."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

# The public door of the same counter leaves out GET, and a token is guessed by GET.
from allauth.core.internal.ratelimit import consume, get_ip
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from sojourn.server.workspaces.access import TooManyAttemptsError

MISS: Final = "shared_miss"
UNLOCK: Final = "shared_unlock"
COMMENT: Final = "shared_comment"
PAUSE: Final = 60
"""Seconds during which an address that tried too many tokens is heard no more."""
SAME_VISIT: Final = 3600
"""Seconds during which one address that opens one link again counts as one visit."""


def check_pause(request: HttpRequest) -> None:
    """Hear an address only while it has not tried too many tokens: neither wrong ones nor good ones.

    Raises:
        TooManyAttemptsError: It has.
    """
    if cache.get(f"shared-pause:{_sender(request)}"):
        raise TooManyAttemptsError("Too many links were tried from where you are. Wait a minute.")


def count_miss(request: HttpRequest) -> None:
    """Count a token that opens nothing."""
    if consume(request, app="allauth.account", action=MISS, limit_get=True) is None:
        cache.set(f"shared-pause:{_sender(request)}", True, PAUSE)


def count_attempt(request: HttpRequest, *, action: str, link_id: str) -> None:
    """Count something that is tried at a link, by sender and by link.

    Raises:
        TooManyAttemptsError: It was tried too often.
    """
    if consume(request, app="allauth.account", action=action, key=link_id) is None:
        raise TooManyAttemptsError("That was tried very often. Wait a while, then try again.")


def is_new_visit(request: HttpRequest, link_id: str) -> bool:
    """Whether this sender has not opened the link within the hour."""
    key = f"shared-visit:{link_id}:{_sender(request)}"
    return cache.get(key) is None and cache.add(key, True, SAME_VISIT)


def is_said_again(link_id: str, *words: str) -> bool:
    """Whether the very same words came by this link of late: a form sent twice."""
    return cache.get(_words_key(link_id, words)) is not None


def note_words(link_id: str, *words: str) -> None:
    """Remember for ten minutes what came by a link."""
    cache.set(_words_key(link_id, words), True, 600)


def _words_key(link_id: str, words: tuple[str, ...]) -> str:
    return f"shared-words:{_keyed(chr(0).join((link_id, *words)))}"


def _sender(request: HttpRequest) -> str:
    return _keyed(get_ip(request))


def _keyed(text: str) -> str:
    """A digest that cannot be turned back: the cache lies in the database, and addresses are personal."""
    return hmac.new(
        settings.SECRET_KEY.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha256
    ).hexdigest()
