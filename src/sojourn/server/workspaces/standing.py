"""What people may do as of now, asked for many at once: by open sockets, and by each commit to maps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from django.contrib.sessions.models import Session
from django.utils import timezone

from sojourn.server.accounts.models import User
from sojourn.server.workspaces.models import Membership, Role

T = TypeVar("T")
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
    passwords: dict[str, str] = {}
    for ids in _parts({one.user_id for one in bearers}):
        passwords |= dict(User.objects.filter(id__in=ids, is_active=True).values_list("id", "password"))
    open_sessions: set[str] = set()
    for keys in _parts({one.session for one in bearers if one.session is not None}):
        rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
        open_sessions |= set(rows.values_list("session_key", flat=True))
    return {
        one
        for one in bearers
        if one.user_id in passwords
        and one.password in (None, passwords[one.user_id])
        and (one.session is None or one.session in open_sessions)
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
    found: dict[tuple[str, str], Role] = {}
    for ids in _parts(users):
        rows = Membership.objects.filter(workspace_id__in=workspaces, user_id__in=ids)
        if hold:
            rows = rows.select_for_update(no_key=True).order_by("id")
        found |= {
            (workspace, user): Role(role)
            for workspace, user, role in rows.values_list("workspace_id", "user_id", "role")
        }
    return found


def _parts(values: Iterable[T]) -> Iterator[Sequence[T]]:
    listed = list(values)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
