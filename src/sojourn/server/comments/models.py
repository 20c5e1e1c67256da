"""Threads of comments on a map's things. They lie beside the document: no edit of the map touches them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.maps.models import Map

MOST_CHARACTERS = 5_000
"""Of one comment: longer thoughts belong on the map itself."""


def new_thread_id() -> str:
    """A fresh id of a thread."""
    return new_id("thr")


def new_comment_id() -> str:
    """A fresh id of a comment."""
    return new_id("cmt")


class Thread(models.Model):
    """A talk about one thing of a map. It stays when that thing is removed, and keeps its name."""

    id = models.CharField(primary_key=True, max_length=64, default=new_thread_id, editable=False)
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="threads")
    target = models.CharField(max_length=140, help_text="What it is about, such as `card:crd_1`.")
    title = models.CharField(max_length=300, help_text="What that was called when last written about.")
    last_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_by_name = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering = ("-updated_at", "id")
        indexes = (models.Index(fields=["map", "-updated_at"]),)

    def __str__(self) -> str:
        return f"{self.id} on {self.target}"


class Comment(models.Model):
    """One turn of a talk. A deleted one keeps its place but not its words."""

    id = models.CharField(primary_key=True, max_length=64, default=new_comment_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    number = models.PositiveIntegerField(help_text="Place in the thread, from 1; never given twice.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=254)
    is_guest = models.BooleanField(default=False, help_text="Written by way of a share link.")
    share_link = models.CharField(max_length=64, blank=True, help_text="Id of that link.")
    is_held = models.BooleanField(default=False, help_text="Waits for an editor to show it to everyone.")
    text = models.TextField(max_length=MOST_CHARACTERS, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["thread", "number"], name="one_comment_a_number"),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None) | models.Q(text=""), name="deleted_words_are_gone"
            ),
        )

    def __str__(self) -> str:
        return f"{self.thread_id} #{self.number}"


class Mention(models.Model):
    """A member who is called upon in a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["comment", "user"], name="mentioned_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} in {self.comment_id}"


class Reading(models.Model):
    """How far somebody has read a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(help_text="The last comment that was seen.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["thread", "user"], name="one_reading_each"),)

    def __str__(self) -> str:
        return f"{self.user_id} read {self.thread_id} to {self.number}"
