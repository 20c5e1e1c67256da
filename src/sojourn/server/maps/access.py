"""The only door to a map."""

from __future__ import annotations

from sojourn.server.accounts.models import User
from sojourn.server.maps.models import Map
from sojourn.server.workspaces.access import NotFoundError, check_role, membership_in
from sojourn.server.workspaces.models import Membership, Role


def map_for(user: User, map_id: str, *, role: Role, deleted: bool = False) -> tuple[Map, Membership]:
    """The map (without its documents) and the user's membership in its workspace, when that covers ``role``.

    The map says which workspace counts, not the session: a link opens the same map for everybody, whichever
    workspace they have before them.

    Args:
        user: Who asks.
        map_id: The map's id.
        role: What the act takes.
        deleted: Look among the deleted maps instead.

    Raises:
        NotFoundError: There is no such map, or it is not the user's to see.
        NotAllowedError: The user may see it, but not do this.
    """
    found = Map.objects.filter(id=map_id, deleted_at__isnull=not deleted).first()
    membership = membership_in(user, found.workspace_id) if found else None
    if found is None or membership is None:
        raise NotFoundError("There is no such map.")
    check_role(membership, role)
    return found, membership
