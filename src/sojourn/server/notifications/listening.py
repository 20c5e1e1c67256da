"""Turns what happens in the talk about maps into notifications."""

from __future__ import annotations

from typing import Any

from sojourn.server.accounts.models import User
from sojourn.server.comments import signals
from sojourn.server.comments.models import Comment, Thread
from sojourn.server.notifications import services


def listen() -> None:
    """Connect to the signals. The receivers run inside the transaction of what they are told of."""
    signals.comment_written.connect(_written, dispatch_uid="notify of comments")
    signals.people_mentioned.connect(_mentioned, dispatch_uid="notify of mentions")
    signals.comment_held.connect(_held, dispatch_uid="notify of held comments")
    signals.thread_resolved.connect(_resolved, dispatch_uid="notify of resolutions")
    signals.thread_read.connect(_read, dispatch_uid="what was read is no news")


def _written(sender: object, *, comment: Comment, mentioned: list[str], **more: Any) -> None:
    services.tell_of_comment(comment, mentioned=mentioned)


def _mentioned(sender: object, *, comment: Comment, mentioned: list[str], **more: Any) -> None:
    services.tell_mentioned(comment, mentioned=mentioned)


def _held(sender: object, *, comment: Comment, **more: Any) -> None:
    services.tell_of_held(comment)


def _resolved(sender: object, *, thread: Thread, by: User, **more: Any) -> None:
    services.tell_of_resolution(thread, by=by)


def _read(sender: object, *, thread: Thread, user_id: str, number: int, **more: Any) -> None:
    services.mark_thread_read(thread, user_id=user_id, number=number)
