"""Settings, addresses and entry points of the Django project."""

from __future__ import annotations

from sojourn.core.workspace import Workspace


def server_folder() -> Workspace:
    """The folder that this server serves: its database, its secret, and the first workspace's data.

    The data of a workspace is found by ``workspaces.folders.folder_of`` alone.
    """
    from django.conf import settings

    workspace: Workspace = settings.SOJOURN_WORKSPACE
    return workspace
