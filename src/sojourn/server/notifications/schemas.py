"""Notifications over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sojourn.server.api.schemas import Wire

WhenMail = Literal["at_once", "daily", "never"]
NotificationId = Annotated[str, StringConstraints(pattern=r"^ntf_[0-9a-z]{1,60}$")]


class NotificationView(Wire):
    """What somebody did that concerns you."""

    id: str
    kind: Literal["mentioned", "replied", "commented", "held", "resolved", "joined"]
    actor: str
    map_id: str | None
    map_title: str | None
    thread_id: str | None
    about: str | None = Field(description="What the thread is about is called so.")
    excerpt: str
    created_at: datetime
    read: bool


class NotificationsView(Wire):
    """The latest notifications."""

    unread: int = Field(description="Of all, not only of these.")
    notifications: list[NotificationView]
    more: bool = Field(description="There are older ones: ask with `before`.")


class UnreadCount(Wire):
    """How many notifications you have not seen."""

    unread: int


class SeenNotifications(Wire):
    """What was seen: these, or all where none are named."""

    ids: list[NotificationId] | None = Field(None, max_length=500)


class MailWishes(Wire):
    """When you want mail."""

    mentions: WhenMail
    replies: WhenMail
    others: WhenMail


class MailSettingsView(Wire):
    """When you get mail, and where."""

    mentions: WhenMail
    replies: WhenMail
    others: WhenMail
    address: str | None = Field(description="None for the person at this machine: no mail is sent.")
    digest_hour: int = Field(description="Hour of the daily mail, UTC.")
