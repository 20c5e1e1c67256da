"""Registers the app with Django."""

from __future__ import annotations

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The app ``notifications``."""

    name = "sojourn.server.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to listen to what concerns people."""
        from sojourn.server.notifications.listening import listen

        listen()
