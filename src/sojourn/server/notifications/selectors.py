"""Reads about notifications."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from sojourn.server.comments.access import sees_held
from sojourn.server.comments.mentions import in_words, names_of
from sojourn.server.comments.models import Comment, Mention
from sojourn.server.notifications.models import Notification
from sojourn.server.notifications.schemas import NotificationsView, NotificationView
from sojourn.server.workspaces.models import Membership

AT_ONCE: Final = 50
EXCERPT: Final = 240


def notifications_visible_to(membership: Membership) -> QuerySet[Notification]:
    """What a member was told in this workspace and may still see: its map and its words are there."""
    lives = Q(map=None) | Q(map__deleted_at=None)
    speaks = Q(comment=None) | Q(comment__deleted_at=None)
    rows = Notification.objects.filter(
        lives, speaks, user=membership.user_id, workspace=membership.workspace_id
    )
    return rows if sees_held(membership) else rows.exclude(comment__is_held=True)


def notifications_view(membership: Membership, *, before: datetime | None) -> NotificationsView:
    """Up to 50 notifications, newest first, and how many of all are unread."""
    rows = with_words(notifications_visible_to(membership))
    if before is not None:
        rows = rows.filter(created_at__lt=before)
    found = list(rows[: AT_ONCE + 1])
    return NotificationsView(
        unread=unread_count(membership),
        notifications=[view_of(row) for row in found[:AT_ONCE]],
        more=len(found) > AT_ONCE,
    )


def unread_count(membership: Membership) -> int:
    """How many notifications the member has not seen."""
    return notifications_visible_to(membership).filter(read_at=None).count()


def with_words(rows: QuerySet[Notification]) -> QuerySet[Notification]:
    """The rows with all that their words are made of, in a fixed number of queries."""
    mentions = Prefetch("comment__mentions", queryset=Mention.objects.select_related("user"))
    return rows.select_related("thread", "comment", "map", "workspace").prefetch_related(mentions)


def view_of(row: Notification) -> NotificationView:
    """A notification as the app shows it."""
    return NotificationView.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "actor": row.actor_name,
            "map_id": row.map_id,
            "map_title": None if row.map is None else str(row.map.summary.get("title", "")),
            "thread_id": row.thread_id,
            "about": None if row.thread is None else row.thread.title,
            "excerpt": "" if row.comment is None else excerpt_of(row.comment),
            "created_at": row.created_at,
            "read": row.read_at is not None,
        }
    )


def excerpt_of(comment: Comment) -> str:
    """The beginning of a comment, with names for ids."""
    words = in_words(comment.text, names_of(mention.user for mention in comment.mentions.all()))
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1].rstrip()}…"
