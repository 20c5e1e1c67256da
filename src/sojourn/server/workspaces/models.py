"""Workspaces, who belongs to them, who is invited, and what was done to them."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from sojourn.core.ids import new_id


def new_workspace_id() -> str:
    """A fresh id of a workspace."""
    return new_id("wsp")


def new_folder_name() -> str:
    """A fresh name of a workspace's folder."""
    return new_id("wsp")


def new_department_id() -> str:
    """A fresh id of a department."""
    return new_id("dep")


def new_invitation_id() -> str:
    """A fresh id of an invitation."""
    return new_id("inv")


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
    folder = models.CharField(
        max_length=64,
        default=new_folder_name,
        unique=True,
        blank=True,
        help_text="Its name below the server's own folder; empty for that folder itself. No two share one.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the organisation that members work in."""

    id = models.CharField(primary_key=True, max_length=64, default=new_department_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(max_length=80)
    color = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("name"), "workspace", name="one_department_a_name"),
            models.CheckConstraint(condition=models.Q(color__lte=7), name="known_department_color"),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's role in one workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_each"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),
        )

    def __str__(self) -> str:
        return f"{self.user} as {self.role} of {self.workspace}"


class Invitation(models.Model):
    """Lets one person join a workspace once. Only the hash of its token is kept."""

    id = models.CharField(primary_key=True, max_length=64, default=new_invitation_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=16, choices=Role.choices)
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["workspace", "-created_at"]),)
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_invited_role"),
        )

    def __str__(self) -> str:
        return f"invitation {self.id} as {self.role}"


class AuditEntry(models.Model):
    """One thing that was done. Entries are added, never changed; each carries the digest of the one before.

    People and workspaces are named by id and name, not by reference: an entry outlives both.
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    workspace_id = models.CharField(max_length=64, blank=True)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=254, blank=True)
    about = models.CharField(max_length=300, blank=True, help_text="Who or what it was done to.")
    detail = models.JSONField(default=dict)
    address = models.CharField(max_length=45, blank=True, help_text="Where the request came from.")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        indexes = (
            models.Index(fields=["workspace_id", "-number"]),
            models.Index(fields=["actor_id", "-number"]),
        )

    def __str__(self) -> str:
        return f"#{self.number} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry.

        Raises:
            TypeError: It is there already.
        """
        if not self._state.adding:
            raise TypeError("An entry of the audit log cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            TypeError: Always.
        """
        raise TypeError("An entry of the audit log cannot be removed.")
