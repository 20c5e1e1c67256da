"""Writes about notifications: tell people, note what they read, and how they want mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sojourn.server.accounts.models import User
from sojourn.server.comments.models import Comment, Mention, Thread
from sojourn.server.maps.services import name_of
from sojourn.server.notifications.models import Kind, MailSettings, Notification
from sojourn.server.notifications.timing import mail_due
from sojourn.server.workspaces.models import Membership, Workspace

READ_KEPT: Final = timedelta(days=90)
"""So long what was read can still be looked up. What was not read waits for whoever it is for."""


def tell_of_comment(comment: Comment, *, mentioned: Collection[str]) -> None:
    """Tell of a comment that everyone may read now: whoever it calls upon, else those whom it answers."""
    thread = comment.thread
    tell_mentioned(comment, mentioned=mentioned)
    if comment.number == 1:
        others, kind = _maker_of(thread), Kind.COMMENTED
    else:
        others, kind = taking_part(thread), Kind.REPLIED
    _tell(others - set(mentioned) - {comment.author_id}, kind=kind, **_about(comment))


def tell_mentioned(comment: Comment, *, mentioned: Collection[str]) -> None:
    """Tell those whom a comment calls upon."""
    _tell(set(mentioned) - {comment.author_id}, kind=Kind.MENTIONED, **_about(comment))


def tell_of_held(comment: Comment) -> None:
    """Tell the map's maker that a guest's comment waits to be shown."""
    _tell(_maker_of(comment.thread), kind=Kind.HELD, **_about(comment))


def tell_of_resolution(thread: Thread, *, by: User) -> None:
    """Tell those who took part, and the map's maker, that a thread is settled."""
    _tell(
        (taking_part(thread) | _maker_of(thread)) - {by.id},
        kind=Kind.RESOLVED,
        actor_name=name_of(by),
        workspace=thread.map.workspace,
        map=thread.map,
        thread=thread,
    )


def tell_of_joining(*, inviter: User, membership: Membership) -> None:
    """Tell somebody that their invitation was taken."""
    actor_name = name_of(membership.user)
    _tell({inviter.id}, kind=Kind.JOINED, actor_name=actor_name, workspace=membership.workspace)


def taking_part(thread: Thread) -> set[str]:
    """Who wrote in a thread or is called upon in it."""
    comments = Comment.objects.filter(thread=thread, deleted_at=None, author__isnull=False)
    called = Mention.objects.filter(comment__thread=thread)
    return set(comments.values_list("author_id", flat=True)) | set(called.values_list("user_id", flat=True))


def sweep_notifications(*, now: datetime) -> int:
    """Delete what was read 90 days ago or more, and give how many notifications that was."""
    return Notification.objects.filter(read_at__lt=now - READ_KEPT).delete()[0]


@transaction.atomic
def mark_notifications_read(user: User, *, ids: Iterable[str] | None) -> None:
    """Note that the user has seen these notifications, or all. No mail goes out about them any more."""
    rows = Notification.objects.filter(user=user, read_at=None)
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    rows.update(read_at=timezone.now(), mail_at=None)


def mark_thread_read(thread: Thread, *, user_id: str, number: int) -> None:
    """Note that somebody saw a thread up to a comment, and with it what they were told of that."""
    seen = Q(comment__number__lte=number) | Q(comment=None)
    rows = Notification.objects.filter(seen, user_id=user_id, thread=thread, read_at=None)
    rows.update(read_at=timezone.now(), mail_at=None)


@transaction.atomic
def change_mail_settings(user: User, *, mentions: str, replies: str, others: str) -> MailSettings:
    """Change when the user wants mail; what waits to be sent follows the new wish."""
    wishes = {"mentions": mentions, "replies": replies, "others": others}
    changed, _ = MailSettings.objects.update_or_create(user=user, defaults=wishes)
    now = timezone.now()
    for row in Notification.objects.filter(user=user, read_at=None, mail_at__isnull=False):
        row.mail_at = mail_due(changed, row.kind, now=now)
        row.save(update_fields=["mail_at"])
    return changed


def mail_settings_of(user: User) -> MailSettings:
    """When the user wants mail."""
    return MailSettings.objects.filter(user=user).first() or MailSettings(user=user)


def _about(comment: Comment) -> dict[str, Any]:
    thread = comment.thread
    return {
        "actor_name": comment.author_name,
        "workspace": thread.map.workspace,
        "map": thread.map,
        "thread": thread,
        "comment": comment,
    }


def _maker_of(thread: Thread) -> set[str]:
    maker = thread.map.created_by_id
    return set() if maker is None else {maker}


def _tell(users: set[Any], *, kind: Kind, workspace: Workspace, **about: Any) -> None:
    """One notification for each of ``users`` who still belongs to the workspace; of a comment, once."""
    rows = Membership.objects.filter(
        workspace=workspace, user_id__in=[one for one in users if one is not None], user__is_active=True
    ).select_related("user__mail_settings")
    now = timezone.now()
    Notification.objects.bulk_create(
        (
            Notification(
                user=row.user,
                workspace=workspace,
                kind=kind,
                created_at=now,
                mail_at=_mail_at(row.user, kind, now=now),
                **about,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )


def _mail_at(user: User, kind: Kind, *, now: datetime) -> datetime | None:
    if user.is_local:  # The person at this machine has no mailbox.
        return None
    wishes = getattr(user, "mail_settings", None) or MailSettings(user=user)
    return mail_due(wishes, kind, now=now)
