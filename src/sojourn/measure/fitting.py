"""Makes what a log says fit a map: logs hold any text, maps only what every export can write."""

from __future__ import annotations

import re
from typing import Any, Final

from sojourn.maps.field_types import WRITABLE

LINE: Final = 300
TEXT: Final = 20_000
_LONG: Final = frozenset(("text", "description", "recommendation"))
_WRITABLE: Final = re.compile(WRITABLE)
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def can_be_bound(event: str) -> bool:
    """Whether a step can be bound to events of this name; a binding must be the name itself.

    >>> can_be_bound("order_placed"), can_be_bound("red\\x1b[0m"), can_be_bound("x" * 301)
    (True, False, False)
    """
    return len(event) <= LINE and _WRITABLE.match(event) is not None


def fitting(record: dict[str, Any]) -> dict[str, Any]:
    """A record whose texts a map can hold: cut where they are too long, with a sign for what none can write.

    >>> fitting({"title": "a\\x1bb", "color": 2})
    {'title': 'a�b', 'color': 2}
    """
    return {
        name: _fit(value, TEXT if name in _LONG else LINE) if isinstance(value, str) else value
        for name, value in record.items()
    }


def _fit(text: str, longest: int) -> str:
    written = _UNWRITABLE.sub("\ufffd", text)
    return written if len(written) <= longest else written[: longest - 1] + "…"
