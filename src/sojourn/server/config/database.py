"""Which database the server uses: the workspace's own SQLite file, or PostgreSQL by ``DATABASE_URL``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from sojourn.core.errors import SojournError

BUSY_SECONDS: Final = 20
PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA journal_size_limit=67108864;"
)
"""FULL, because NORMAL loses acknowledged commits when the power fails."""


class DatabaseAddressError(SojournError):
    """``DATABASE_URL`` is no address that the server understands."""


def database(url: str | None, *, file: Path) -> dict[str, Any]:
    """Django's settings of the one database.

    Args:
        url: ``postgresql://user:password@host:port/name`` (query parameters go to libpq), or nothing.
        file: Where the SQLite database lies when there is no ``url``.

    Raises:
        DatabaseAddressError: The scheme is not PostgreSQL's, or the address names no database.
    """
    return _postgresql(url) if url else _sqlite(file)


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        # A transaction that starts by reading and then writes fails at once when another writes between;
        # one that takes the write lock at its start waits for its turn.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise DatabaseAddressError(
            f"DATABASE_URL is no address of a PostgreSQL database: its scheme is {parts.scheme!r}, its"
            f" database {name!r}. Write postgresql://user:password@host:5432/name, or unset it to use the"
            " workspace's own SQLite file."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **dict(parse_qsl(parts.query)),
            "pool": {"min_size": 1, "max_size": 16, "timeout": BUSY_SECONDS},
        },
    }
