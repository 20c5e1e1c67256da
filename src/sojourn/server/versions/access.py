"""The only door to a version of a map."""

from __future__ import annotations

from sojourn.server.accounts.models import User
from sojourn.server.maps.access import map_for
from sojourn.server.versions.models import Kind, MapVersion
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Membership, Role


def version_for(user: User, map_id: str, version_id: str, *, role: Role) -> tuple[MapVersion, Membership]:
    """The version (without its document) and the user's membership, when that covers ``role``.

    Raises:
        NotFoundError: There is no such map or version, or it is not the user's to see.
        NotAllowedError: The user may see it, but not do this.
    """
    row, membership = map_for(user, map_id, role=role)
    versions = MapVersion.objects.filter(map=row).exclude(kind=Kind.WAYPOINT).defer("document")
    found = versions.filter(id=version_id).first()
    if found is None:
        raise NotFoundError("There is no such version.")
    return found, membership
