"""Session and first account."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router, Status

from sojourn.server.accounts import selectors, services
from sojourn.server.accounts.company_pages import company_page as page_of
from sojourn.server.accounts.schemas import (
    AccountChange,
    PlaceElsewhere,
    SessionView,
    SetupRequest,
    SetupState,
    SignInOptions,
    UserView,
)
from sojourn.server.accounts.second_step import pending_code
from sojourn.server.accounts.selectors import session_of, setup_is_needed, user_view
from sojourn.server.accounts.sign_in import BACKEND
from sojourn.server.api.schemas import FAULTS, GUESSABLE, Problem
from sojourn.server.workspaces.access import limited, member, user_of

router = Router(tags=["session"])


@router.get("/session", response={200: SessionView, **FAULTS}, operation_id="session")
def session(request: HttpRequest) -> SessionView:
    """Who is signed in, in which workspace, and as what.

    Also renews the forgery cookie that signing out asks for (``/_allauth/browser/v1``).
    """
    get_token(request)
    return session_of(member(request))


@router.patch("/account", response={200: UserView, **FAULTS}, operation_id="change_account")
def change_account(request: HttpRequest, body: AccountChange) -> UserView:
    """Another name or colour of one's own. Address, password and second step: ``/_allauth/browser/v1``."""
    member(request)
    return user_view(services.change_account(user_of(request), name=body.name, color=body.color))


@router.get(
    "/account/second-step.svg",
    response=FAULTS,
    operation_id="second_step_code",
    openapi_extra={"responses": {200: {"description": "A QR code.", "content": {"image/svg+xml": {}}}}},
)
def second_step_code(request: HttpRequest) -> HttpResponse:
    """The secret that was just made for one's authenticator app, as a QR code drawn here."""
    member(request)
    return HttpResponse(pending_code(request), content_type="image/svg+xml")


@router.get("/sign-in", auth=None, response={200: SignInOptions, **FAULTS}, operation_id="sign_in_options")
def sign_in_options(request: HttpRequest) -> SignInOptions:
    """How one may sign in here."""
    return selectors.sign_in_options()


@router.post(
    "/sign-in/{company_id}",
    auth=None,
    response={200: PlaceElsewhere, **GUESSABLE, 502: Problem},
    operation_id="company_page",
)
def company_page(request: HttpRequest, company_id: str) -> PlaceElsewhere:
    """The address of a company's sign-in page. The session remembers the way back."""
    limited(request, action="sign_in_elsewhere")
    return PlaceElsewhere(url=page_of(request, company_id))


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
