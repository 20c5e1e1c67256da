"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """The app ``comments``."""

    name = "sojourn.server.comments"
    label = "comments"
    default_auto_field = "django.db.models.BigAutoField"
