"""Sends what is due by mail: one mail for a person and a workspace, with all that is due by then."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string

from sojourn.server.notifications.models import Notification
from sojourn.server.notifications.selectors import excerpt_of, notifications_visible_to, with_words
from sojourn.server.notifications.words import sentence_of, subject_of, subject_of_many
from sojourn.server.workspaces.models import Membership

logger = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 8
"""With pauses that double from a minute, about four hours of a mail server that does not answer."""
AT_ONCE: Final = 100
IN_ONE_MAIL: Final = 40


def send_due_mail(*, now: datetime) -> int:
    """Send what is due. What cannot be sent is tried again later, eight times.

    A process that ends between sending and noting it sends again: twice is better than never.

    Returns:
        How many mails went out.
    """
    due = Notification.objects.filter(mail_at__lte=now).order_by()
    people = list(due.values_list("user_id", "workspace_id").distinct()[:AT_ONCE])
    if not people:
        return 0
    connection = get_connection()
    try:
        return sum(_send_to(user, workspace, connection, now=now) for user, workspace in people)
    finally:
        connection.close()


def _send_to(user_id: str, workspace_id: str, connection: BaseEmailBackend, *, now: datetime) -> bool:
    """Send one person's mail; whether one went out."""
    claimed = _claim(user_id, workspace_id, now=now)
    membership = (
        Membership.objects.select_related("user", "workspace")
        .filter(user_id=user_id, workspace_id=workspace_id, user__is_active=True)
        .first()
    )
    rows = [] if membership is None else list(_worth_mail(membership, claimed))
    if membership is not None and rows:
        try:
            mail_about(rows, to=membership.user.email, connection=connection).send()
        except OSError as error:  # SMTP's own errors are OSErrors too. The row says when to try again.
            logger.warning("A mail could not be sent (%s); it is tried again.", type(error).__name__)
            return False
    Notification.objects.filter(id__in=claimed).update(mail_at=None)
    return bool(rows)


@transaction.atomic
def _claim(user_id: str, workspace_id: str, *, now: datetime) -> list[str]:
    """Take what is due: no other worker does for a while, nor does this one before the pause is over."""
    rows = list(
        Notification.objects.select_for_update().filter(
            user_id=user_id, workspace_id=workspace_id, mail_at__lte=now
        )
    )
    for row in rows:
        row.mail_at = now + timedelta(minutes=2**row.mail_attempts)
        row.mail_attempts += 1
        if row.mail_attempts > MOST_ATTEMPTS:
            logger.error("The mail about notification %s was given up after %s tries.", row.id, MOST_ATTEMPTS)
            row.mail_at = None
    Notification.objects.bulk_update(rows, ["mail_at", "mail_attempts"])
    return [row.id for row in rows if row.mail_at is not None]


def _worth_mail(membership: Membership, claimed: list[str]) -> list[Notification]:
    """What the person may still see and has not seen, oldest first."""
    visible = notifications_visible_to(membership).filter(id__in=claimed, read_at=None)
    return list(with_words(visible).order_by("created_at", "id"))


def mail_about(
    rows: list[Notification], *, to: str, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """A mail about ``rows``, which belong to one person and one workspace.

    Links come from the server's own settings, never from a request.
    """
    base = settings.SOJOURN_ADDRESS.url
    wishes = f"{base}/notifications#mail"
    words = {
        "entries": [_entry(row, base=base) for row in rows[:IN_ONE_MAIL]],
        "left": max(0, len(rows) - IN_ONE_MAIL),
        "all": f"{base}/notifications",
        "wishes": wishes,
        "workspace": rows[0].workspace.name,
    }
    mail = EmailMultiAlternatives(
        subject=subject_of(rows[0]) if len(rows) == 1 else subject_of_many(rows),
        body=render_to_string("notifications/mail.txt", words),
        to=[to],
        headers={"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{wishes}>"},
        connection=connection,
    )
    mail.attach_alternative(render_to_string("notifications/mail.html", words), "text/html")
    return mail


def _entry(row: Notification, *, base: str) -> dict[str, str]:
    return {
        "sentence": sentence_of(row),
        "excerpt": "" if row.comment is None else excerpt_of(row.comment),
        "link": f"{base}/settings/people" if row.map_id is None else _link(row, base=base),
    }


def _link(row: Notification, *, base: str) -> str:
    thread = "" if row.thread_id is None else f"?thread={row.thread_id}"
    return f"{base}/maps/{row.map_id}{thread}"
