"""Signing in with the company's own accounts (OpenID Connect): who may, and which account here is theirs.

An account here and one at the company are taken for one only when both sides have confirmed the address:
otherwise whoever writes another's address into their account would receive that person's sign-in.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from sojourn.server.accounts.models import User
from sojourn.server.accounts.services import LONGEST_NAME
from sojourn.server.workspaces.audit import Kind, record
from sojourn.server.workspaces.invitations import join, open_invitations
from sojourn.server.workspaces.models import Invitation, Membership, Role
from sojourn.server.workspaces.services import ensure_workspace


class CompanyAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types.
    """Lets in who is known, invited, or of an address that the operator named."""

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """The account here with the address that the company vouches for, when it is confirmed here too."""
        for email in confirmed(sociallogin):
            known = EmailAddress.objects.select_related("user").filter(email__iexact=email, verified=True)
            if (found := known.first()) is not None:
                return found.user, email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse who is new here and whose address is unconfirmed, or taken by an account of its own."""
        if sociallogin.is_existing:
            return
        emails = confirmed(sociallogin)
        if not emails:
            raise ValidationError("The company has not confirmed this address.", code="address_unconfirmed")
        if User.objects.filter(email__in=emails).exists():
            raise ValidationError("Sign in with the password first.", code="account_exists")
        # Somebody may have asked to change their address to this one, and never could confirm it.
        EmailAddress.objects.filter(email__in=emails, verified=False).delete()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whether a new person may come in: invited, or with an address of one of the named domains."""
        return any(is_welcome(email) for email in confirmed(sociallogin))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take over name and address."""
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in parts if part)
        user.name = "".join(letter for letter in str(name) if letter.isprintable())[:LONGEST_NAME]
        user.email = user.email.lower()
        return user

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Keep a new person and make them a member: both or nothing."""
        user = super().save_user(request, sociallogin, form)
        record(Kind.ACCOUNT_CREATED, actor=user, about=user.email, request=request)
        admit(user)
        return user


def confirmed(sociallogin: Any) -> list[str]:
    """The addresses that the company says it has confirmed. Only ``true`` counts: some send ``"false"``."""
    return [one.email.lower() for one in sociallogin.email_addresses if one.verified is True]


def is_welcome(email: str) -> bool:
    """Whether somebody new may come in with this confirmed address."""
    if email.rpartition("@")[2] in settings.SOJOURN_OIDC_DOMAINS:
        return True
    return open_invitations(now=timezone.now()).filter(email=email).exists()


def admit(user: User) -> None:
    """Make a new person a member: where they are invited, else a viewer of the first workspace."""
    held = Invitation.objects.select_for_update().filter(email=user.email)
    ids = list(held.values_list("id", flat=True))
    for invitation in open_invitations(now=timezone.now()).filter(id__in=ids).select_related("workspace"):
        join(invitation, user)
    if not Membership.objects.filter(user=user).exists():
        workspace = ensure_workspace()
        Membership.objects.create(workspace=workspace, user=user, role=Role.VIEWER)
        record(
            Kind.JOINED, workspace_id=workspace.id, actor=user, about=user.email, detail={"role": "viewer"}
        )
