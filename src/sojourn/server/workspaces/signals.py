"""What the workspace tells the rest of the server."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.dispatch import Signal

standing_changed: Final = Signal()
"""Sent with ``user_id`` after a commit that changed what a person may do: a membership, a role, a session, an
account. Open sockets of that person are looked at again at once."""


def tell_standing(user_id: str) -> None:
    """Send ``standing_changed`` once this transaction holds."""
    transaction.on_commit(lambda: standing_changed.send(sender=None, user_id=user_id))
