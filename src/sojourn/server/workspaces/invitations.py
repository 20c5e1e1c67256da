"""Writes about invitations: invite, renew, revoke, accept. One person joins once by each.

A wrong token, a used one, a revoked one and one that is too old look the same.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sojourn.core.errors import SojournError, UsageError
from sojourn.server.accounts.models import User
from sojourn.server.accounts.services import create_account
from sojourn.server.notifications.services import tell_of_joining
from sojourn.server.workspaces.access import NotFoundError, check_owners, check_role, membership_in
from sojourn.server.workspaces.audit import Kind, record
from sojourn.server.workspaces.departments import department_in
from sojourn.server.workspaces.invitation_mail import send_invitation
from sojourn.server.workspaces.models import Invitation, Membership, Role, Workspace
from sojourn.server.workspaces.signals import tell_standing

LIVES: Final = timedelta(days=7)
MOST_OPEN: Final = 500


class InvitationError(SojournError):
    """The invitation opens nothing: wrong, used, revoked or too old. All four look the same."""


class AlreadyMemberError(SojournError):
    """Who is invited belongs to the workspace already."""


class OtherAccountError(SojournError):
    """The invitation is for another person than the one who is signed in."""


class SignInFirstError(SojournError):
    """The invited person has an account, and must sign in to accept."""


class LocalServerError(SojournError):
    """Others cannot reach this server."""


@transaction.atomic
def create_invitation(
    actor: Membership, *, email: str, role: Role, department_id: str | None = None
) -> tuple[Invitation, str]:
    """Invite somebody, and send the link where there is a mail server. An open invitation of theirs ends.

    Returns:
        The invitation, and its token: shown once, kept only as a hash.

    Raises:
        LocalServerError: Only this machine can reach the server.
        UsageError: The address is none, or very many invitations are open.
        AlreadyMemberError: They belong to the workspace.
        NotAllowedError: The actor is no admin (any more), or no owner and invites one.
        NotFoundError: There is no such department.
    """
    _check_reachable()
    actor = _admin(actor, giving=role)
    address = _address(email)
    if Membership.objects.filter(workspace_id=actor.workspace_id, user__email=address).exists():
        raise AlreadyMemberError(f"{address} belongs to this workspace already.")
    now = timezone.now()
    still_open = open_invitations(now=now).filter(workspace_id=actor.workspace_id)
    still_open.filter(email=address).update(revoked_at=now)
    if still_open.count() >= MOST_OPEN:
        raise UsageError(f"{MOST_OPEN} invitations are open, which is the most. Revoke some first.")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        workspace=actor.workspace,
        email=address,
        role=role,
        department=department_in(actor.workspace, department_id) if department_id else None,
        token_hash=_hash(token),
        invited_by=actor.user,
        expires_at=now + LIVES,
    )
    _written_down(Kind.INVITED, invitation, actor=actor)
    send_invitation(invitation, token=token)
    return invitation, token


@transaction.atomic
def renew_invitation(actor: Membership, invitation_id: str) -> tuple[Invitation, str]:
    """A fresh link for an invitation that nobody has accepted; the earlier link ends. It is sent again.

    Raises:
        LocalServerError: Only this machine can reach the server.
        NotFoundError: There is no such invitation, or it was accepted or revoked.
        NotAllowedError: The actor is no admin (any more), or no owner and it invites one.
    """
    _check_reachable()
    actor, invitation = _pending(actor, invitation_id)
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = _hash(token), timezone.now() + LIVES
    invitation.invited_by = actor.user
    invitation.save(update_fields=["token_hash", "expires_at", "invited_by"])
    _written_down(Kind.INVITATION_RENEWED, invitation, actor=actor)
    send_invitation(invitation, token=token)
    return invitation, token


@transaction.atomic
def revoke_invitation(actor: Membership, invitation_id: str) -> None:
    """End an invitation that nobody has accepted.

    Raises:
        NotFoundError: There is no such invitation, or it was accepted or revoked.
        NotAllowedError: The actor is no admin (any more), or no owner and it invites one.
    """
    actor, invitation = _pending(actor, invitation_id)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    _written_down(Kind.INVITATION_REVOKED, invitation, actor=actor)


def withdraw_invitations(member: Membership, *, still: Role | None, actor: Membership) -> None:
    """End what a member invited to and, with the role they have now, no longer may."""
    mine = open_invitations(now=timezone.now()).filter(
        workspace_id=member.workspace_id, invited_by_id=member.user_id
    )
    for invitation in mine:
        may_still = still is not None and still.covers(Role.ADMIN)
        if not may_still or (invitation.role == Role.OWNER and still != Role.OWNER):
            invitation.revoked_at = timezone.now()
            invitation.save(update_fields=["revoked_at"])
            _written_down(Kind.INVITATION_REVOKED, invitation, actor=actor)


def open_invitation(token: str) -> Invitation:
    """The invitation behind a link.

    Raises:
        InvitationError: The link opens nothing.
    """
    found = (
        open_invitations(now=timezone.now())
        .select_related("workspace", "invited_by", "department")
        .filter(token_hash=_hash(token))
        .first()
    )
    if found is None:
        raise InvitationError(
            "This invitation opens nothing (any more). It may be used, too old, or taken back. Ask who"
            " invited you for a fresh one."
        )
    return found


@transaction.atomic
def accept_invitation(token: str, *, user: User | None, name: str = "", password: str = "") -> Membership:
    """Join a workspace: with the account that is signed in, or with one that is made now.

    The invitation is locked first, so that of two who accept at once one joins.

    Raises:
        InvitationError: The link opens nothing.
        OtherAccountError: Somebody else is signed in.
        SignInFirstError: Nobody is signed in, and the invited person has an account.
        UnfitAccountError: The name or password of the new account cannot be used; the link stays good.
    """
    Invitation.objects.select_for_update().filter(token_hash=_hash(token)).first()
    invitation = open_invitation(token)
    if user is None:
        if User.objects.filter(email=invitation.email).exists():
            raise SignInFirstError("There is an account for this address. Sign in, then open the link again.")
        user = create_account(email=invitation.email, name=name, password=password)
    elif user.email != invitation.email:
        raise OtherAccountError(
            "This invitation is for another address than yours. Sign out, then open the link again."
        )
    return join(invitation, user)


def join(invitation: Invitation, user: User) -> Membership:
    """Use an invitation up. Call inside the transaction that locked it."""
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    membership, is_new = Membership.objects.get_or_create(
        workspace=invitation.workspace,
        user=user,
        defaults={"role": invitation.role, "department": invitation.department},
    )
    if is_new:
        record(
            Kind.JOINED,
            workspace_id=invitation.workspace_id,
            actor=user,
            about=invitation.email,
            detail={"role": membership.role, "invitation": invitation.id},
        )
        if invitation.invited_by is not None:
            tell_of_joining(inviter=invitation.invited_by, membership=membership)
        tell_standing(user.id)
    return membership


def open_invitations(*, now: datetime) -> QuerySet[Invitation]:
    """Invitations that open something at ``now``."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


