"""What the processes of one server tell each other, where the database can carry it: PostgreSQL's NOTIFY.

With SQLite nothing is told; there each process looks for itself whether the file changed (``polling.py``).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson
from django.db import connection

CHANNEL: Final = "sojourn_live"
PROCESS: Final = secrets.token_hex(6)
"""Names this process to the others."""
LARGEST: Final = 7_900
"""Bytes of one notice; PostgreSQL takes 7,999."""


def tell_others(
    *,
    maps: Mapping[str, int] | None = None,
    news: Mapping[str, Sequence[str]] | None = None,
    users: Sequence[str] = (),
) -> None:
    """Tell the other processes, when the current transaction is committed.

    Args:
        maps: The last number of each map that got operations.
        news: What beside the document changed, by map.
        users: People whose standing changed.
    """
    if connection.vendor != "postgresql":
        return
    texts = [
        *notices("maps", list((maps or {}).items())),
        *notices("news", list((news or {}).items())),
        *notices("users", list(users)),
    ]
    with connection.cursor() as cursor:
        for text in texts:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, text])


def notices(kind: str, items: Sequence[Any]) -> Iterator[str]:
    """``items`` as notices, each small enough to be sent; one that is too large by itself is left out."""
    part: list[Any] = []
    size = 0
    for item in items:
        length = len(orjson.dumps(item)) + 1
        if length > LARGEST - 100:
            continue
        if size + length > LARGEST - 100:
            yield _notice(kind, part)
            part, size = [], 0
        part.append(item)
        size += length
    if part:
        yield _notice(kind, part)


def _notice(kind: str, items: Sequence[Any]) -> str:
    return orjson.dumps({"from": PROCESS, kind: items}).decode()
