"""The only door to a theme of a workspace."""

from __future__ import annotations

from sojourn.server.words.models import Theme
from sojourn.server.workspaces.access import NotFoundError
from sojourn.server.workspaces.models import Membership


def theme_for(membership: Membership, theme_id: str) -> Theme:
    """A theme of the member's workspace.

    Raises:
        NotFoundError: There is none, or it became part of another.
    """
    mine = Theme.objects.filter(workspace=membership.workspace, merged_into=None, removed=False)
    found = mine.filter(id=theme_id).first()
    if found is None:
        raise NotFoundError("There is no such theme (any more).")
    return found
