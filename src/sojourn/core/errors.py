"""Errors say what is wrong, what was found, and what to do; every one of ours is a ``SojournError``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SojournError(Exception):
    """A fault that the person using Sojourn can understand and mend. The text is meant for them."""


class UsageError(SojournError):
    """The question or command was put wrongly."""


def suggestion(value: str, known: Iterable[str], *, shown: int = 12) -> str:
    """Say what there is instead of ``value``: the nearest name, then the list.

    >>> suggestion("buyy", ["buy", "open"])
    "Did you mean 'buy'? There are 2: 'buy', 'open'."
    """
    names = sorted(known)
    near = difflib.get_close_matches(value, names, n=1, cutoff=0.6)
    if not near:
        lowered = {name.lower(): name for name in names}
        near = [lowered[value.lower()]] if value.lower() in lowered else []
    hint = f"Did you mean {near[0]!r}? " if near else ""
    if not names:
        return f"{hint}There are none."
    listed = ", ".join(repr(name) for name in names[:shown])
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return f"{hint}There {'is' if len(names) == 1 else 'are'} {len(names)}: {listed}{more}."
