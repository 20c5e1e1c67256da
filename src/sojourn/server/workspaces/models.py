"""The workspace that this server serves, and who belongs to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sojourn.core.ids import new_id


def new_workspace_id() -> str:
    """A fresh id of a workspace."""
    return new_id("wsp")


class Role(models.TextChoices):
    """What a member may do, from most to least."""

    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    EDITOR = "editor", "Editor"
    COMMENTER = "commenter", "Commenter"
    VIEWER = "viewer", "Viewer"

    def covers(self, needed: Role) -> bool:
        """Whether this role may do what ``needed`` may.

        >>> Role.ADMIN.covers(Role.EDITOR), Role.VIEWER.covers(Role.EDITOR)
        (True, False)
        """
        order = list(Role)
        return order.index(self) <= order.index(needed)


class Workspace(models.Model):
    """One folder with a journey log, and the maps made from it."""

    id = models.CharField(primary_key=True, max_length=64, default=new_workspace_id, editable=False)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's role in one workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_each"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),
        )

    def __str__(self) -> str:
        return f"{self.user} as {self.role} of {self.workspace}"
