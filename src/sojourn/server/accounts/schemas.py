"""What the API says about people."""

from __future__ import annotations

from pydantic import Field

from sojourn.server.api.schemas import Wire


class UserView(Wire):
    """Someone signed in."""

    id: str
    name: str
    email: str
    color: int = Field(ge=0, le=7, description="Colour of the person's badge and selection.")
    local: bool = Field(description="Signed in without an account, because the server is on this machine.")


class AccountChange(Wire):
    """Another name or colour; what is left out stays."""

    name: str | None = Field(None, max_length=200)
    color: int | None = Field(None, ge=0, le=7)


class CompanyView(Wire):
    """A company's sign-in page that one may sign in by."""

    id: str
    name: str


class SignInOptions(Wire):
    """How one may sign in here."""

    companies: list[CompanyView]
    mail: bool = Field(description="Whether mails reach people, so that a password can be set anew by mail.")


class PlaceElsewhere(Wire):
    """Where to go on."""

    url: str


class WorkspaceView(Wire):
    """The workspace that the session has before it."""

    id: str
    name: str


class MyWorkspace(Wire):
    """A workspace that one belongs to, and as what."""

    id: str
    name: str
    role: str


class SessionView(Wire):
    """Who is signed in, where, and as what."""

    user: UserView
    workspace: WorkspaceView
    role: str
    workspaces: list[MyWorkspace] = Field(description="All that the person belongs to, by name.")
    version: str


class SetupState(Wire):
    """Whether the server waits for its first account."""

    needed: bool


class SetupRequest(Wire):
    """The first account, made with the link that the server printed at its start."""

    token: str = Field(max_length=200)
    email: str = Field(max_length=254)
    name: str = Field("", max_length=200)
    password: str = Field(max_length=1000)