def _pending(actor: Membership, invitation_id: str) -> tuple[Membership, Invitation]:
    _lock(actor.workspace_id)
    pending = Invitation.objects.select_for_update().filter(accepted_at=None, revoked_at=None)
    found = pending.filter(workspace_id=actor.workspace_id, id=invitation_id).first()
    if found is None:
        raise NotFoundError("There is no such invitation (any more).")
    return _admin(actor, giving=Role(found.role)), found


def _admin(actor: Membership, *, giving: Role) -> Membership:
    """The actor as of now, under the workspace's lock, when they may give ``giving``."""
    _lock(actor.workspace_id)
    fresh = membership_in(actor.user, actor.workspace_id)
    if fresh is None:
        raise NotFoundError("There is no such workspace, or you do not belong to it.")
    check_role(fresh, Role.ADMIN)
    check_owners(fresh, giving)
    return fresh


def _lock(workspace_id: str) -> None:
    """Hold the workspace's row, always before that of an invitation, so that no two wait for each other."""
    Workspace.objects.select_for_update().get(id=workspace_id)


def _check_reachable() -> None:
    if settings.SOJOURN_LOCAL:
        raise LocalServerError(
            "Others cannot reach this server: it listens to this machine alone. Run it for a team first"
            " (docs/how-to/run-for-a-team.md), then invite."
        )


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise UsageError(f"{email!r} is no e-mail address. Write it like ann@example.org.") from error
    return address


def _written_down(kind: Kind, invitation: Invitation, *, actor: Membership) -> None:
    record(
        kind,
        workspace_id=invitation.workspace_id,
        actor=actor.user,
        about=invitation.email,
        detail={"role": invitation.role, "invitation": invitation.id},
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
