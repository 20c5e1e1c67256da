"""What the server writes to its log: never the secret part of a share link."""

from __future__ import annotations

import logging
import re
from typing import Final

TOKEN: Final = re.compile(r"(?<![\w-])((?:api/shared|s|embed)/)[A-Za-z0-9_-]{16,}")


class PlainFormatter(logging.Formatter):
    """One line an entry, and the trace of a fault, with the tokens of share links taken out."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry as text."""
        return without_tokens(super().format(record))


def without_tokens(text: str) -> str:
    """The text with the secret part of every share link's address taken out.

    >>> without_tokens("Fault at GET /api/shared/9yWm0bTzUq3rE5vK7xJ2nA4dGh8sLpQc/comments")
    'Fault at GET /api/shared/…/comments'
    """
    return TOKEN.sub(r"\1…", text)
