"""Maps as a log of operations, with a snapshot now and then so that opening a map stays quick."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.workspaces.models import Workspace


def new_map_id() -> str:
    """A fresh id of a map."""
    return new_id("map")


class Map(models.Model):
    """A map. What stands on it is its content's ``snapshot`` plus the operations after ``snapshot_seq``."""

    id = models.CharField(primary_key=True, max_length=64, default=new_map_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="maps")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="maps"
    )
    seq = models.BigIntegerField(default=0, help_text="Number of the last committed operation.")
    snapshot_seq = models.BigIntegerField(default=0, help_text="The snapshot's last operation.")
    summary = models.JSONField(default=dict, help_text="What lists show, written with every operation.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["workspace", "-updated_at"]),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(snapshot_seq__lte=models.F("seq")), name="snapshot_not_ahead"
            ),
        )

    def __str__(self) -> str:
        return f"{self.summary.get('title', self.id)} at {self.seq}"


class MapContent(models.Model):
    """The documents of a map, in a table of their own: every commit writes the map's row, few write these."""

    map = models.OneToOneField(Map, on_delete=models.CASCADE, primary_key=True, related_name="content")
    origin = models.JSONField(help_text="The document before the first operation.")
    snapshot = models.JSONField(help_text="The document after the map's operation `snapshot_seq`.")

    def __str__(self) -> str:
        return f"content of {self.map_id}"


def new_image_id() -> str:
    """A fresh id of a picture."""
    return new_id("img")


class MapImage(models.Model):
    """A picture on a map, made anew from what was uploaded. Never changed; it goes with its map."""

    id = models.CharField(primary_key=True, max_length=64, default=new_image_id, editable=False)
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="images")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField(help_text="WebP.")

    def __str__(self) -> str:
        return f"{self.id} of {self.map_id}"


class MapOperation(models.Model):
    """One committed operation. Never changed, never removed while its map lives."""

    # Both constraints below begin with the map: an index of its own would only be written.
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="operations", db_index=False)
    seq = models.BigIntegerField()
    operation_id = models.CharField(max_length=80)
    operation = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(fields=["map", "seq"], name="one_operation_a_number"),
            models.UniqueConstraint(fields=["map", "operation_id"], name="operation_applied_once"),
        )

    def __str__(self) -> str:
        return f"{self.map_id} #{self.seq}"
