"""When a mail about a notification is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from sojourn.server.notifications.models import Kind, MailSettings, When

HOLD: Final = timedelta(seconds=60)
"""Even "at once" waits so long: who reads it in the app meanwhile needs no mail, and a slip can be mended."""

GROUPS: Final[dict[str, str]] = {Kind.MENTIONED: "mentions", Kind.REPLIED: "replies"}


def group_of(kind: str) -> str:
    """The setting that decides about a kind.

    >>> group_of("mentioned"), group_of("joined")
    ('mentions', 'others')
    """
    return GROUPS.get(kind, "others")


def mail_due(mail: MailSettings, kind: str, *, now: datetime) -> datetime | None:
    """When a mail about something of ``kind`` that happened ``now`` is to go out; ``None`` for never."""
    wish = getattr(mail, group_of(kind))
    if wish == When.NEVER:
        return None
    return now + HOLD if wish == When.AT_ONCE else next_digest(now, hour=settings.SOJOURN_DIGEST_HOUR)


def next_digest(now: datetime, *, hour: int) -> datetime:
    """The next full hour ``hour`` (UTC) after ``now``.

    >>> from datetime import UTC
    >>> str(next_digest(datetime(2026, 3, 1, 7, 0, tzinfo=UTC), hour=7))
    '2026-03-02 07:00:00+00:00'
    """
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
