"""The only door to a workspace: who is asking, and what their role allows."""

from __future__ import annotations

from django.http import HttpRequest

from sojourn.core.errors import SojournError
from sojourn.server.accounts.models import User
from sojourn.server.workspaces.models import Membership, Role


class NotAllowedError(SojournError):
    """The person's role does not allow this."""


class NoMembershipError(SojournError):
    """The person belongs to no workspace of this server."""


class NotFoundError(SojournError):
    """The object is not there, or not for this person: both look the same."""


def membership_of(user: User) -> Membership | None:
    """The user's membership, with its workspace; nothing for a stranger."""
    return Membership.objects.select_related("workspace").filter(user=user).order_by("id").first()


def membership_for(user: User, *, role: Role) -> Membership:
    """The user's membership when it covers ``role``.

    Raises:
        NoMembershipError: The user belongs to no workspace.
        NotAllowedError: The user's role does not cover ``role``.
    """
    membership = membership_of(user)
    if membership is None:
        raise NoMembershipError("You belong to no workspace here. Ask its owner to add you.")
    check_role(membership, role)
    return membership


def check_role(membership: Membership, needed: Role) -> None:
    """Refuse unless the membership covers ``needed``.

    Raises:
        NotAllowedError: It does not.
    """
    if not Role(membership.role).covers(needed):
        raise NotAllowedError(
            f"This takes the role {needed.value!r}; yours is {membership.role!r}."
            " Ask an owner of the workspace."
        )


def user_of(request: HttpRequest) -> User:
    """The person behind a request that has passed authentication."""
    user = request.user
    assert isinstance(user, User)
    return user


def member(request: HttpRequest, *, role: Role = Role.VIEWER) -> Membership:
    """The membership behind a request when it covers ``role``; see ``membership_for``."""
    return membership_for(user_of(request), role=role)
