"""Comments of people without an account, who came by a share link."""

from __future__ import annotations

import re
from typing import Final

from django.db import transaction

from sojourn.core.errors import UsageError
from sojourn.maps.field_types import WRITABLE
from sojourn.server.comments.models import MOST_CHARACTERS, Comment
from sojourn.server.comments.services import add_comment, new_thread
from sojourn.server.maps.models import Map
from sojourn.server.workspaces.access import NotFoundError

LONGEST_NAME: Final = 80


@transaction.atomic
def add_guest_comment(map_id: str, *, target: str, name: str, text: str, link_id: str) -> Comment:
    """A guest's comment as a thread of its own, held until an editor shows it. It calls upon nobody.

    The caller has checked the share link and how often it was used.

    Args:
        map_id: The map that the link opens.
        target: What it is about, such as ``step:stp_1``.
        name: What the guest calls themselves; up to 80 characters.
        text: Up to 5,000 characters of plain text.
        link_id: The share link's id, never its token.

    Raises:
        NotFoundError: The map is gone.
        UnknownTargetError: ``target`` is not on the map.
        UsageError: Name or words are missing, too long, or cannot be shown.
        TooManyCommentsError: The map is full of threads.
    """
    name = _fit(name, longest=LONGEST_NAME, what="name")
    text = _fit(text, longest=MOST_CHARACTERS, what="comment")
    row = Map.objects.filter(id=map_id, deleted_at=None).first()
    if row is None:
        raise NotFoundError("There is no such map.")
    thread = new_thread(row, target=target)
    comment = Comment(author_name=name, text=text, is_guest=True, is_held=True, share_link=link_id)
    add_comment(thread, comment)
    return comment


def _fit(text: str, *, longest: int, what: str) -> str:
    text = text.strip()
    if not text or len(text) > longest:
        raise UsageError(f"The {what} has {len(text):,} characters. Write 1 to {longest:,}.")
    if not re.fullmatch(WRITABLE, text):
        raise UsageError(f"The {what} holds control characters. Leave them out.")
    return text
