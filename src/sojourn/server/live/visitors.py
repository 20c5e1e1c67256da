"""Who opens a live socket, and what they may do there as of now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any

import orjson
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db.models import Max
from django.http import HttpRequest

from sojourn.server.accounts.local import is_from_this_machine
from sojourn.server.accounts.models import User
from sojourn.server.accounts.selectors import color_of, local_user
from sojourn.server.config.origins import is_own
from sojourn.server.config.threads import in_database
from sojourn.server.live.protocol import Close, operation_part
from sojourn.server.live.room import AT_ONCE_BYTES, Committed
from sojourn.server.maps.models import Map, MapOperation
from sojourn.server.maps.services import name_of
from sojourn.server.workspaces.models import Role
from sojourn.server.workspaces.standing import Bearer, roles_in, signed_in


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one map, stamped by the server."""

    map_id: str
    bearer: Bearer
    name: str
    color: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a visit comes to as of now: a role and the map's last number, or why it ends."""

    fault: Close | None = None
    role: Role = Role.VIEWER
    seq: int = 0


async def visit_of(scope: dict[str, Any], map_id: str) -> tuple[Visit, Standing] | Close:
    """The visit that a connection begins, or the code to refuse it with.

    A browser sends the session with a socket that any site opens, so the origin must be our own, always: one
    without it is refused, however permissive the list of hosts is.
    """
    request = request_of(scope)
    origin = request.headers.get("Origin")
    try:
        host = request.get_host()
    except DisallowedHost:
        return Close.FORBIDDEN
    if origin is None or not is_own(origin, host=host):
        return Close.FORBIDDEN
    return await in_database(_begin)(request, map_id)


def _begin(request: HttpRequest, map_id: str) -> tuple[Visit, Standing] | Close:
    user = person(request)
    if user is None:
        return Close.NOT_SIGNED_IN
    session = getattr(request, "session", None)
    bearer = Bearer(user_id=user.id, session=session and session.session_key, password=user.password)
    visit = Visit(map_id=map_id, bearer=bearer, name=name_of(user), color=color_of(user))
    standing = standings([visit])[visit]
    return standing.fault or (visit, standing)


def standings(visits: Collection[Visit]) -> dict[Visit, Standing]:
    """What each visit comes to now, in four questions to the database for all of them."""
    here = signed_in({visit.bearer for visit in visits})
    maps = _maps({visit.map_id for visit in visits})
    users = {visit.bearer.user_id for visit in visits}
    roles = roles_in({workspace for workspace, _ in maps.values()}, users=users)
    found: dict[Visit, Standing] = {}
    for visit in visits:
        workspace, seq = maps.get(visit.map_id, ("", 0))
        role = roles.get((workspace, visit.bearer.user_id))
        if visit.bearer not in here:
            found[visit] = Standing(fault=Close.NOT_SIGNED_IN)
        elif role is None:
            found[visit] = Standing(fault=Close.MISSING)
        else:
            found[visit] = Standing(role=role, seq=seq)
    return found


def _maps(ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """Workspace and last number of each map that is there."""
    found: dict[str, tuple[str, int]] = {}
    listed = sorted(ids)
    for start in range(0, len(listed), 500):
        rows = Map.objects.filter(id__in=listed[start : start + 500], deleted_at=None)
        found |= {key: (place, seq) for key, place, seq in rows.values_list("id", "workspace_id", "seq")}
    return found


def last_operation() -> int:
    """The row of the newest operation of all maps."""
    return MapOperation.objects.aggregate(last=Max("id"))["last"] or 0


def committed_since(after: int) -> tuple[dict[str, int], int]:
    """The last number of each map that got operations after row ``after``, and the newest row.

    For SQLite, where rows are written one transaction after the other, so that none appears below another.
    """
    rows = MapOperation.objects.filter(id__gt=after).order_by("id").values_list("id", "map_id", "seq")
    found: dict[str, int] = {}
    newest = after
    for newest, map_id, seq in rows:  # noqa: B007  The last one counts.
        found[map_id] = seq
    return found, newest


def committed_after(map_id: str, seq: int, most: int) -> list[Committed]:
    """Operations of a map after number ``seq``, from the database: ``most``, or fewer when they are large."""
    rows = MapOperation.objects.filter(map_id=map_id, seq__gt=seq).order_by("seq")[:most]
    found: list[Committed] = []
    size = 0
    for number, operation, author in rows.values_list("seq", "operation", "author_name").iterator(50):
        found.append((number, operation_part(number, orjson.dumps(operation), author=author)))
        size += len(found[-1][1])
        if size > AT_ONCE_BYTES:
            break
    return found


def request_of(scope: dict[str, Any]) -> HttpRequest:
    """What a connection says of itself, as a request without a body."""
    return ASGIRequest({**scope, "type": "http", "method": "GET"}, body_file=BytesIO())


def person(request: HttpRequest) -> User | None:
    """The person behind the connection as of now: read anew each time, so that signing out counts at once."""
    if settings.SOJOURN_LOCAL and is_from_this_machine(request):
        return local_user()
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    user = get_user(request)
    return user if isinstance(user, User) and user.is_active else None
