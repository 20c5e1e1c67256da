"""The only door to a map."""

from __future__ import annotations

from sojourn.server.accounts.models import User
from sojourn.server.maps.models import Map
from sojourn.server.workspaces.access import NotFoundError, check_role, membership_of
from sojourn.server.workspaces.models import Membership, Role


def map_for(user: User, map_id: str, *, role: Role, deleted: bool = False) -> tuple[Map, Membership]:
    """The map (without its documents) and the user's membership, when that covers ``role``.

    Args:
        user: Who asks.
        map_id: The map's id.
        role: What the act takes.
        deleted: Look among the deleted maps instead.

    Raises:
        NotFoundError: There is no such map, or it is not the user's to see.
        NotAllowedError: The user may see it, but not do this.
    """
    membership = membership_of(user)
    if membership is None:
        raise NotFoundError("There is no such map.")
    found = (
        Map.objects.defer("origin", "snapshot")
        .filter(id=map_id, workspace=membership.workspace, deleted_at__isnull=not deleted)
        .first()
    )
    if found is None:
        raise NotFoundError("There is no such map.")
    check_role(membership, role)
    return found, membership
