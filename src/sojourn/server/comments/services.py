"""Writes about comments: begin a thread, answer, change one's words, resolve."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils import timezone

from sojourn.core.errors import SojournError
from sojourn.server.accounts.models import User
from sojourn.server.comments import signals
from sojourn.server.comments.mentions import members_among, mentioned_in
from sojourn.server.comments.models import Comment, Mention, Reading, Thread
from sojourn.server.comments.targets import check_target, title_of
from sojourn.server.live.hub import hub
from sojourn.server.maps.documents import document_at
from sojourn.server.maps.models import Map
from sojourn.server.maps.services import name_of

MOST_THREADS: Final = 5_000
MOST_COMMENTS: Final = 1_000
"""On one map, and in one thread: bounds on what a page may have to load."""


class CommentClashError(SojournError):
    """A comment of somebody else, or on something else, has this id already."""


class TooManyCommentsError(SojournError):
    """The map or the thread is full."""


@transaction.atomic
def begin_thread(row: Map, *, author: User, comment_id: str, target: str, text: str) -> Thread:
    """A new thread about ``target``. The same comment sent again makes nothing new.

    Raises:
        UnknownTargetError: ``target`` is not on the map.
        CommentClashError: The id is taken by another comment.
        TooManyCommentsError: The map is full of threads.
    """
    known = _sent_before(comment_id, author=author, row=row)
    if known is not None:
        return known.thread
    thread = new_thread(row, target=target)
    add_comment(thread, Comment(id=comment_id, author=author, author_name=name_of(author), text=text))
    return thread


def new_thread(row: Map, *, target: str) -> Thread:
    """An empty thread, to be given its first comment in the same transaction.

    Raises:
        UnknownTargetError: ``target`` is not on the map.
        TooManyCommentsError: The map is full of threads.
    """
    title = check_target(document_at(row.id, seq=row.seq), target)
    if row.threads.count() >= MOST_THREADS:
        raise TooManyCommentsError(f"This map has {MOST_THREADS:,} threads. Delete some that are resolved.")
    now = timezone.now()
    return Thread.objects.create(map=row, target=target, title=title, created_at=now, updated_at=now)


@transaction.atomic
def reply(thread: Thread, *, row: Map, author: User, comment_id: str, text: str) -> Thread:
    """A further comment. An answer to what was resolved opens it again: else nobody would see it.

    Raises:
        CommentClashError: The id is taken by another comment.
        TooManyCommentsError: The thread is full.
    """
    locked = Thread.objects.select_for_update().get(id=thread.id)
    if _sent_before(comment_id, author=author, row=row, thread=locked) is not None:
        return locked
    if locked.last_number >= MOST_COMMENTS:
        raise TooManyCommentsError(f"This thread has {MOST_COMMENTS:,} comments. Begin a new one.")
    locked.title = title_of(document_at(row.id, seq=row.seq), locked.target) or locked.title
    locked.resolved_at, locked.resolved_by, locked.resolved_by_name = None, None, ""
    add_comment(locked, Comment(id=comment_id, author=author, author_name=name_of(author), text=text))
    return locked


def add_comment(thread: Thread, comment: Comment) -> None:
    """Put ``comment`` at the end of a thread that this transaction holds, and tell who must know."""
    thread.last_number += 1
    thread.updated_at = timezone.now()
    thread.save()
    comment.thread, comment.number, comment.created_at = thread, thread.last_number, thread.updated_at
    comment.save(force_insert=True)
    if comment.author_id is not None:
        mark_read(thread, user_id=comment.author_id, number=comment.number)
    if comment.is_held:
        signals.comment_held.send(sender=Comment, comment=comment)
    else:
        signals.comment_written.send(sender=Comment, comment=comment, mentioned=_note_mentions(comment))
    tell_watchers(thread.map_id)


@transaction.atomic
def edit_comment(comment: Comment, *, text: str) -> None:
    """Change one's own words. Whoever they call upon for the first time is told."""
    comment.text, comment.edited_at = text, timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    fresh = _note_mentions(comment)
    if fresh:
        signals.people_mentioned.send(sender=Comment, comment=comment, mentioned=fresh)
    tell_watchers(comment.thread.map_id)


@transaction.atomic
def delete_comment(comment: Comment) -> None:
    """Take a comment's words away for good; its place stays. A thread without any words goes as a whole."""
    thread = Thread.objects.select_for_update().get(id=comment.thread_id)
    comment.mentions.all().delete()
    Comment.objects.filter(id=comment.id).update(text="", deleted_at=timezone.now(), is_held=False)
    if not thread.comments.filter(deleted_at=None).exists():
        thread.delete()
    tell_watchers(thread.map_id)


@transaction.atomic
def show_comment(comment: Comment) -> None:
    """Let everyone read a guest's comment that was held."""
    shown = Comment.objects.filter(id=comment.id, is_held=True).update(is_held=False)
    if shown:
        comment.is_held = False
        signals.comment_written.send(sender=Comment, comment=comment, mentioned=[])
        tell_watchers(comment.thread.map_id)


@transaction.atomic
def resolve_thread(thread: Thread, *, by: User) -> None:
    """Put a thread aside as settled."""
    changed = Thread.objects.filter(id=thread.id, resolved_at=None).update(
        resolved_at=timezone.now(), resolved_by=by, resolved_by_name=name_of(by)
    )
    if changed:
        thread.refresh_from_db()
        signals.thread_resolved.send(sender=Thread, thread=thread, by=by)
        tell_watchers(thread.map_id)


@transaction.atomic
def reopen_thread(thread: Thread) -> None:
    """Take a settled thread up again."""
    Thread.objects.filter(id=thread.id).update(resolved_at=None, resolved_by=None, resolved_by_name="")
    tell_watchers(thread.map_id)


@transaction.atomic
def mark_read(thread: Thread, *, user_id: str, number: int) -> None:
    """Note that somebody has seen a thread up to a comment. It never goes back."""
    number = min(number, thread.last_number)
    _, made = Reading.objects.get_or_create(thread=thread, user_id=user_id, defaults={"number": number})
    if not made:
        Reading.objects.filter(thread=thread, user_id=user_id, number__lt=number).update(number=number)
    signals.thread_read.send(sender=Thread, thread=thread, user_id=user_id, number=number)


def tell_watchers(map_id: str) -> None:
    """Tell open browsers, once this is committed, that there is something new to read."""
    transaction.on_commit(lambda: hub.tell(map_id, topics=("comments",)))


def _sent_before(comment_id: str, *, author: User, row: Map, thread: Thread | None = None) -> Comment | None:
    """The comment of this id when it is the same one, sent again."""
    known = Comment.objects.select_related("thread").filter(id=comment_id).first()
    if known is None:
        return None
    is_same = known.author_id == author.id and known.thread.map_id == row.id
    if not is_same or (thread is not None and known.thread_id != thread.id):
        raise CommentClashError("Another comment has this id already. Send yours under a fresh one: cmt_…")
    return known


def _note_mentions(comment: Comment) -> list[str]:
    """Bring the comment's mentions in line with its text; returns who was not mentioned before."""
    workspace_id = comment.thread.map.workspace_id
    wanted = _ids(members_among(workspace_id, mentioned_in(comment.text)))
    known = set(comment.mentions.values_list("user_id", flat=True))
    comment.mentions.exclude(user_id__in=wanted).delete()
    fresh = [one for one in wanted if one not in known]
    Mention.objects.bulk_create(Mention(comment=comment, user_id=one) for one in fresh)
    return [one for one in fresh if one != comment.author_id]


def _ids(users: Iterable[User]) -> list[str]:
    return [user.id for user in users]
