"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PersonasConfig(AppConfig):
    """The app ``personas``."""

    name = "sojourn.server.personas"
    label = "personas"
    default_auto_field = "django.db.models.BigAutoField"
