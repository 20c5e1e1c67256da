"""Writes about workspaces."""

from __future__ import annotations

from sojourn.server.config import folder
from sojourn.server.workspaces.models import Workspace


def ensure_workspace() -> Workspace:
    """The one workspace of the folder, named after it; made at first."""
    found = Workspace.objects.order_by("created_at", "id").first()
    return found or Workspace.objects.create(name=folder().root.name)
