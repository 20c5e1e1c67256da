"""States of maps that are kept with their document, so that an old one opens without the whole log."""

from __future__ import annotations

import zlib
from typing import Final

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.maps.document import MapDocument
from sojourn.server.maps.models import Map

COMPRESSION: Final = 6


def new_version_id() -> str:
    """A fresh id of a version."""
    return new_id("ver")


class Kind(models.TextChoices):
    """Why a state is kept."""

    NAMED = "named"
    QUIET = "quiet"
    DAILY = "daily"
    BEFORE_RESTORE = "before_restore"
    WAYPOINT = "waypoint"
    """Only so that the states after it open quickly; no list shows it."""


class MapVersion(models.Model):
    """A map as it was after one operation."""

    id = models.CharField(primary_key=True, max_length=64, default=new_version_id, editable=False)
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="versions", db_index=False)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField(help_text="When the map was so: the time of its operation.")
    made_at = models.DateTimeField(auto_now_add=True)
    document = models.BinaryField(help_text="The document as JSON, compressed by zlib.")

    class Meta:
        ordering = ("-seq", "-made_at")
        indexes = (models.Index(fields=["map", "seq"]),)
        constraints = (
            models.UniqueConstraint(
                fields=["map", "seq"], condition=~models.Q(kind=Kind.NAMED), name="one_automatic_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name or self.kind} of {self.map_id} at {self.seq}"


def packed(document: MapDocument) -> bytes:
    """A document as it is kept."""
    return zlib.compress(document.model_dump_json().encode(), COMPRESSION)


def unpacked(content: bytes | memoryview) -> MapDocument:
    """A document that was kept."""
    return MapDocument.model_validate_json(zlib.decompress(content))
