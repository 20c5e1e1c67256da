"""The collector's buffer: every accepted message once, until its event is in the journey log."""

from __future__ import annotations

from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.workspaces.models import Workspace


def new_key_id() -> str:
    """A fresh id of a write key."""
    return new_id("key")


class WriteKey(models.Model):
    """Lets a program send events into a workspace, and do nothing else. Only its hash is kept."""

    id = models.CharField(primary_key=True, max_length=64, default=new_key_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="write_keys")
    name = models.CharField(max_length=200)
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class CollectedMessage(models.Model):
    """A message as it came. ``flush`` names the batch that brings it into the log.

    Its row stays, so that a message that is sent again years later is still known.
    """

    write_key = models.ForeignKey(WriteKey, on_delete=models.CASCADE, related_name="messages")
    message_id = models.CharField(max_length=100)
    payload = models.TextField(blank=True, help_text="Emptied once the event is in the log.")
    received_at = models.DateTimeField()
    flush = models.CharField(max_length=64, blank=True, default="")
    flushed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["write_key", "message_id"], name="message_kept_once"),)
        indexes = (
            models.Index(fields=["id"], condition=models.Q(flushed_at=None), name="message_not_flushed"),
        )

    def __str__(self) -> str:
        return self.message_id


class QuarantinedMessage(models.Model):
    """A message that cannot be an event, with the reason."""

    write_key = models.ForeignKey(WriteKey, on_delete=models.CASCADE, related_name="quarantined")
    raw = models.TextField()
    reason = models.CharField(max_length=300)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason
