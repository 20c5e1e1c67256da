"""Text from outside, made fit to be shown on one line."""

from __future__ import annotations

import unicodedata
from typing import Final

_UNFIT: Final = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Control characters, half characters, and separators of lines and paragraphs."""
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of all that follows, beyond the end of the text."""


def one_line(text: str) -> str:
    """The text, with a sign in place of whatever would steer a terminal, break a line, or cannot be written.

    >>> one_line("Café 👩‍💻"), one_line("red\\x1b[31m")
    ('Café 👩‍💻', 'red�[31m')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        "\ufffd" if letter in _TURNING or unicodedata.category(letter) in _UNFIT else letter
        for letter in text
    )
