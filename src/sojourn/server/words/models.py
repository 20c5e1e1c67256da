"""What people settled about words: themes, and where single texts belong. The rest is read anew each time."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.workspaces.models import Workspace


def new_theme_id() -> str:
    """A fresh id of a theme."""
    return new_id("thm")


class Theme(models.Model):
    """Something that customers write about."""

    id = models.CharField(primary_key=True, max_length=64, default=new_theme_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=200)
    terms = models.JSONField(default=dict, help_text="Term to weight: what its texts have in common.")
    origin = models.CharField(
        max_length=8, choices=[("found", "Found"), ("source", "Source"), ("person", "Person")]
    )
    stability = models.FloatField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled = models.BooleanField(default=False, help_text="A person named it, joined it or put texts there.")
    removed = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.name


class Correction(models.Model):
    """What a person said of one text. The text itself is not kept here, only its id."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="corrections")
    text = models.CharField(max_length=64, help_text="The id that follows from the words.")
    theme_set = models.BooleanField(default=False)
    theme = models.ForeignKey(
        Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    mood = models.CharField(max_length=8, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workspace", "text"], name="one_correction_a_text"),
            models.CheckConstraint(
                condition=models.Q(mood__in=["", "negative", "mixed", "positive"]), name="known_mood"
            ),
        )

    def __str__(self) -> str:
        return self.text
