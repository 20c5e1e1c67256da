"""Writes about share links: make, change, renew, revoke; and what guests do by them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from sojourn.core.errors import SojournError, UsageError
from sojourn.maps.document import MapDocument
from sojourn.server.comments.guests import add_guest_comment
from sojourn.server.comments.targets import check_target
from sojourn.server.maps.documents import current_document, document_at
from sojourn.server.maps.models import Map
from sojourn.server.maps.services import name_of
from sojourn.server.sharing import limits
from sojourn.server.sharing.models import ShareLink
from sojourn.server.sharing.projection import default_lanes, shared_document
from sojourn.server.sharing.schemas import GuestWords, LinkChange, NewLink
from sojourn.server.sharing.tokens import hash_of, new_token
from sojourn.server.workspaces.audit import Kind, record
from sojourn.server.workspaces.models import Membership

MOST_OPEN: Final = 100
LONGEST: Final = timedelta(days=5 * 366)


class UnfitPasswordError(SojournError):
    """The password of a link would be guessed."""


class WrongPasswordError(SojournError):
    """That is not the link's password."""


class UnknownLaneError(SojournError):
    """A lane that a link is to show is not on the map."""


@transaction.atomic
def create_link(actor: Membership, row: Map, *, wanted: NewLink) -> tuple[ShareLink, str]:
    """A link to a map, with its token, which is kept nowhere.

    Raises:
        UnknownLaneError: A lane is not on the map.
        UnfitPasswordError: The password would be guessed. No link is made.
        UsageError: The end lies in the past, sites may embed a link with a password, or there are too many.
    """
    document = document_at(row.id, seq=row.seq)
    Map.objects.select_for_update().only("id").get(id=row.id)
    if row.share_links.filter(revoked_at=None).count() >= MOST_OPEN:
        raise UsageError(f"This map has {MOST_OPEN} links, which is the most. Revoke some first.")
    link = ShareLink(map=row, created_by=actor.user, created_by_name=name_of(actor.user))
    lanes = default_lanes(document) if wanted.lanes is None else wanted.lanes
    _fill(link, {**wanted.model_dump(), "lanes": lanes}, document=document)
    token = new_token()
    link.token_hash = hash_of(token)
    link.save(force_insert=True)
    _written_down(Kind.SHARE_CREATED, link, actor=actor)
    return link, token


@transaction.atomic
def change_link(actor: Membership, link: ShareLink, *, wanted: LinkChange) -> ShareLink:
    """Choose otherwise for a link. Whoever has it open sees the change with the next question.

    Raises:
        UnknownLaneError: A lane is not on the map.
        UnfitPasswordError: The password would be guessed. The link stays as it was.
        UsageError: As for a new link, or it was revoked.
    """
    locked = _locked(link)
    changes = wanted.model_dump(exclude_unset=True)
    _fill(locked, changes, document=current_document(locked.map_id))
    locked.version += 1
    locked.save()
    _written_down(Kind.SHARE_CHANGED, locked, actor=actor, changed=sorted(changes))
    return locked


@transaction.atomic
def renew_link(actor: Membership, link: ShareLink) -> tuple[ShareLink, str]:
    """A fresh address for a link whose address was lost or went astray; the earlier one ends at once.

    Raises:
        UsageError: It was revoked.
    """
    locked = _locked(link)
    token = new_token()
    locked.token_hash = hash_of(token)
    locked.save(update_fields=["token_hash"])
    _written_down(Kind.SHARE_CHANGED, locked, actor=actor, changed=["address"])
    return locked, token


@transaction.atomic
def revoke_link(actor: Membership, link: ShareLink) -> None:
    """End a link for good. Ending one that has ended changes nothing."""
    if ShareLink.objects.filter(id=link.id, revoked_at=None).update(revoked_at=timezone.now()):
        _written_down(Kind.SHARE_REVOKED, link, actor=actor)


