"""Writes about people: the local user, the setup link, the first account."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from sojourn.core.errors import SojournError, UsageError
from sojourn.server.accounts.models import SetupLink, User
from sojourn.server.accounts.selectors import owner_exists
from sojourn.server.workspaces.audit import Kind, record
from sojourn.server.workspaces.models import Membership, Role
from sojourn.server.workspaces.names import fit_name
from sojourn.server.workspaces.services import ensure_workspace

LINK_LIVES: Final = timedelta(hours=24)
LOCAL_EMAIL: Final = "you@localhost"
LONGEST_NAME: Final = 200


class SetupLinkError(SojournError):
    """The setup link opens nothing: wrong, used or too old. All three look the same."""


class UnfitAccountError(SojournError):
    """The e-mail address or password cannot be used."""


@transaction.atomic
def ensure_local_user() -> User:
    """The person at this machine, as owner of the workspace; made at first."""
    user, _ = User.objects.get_or_create(is_local=True, defaults={"email": LOCAL_EMAIL, "name": "You"})
    if user.has_usable_password() or not user.password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    Membership.objects.get_or_create(workspace=ensure_workspace(), user=user, defaults={"role": Role.OWNER})
    return user


@transaction.atomic
def create_setup_link() -> str:
    """A fresh token for the first account; older ones end. It is returned once, only its hash is kept."""
    SetupLink.objects.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    SetupLink.objects.create(token_hash=_hash(token), expires_at=timezone.now() + LINK_LIVES)
    return token


@transaction.atomic
def create_owner(token: str, *, email: str, name: str, password: str) -> Membership:
    """The first account, as owner of the workspace. Uses the link up.

    Raises:
        SetupLinkError: The link is wrong, used, too old, or the workspace has an owner by now.
        UnfitAccountError: The address or the password cannot be used; the link stays good.
    """
    link = SetupLink.objects.select_for_update().filter(token_hash=_hash(token), used_at=None).first()
    if link is None or link.expires_at < timezone.now() or owner_exists():
        raise SetupLinkError(
            "This link opens nothing (any more). Start the server again: it prints a fresh one."
        )
    user = create_account(email=email, name=name, password=password)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    membership = Membership(workspace=ensure_workspace(), user=user, role=Role.OWNER)
    membership.save()
    return membership


@transaction.atomic
def create_account(*, email: str, name: str, password: str) -> User:
    """An account with a password. Its address counts as unconfirmed until its person follows a mail to it.

    Raises:
        UnfitAccountError: The address, name or password cannot be used, or the address is taken.
    """
    user = User(email=email.strip().lower(), name=fitting_name(name))
    try:
        validate_email(user.email)
        validate_password(password, user)
    except ValidationError as error:
        raise UnfitAccountError(" ".join(error.messages)) from error
    if User.objects.filter(email=user.email).exists():
        raise UnfitAccountError("This e-mail address is taken.")
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    record(Kind.ACCOUNT_CREATED, actor=user, about=user.email)
    return user


def change_account(user: User, *, name: str | None, color: int | None) -> User:
    """Another name or colour; what is not given stays.

    Raises:
        UnfitAccountError: The name cannot be used.
    """
    user.name = user.name if name is None else fitting_name(name)
    user.color = user.color if color is None else color
    user.save(update_fields=["name", "color"])
    return user


def fitting_name(name: str) -> str:
    """A person's name as others see it; empty is allowed, and stands for the address before the @.

    Raises:
        UnfitAccountError: It is too long.
    """
    if not name.strip():
        return ""
    try:
        return fit_name(name, longest=LONGEST_NAME)
    except UsageError as error:
        raise UnfitAccountError(str(error)) from error


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
