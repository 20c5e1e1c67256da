"""The workspace at a glance, and the workspaces of a person."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from sojourn.server.accounts.schemas import MyWorkspace, SessionView
from sojourn.server.accounts.selectors import session_of, workspaces_of
from sojourn.server.api.schemas import FAULTS
from sojourn.server.workspaces import services
from sojourn.server.workspaces.access import CHOSEN, NotFoundError, member, membership_in, user_of
from sojourn.server.workspaces.members import leave_workspace as leave
from sojourn.server.workspaces.models import Role
from sojourn.server.workspaces.people_schemas import NewWorkspace
from sojourn.server.workspaces.schemas import Overview
from sojourn.server.workspaces.selectors import overview_for

router = Router(tags=["workspace"])


@router.get("/overview", response={200: Overview, **FAULTS}, operation_id="overview")
def overview(request: HttpRequest) -> Overview:
    """The journey log, the maps, the last five sources and what is under way."""
    return overview_for(member(request))


@router.get("/workspaces", response={200: list[MyWorkspace], **FAULTS}, operation_id="workspaces")
def workspaces(request: HttpRequest) -> list[MyWorkspace]:
    """The workspaces that one belongs to, by name."""
    return workspaces_of(member(request).user)


@router.post("/workspaces", response={201: SessionView, **FAULTS}, operation_id="create_workspace")
def create_workspace(request: HttpRequest, body: NewWorkspace) -> Status[SessionView]:
    """A further workspace, with data of its own, owned by who makes it; the session goes on in it."""
    maker = member(request, role=Role.ADMIN)
    made = services.create_workspace(maker.user, name=body.name)
    request.session[CHOSEN] = made.workspace_id
    return Status(201, session_of(made))


@router.patch("/workspace", response={200: SessionView, **FAULTS}, operation_id="rename_workspace")
def rename_workspace(request: HttpRequest, body: NewWorkspace) -> SessionView:
    """Give the workspace another name."""
    membership = member(request, role=Role.ADMIN)
    services.rename_workspace(membership, name=body.name)
    return session_of(membership)


@router.post(
    "/workspaces/{workspace_id}/choose",
    response={200: SessionView, **FAULTS},
    operation_id="choose_workspace",
)
def choose_workspace(request: HttpRequest, workspace_id: str) -> SessionView:
    """Go on in another of one's workspaces. Only this session does."""
    member(request)
    return session_of(services.choose_workspace(request, workspace_id))


@router.post(
    "/workspaces/{workspace_id}/leave", response={204: None, **FAULTS}, operation_id="leave_workspace"
)
def leave_workspace(request: HttpRequest, workspace_id: str) -> Status[None]:
    """Leave a workspace. Its last owner cannot."""
    membership = membership_in(user_of(request), workspace_id)
    if membership is None:
        raise NotFoundError("There is no such workspace, or you do not belong to it.")
    leave(membership)
    return Status(204, None)
