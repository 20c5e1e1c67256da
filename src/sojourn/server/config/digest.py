"""When the daily mail goes out."""

from __future__ import annotations

from sojourn.core.errors import UsageError


def hour_of_day(text: str) -> int:
    """The hour that ``SOJOURN_DIGEST_HOUR`` names.

    >>> hour_of_day("7")
    7

    Raises:
        UsageError: It is no hour of a day.
    """
    if not text.isascii() or not text.isdecimal() or int(text) > 23:
        raise UsageError(f"SOJOURN_DIGEST_HOUR {text!r} is no hour. Give 0 to 23 (UTC), such as 7.")
    return int(text)
