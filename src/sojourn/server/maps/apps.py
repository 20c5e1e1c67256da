"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """The app ``maps``."""

    name = "sojourn.server.maps"
    label = "maps"
    default_auto_field = "django.db.models.BigAutoField"
