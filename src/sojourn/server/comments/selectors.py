"""Reads about comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from sojourn.maps.document import MapDocument
from sojourn.server.comments.access import readable_comments
from sojourn.server.comments.mentions import names_of
from sojourn.server.comments.models import Comment, Mention, Reading, Thread
from sojourn.server.comments.schemas import CommentsView, CommentView, Person, ThreadView
from sojourn.server.comments.targets import title_of
from sojourn.server.maps.documents import document_at
from sojourn.server.maps.models import Map
from sojourn.server.maps.services import name_of
from sojourn.server.workspaces.models import Membership

AT_ONCE: Final = 200
State = Literal["open", "resolved"]


def comments_of(row: Map, membership: Membership, *, state: State) -> CommentsView:
    """The latest threads of one state, and counts over all open ones."""
    threads = _readable(row, membership)
    is_open = threads.filter(resolved_at=None)
    wanted = is_open if state == "open" else threads.exclude(resolved_at=None)
    found = list(_whole(wanted, membership)[: AT_ONCE + 1])
    counts = is_open.order_by().values_list("target").annotate(Count("id"))
    return CommentsView(
        threads=_views(found[:AT_ONCE], row, membership),
        more=len(found) > AT_ONCE,
        open=dict(counts),
        unread=_unread(is_open, membership).count(),
    )


def thread_view(row: Map, membership: Membership, thread_id: str) -> ThreadView:
    """One thread, which must be readable."""
    found = list(_whole(_readable(row, membership).filter(id=thread_id), membership))
    return _views(found, row, membership)[0]


def people_of(membership: Membership) -> list[Person]:
    """Members whom a comment can call upon, by name."""
    rows = Membership.objects.filter(workspace_id=membership.workspace_id, user__is_active=True)
    people = [Person(id=row.user.id, name=name_of(row.user)) for row in rows.select_related("user")]
    return sorted(people, key=lambda person: (person.name.casefold(), person.id))


def _readable(row: Map, membership: Membership) -> QuerySet[Thread]:
    readable = readable_comments(membership).filter(thread=OuterRef("pk"))
    return Thread.objects.filter(Exists(readable), map=row)


def _whole(threads: QuerySet[Thread], membership: Membership) -> QuerySet[Thread]:
    comments = readable_comments(membership).prefetch_related(
        Prefetch("mentions", queryset=Mention.objects.select_related("user"))
    )
    readings = Reading.objects.filter(user_id=membership.user_id)
    return threads.prefetch_related(
        Prefetch("comments", queryset=comments), Prefetch("readings", queryset=readings)
    )


def _unread(threads: QuerySet[Thread], membership: Membership) -> QuerySet[Thread]:
    seen = Reading.objects.filter(
        thread=OuterRef("thread"), user_id=membership.user_id, number__gte=OuterRef("number")
    )
    news = (
        readable_comments(membership)
        .filter(thread=OuterRef("pk"), deleted_at=None, created_at__gt=membership.created_at)
        .exclude(author_id=membership.user_id)
        .filter(~Exists(seen))
    )
    return threads.filter(Exists(news))


def _views(threads: Sequence[Thread], row: Map, membership: Membership) -> list[ThreadView]:
    document = document_at(row.id, seq=row.seq)
    return [_view(thread, document, membership) for thread in threads]


def _view(thread: Thread, document: MapDocument, membership: Membership) -> ThreadView:
    title = title_of(document, thread.target)
    comments = list(thread.comments.all())
    readings = list(thread.readings.all())
    seen = readings[0].number if readings else 0
    me = membership.user_id
    return ThreadView(
        id=thread.id,
        target=thread.target,
        title=thread.title if title is None else title,
        gone=title is None,
        created_at=thread.created_at,
        updated_at=thread.updated_at,
        resolved_at=thread.resolved_at,
        resolved_by=thread.resolved_by_name or None,
        mine=any(one.author_id == me or _calls_upon(one, me) for one in comments),
        unread=sum(_is_news(one, seen=seen, membership=membership) for one in comments),
        seen=seen,
        comments=[_comment_view(one) for one in comments],
    )


def _calls_upon(comment: Comment, user_id: str) -> bool:
    return any(mention.user_id == user_id for mention in comment.mentions.all())


def _is_news(comment: Comment, *, seen: int, membership: Membership) -> bool:
    """What was said before the member came counts as seen."""
    return (
        comment.number > seen
        and comment.deleted_at is None
        and comment.author_id != membership.user_id
        and comment.created_at > membership.created_at
    )


def _comment_view(comment: Comment) -> CommentView:
    return CommentView(
        id=comment.id,
        number=comment.number,
        author=comment.author_id,
        author_name=comment.author_name,
        guest=comment.is_guest,
        held=comment.is_held,
        text=comment.text,
        mentions=names_of(mention.user for mention in comment.mentions.all()),
        created_at=comment.created_at,
        edited_at=comment.edited_at,
        deleted=comment.deleted_at is not None,
    )
