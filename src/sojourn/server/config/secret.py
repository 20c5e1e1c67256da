"""The server's secret key: made at first run, readable by its owner alone, never guessable."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from sojourn.core.errors import SojournError

SHORTEST: Final = 50
FEWEST_DIFFERENT: Final = 10


class WeakSecretError(SojournError):
    """The secret key can be guessed."""


def ensure_secret(path: Path) -> str:
    """The key kept at ``path``; made there at first, mode 0600.

    Raises:
        WeakSecretError: The file holds a key that is too short or too plain.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return checked(path.read_text("utf-8").strip(), found_in=str(path))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    return ensure_secret(path)


def secret_for(path: Path) -> str:
    """The key from ``SOJOURN_SECRET_KEY`` or ``path``; where neither is there, one for this process alone.

    Reading settings must touch nothing on disk (checks, contracts and tests read them too): the file is
    made by ``ensure_secret`` when a server is started.
    """
    given = os.environ.get("SOJOURN_SECRET_KEY")
    if given is not None:
        return checked(given, found_in="SOJOURN_SECRET_KEY")
    if path.exists():
        return checked(path.read_text("utf-8").strip(), found_in=str(path))
    return secrets.token_urlsafe(64)


def checked(key: str, *, found_in: str) -> str:
    """``key``, unless it can be guessed.

    Raises:
        WeakSecretError: It is shorter than 50 characters, has under 10 different ones, or is a placeholder.
    """
    if len(key) < SHORTEST or len(set(key)) < FEWEST_DIFFERENT or key.lower().startswith("django-insecure"):
        raise WeakSecretError(
            f"The secret key in {found_in} can be guessed: it has {len(key)} characters, {len(set(key))}"
            " different. Delete it and start the server again (a strong one is made), or give at least"
            f" {SHORTEST} random characters. Everybody will have to sign in again."
        )
    return key
