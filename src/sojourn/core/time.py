"""Spans of time as people write them: ``30m``, ``7d``; and as people read them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from sojourn.core.errors import UsageError

UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
STEPS: Final = ((86_400, "d", 3_600, "h"), (3_600, "h", 60, "min"), (60, "min", 1, "s"))
"""Units in which durations are told, each with the smaller one beside it."""
LONGEST: Final = 365_250 * 86_400
"""Seconds of a thousand years: every span up to it can be told in microseconds in 64 bits."""
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])")


def span(text: str) -> timedelta:
    """Read a span such as ``30m``, ``7d`` or ``1d12h``.

    >>> span("7d"), span("1d12h")
    (datetime.timedelta(days=7), datetime.timedelta(days=1, seconds=43200))

    Raises:
        UsageError: The text is no positive span, or one of more than a thousand years.
    """
    cleaned = text.strip().lower()
    parts = list(_PART.finditer(cleaned))
    if not parts or _PART.sub("", cleaned).strip():
        raise UsageError(
            f"{text!r} is not a span of time. Write a number and a unit, such as 30m, 12h, 7d or 2w."
        )
    seconds = sum(float(part[1]) * UNITS[part[2]] for part in parts)
    if seconds <= 0:
        raise UsageError(f"The span {text!r} is empty. It must be longer than zero.")
    if seconds > LONGEST:
        raise UsageError(f"The span {text!r} is longer than a thousand years. Give a shorter one, or none.")
    return timedelta(seconds=seconds)


def span_in_words(seconds: float) -> str:
    """A duration in at most two units, as a person reads it.

    >>> [span_in_words(s) for s in (0.4, 42, 90, 5400, 200000, 3_000_000)]
    ['0.4 s', '42 s', '1 min 30 s', '1 h 30 min', '2 d 8 h', '34.7 d']
    """
    if seconds < 9.95:
        return f"{seconds:.1f} s".replace(".0 s", " s")
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    if seconds >= 10 * 86_400:
        return f"{seconds / 86_400:.1f} d".replace(".0 d", " d")
    # The unit is chosen after rounding, so that 3,599.6 s reads "1 h" and never "60 min".
    for size, name, smaller, smaller_name in STEPS:
        whole, rest = divmod(round(seconds / smaller), size // smaller)
        if whole:
            return f"{whole} {name}" + (f" {rest} {smaller_name}" if rest else "")
    raise AssertionError(seconds)


def span_text(span_: timedelta) -> str:
    """A span as ``span`` reads it back.

    >>> span_text(timedelta(days=7)), span_text(timedelta(minutes=90)), span_text(timedelta(seconds=1.5))
    ('1w', '90m', '1.5s')
    """
    seconds = span_.total_seconds()
    if seconds % 1:
        return f"{seconds:.6f}".rstrip("0") + "s"
    whole = int(seconds)
    unit = next((name for name in ("w", "d", "h", "m") if whole % UNITS[name] == 0), "s")
    return f"{whole // UNITS[unit]}{unit}"
