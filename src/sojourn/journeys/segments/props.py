"""What stands under a key of the events' props, for every different props text of a log."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import orjson

MOST: Final = 5_000_000
"""More different texts than this would take longer to look through than anybody waits."""

Texts = tuple[str, ...]


@lru_cache(maxsize=4)
def values_of(texts: Texts, key: str) -> tuple[str | None, ...]:
    """What each text has under ``key``, as text; ``None`` where it has nothing."""
    return tuple(_told(_read(text).get(key)) for text in texts)


@lru_cache(maxsize=4)
def keys_of(texts: Texts) -> tuple[str, ...]:
    """Every key that one of the texts has, the most frequent first, then by name."""
    counts: dict[str, int] = {}
    for text in texts:
        for key in _read(text):
            counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(counts, key=lambda key: (-counts[key], key)))


def _read(text: str) -> dict[str, Any]:
    """The object in a text; an empty one where it holds none."""
    try:
        read = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return read if isinstance(read, dict) else {}


def _told(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value).decode()
