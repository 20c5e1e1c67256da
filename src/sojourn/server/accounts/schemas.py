"""What the API says about people."""

from __future__ import annotations

from pydantic import Field

from sojourn.server.api.schemas import Wire


class UserView(Wire):
    """Someone signed in."""

    id: str
    name: str
    email: str
    local: bool = Field(description="Signed in without an account, because the server is on this machine.")


class WorkspaceView(Wire):
    """The workspace that this server serves."""

    id: str
    name: str


class SessionView(Wire):
    """Who is signed in, where, and as what."""

    user: UserView
    workspace: WorkspaceView
    role: str
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
