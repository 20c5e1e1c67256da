"""Comments over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from sojourn.maps.field_types import WRITABLE
from sojourn.server.api.schemas import Wire
from sojourn.server.comments.models import MOST_CHARACTERS
from sojourn.server.comments.targets import TARGET

CommentText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS, pattern=WRITABLE),
]
CommentId = Annotated[str, StringConstraints(pattern=r"^cmt_[0-9a-z][0-9a-z_-]{0,59}$")]
Target = Annotated[str, StringConstraints(max_length=140, pattern=TARGET)]


class Person(Wire):
    """A member, as others see them."""

    id: str
    name: str


class NewThread(Wire):
    """The first comment of a thread. Its id is made by the sender, so that sending again doubles nothing."""

    id: CommentId
    target: Target = Field(
        description="`map:`, `stage:…`, `step:…`, `lane:…`, `card:…`, `cell:…/…`, `persona:…`."
    )
    text: CommentText = Field(description="Plain text; `@[usr_…]` calls upon a member.")


class NewReply(Wire):
    """A further comment. Its id is made by the sender, so that sending again doubles nothing."""

    id: CommentId
    text: CommentText


class EditedComment(Wire):
    """New words for a comment."""

    text: CommentText


class ReadTo(Wire):
    """How far a thread was read."""

    number: int = Field(ge=0, le=1_000_000)


class CommentView(Wire):
    """One comment. `author` is empty for guests and for people whose account is gone."""

    id: str
    number: int
    author: str | None
    author_name: str
    guest: bool
    held: bool
    text: str = Field(description="Empty when deleted.")
    mentions: dict[str, str] = Field(description="Names of the members called upon, by id.")
    created_at: datetime
    edited_at: datetime | None
    deleted: bool


class ThreadView(Wire):
    """A thread with its comments in order."""

    id: str
    target: str
    title: str = Field(description="What it is about is called so, or was when it was last there.")
    gone: bool = Field(description="What it is about is no longer on the map.")
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None
    mine: bool = Field(description="You took part, or were called upon.")
    unread: int
    seen: int = Field(description="Number of the last comment that you have seen.")
    comments: list[CommentView]


class CommentsView(Wire):
    """The talk about a map: threads, the latest active first."""

    threads: list[ThreadView]
    more: bool = Field(description="Older threads were left out.")
    open: dict[str, int] = Field(description="Open threads by what they are about.")
    unread: int = Field(description="Open threads with something that you have not seen.")
