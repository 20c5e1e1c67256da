"""Reads about people."""

from __future__ import annotations

import zlib
from typing import Final

from django.conf import settings

import sojourn
from sojourn.server.accounts.models import User
from sojourn.server.accounts.schemas import (
    CompanyView,
    MyWorkspace,
    SessionView,
    SignInOptions,
    UserView,
    WorkspaceView,
)
from sojourn.server.config.mail import has_mail_server
from sojourn.server.workspaces.models import Membership, Role

COLORS: Final = 8


def owner_exists() -> bool:
    """Whether somebody with a password owns the workspace."""
    return Membership.objects.filter(role=Role.OWNER, user__is_local=False, user__is_active=True).exists()


def setup_is_needed() -> bool:
    """Whether the server waits for its first account: never on loopback, where none is needed."""
    return not settings.SOJOURN_LOCAL and not owner_exists()


def local_user() -> User | None:
    """The person at this machine."""
    return User.objects.filter(is_local=True, is_active=True).first()


def color_of(user: User) -> int:
    """The colour of a person's badge: as chosen, else one that follows from the id."""
    return user.color if user.color is not None else zlib.crc32(user.id.encode()) % COLORS


def user_view(user: User) -> UserView:
    """A person as they see themselves."""
    return UserView(id=user.id, name=user.name, email=user.email, color=color_of(user), local=user.is_local)


def workspaces_of(user: User) -> list[MyWorkspace]:
    """The workspaces that a person belongs to, by name."""
    found = Membership.objects.select_related("workspace").filter(user=user)
    return sorted(
        (MyWorkspace(id=one.workspace_id, name=one.workspace.name, role=one.role) for one in found),
        key=lambda one: (one.name.casefold(), one.id),
    )


def sign_in_options() -> SignInOptions:
    """How one may sign in here."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return SignInOptions(
        companies=[CompanyView(id=app["provider_id"], name=app["name"]) for app in apps],
        mail=has_mail_server(),
    )


def session_of(membership: Membership) -> SessionView:
    """A membership as the session document."""
    user = membership.user
    return SessionView(
        user=user_view(user),
        workspace=WorkspaceView(id=membership.workspace.id, name=membership.workspace.name),
        role=membership.role,
        workspaces=workspaces_of(user),
        version=sojourn.__version__,
    )
