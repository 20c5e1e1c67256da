"""Writes about workspaces: the first one, further ones, their names, and which one a session looks at."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.http import HttpRequest

from sojourn.server.accounts.models import User
from sojourn.server.config import server_folder
from sojourn.server.workspaces.access import CHOSEN, NotFoundError, membership_in
from sojourn.server.workspaces.audit import Kind, record
from sojourn.server.workspaces.models import Membership, Role, Workspace
from sojourn.server.workspaces.names import fit_name

LONGEST_NAME: Final = 200


def ensure_workspace() -> Workspace:
    """The workspace of the server's own folder, named after it; made at first."""
    found, _ = Workspace.objects.get_or_create(folder="", defaults={"name": server_folder().root.name})
    return found


@transaction.atomic
def create_workspace(user: User, *, name: str) -> Membership:
    """A further workspace with a folder of its own; who makes it owns it.

    Raises:
        UsageError: The name is empty or too long.
    """
    workspace = Workspace.objects.create(name=fit_name(name, longest=LONGEST_NAME))
    membership = Membership.objects.create(workspace=workspace, user=user, role=Role.OWNER)
    record(Kind.WORKSPACE_CREATED, workspace_id=workspace.id, actor=user, about=workspace.name)
    return membership


@transaction.atomic
def rename_workspace(membership: Membership, *, name: str) -> Workspace:
    """Give the member's workspace another name.

    Raises:
        UsageError: The name is empty or too long.
    """
    workspace = membership.workspace
    before, workspace.name = workspace.name, fit_name(name, longest=LONGEST_NAME)
    workspace.save(update_fields=["name"])
    record(
        Kind.WORKSPACE_RENAMED,
        workspace_id=workspace.id,
        actor=membership.user,
        about=workspace.name,
        detail={"before": before},
    )
    return workspace


def choose_workspace(request: HttpRequest, workspace_id: str) -> Membership:
    """Have this session look at another of its person's workspaces.

    Raises:
        NotFoundError: There is no such workspace, or the person does not belong to it.
    """
    user = request.user
    membership = membership_in(user, workspace_id) if isinstance(user, User) else None
    if membership is None:
        raise NotFoundError("There is no such workspace, or you do not belong to it.")
    request.session[CHOSEN] = membership.workspace_id
    return membership
