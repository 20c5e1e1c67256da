"""The only door to a persona of a library."""

from __future__ import annotations

from sojourn.server.accounts.models import User
from sojourn.server.personas.models import LibraryPersona
from sojourn.server.workspaces.access import NotFoundError, check_role, membership_in
from sojourn.server.workspaces.models import Membership, Role


def persona_for(
    user: User, persona_id: str, *, role: Role, deleted: bool = False
) -> tuple[LibraryPersona, Membership]:
    """The persona and the user's membership in its workspace, when that covers ``role``.

    Raises:
        NotFoundError: There is no such persona, or it is not the user's to see.
        NotAllowedError: The user may see it, but not do this.
    """
    rows = LibraryPersona.objects.select_related("workspace")
    found = rows.filter(id=persona_id, deleted_at__isnull=not deleted).first()
    membership = membership_in(user, found.workspace_id) if found else None
    if found is None or membership is None:
        raise NotFoundError("There is no such persona.")
    check_role(membership, role)
    return found, membership
