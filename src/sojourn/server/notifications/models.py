"""What each person was told, and how they wish to be told by mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.comments.models import Comment, Thread
from sojourn.server.maps.models import Map
from sojourn.server.workspaces.models import Workspace


def new_notification_id() -> str:
    """A fresh id of a notification."""
    return new_id("ntf")


class Kind(models.TextChoices):
    """What happened."""

    MENTIONED = "mentioned", "Somebody called upon you"
    REPLIED = "replied", "An answer in a thread of yours"
    COMMENTED = "commented", "A new thread on a map of yours"
    HELD = "held", "A guest's comment waits on a map of yours"
    RESOLVED = "resolved", "A thread of yours was resolved"
    JOINED = "joined", "Somebody took your invitation"


class When(models.TextChoices):
    """When a mail goes out."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day"
    NEVER = "never", "Never"


class Notification(models.Model):
    """One person told of one thing. It holds no words: they are read where they stand, as they are now."""

    id = models.CharField(primary_key=True, max_length=64, default=new_notification_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    actor_name = models.CharField(max_length=254)
    map = models.ForeignKey(Map, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True, help_text="When a mail is due; empty: none is.")
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=["user", "-created_at"]),
            models.Index(fields=["mail_at"], condition=models.Q(mail_at__isnull=False), name="mail_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="known_kind_of_notification"
            ),
            models.UniqueConstraint(
                fields=["user", "comment"],
                condition=models.Q(comment__isnull=False),
                name="told_once_of_a_comment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class MailSettings(models.Model):
    """When a person wants mail about what. Without a row: mentions at once, all else once a day."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="mail_settings"
    )
    mentions = models.CharField(max_length=8, choices=When.choices, default=When.AT_ONCE)
    replies = models.CharField(max_length=8, choices=When.choices, default=When.DAILY)
    others = models.CharField(max_length=8, choices=When.choices, default=When.DAILY)

    class Meta:
        verbose_name_plural = "mail settings"

    def __str__(self) -> str:
        return f"mail of {self.user_id}"
