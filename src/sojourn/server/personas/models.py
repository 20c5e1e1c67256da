"""Personas of a workspace, with every version that they had: maps are copied from versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.workspaces.models import Workspace


def new_library_id() -> str:
    """A fresh id of a persona in a library."""
    return new_id("lib")


class LibraryPersona(models.Model):
    """A persona that maps may copy. What it is stands in the version of the same number."""

    id = models.CharField(primary_key=True, max_length=64, default=new_library_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="personas")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.id} at {self.version}"


class PersonaVersion(models.Model):
    """What a persona was at one time. Never changed."""

    persona = models.ForeignKey(
        LibraryPersona, on_delete=models.CASCADE, related_name="versions", db_index=False
    )
    version = models.PositiveIntegerField()
    content = models.JSONField(help_text="The fields of `maps.persona_fields.SAID`.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("version",)
        constraints = (models.UniqueConstraint(fields=["persona", "version"], name="one_content_a_version"),)

    def __str__(self) -> str:
        return f"{self.persona_id} #{self.version}"
