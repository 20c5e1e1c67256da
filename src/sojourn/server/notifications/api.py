"""Notifications over HTTP. Everyone sees and changes their own alone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Status

from sojourn.server.accounts.models import User
from sojourn.server.api.schemas import FAULTS
from sojourn.server.notifications import selectors, services
from sojourn.server.notifications.models import MailSettings
from sojourn.server.notifications.schemas import (
    MailSettingsView,
    MailWishes,
    NotificationsView,
    SeenNotifications,
    UnreadCount,
)
from sojourn.server.workspaces.access import member

router = Router(tags=["notifications"])


@router.get("/notifications", response={200: NotificationsView, **FAULTS}, operation_id="notifications")
def notifications(request: HttpRequest, before: datetime | None = None) -> NotificationsView:
    """What others did that concerns you: up to 50, newest first; older ones with `before`."""
    return selectors.notifications_view(member(request), before=before)


@router.get("/notifications/unread", response={200: UnreadCount, **FAULTS}, operation_id="unread_count")
def unread_count(request: HttpRequest) -> UnreadCount:
    """How many notifications you have not seen."""
    return UnreadCount(unread=selectors.unread_count(member(request)))


@router.post("/notifications/read", response={204: None, **FAULTS}, operation_id="mark_notifications_read")
def mark_notifications_read(request: HttpRequest, body: SeenNotifications) -> Status[None]:
    """Note that you have seen notifications: those named, or all."""
    services.mark_notifications_read(member(request).user, ids=body.ids)
    return Status(204, None)


@router.get("/notifications/mail", response={200: MailSettingsView, **FAULTS}, operation_id="mail_settings")
def mail_settings(request: HttpRequest) -> MailSettingsView:
    """When you get mail, and where."""
    user = member(request).user
    return _view(user, services.mail_settings_of(user))


@router.put(
    "/notifications/mail", response={200: MailSettingsView, **FAULTS}, operation_id="change_mail_settings"
)
def change_mail_settings(request: HttpRequest, body: MailWishes) -> MailSettingsView:
    """Change when you get mail. What waits to be sent follows."""
    user = member(request).user
    changed = services.change_mail_settings(
        user, mentions=body.mentions, replies=body.replies, others=body.others
    )
    return _view(user, changed)


def _view(user: User, mail: MailSettings) -> MailSettingsView:
    return MailSettingsView.model_validate(
        {
            "mentions": mail.mentions,
            "replies": mail.replies,
            "others": mail.others,
            "address": None if user.is_local else user.email,
            "digest_hour": settings.SOJOURN_DIGEST_HOUR,
        }
    )
