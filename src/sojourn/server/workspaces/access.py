"""The only door to a workspace: who is asking, and what their role allows."""

from __future__ import annotations

from typing import Final

from allauth.core.ratelimit import consume
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


class TooManyAttemptsError(SojournError):
    """Somebody asks too often for something that could be guessed."""


CHOSEN: Final = "workspace"
"""The key under which a session keeps the id of the workspace that its person chose."""


def membership_of(user: User, *, chosen: str | None = None) -> Membership | None:
    """The user's membership of the workspace that they chose, else the oldest; nothing for a stranger.

    Args:
        user: Who asks.
        chosen: Id of the workspace that the session names. One that the user does not belong to counts as
            none: leaving a workspace ends what the session says.
    """
    memberships = list(
        Membership.objects.select_related("workspace", "department").filter(user=user).order_by("id")
    )
    found = next((one for one in memberships if one.workspace_id == chosen), next(iter(memberships), None))
    return _with(user, found)


def membership_in(user: User, workspace_id: str) -> Membership | None:
    """The user's membership of one workspace, whichever they chose; nothing where they do not belong."""
    found = Membership.objects.select_related("workspace").filter(user=user, workspace_id=workspace_id)
    return _with(user, found.first())


def _with(user: User, membership: Membership | None) -> Membership | None:
    """The membership with the person that was just looked up: asking the database again tells nothing new."""
    if membership is not None:
        membership.user = user
    return membership


def membership_for(user: User, *, role: Role, chosen: str | None = None) -> Membership:
    """The user's membership when it covers ``role``; see ``membership_of``.

    Raises:
        NoMembershipError: The user belongs to no workspace.
        NotAllowedError: The user's role does not cover ``role``.
    """
    membership = membership_of(user, chosen=chosen)
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


def check_owners(actor: Membership, *roles: Role | None) -> None:
    """Refuse to give or take the role of an owner to who is none.

    Args:
        actor: Who acts.
        roles: The roles that somebody has before and after.

    Raises:
        NotAllowedError: One of ``roles`` is the owner's, and the actor is none.
    """
    if Role.OWNER in roles and actor.role != Role.OWNER:
        raise NotAllowedError(f"Only an owner makes or unmakes owners; your role is {actor.role!r}.")


def limited(request: HttpRequest, *, action: str) -> None:
    """Count an attempt of this sender, over all processes of the server.

    Args:
        request: The attempt.
        action: A key of ``ACCOUNT_RATE_LIMITS``.

    Raises:
        TooManyAttemptsError: There were too many of late.
    """
    if not consume(request, action=action):
        raise TooManyAttemptsError("That was tried very often from where you are. Wait a minute.")


def user_of(request: HttpRequest) -> User:
    """The person behind a request that has passed authentication."""
    user = request.user
    assert isinstance(user, User)
    return user


def member(request: HttpRequest, *, role: Role = Role.VIEWER) -> Membership:
    """The membership behind a request, of the workspace chosen in its session, when it covers ``role``."""
    return membership_for(user_of(request), role=role, chosen=request.session.get(CHOSEN))
