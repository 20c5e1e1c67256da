"""Session and first account."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Status

from sojourn.server.accounts import services
from sojourn.server.accounts.schemas import SessionView, SetupRequest, SetupState
from sojourn.server.accounts.selectors import session_of, setup_is_needed
from sojourn.server.api.schemas import FAULTS
from sojourn.server.workspaces.access import member

router = Router(tags=["session"])
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@router.get("/session", response={200: SessionView, **FAULTS}, operation_id="session")
def session(request: HttpRequest) -> SessionView:
    """Who is signed in, in which workspace, and as what.

    Also renews the forgery cookie that signing out asks for (``/_allauth/browser/v1``).
    """
    get_token(request)
    return session_of(member(request))


@router.get("/setup", auth=None, response={200: SetupState, **FAULTS}, operation_id="setup_state")
def setup_state(request: HttpRequest) -> SetupState:
    """Whether the server waits for its first account. Also sets the forgery cookie for signing in."""
    get_token(request)
    return SetupState(needed=setup_is_needed())


@router.post("/setup", auth=None, response={201: SessionView, **FAULTS}, operation_id="create_owner")
def create_owner(request: HttpRequest, body: SetupRequest) -> Status[SessionView]:
    """Make the first account with the one-time link, and sign in."""
    membership = services.create_owner(body.token, email=body.email, name=body.name, password=body.password)
    login(request, membership.user, backend=BACKEND)
    return Status(201, session_of(membership))
