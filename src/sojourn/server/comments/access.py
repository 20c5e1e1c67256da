"""The only door to a thread or a comment: through its map."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from sojourn.server.accounts.models import User
from sojourn.server.comments.models import Comment, Thread
from sojourn.server.maps.access import map_for
from sojourn.server.maps.models import Map
from sojourn.server.workspaces.access import NotAllowedError, NotFoundError, check_role
from sojourn.server.workspaces.models import Membership, Role


@dataclass(frozen=True, slots=True)
class FoundThread:
    """A thread with what it hangs on, for one person."""

    thread: Thread
    map: Map
    membership: Membership


def sees_held(membership: Membership) -> bool:
    """Whether the member sees comments of guests before they are shown to everyone."""
    return Role(membership.role).covers(Role.EDITOR)


def readable_comments(membership: Membership) -> QuerySet[Comment]:
    """Comments that the member may read, whatever their map."""
    comments = Comment.objects.all()
    return comments if sees_held(membership) else comments.filter(is_held=False)


def thread_for(user: User, map_id: str, thread_id: str, *, role: Role) -> FoundThread:
    """The thread, when the user may see its map and the role covers ``role``.

    Raises:
        NotFoundError: There is no such thread on such a map, or it is not the user's to see.
        NotAllowedError: The user may see it, but not do this.
    """
    row, membership = map_for(user, map_id, role=Role.VIEWER)
    thread = Thread.objects.filter(id=thread_id, map=row).first()
    if thread is None or not readable_comments(membership).filter(thread=thread).exists():
        raise NotFoundError("There is no such thread.")
    check_role(membership, role)
    return FoundThread(thread=thread, map=row, membership=membership)


def own_comment_for(user: User, map_id: str, comment_id: str) -> tuple[Comment, FoundThread]:
    """The user's own comment, to be changed.

    Raises:
        NotFoundError: There is no such comment to see.
        NotAllowedError: It is somebody else's.
    """
    comment, found = _comment_for(user, map_id, comment_id, role=Role.COMMENTER)
    if comment.author_id != user.id:
        raise NotAllowedError("Only the person who wrote a comment can change it.")
    return comment, found


def comment_to_delete_for(user: User, map_id: str, comment_id: str) -> tuple[Comment, FoundThread]:
    """A comment that the user may delete: one's own; any as admin; a guest's as editor.

    Raises:
        NotFoundError: There is no such comment to see.
        NotAllowedError: It is somebody else's.
    """
    comment, found = _comment_for(user, map_id, comment_id, role=Role.COMMENTER)
    if comment.author_id != user.id:
        check_role(found.membership, Role.EDITOR if comment.is_guest else Role.ADMIN)
    return comment, found


def held_comment_for(user: User, map_id: str, comment_id: str) -> tuple[Comment, FoundThread]:
    """A comment that waits to be shown, or was, for an editor.

    Raises:
        NotFoundError: There is no such comment to see.
        NotAllowedError: The user does not edit the map.
    """
    return _comment_for(user, map_id, comment_id, role=Role.EDITOR)


def _comment_for(user: User, map_id: str, comment_id: str, *, role: Role) -> tuple[Comment, FoundThread]:
    row, membership = map_for(user, map_id, role=Role.VIEWER)
    comment = (
        readable_comments(membership)
        .select_related("thread")
        .filter(id=comment_id, thread__map=row, deleted_at=None)
        .first()
    )
    if comment is None:
        raise NotFoundError("There is no such comment.")
    check_role(membership, role)
    return comment, FoundThread(thread=comment.thread, map=row, membership=membership)
