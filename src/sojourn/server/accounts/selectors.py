"""Reads about people."""

from __future__ import annotations

from django.conf import settings

import sojourn
from sojourn.server.accounts.models import User
from sojourn.server.accounts.schemas import SessionView, UserView, WorkspaceView
from sojourn.server.workspaces.models import Membership, Role


def owner_exists() -> bool:
    """Whether somebody with a password owns the workspace."""
    return Membership.objects.filter(role=Role.OWNER, user__is_local=False, user__is_active=True).exists()


def setup_is_needed() -> bool:
    """Whether the server waits for its first account: never on loopback, where none is needed."""
    return not settings.SOJOURN_LOCAL and not owner_exists()


def local_user() -> User | None:
    """The person at this machine."""
    return User.objects.filter(is_local=True, is_active=True).first()


def session_of(membership: Membership) -> SessionView:
    """A membership as the session document."""
    user = membership.user
    return SessionView(
        user=UserView(id=user.id, name=user.name, email=user.email, local=user.is_local),
        workspace=WorkspaceView(id=membership.workspace.id, name=membership.workspace.name),
        role=membership.role,
        version=sojourn.__version__,
    )
