"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class WordsConfig(AppConfig):
    """The app ``words``."""

    name = "sojourn.server.words"
    label = "words"
    default_auto_field = "django.db.models.BigAutoField"
