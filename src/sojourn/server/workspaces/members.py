"""Writes about members: role, department, removal, leaving. The last owner always stays.

Every change locks the workspace's row first and reads who acts and who is meant under that lock, so that two
changes at once cannot take away the last owner, nor act by a role that was just lost.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import transaction

from sojourn.core.errors import SojournError
from sojourn.server.workspaces.access import NotFoundError, check_owners, check_role
from sojourn.server.workspaces.audit import Kind, record
from sojourn.server.workspaces.departments import department_in
from sojourn.server.workspaces.invitations import withdraw_invitations
from sojourn.server.workspaces.models import Membership, Role, Workspace
from sojourn.server.workspaces.signals import tell_standing

AS_IT_IS: Final = "-"
"""For a department that is not to change; no id looks like it."""


class LastOwnerError(SojournError):
    """A workspace cannot be without an owner."""


@transaction.atomic
def change_member(
    actor: Membership, user_id: str, *, role: Role | None = None, department_id: str | None = AS_IT_IS
) -> Membership:
    """Give a member another role or department, both or neither.

    Args:
        actor: Who does it.
        user_id: Whose membership it is.
        role: The new role; nothing leaves it.
        department_id: The new department; nothing for none.

    Raises:
        NotFoundError: There is no such member or department.
        NotAllowedError: The actor is no admin (any more), or makes or unmakes an owner without being one.
        LastOwnerError: The member is the only owner.
    """
    actor, member = _both(actor, user_id)
    if role is not None and role != member.role:
        _give_role(member, role, actor=actor)
    if department_id != AS_IT_IS:
        _put_into(member, department_id, actor=actor)
    return member


@transaction.atomic
def remove_member(actor: Membership, user_id: str) -> None:
    """Take a member out of the workspace. What they made stays.

    Raises:
        NotFoundError: There is no such member.
        NotAllowedError: The actor is no admin (any more), or removes an owner without being one.
        LastOwnerError: The member is the only owner.
    """
    actor, member = _both(actor, user_id)
    check_owners(actor, Role(member.role))
    _take_out(member, kind=Kind.MEMBER_REMOVED, actor=actor)


@transaction.atomic
def leave_workspace(membership: Membership) -> None:
    """Leave a workspace of one's own accord.

    Raises:
        LastOwnerError: The member is the only owner.
    """
    _lock(membership.workspace_id)
    member = _member(membership.workspace_id, membership.user_id)
    _take_out(member, kind=Kind.MEMBER_LEFT, actor=member)


def owners(workspace_id: str) -> list[Membership]:
    """Owners that can sign in: the person at the machine only where the server is on this machine."""
    found = Membership.objects.filter(workspace_id=workspace_id, role=Role.OWNER, user__is_active=True)
    return list(found if settings.SOJOURN_LOCAL else found.filter(user__is_local=False))


def _both(actor: Membership, user_id: str) -> tuple[Membership, Membership]:
    _lock(actor.workspace_id)
    fresh = _member(actor.workspace_id, actor.user_id)
    check_role(fresh, Role.ADMIN)
    return fresh, _member(actor.workspace_id, user_id)


def _lock(workspace_id: str) -> None:
    Workspace.objects.select_for_update().get(id=workspace_id)


def _member(workspace_id: str, user_id: str) -> Membership:
    found = (
        Membership.objects.select_related("user", "workspace", "department")
        .filter(workspace_id=workspace_id, user_id=user_id)
        .first()
    )
    if found is None:
        raise NotFoundError("There is no such member.")
    return found


def _give_role(member: Membership, role: Role, *, actor: Membership) -> None:
    check_owners(actor, Role(member.role), role)
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    before, member.role = member.role, role
    member.save(update_fields=["role"])
    _written_down(Kind.ROLE_CHANGED, member, actor=actor, before=before, after=role)
    withdraw_invitations(member, still=role, actor=actor)
    tell_standing(member.user_id)


def _put_into(member: Membership, department_id: str | None, *, actor: Membership) -> None:
    member.department = department_in(actor.workspace, department_id) if department_id else None
    member.save(update_fields=["department"])
    name = member.department.name if member.department else None
    _written_down(Kind.DEPARTMENT_CHANGED, member, actor=actor, department=name)


def _written_down(kind: Kind, member: Membership, *, actor: Membership, **detail: str | None) -> None:
    record(
        kind, workspace_id=member.workspace_id, actor=actor.user, about=member.user.email, detail={**detail}
    )


def _keep_an_owner(member: Membership) -> None:
    if all(one.id == member.id for one in owners(member.workspace_id)):
        raise LastOwnerError(
            "This is the only owner, and a workspace cannot be without one. Make somebody else owner first."
        )


def _take_out(member: Membership, *, kind: Kind, actor: Membership) -> None:
    if member.role == Role.OWNER:
        _keep_an_owner(member)
    _written_down(kind, member, actor=actor, role=member.role)
    withdraw_invitations(member, still=None, actor=actor)
    user_id = member.user_id
    member.delete()
    tell_standing(user_id)
