"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The app ``sharing``."""

    name = "sojourn.server.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"