def unlock(request: HttpRequest, link: ShareLink, *, password: str) -> None:
    """Check the password that a guest gives.

    Raises:
        WrongPasswordError: It is another.
        TooManyAttemptsError: It was tried too often.
    """
    if not link.password:
        return
    limits.count_attempt(request, action=limits.UNLOCK, link_id=link.id)
    if not check_password(password, link.password):
        raise WrongPasswordError("That is not the password of this map. Try again, or ask who sent the link.")


def note_visit(request: HttpRequest, link: ShareLink) -> None:
    """Count that a guest came."""
    if not limits.is_new_visit(request, link.id):
        return
    with transaction.atomic():
        ShareLink.objects.filter(id=link.id).update(visits=F("visits") + 1, last_visit_at=timezone.now())
        record(
            Kind.SHARE_OPENED,
            workspace_id=link.map.workspace_id,
            about=_title_of(link.map),
            detail={"link": link.id},
            request=request,
        )


def comment_as_guest(request: HttpRequest, link: ShareLink, *, words: GuestWords) -> None:
    """Keep what a guest says until an editor shows it to everyone. The same words again change nothing.

    Raises:
        UnknownTargetError: It is about nothing that the link shows.
        TooManyAttemptsError: Too much came from this sender, or by this link.
    """
    seen = shared_document(document_at(link.map_id, seq=link.map.seq), lanes=link.lanes)
    check_target(seen, words.target)
    said = (words.name, words.target, words.text)
    if limits.is_said_again(link.id, *said):
        return
    limits.count_attempt(request, action=limits.COMMENT, link_id=link.id)
    add_guest_comment(link.map_id, target=words.target, name=words.name, text=words.text, link_id=link.id)
    limits.note_words(link.id, *said)


def _locked(link: ShareLink) -> ShareLink:
    locked = ShareLink.objects.select_for_update().get(id=link.id)
    if locked.revoked_at is not None:
        raise UsageError("This link was revoked. Make a new one.")
    locked.map = link.map  # Without its documents: they are large.
    return locked


def _fill(link: ShareLink, fields: dict[str, Any], *, document: MapDocument) -> None:
    """Put chosen values on a link, all or none: one that does not do must not leave the link more open."""
    if "lanes" in fields:
        _check_lanes(fields["lanes"], document)
        fields["lanes"] = list(dict.fromkeys(fields["lanes"]))
    if fields.get("expires_at") is not None:
        _check_end(fields["expires_at"])
    if "password" in fields:
        fields["password"] = _hashed(fields["password"])
    for name, value in fields.items():
        setattr(link, name, value)
    if link.password and link.embed:
        raise UsageError(
            "A map behind a password cannot be shown on other sites: nobody should type a password into a"
            " frame. Take the password away, or the sites."
        )


def _check_lanes(lanes: Collection[str], document: MapDocument) -> None:
    unknown = [lane for lane in lanes if lane not in document.lanes]
    if unknown:
        raise UnknownLaneError(f"There is no lane {unknown[0]!r} on this map. Choose others.")


def _check_end(end: datetime) -> None:
    now = timezone.now()
    if not now < end <= now + LONGEST:
        raise UsageError("The link would end in the past, or in more than five years. Choose another day.")


def _hashed(password: str | None) -> str:
    if password is None:
        return ""
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError as error:
        raise UnfitPasswordError("Very many people use this password. Choose another one.") from error
    return make_password(password)


def _written_down(kind: Kind, link: ShareLink, *, actor: Membership, changed: Sequence[str] = ()) -> None:
    record(
        kind,
        workspace_id=actor.workspace_id,
        actor=actor.user,
        about=_title_of(link.map),
        detail={
            "link": link.id,
            "map": link.map_id,
            "permission": link.permission,
            "password": bool(link.password),
            "embed": link.embed,
            "expires_at": link.expires_at.isoformat() if link.expires_at else None,
            "changed": list(changed),
        },
    )


def _title_of(row: Map) -> str:
    return str(row.summary.get("title", ""))
