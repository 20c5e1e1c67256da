"""What the talk about a map tells the rest of the server. Sent inside the transaction that changed it."""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

comment_written: Final = Signal()
"""Sent with ``comment`` when everyone may read it for the first time, and ``mentioned``: ids of users."""

people_mentioned: Final = Signal()
"""Sent with ``comment`` and ``mentioned`` when an edit calls upon people who were not called upon before."""

comment_held: Final = Signal()
"""Sent with ``comment`` when a guest wrote one that waits to be shown."""

thread_resolved: Final = Signal()
"""Sent with ``thread`` and ``by``, the user who resolved it."""

thread_read: Final = Signal()
"""Sent with ``thread``, ``user_id`` and ``number``: how far somebody has read."""
