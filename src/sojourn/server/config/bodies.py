"""Bounds the size of request bodies before anything is kept of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

import orjson
from django.conf import settings
from django.core.exceptions import DisallowedHost

from sojourn.server.config.threads import in_database

UPLOADS: Final = "/api/uploads"
SMALL: Final = 64 * 1024

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


class _TooLargeError(Exception):
    """More came than was announced or is accepted."""


def limited(application: Application) -> Application:
    """Refuse bodies above the limit of their address: by the announced length, and by what really comes.

    Django writes a whole body to disk before it asks who sent it; without a bound anyone could fill the disk.
    """

    async def bounded(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        limit = await largest(scope)
        if _announced(scope) > limit:
            await _refuse(send)
            return
        came = 0

        async def counted() -> Any:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise _TooLargeError
            return message

        try:
            await application(scope, counted, send)
        except _TooLargeError:
            await _refuse(send)

    return bounded


async def largest(scope: dict[str, Any]) -> int:
    """How large a request's body may be, in bytes: a large one only as an upload, from who may upload."""
    if scope["path"] == UPLOADS and await in_database(may_upload)(scope):
        return int(settings.SOJOURN_LARGEST_UPLOAD) + SMALL
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def may_upload(scope: dict[str, Any]) -> bool:
    """Whether the sender may upload anywhere. The view asks again, and where; this guards the disk."""
    from sojourn.server.live.visitors import person, request_of
    from sojourn.server.workspaces.models import Membership, Role

    try:
        user = person(request_of(scope))
    except DisallowedHost:
        return False
    roles = Membership.objects.filter(user=user).values_list("role", flat=True) if user else ()
    return any(Role(role).covers(Role.EDITOR) for role in roles)


def _announced(scope: dict[str, Any]) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def _refuse(send: Send) -> None:
    body = {
        "type": "too-large",
        "title": "Too large",
        "status": 413,
        "detail": "The request is larger than this server accepts.",
    }
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": orjson.dumps(body)})
