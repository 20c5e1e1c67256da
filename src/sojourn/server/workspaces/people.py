"""Reads about members, departments, invitations and the audit log."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from sojourn.server.accounts.models import User
from sojourn.server.accounts.selectors import color_of
from sojourn.server.workspaces.audit import first_broken_entry
from sojourn.server.workspaces.models import AuditEntry, Department, Invitation, Membership, Role
from sojourn.server.workspaces.people_schemas import (
    AuditCheck,
    AuditEntryView,
    AuditPage,
    DepartmentView,
    InvitationDoor,
    InvitationView,
    MemberView,
)

AT_ONCE: Final = 100
RANK: Final = {role: place for place, role in enumerate(Role.values)}


def members_visible_to(membership: Membership) -> list[MemberView]:
    """The members of the workspace: owners first, then by name. Addresses only for admins and oneself."""
    from django.conf import settings

    found = Membership.objects.select_related("user").filter(workspace_id=membership.workspace_id)
    shown = found if settings.SOJOURN_LOCAL else found.filter(user__is_local=False)
    views = [member_view(one, seen_by=membership) for one in shown]
    return sorted(views, key=lambda one: (RANK[one.role], one.name.casefold(), one.user))


def member_view(member: Membership, *, seen_by: Membership) -> MemberView:
    """A member as another one sees them."""
    user = member.user
    you = member.user_id == seen_by.user_id
    sees = you or Role(seen_by.role).covers(Role.ADMIN)
    return MemberView(
        user=user.id,
        name=shown_name(user),
        email=user.email if sees else None,
        color=color_of(user),
        role=member.role,
        department=member.department_id,
        since=member.created_at,
        you=you,
    )


def shown_name(user: User) -> str:
    """A name for others to see: never the whole e-mail address."""
    return user.name or user.email.split("@")[0]


def departments_visible_to(membership: Membership) -> list[DepartmentView]:
    """The departments of the workspace by name, each with how many members it has."""
    found = Department.objects.filter(workspace_id=membership.workspace_id).annotate(
        size=Count("memberships")
    )
    views = [DepartmentView(id=one.id, name=one.name, color=one.color, members=one.size) for one in found]
    return sorted(views, key=lambda one: (one.name.casefold(), one.id))


def department_view(department: Department) -> DepartmentView:
    """One department."""
    return DepartmentView(
        id=department.id,
        name=department.name,
        color=department.color,
        members=department.memberships.count(),
    )


def invitations_visible_to(membership: Membership) -> list[InvitationView]:
    """Invitations that nobody has accepted or taken back, newest first; also those that are too old."""
    found = Invitation.objects.select_related("invited_by").filter(
        workspace_id=membership.workspace_id, accepted_at=None, revoked_at=None
    )
    return [invitation_view(one) for one in found.order_by("-created_at", "-id")[:1_000]]


def invitation_view(invitation: Invitation) -> InvitationView:
    """One invitation, without its token."""
    return InvitationView(
        id=invitation.id,
        email=invitation.email,
        role=invitation.role,
        department=invitation.department_id,
        invited_by=shown_name(invitation.invited_by) if invitation.invited_by else "",
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        expired=invitation.expires_at <= timezone.now(),
    )


def invitation_door(invitation: Invitation) -> InvitationDoor:
    """What the holder of a link learns."""
    return InvitationDoor(
        workspace=invitation.workspace.name,
        invited_by=shown_name(invitation.invited_by) if invitation.invited_by else "",
        email=invitation.email,
        role=invitation.role,
        has_account=User.objects.filter(email=invitation.email).exists(),
    )


def audit_visible_to(membership: Membership, *, before: int | None, kind: str | None) -> AuditPage:
    """A page of the workspace's entries, newest first.

    What concerns an account alone (signing in, a wrong password) belongs to the workspaces of its person;
    what concerns nobody that is known belongs to the server's first workspace.
    """
    members = Membership.objects.filter(workspace_id=membership.workspace_id).values("user_id")
    mine = Q(workspace_id=membership.workspace_id) | Q(workspace_id="", actor_id__in=members)
    if not membership.workspace.folder:
        mine |= Q(workspace_id="", actor_id="")
    found = AuditEntry.objects.filter(mine)
    if before is not None:
        found = found.filter(number__lt=before)
    if kind:
        found = found.filter(kind=kind)
    rows = list(found.order_by("-number")[: AT_ONCE + 1])
    entries = [
        AuditEntryView(
            number=one.number,
            at=one.at,
            kind=one.kind,
            actor=one.actor_name,
            about=one.about,
            detail=one.detail,
            address=one.address,
        )
        for one in rows[:AT_ONCE]
    ]
    return AuditPage(entries=entries, more=len(rows) > AT_ONCE)


def audit_check() -> AuditCheck:
    """Whether the log is whole."""
    broken = first_broken_entry()
    return AuditCheck(whole=broken is None, first_broken=broken)
