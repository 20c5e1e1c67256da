"""People who sign in, and the one-time link by which the first of them makes an account."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from sojourn.core.ids import new_id


def new_user_id() -> str:
    """A fresh id of a user."""
    return new_id("usr")


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A saved user; without ``password`` nobody can sign in as them."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone signed in to Sojourn."""

    id = models.CharField(primary_key=True, max_length=64, default=new_user_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_local = models.BooleanField(
        default=False, help_text="The person at this machine, signed in without a password on loopback."
    )
    is_active = models.BooleanField(default=True)
    color = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="0 to 7, as the person chose; else one that follows from the id."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["is_local"], condition=models.Q(is_local=True), name="one_local_user"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email


class SetupLink(models.Model):
    """A link printed once on the console. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"setup link until {self.expires_at:%Y-%m-%d %H:%M}"
