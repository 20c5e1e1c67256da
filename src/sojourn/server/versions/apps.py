"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class VersionsConfig(AppConfig):
    """The app ``versions``."""

    name = "sojourn.server.versions"
    label = "versions"
    default_auto_field = "django.db.models.BigAutoField"
