"""What people may do as of now, asked for many at once: by open sockets, and by each commit to maps."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from sojourn.server.workspaces.models import Role

AT_ONCE: Final = 500
"""Ids in one question: SQLite takes a bounded number of parameters."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody who acts, and by what the server knew them when they came."""

    user_id: str
    session: str | None = None
    """Key of their session; none on loopback, and where the request that acts has just been authenticated."""
    password: str | None = field(default=None, repr=False)
    """The stored hash of their password when they came: changing it ends what was begun with the old one."""


def signed_in(bearers: Collection[Bearer]) -> set[Bearer]:
    """Those whose account is active, whose session has not ended, and whose password is still the same."""
    passwords: dict[str, str] = dict(_rows(PASSWORDS, {one.user_id for one in bearers}))
    keys = {one.session for one in bearers if one.session is not None}
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    sessions = {key for (key,) in _rows(SESSIONS, keys, now)}
    return {
        one
        for one in bearers
        if one.user_id in passwords
        and one.password in (None, passwords[one.user_id])
        and (one.session is None or one.session in sessions)
    }


def roles_in(
    workspaces: Collection[str], *, users: Collection[str], hold: bool = False
) -> dict[tuple[str, str], Role]:
    """The roles of ``users`` in ``workspaces``, by workspace and user.

    Args:
        workspaces: Ids of workspaces.
        users: Ids of people.
        hold: Keep these memberships as they are until the transaction ends, so that no role goes between the
            look at it and the act.
    """
    held = HOLD if hold and connection.features.has_select_for_no_key_update else ""
    return {
        (workspace, user): Role(role)
        for workspace, user, role in _rows(ROLES + held, users)
        if workspace in workspaces
    }


PASSWORDS: Final = "SELECT id, password FROM accounts_user WHERE is_active AND id IN ({ids})"
SESSIONS: Final = "SELECT session_key FROM django_session WHERE session_key IN ({ids}) AND expire_date > %s"
ROLES: Final = (
    "SELECT workspace_id, user_id, role FROM workspaces_membership WHERE user_id IN ({ids}) ORDER BY id"
)
HOLD: Final = " FOR NO KEY UPDATE"
"""In the order of their ids, so that two who hold several never wait for each other."""


def _rows(question: str, ids: Collection[str], *more: Any) -> Iterator[tuple[Any, ...]]:
    """Plain SQL: every commit to a map asks, and the object layer costs more than the database."""
    listed = list(ids)
    with connection.cursor() as cursor:
        for start in range(0, len(listed), AT_ONCE):
            part = listed[start : start + AT_ONCE]
            cursor.execute(question.format(ids=", ".join(["%s"] * len(part))), [*part, *more])
            yield from cursor.fetchall()
