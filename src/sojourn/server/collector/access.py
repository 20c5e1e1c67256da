"""The only door for programs: a write key."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Any

from django.http import HttpRequest

from sojourn.server.collector.models import WriteKey


def write_key_for(request: HttpRequest, body: dict[str, Any]) -> WriteKey | None:
    """The write key that a request carries, in its body or as the user name of Basic authentication."""
    given = body.get("writeKey") or body.get("api_key") or _basic(request.headers.get("Authorization", ""))
    if not isinstance(given, str) or not given:
        return None
    return WriteKey.objects.filter(key_hash=hash_of(given), revoked_at=None).first()


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _basic(header: str) -> str:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(encoded.strip(), validate=True).decode("utf-8").split(":", 1)[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""
