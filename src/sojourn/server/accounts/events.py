"""What happens around an account goes into the audit log, and open sockets learn of it."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second_step
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as company
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from sojourn.server.accounts.models import User
from sojourn.server.workspaces.audit import Kind, address_of, record
from sojourn.server.workspaces.signals import standing_changed


def connect() -> None:
    """Begin to listen; called once, when the app is ready."""
    user_logged_in.connect(signed_in, dispatch_uid="audit")
    user_login_failed.connect(sign_in_failed, dispatch_uid="audit")
    user_logged_out.connect(signed_out, dispatch_uid="audit")
    changes = {
        account.password_changed: Kind.PASSWORD_CHANGED,
        account.password_set: Kind.PASSWORD_CHANGED,
        account.password_reset: Kind.PASSWORD_RESET,
        account.email_changed: Kind.EMAIL_CHANGED,
    }
    steps = {
        second_step.authenticator_added: Kind.SECOND_STEP_ADDED,
        second_step.authenticator_removed: Kind.SECOND_STEP_REMOVED,
    }
    for signal, kind in steps.items():
        signal.connect(_step_changed(kind), weak=False, dispatch_uid=f"audit-{kind}")
    for signal, kind in changes.items():
        signal.connect(_changed(kind), weak=False, dispatch_uid=f"audit-{kind}")
    second_step.authentication_failed.connect(second_step_failed, dispatch_uid="audit")
    company.social_account_added.connect(company_account_linked, dispatch_uid="audit")


def signed_in(sender: Any, *, request: HttpRequest, user: User, **about: Any) -> None:
    """Somebody signed in: the session is listed under their name."""
    if address_of(request):
        UserSession.objects.create_from_request(request)
    record(Kind.SIGNED_IN, actor=user, about=user.email, request=request)


def sign_in_failed(
    sender: Any, *, credentials: dict[str, Any], request: HttpRequest | None = None, **about: Any
) -> None:
    """A password was wrong. Who is known counts as the one concerned; the password is nowhere."""
    email = str(credentials.get("email") or credentials.get("username") or "")
    user = User.objects.filter(email=email.strip().lower()).first()
    record(Kind.SIGN_IN_FAILED, actor=user, about=email, request=request)


def second_step_failed(sender: Any, *, request: HttpRequest, user: User, **about: Any) -> None:
    """A code was wrong."""
    record(Kind.SIGN_IN_FAILED, actor=user, about=user.email, detail={"step": "second"}, request=request)


def signed_out(sender: Any, *, request: HttpRequest, user: User | None, **about: Any) -> None:
    """Somebody signed out."""
    if isinstance(user, User):
        record(Kind.SIGNED_OUT, actor=user, about=user.email, request=request)
        standing_changed.send(sender=User, user_id=user.id)


def company_account_linked(sender: Any, *, request: HttpRequest, sociallogin: Any, **about: Any) -> None:
    """An account of the company was taken for an account here."""
    user = sociallogin.user
    record(Kind.COMPANY_ACCOUNT_LINKED, actor=user, about=user.email, request=request)


def _step_changed(kind: Kind) -> Any:
    written_down = _changed(kind)

    def written_down_once(sender: Any, *, authenticator: Authenticator, **about: Any) -> None:
        """Recovery codes come and go with the app; they are no step of their own."""
        if authenticator.type == Authenticator.Type.TOTP:
            written_down(sender, **about)

    return written_down_once


def _changed(kind: Kind) -> Any:
    def written_down(sender: Any, *, request: HttpRequest, user: User, **about: Any) -> None:
        record(kind, actor=user, about=user.email, request=request)
        standing_changed.send(sender=User, user_id=user.id)

    return written_down
