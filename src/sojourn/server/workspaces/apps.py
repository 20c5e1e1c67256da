"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """The app ``workspaces``."""

    name = "sojourn.server.workspaces"
    label = "workspaces"
    default_auto_field = "django.db.models.BigAutoField"
