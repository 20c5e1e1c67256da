"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The app ``evidence``."""

    name = "sojourn.server.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
