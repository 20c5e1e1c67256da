"""Share links: what somebody without an account may see of one map, and for how long."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from sojourn.core.ids import new_id
from sojourn.server.maps.models import Map

ANYWHERE = "*"
"""Among the sites that may embed a map: all of them."""


def new_link_id() -> str:
    """A fresh id of a share link."""
    return new_id("shr")


class Permission(models.TextChoices):
    """What a link lets people do."""

    VIEW = "view", "View"
    COMMENT = "comment", "Comment"


class ShareLink(models.Model):
    """A link to one map. Only the hash of its token is kept, so that nobody can read it out of a backup."""

    id = models.CharField(primary_key=True, max_length=64, default=new_link_id, editable=False)
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="share_links")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True)
    permission = models.CharField(max_length=16, choices=Permission.choices)
    lanes = models.JSONField(help_text="Ids of the lanes that are shown; one added later stays hidden.")
    password = models.CharField(max_length=128, blank=True, help_text="Hashed; empty: none is asked for.")
    embed = models.JSONField(help_text="Origins of the sites that may embed it; `*` for any, empty for none.")
    version = models.PositiveIntegerField(default=1, help_text="Raised by each change of the link.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_by_name = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    visits = models.PositiveBigIntegerField(default=0)
    last_visit_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["map", "-created_at"]),)
        constraints = (
            models.CheckConstraint(
                condition=Q(permission__in=Permission.values), name="known_share_permission"
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} to {self.map_id}"

    def is_open(self, *, now: datetime) -> bool:
        """Whether it opens its map at ``now``, as far as the link itself says."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


OPEN_MAP = Q(map__deleted_at=None)
"""Of links: those whose map is there."""
