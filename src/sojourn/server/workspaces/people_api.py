"""Members, departments, invitations and the audit log over HTTP."""

from __future__ import annotations

from typing import Annotated

from django.contrib.auth import login
from django.http import HttpRequest
from ninja import Query, Router, Status

from sojourn.server.accounts.models import User
from sojourn.server.accounts.schemas import SessionView
from sojourn.server.accounts.selectors import session_of
from sojourn.server.accounts.sign_in import BACKEND
from sojourn.server.api.schemas import FAULTS, GUESSABLE
from sojourn.server.config.mail import has_mail_server
from sojourn.server.workspaces import departments as department_services
from sojourn.server.workspaces import invitations as invitation_services
from sojourn.server.workspaces import members as member_services
from sojourn.server.workspaces import people
from sojourn.server.workspaces.access import CHOSEN, limited, member
from sojourn.server.workspaces.invitation_mail import link_of
from sojourn.server.workspaces.models import Invitation, Role
from sojourn.server.workspaces.people_schemas import (
    Acceptance,
    AuditCheck,
    AuditPage,
    DepartmentChange,
    DepartmentView,
    InvitationDoor,
    InvitationToken,
    InvitationView,
    MadeInvitation,
    MemberChange,
    MemberView,
    NewDepartment,
    NewInvitation,
)

router = Router(tags=["people"])


@router.get("/members", response={200: list[MemberView], **FAULTS}, operation_id="members")
def members(request: HttpRequest) -> list[MemberView]:
    """The members of the workspace. Addresses are shown to admins, and one's own to oneself."""
    return people.members_visible_to(member(request))


@router.patch("/members/{user_id}", response={200: MemberView, **FAULTS}, operation_id="change_member")
def change_member(request: HttpRequest, user_id: str, body: MemberChange) -> MemberView:
    """Give a member another role or department. Only an owner makes or unmakes owners."""
    actor = member(request, role=Role.ADMIN)
    given = body.model_dump(exclude_unset=True)
    found = member_services.change_member(
        actor,
        user_id,
        role=body.role,
        department_id=body.department if "department" in given else member_services.AS_IT_IS,
    )
    return people.member_view(found, seen_by=actor)


@router.delete("/members/{user_id}", response={204: None, **FAULTS}, operation_id="remove_member")
def remove_member(request: HttpRequest, user_id: str) -> Status[None]:
    """Take a member out of the workspace. What they made stays; open pages of theirs close at once."""
    member_services.remove_member(member(request, role=Role.ADMIN), user_id)
    return Status(204, None)


@router.get("/departments", response={200: list[DepartmentView], **FAULTS}, operation_id="departments")
def departments(request: HttpRequest) -> list[DepartmentView]:
    """The departments of the workspace, by name."""
    return people.departments_visible_to(member(request))


@router.post("/departments", response={201: DepartmentView, **FAULTS}, operation_id="create_department")
def create_department(request: HttpRequest, body: NewDepartment) -> Status[DepartmentView]:
    """A further department."""
    workspace = member(request, role=Role.ADMIN).workspace
    made = department_services.create_department(workspace, name=body.name, color=body.color)
    return Status(201, people.department_view(made))


@router.patch(
    "/departments/{department_id}", response={200: DepartmentView, **FAULTS}, operation_id="change_department"
)
def change_department(request: HttpRequest, department_id: str, body: DepartmentChange) -> DepartmentView:
    """Another name or colour for a department."""
    workspace = member(request, role=Role.ADMIN).workspace
    return people.department_view(
        department_services.change_department(workspace, department_id, name=body.name, color=body.color)
    )


@router.delete(
    "/departments/{department_id}", response={204: None, **FAULTS}, operation_id="remove_department"
)
def remove_department(request: HttpRequest, department_id: str) -> Status[None]:
    """Remove a department. Its members work on, without one."""
    department_services.remove_department(member(request, role=Role.ADMIN).workspace, department_id)
    return Status(204, None)


@router.get("/invitations", response={200: list[InvitationView], **FAULTS}, operation_id="invitations")
def invitations(request: HttpRequest) -> list[InvitationView]:
    """Invitations that nobody has accepted, newest first."""
    return people.invitations_visible_to(member(request, role=Role.ADMIN))


@router.post("/invitations", response={201: MadeInvitation, **FAULTS}, operation_id="create_invitation")
def create_invitation(request: HttpRequest, body: NewInvitation) -> Status[MadeInvitation]:
    """Invite somebody. The link is in the answer, and nowhere afterwards; a mail server sends it as well."""
    made, token = invitation_services.create_invitation(
        member(request, role=Role.ADMIN), email=body.email, role=body.role, department_id=body.department
    )
    return Status(201, _made(made, token=token))


@router.post(
    "/invitations/{invitation_id}/renew",
    response={200: MadeInvitation, **FAULTS},
    operation_id="renew_invitation",
)
def renew_invitation(request: HttpRequest, invitation_id: str) -> MadeInvitation:
    """A fresh link for an invitation; the earlier one ends."""
    made, token = invitation_services.renew_invitation(member(request, role=Role.ADMIN), invitation_id)
    return _made(made, token=token)


@router.delete(
    "/invitations/{invitation_id}", response={204: None, **FAULTS}, operation_id="revoke_invitation"
)
def revoke_invitation(request: HttpRequest, invitation_id: str) -> Status[None]:
    """Take an invitation back."""
    invitation_services.revoke_invitation(member(request, role=Role.ADMIN), invitation_id)
    return Status(204, None)


@router.post(
    "/join/look",
    auth=None,
    response={200: InvitationDoor, **GUESSABLE},
    operation_id="look_at_invitation",
)
def look_at_invitation(request: HttpRequest, body: InvitationToken) -> InvitationDoor:
    """What an invitation's link leads to. Wrong, used, revoked and too old look the same."""
    limited(request, action="invitation")
    return people.invitation_door(invitation_services.open_invitation(body.token))


@router.post(
    "/join",
    auth=None,
    response={200: SessionView, **GUESSABLE},
    operation_id="accept_invitation",
)
def accept_invitation(request: HttpRequest, body: Acceptance) -> SessionView:
    """Join a workspace: with the account that is signed in, or with one that is made now."""
    limited(request, action="invitation")
    user = request.user if isinstance(request.user, User) else None
    membership = invitation_services.accept_invitation(
        body.token, user=user, name=body.name, password=body.password
    )
    if user is None:
        login(request, membership.user, backend=BACKEND)
    request.session[CHOSEN] = membership.workspace_id
    return session_of(membership)


@router.get("/audit", response={200: AuditPage, **FAULTS}, operation_id="audit")
def audit(
    request: HttpRequest,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    kind: Annotated[str | None, Query(max_length=40)] = None,
) -> AuditPage:
    """Who signed in, was refused, and changed what others may do: 100 entries, newest first."""
    return people.audit_visible_to(member(request, role=Role.ADMIN), before=before, kind=kind)


@router.get("/audit/check", response={200: AuditCheck, **FAULTS}, operation_id="audit_check")
def audit_check(request: HttpRequest) -> AuditCheck:
    """Whether the audit log is whole: no entry changed, removed or slipped in."""
    member(request, role=Role.ADMIN)
    return people.audit_check()


def _made(invitation: Invitation, *, token: str) -> MadeInvitation:
    return MadeInvitation(
        invitation=people.invitation_view(invitation), link=link_of(token), sent=has_mail_server()
    )
