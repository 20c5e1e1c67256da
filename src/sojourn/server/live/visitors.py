"""Who opens a live socket, and whether they may still listen."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest

from sojourn.server.accounts.local import is_from_this_machine
from sojourn.server.accounts.models import User
from sojourn.server.accounts.selectors import local_user
from sojourn.server.config.origins import is_own
from sojourn.server.config.threads import in_database
from sojourn.server.live.hub import LiveOperation
from sojourn.server.maps.access import map_for
from sojourn.server.maps.models import MapOperation
from sojourn.server.workspaces.access import NotAllowedError, NotFoundError
from sojourn.server.workspaces.models import Role

NOT_SIGNED_IN, FORBIDDEN, MISSING = 4401, 4403, 4404


@dataclass(frozen=True, slots=True)
class Visit:
    """One person watching one map."""

    request: HttpRequest
    map_id: str

    def fault(self) -> int | None:
        """Why the person may not listen (any more): the session ended, the role went, the map was deleted."""
        user = person(self.request)
        if user is None:
            return NOT_SIGNED_IN
        try:
            map_for(user, self.map_id, role=Role.VIEWER)
        except NotFoundError:
            return MISSING
        except NotAllowedError:
            return FORBIDDEN
        return None

    def operations(self, *, after: int, limit: int) -> list[LiveOperation]:
        """Committed operations after a number, from the database."""
        rows = MapOperation.objects.filter(map_id=self.map_id, seq__gt=after).order_by("seq")[:limit]
        return [
            {"seq": seq, "operation": operation, "author": author}
            for seq, operation, author in rows.values_list("seq", "operation", "author_name")
        ]


async def visit_of(scope: dict[str, Any], map_id: str) -> Visit | int:
    """The visit that a connection begins, or the code to refuse it with.

    A browser sends the session with a socket that any site opens, so the origin must be our own, always: one
    without it is refused, however permissive the list of hosts is.
    """
    request = request_of(scope)
    origin = request.headers.get("Origin")
    try:
        host = request.get_host()
    except DisallowedHost:
        return FORBIDDEN
    if origin is None or not is_own(origin, host=host):
        return FORBIDDEN
    visit = Visit(request=request, map_id=map_id)
    return await in_database(visit.fault)() or visit


def request_of(scope: dict[str, Any]) -> HttpRequest:
    """What a connection says of itself, as a request without a body."""
    return ASGIRequest({**scope, "type": "http", "method": "GET"}, body_file=BytesIO())


def person(request: HttpRequest) -> User | None:
    """The person behind the connection as of now: read anew each time, so that signing out counts at once."""
    if settings.SOJOURN_LOCAL and is_from_this_machine(request):
        return local_user()
    from importlib import import_module

    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    return user if isinstance(user, User) and user.is_active else None
