"""Settings, addresses and entry points of the Django project."""

from __future__ import annotations

from sojourn.core.workspace import Workspace


def folder() -> Workspace:
    """The workspace folder that this server serves."""
    from django.conf import settings

    workspace: Workspace = settings.SOJOURN_WORKSPACE
    return workspace
