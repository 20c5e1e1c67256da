"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class CollectorConfig(AppConfig):
    """The app ``collector``."""

    name = "sojourn.server.collector"
    label = "collector"
    default_auto_field = "django.db.models.BigAutoField"
