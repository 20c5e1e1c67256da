"""The log of who signed in, was refused, and changed what others may do. Entries are added, never changed.

Each entry carries a digest over itself and the digest before it, made with the server's secret: whoever can
write to the database alone cannot change, remove or slip in an entry without the chain showing it.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Final

import orjson
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models, transaction
from django.http import HttpRequest
from django.utils import timezone

from sojourn.server.accounts.models import User
from sojourn.server.workspaces.models import AuditEntry

LOCK: Final = 0x50_6A_6F_75
"""Number of PostgreSQL's lock under which entries get their number, one after the other."""
REFUSAL_EVERY: Final = 3600
"""Seconds during which the same refusal of the same person counts once: a page may ask again and again."""


class Kind(models.TextChoices):
    """What an entry tells."""

    SIGNED_IN = "signed-in", "Signed in"
    SIGN_IN_FAILED = "sign-in-failed", "Sign-in failed"
    SIGNED_OUT = "signed-out", "Signed out"
    ACCOUNT_CREATED = "account-created", "Account created"
    PASSWORD_CHANGED = "password-changed", "Password changed"
    PASSWORD_RESET = "password-reset", "Password reset"
    EMAIL_CHANGED = "email-changed", "E-mail address changed"
    SECOND_STEP_ADDED = "second-step-added", "Second step added"
    SECOND_STEP_REMOVED = "second-step-removed", "Second step removed"
    COMPANY_ACCOUNT_LINKED = "company-account-linked", "Company account linked"
    DENIED = "denied", "Access denied"
    WORKSPACE_CREATED = "workspace-created", "Workspace created"
    WORKSPACE_RENAMED = "workspace-renamed", "Workspace renamed"
    INVITED = "invited", "Invited"
    INVITATION_RENEWED = "invitation-renewed", "Invitation renewed"
    INVITATION_REVOKED = "invitation-revoked", "Invitation revoked"
    JOINED = "joined", "Joined"
    ROLE_CHANGED = "role-changed", "Role changed"
    DEPARTMENT_CHANGED = "department-changed", "Department changed"
    MEMBER_REMOVED = "member-removed", "Member removed"
    MEMBER_LEFT = "member-left", "Member left"
    SHARE_CREATED = "share-created", "Link created"
    SHARE_CHANGED = "share-changed", "Link changed"
    SHARE_REVOKED = "share-revoked", "Link revoked"
    SHARE_OPENED = "share-opened", "Link opened"


def record(
    kind: Kind,
    *,
    workspace_id: str = "",
    actor: User | None = None,
    about: str = "",
    detail: dict[str, Any] | None = None,
    request: HttpRequest | None = None,
) -> AuditEntry:
    """Add an entry, in the transaction that it belongs to or in one of its own.

    Args:
        kind: What happened.
        workspace_id: The workspace that it happened in; empty for what concerns an account alone.
        actor: Who did it; nobody where nobody is known.
        about: Who or what it was done to, for people to read.
        detail: What else is worth knowing: plain JSON, never a secret.
        request: The request that did it, for the address of its sender.
    """
    with transaction.atomic():
        _one_at_a_time()
        last = AuditEntry.objects.order_by("-number").first()
        entry = AuditEntry(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            kind=Kind(kind).value,
            workspace_id=workspace_id,
            actor_id=actor.id if actor else "",
            actor_name=_plain(actor.name or actor.email if actor else "", 254),
            about=_plain(about, 300),
            detail=detail or {},
            address=address_of(request),
        )
        entry.digest = _digest(entry, before=last.digest if last else "")
        entry.save(force_insert=True)
    return entry


def record_refusal(request: HttpRequest, *, reason: str) -> None:
    """Add that somebody signed in was refused; the same refusal once an hour."""
    user = request.user
    if not isinstance(user, User):
        return
    key = f"refused:{user.id}:{request.method}:{hashlib.sha256(request.path.encode()).hexdigest()}"
    if cache.add(key, True, REFUSAL_EVERY):
        record(
            Kind.DENIED,
            actor=user,
            about=f"{request.method} {request.path}",
            detail={"reason": reason},
            request=request,
        )


def first_broken_entry() -> int | None:
    """Number of the first entry that does not follow from the one before it; nothing while all do."""
    digest, expected = "", 1
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=1_000):
        if entry.number != expected or not hmac.compare_digest(entry.digest, _digest(entry, before=digest)):
            return expected
        digest, expected = entry.digest, expected + 1
    return None


def address_of(request: HttpRequest | None) -> str:
    """Where a request came from; behind a trusted proxy, what that says."""
    if request is None or not request.META.get("REMOTE_ADDR"):
        return ""
    from allauth.account.adapter import get_adapter

    return str(get_adapter(request).get_client_ip(request) or "")[:45]


def _one_at_a_time() -> None:
    # SQLite's transactions that write stand in line by themselves.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _digest(entry: AuditEntry, *, before: str) -> str:
    said = [
        before,
        entry.number,
        entry.at.isoformat(),
        entry.kind,
        entry.workspace_id,
        entry.actor_id,
        entry.actor_name,
        entry.about,
        entry.detail,
        entry.address,
    ]
    text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    return hmac.new(settings.SECRET_KEY.encode(), b"audit:" + text, hashlib.sha256).hexdigest()


def _plain(text: str, longest: int) -> str:
    """One line without control characters: an entry must not look like two."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:longest]
