"""Where the data of each workspace lies: the first in the server's own folder, others in one of their own."""

from __future__ import annotations

from typing import Final

from sojourn.core.workspace import Workspace as Folder
from sojourn.server.config import server_folder
from sojourn.server.workspaces.models import Workspace

OTHERS: Final = "workspaces"
"""The part of the server's folder that holds the folders of further workspaces."""


def folder_of(workspace: Workspace) -> Folder:
    """The folder with a workspace's journey log, sources, uploads and files; made where it is missing.

    Nothing that belongs to a workspace is read or written but through this.
    """
    root = server_folder()
    return root if not workspace.folder else Folder(root.root / OTHERS / workspace.folder).create()
