"""Files that came through the browser and wait for their import."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.workspaces.models import Workspace


def new_upload_id() -> str:
    """A fresh id of an upload."""
    return new_id("upl")


class Upload(models.Model):
    """One uploaded file. On disk it bears a name made by the server; the given name is only shown."""

    id = models.CharField(primary_key=True, max_length=64, default=new_upload_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=100, unique=True)
    size = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["created_at"]),)

    def __str__(self) -> str:
        return f"{self.name} ({self.size} bytes)"
