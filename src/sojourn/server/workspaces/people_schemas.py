"""What the API says about members, departments, invitations and the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from sojourn.server.api.schemas import Wire
from sojourn.server.workspaces.models import Role

Color = Annotated[int, Field(ge=0, le=7)]
Id = Annotated[str, Field(max_length=64)]


class NewWorkspace(Wire):
    """A further workspace, or another name for one."""

    name: str = Field(max_length=400)


class DepartmentView(Wire):
    """A department."""

    id: str
    name: str
    color: int
    members: int


class NewDepartment(Wire):
    """A further department."""

    name: str = Field(max_length=400)
    color: Color = 0


class DepartmentChange(Wire):
    """Another name or colour; what is left out stays."""

    name: str | None = Field(None, max_length=400)
    color: Color | None = None


class MemberView(Wire):
    """A member. Addresses are for admins, and for oneself."""

    user: str
    name: str
    email: str | None
    color: int
    role: str
    department: str | None
    since: datetime
    you: bool


class MemberChange(Wire):
    """Another role or department; what is left out stays. A department of ``null`` is none."""

    role: Role | None = None
    department: Id | None = None


class NewInvitation(Wire):
    """Who is invited, and as what."""

    email: str = Field(max_length=254)
    role: Role = Role.EDITOR
    department: Id | None = None


class InvitationView(Wire):
    """An invitation that nobody has accepted."""

    id: str
    email: str
    role: str
    department: str | None
    invited_by: str
    created_at: datetime
    expires_at: datetime
    expired: bool


class MadeInvitation(Wire):
    """An invitation, and its link: shown this once."""

    invitation: InvitationView
    link: str
    sent: bool = Field(description="Whether a mail with the link is on its way.")


class InvitationToken(Wire):
    """The token at the end of an invitation's link."""

    token: str = Field(max_length=200)


class InvitationDoor(Wire):
    """What the holder of a link learns before they join."""

    workspace: str
    invited_by: str
    email: str
    role: str
    has_account: bool = Field(description="Whether they sign in to accept, rather than make an account.")


class Acceptance(Wire):
    """A yes to an invitation; name and password where an account is made."""

    token: str = Field(max_length=200)
    name: str = Field("", max_length=200)
    password: str = Field("", max_length=1000)


class AuditEntryView(Wire):
    """One entry of the audit log."""

    number: int
    at: datetime
    kind: str
    actor: str
    about: str
    detail: dict[str, Any]
    address: str


class AuditPage(Wire):
    """Entries, newest first."""

    entries: list[AuditEntryView]
    more: bool


class AuditCheck(Wire):
    """Whether every entry of the log follows from the one before it."""

    whole: bool
    first_broken: int | None
