"""Stable, unguessable ids with a prefix that tells what they name."""

from __future__ import annotations

import re
import secrets
from typing import Final

ALPHABET: Final = "0123456789abcdefghijkmnpqrstuvwxyz"
PATTERN: Final = re.compile(r"[a-z]{2,4}_[0-9a-z][0-9a-z_-]{0,62}")
"""What an id looks like: a prefix of two to four letters, an underscore, lower-case letters and digits."""


def new_id(prefix: str, *, length: int = 12) -> str:
    """A fresh random id such as ``stp_7k2m9x0q4tza``.

    >>> new_id("stp").startswith("stp_")
    True
    """
    return f"{prefix}_{''.join(secrets.choice(ALPHABET) for _ in range(length))}"


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of an id.

    >>> is_id("stp_checkout"), is_id("Checkout")
    (True, False)
    """
    return PATTERN.fullmatch(text) is not None
