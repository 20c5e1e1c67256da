"""Who a comment calls upon: ``@[usr_…]`` in its text, by id, so that a new name changes no old comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sojourn.server.accounts.models import User
from sojourn.server.maps.services import name_of
from sojourn.server.workspaces.models import Membership

MENTION: Final = re.compile(r"@\[(usr_[0-9a-z][0-9a-z_-]{0,62})\]")
MOST_MENTIONS: Final = 50
"""In one comment; whoever comes later in the text is not told."""


def mentioned_in(text: str) -> list[str]:
    """The ids of users in the text, each once, in order.

    >>> mentioned_in("@[usr_b] and @[usr_a], @[usr_b]!")
    ['usr_b', 'usr_a']
    """
    return list(dict.fromkeys(MENTION.findall(text)))[:MOST_MENTIONS]


def members_among(workspace_id: str, users: Iterable[str]) -> list[User]:
    """Those of ``users`` who belong to the workspace: a stranger's id in a text tells and reaches nobody."""
    rows = Membership.objects.filter(
        workspace_id=workspace_id, user_id__in=list(users), user__is_active=True
    ).select_related("user")
    return [row.user for row in rows]


def in_words(text: str, names: Mapping[str, str]) -> str:
    """The text with names in place of ids; of people without a name here, ``@someone``.

    >>> in_words("Ask @[usr_a] or @[usr_b]", {"usr_a": "Ada"})
    'Ask @Ada or @someone'
    """
    return MENTION.sub(lambda found: f"@{names.get(found[1], 'someone')}", text)


def names_of(users: Iterable[User]) -> dict[str, str]:
    """Each user's name, by id."""
    return {user.id: name_of(user) for user in users}
