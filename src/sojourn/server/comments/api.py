"""Comments over HTTP."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from sojourn.server.api.schemas import FAULTS
from sojourn.server.comments import access, selectors, services
from sojourn.server.comments.schemas import (
    CommentsView,
    EditedComment,
    NewReply,
    NewThread,
    Person,
    ReadTo,
    ThreadView,
)
from sojourn.server.maps.access import map_for
from sojourn.server.workspaces.access import user_of
from sojourn.server.workspaces.models import Role

router = Router(tags=["comments"])
THREADS = "/maps/{map_id}/threads"
THREAD = f"{THREADS}/{{thread_id}}"
COMMENT = "/maps/{map_id}/comments/{comment_id}"


def _view(found: access.FoundThread) -> ThreadView:
    return selectors.thread_view(found.map, found.membership, found.thread.id)


@router.get(THREADS, response={200: CommentsView, **FAULTS}, operation_id="threads")
def threads(request: HttpRequest, map_id: str, state: selectors.State = "open") -> CommentsView:
    """The talk about a map: up to 200 open or resolved threads, the latest active first, and counts."""
    row, membership = map_for(user_of(request), map_id, role=Role.VIEWER)
    return selectors.comments_of(row, membership, state=state)


@router.post(THREADS, response={201: ThreadView, **FAULTS}, operation_id="begin_thread")
def begin_thread(request: HttpRequest, map_id: str, body: NewThread) -> Status[ThreadView]:
    """Comment on something of the map. Sending the same comment again changes nothing."""
    row, membership = map_for(user_of(request), map_id, role=Role.COMMENTER)
    thread = services.begin_thread(
        row, author=membership.user, comment_id=body.id, target=body.target, text=body.text
    )
    return Status(201, selectors.thread_view(row, membership, thread.id))


@router.get("/maps/{map_id}/people", response={200: list[Person], **FAULTS}, operation_id="people")
def people(request: HttpRequest, map_id: str) -> list[Person]:
    """Members whom a comment can call upon: ids and names."""
    _, membership = map_for(user_of(request), map_id, role=Role.COMMENTER)
    return selectors.people_of(membership)


@router.get(THREAD, response={200: ThreadView, **FAULTS}, operation_id="thread")
def thread(request: HttpRequest, map_id: str, thread_id: str) -> ThreadView:
    """One thread."""
    return _view(access.thread_for(user_of(request), map_id, thread_id, role=Role.VIEWER))


@router.post(f"{THREAD}/replies", response={201: ThreadView, **FAULTS}, operation_id="reply")
def reply(request: HttpRequest, map_id: str, thread_id: str, body: NewReply) -> Status[ThreadView]:
    """Answer in a thread; a resolved one opens again. Sending the same comment again changes nothing."""
    found = access.thread_for(user_of(request), map_id, thread_id, role=Role.COMMENTER)
    services.reply(
        found.thread, row=found.map, author=found.membership.user, comment_id=body.id, text=body.text
    )
    return Status(201, _view(found))


@router.post(f"{THREAD}/resolve", response={200: ThreadView, **FAULTS}, operation_id="resolve_thread")
def resolve_thread(request: HttpRequest, map_id: str, thread_id: str) -> ThreadView:
    """Put a thread aside as settled."""
    found = access.thread_for(user_of(request), map_id, thread_id, role=Role.COMMENTER)
    services.resolve_thread(found.thread, by=found.membership.user)
    return _view(found)


@router.post(f"{THREAD}/reopen", response={200: ThreadView, **FAULTS}, operation_id="reopen_thread")
def reopen_thread(request: HttpRequest, map_id: str, thread_id: str) -> ThreadView:
    """Take a settled thread up again."""
    found = access.thread_for(user_of(request), map_id, thread_id, role=Role.COMMENTER)
    services.reopen_thread(found.thread)
    return _view(found)


@router.post(f"{THREAD}/read", response={204: None, **FAULTS}, operation_id="mark_read")
def mark_read(request: HttpRequest, map_id: str, thread_id: str, body: ReadTo) -> Status[None]:
    """Note that you have seen a thread up to a comment."""
    found = access.thread_for(user_of(request), map_id, thread_id, role=Role.VIEWER)
    services.mark_read(found.thread, user_id=found.membership.user_id, number=body.number)
    return Status(204, None)


@router.patch(COMMENT, response={200: ThreadView, **FAULTS}, operation_id="edit_comment")
def edit_comment(request: HttpRequest, map_id: str, comment_id: str, body: EditedComment) -> ThreadView:
    """Change your own words."""
    comment, found = access.own_comment_for(user_of(request), map_id, comment_id)
    services.edit_comment(comment, text=body.text)
    return _view(found)


@router.delete(COMMENT, response={204: None, **FAULTS}, operation_id="delete_comment")
def delete_comment(request: HttpRequest, map_id: str, comment_id: str) -> Status[None]:
    """Take a comment's words away for good: your own, any as admin, a guest's as editor."""
    comment, _ = access.comment_to_delete_for(user_of(request), map_id, comment_id)
    services.delete_comment(comment)
    return Status(204, None)


@router.post(f"{COMMENT}/show", response={200: ThreadView, **FAULTS}, operation_id="show_comment")
def show_comment(request: HttpRequest, map_id: str, comment_id: str) -> ThreadView:
    """Let everyone read a guest's comment that waits."""
    comment, found = access.held_comment_for(user_of(request), map_id, comment_id)
    services.show_comment(comment)
    return _view(found)
