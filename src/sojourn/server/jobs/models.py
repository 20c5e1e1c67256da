"""A job: long work that somebody asked for, and how far it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id
from sojourn.server.workspaces.models import Workspace


def new_job_id() -> str:
    """A fresh id of a job."""
    return new_id("job")


class State(models.TextChoices):
    """Where a job stands. The last three are final."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class Kind(models.TextChoices):
    """What a job does."""

    IMPORT = "import", "Import"
    RENDER = "render", "Render"
    DRAFT = "draft", "Draft"
    REMOVE = "remove", "Remove"
    WORDS = "words", "Words"
    REPLAY = "replay", "Replay"


class Job(models.Model):
    """Long work. Its row is the whole truth about it: the queue only says that its turn has come."""

    id = models.CharField(primary_key=True, max_length=64, default=new_job_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="jobs")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=300)
    question = models.JSONField(default=dict, help_text="What the work needs to know.")
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=200, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    stage_started_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(null=True, blank=True)
    file = models.CharField(max_length=300, blank=True, help_text="Name inside the folder of renders.")
    file_name = models.CharField(max_length=300, blank=True, help_text="Name offered on download.")

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["workspace", "-created_at"]), models.Index(fields=["state"]))
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="known_state"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="known_kind"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def is_over(self) -> bool:
        """Whether the job will not change any more."""
        return self.state in (State.DONE, State.FAILED, State.CANCELLED)
