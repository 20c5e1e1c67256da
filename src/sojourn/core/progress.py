"""How long work tells how far it is, and how it learns that nobody wants it any more."""

from __future__ import annotations

from typing import Protocol

from sojourn.core.errors import SojournError


class CancelledError(SojournError):
    """The work was stopped by the person who had asked for it; nothing of it was kept."""


class Progress(Protocol):
    """Called every now and then by long work. To cancel the work, raise ``CancelledError`` from it."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Report ``done`` of ``total`` units of ``stage`` (total ``None``: not known)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Report to nobody."""
