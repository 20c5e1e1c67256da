"""The application: Django for requests, the live socket beside it."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sojourn.server.config.settings")

from django.core.asgi import get_asgi_application

django = get_asgi_application()

from sojourn.server.config.bodies import limited  # noqa: E402
from sojourn.server.live.socket import live  # noqa: E402

requests = limited(django)
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Hand a connection to who serves its kind."""
    if scope["type"] == "http":
        await requests(scope, receive, send)
    elif scope["type"] == "websocket":
        await live(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        assert message["type"] == "lifespan.startup"
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
